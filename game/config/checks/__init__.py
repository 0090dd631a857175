"""Checks that need the whole library: does a name exist, does a setting fit its lever."""
