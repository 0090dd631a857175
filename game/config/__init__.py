"""Configs: strict YAML in, validated and frozen entries out."""

# The scenario that is played where none is named.
DEFAULT = "december_2025"
# Policies that are written in Python; every actor has them.
CODED_POLICIES = ("random_legal",)
