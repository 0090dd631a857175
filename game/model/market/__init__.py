"""Arithmetic that several rules share."""
