"""Configs: strict YAML in, validated and frozen entries out."""

# The scenario that is played where none is named.
DEFAULT = "december_2025"
