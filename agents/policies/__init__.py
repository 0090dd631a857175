"""Policies: configured decision rules from a view to orders."""
