"""Configs: strict YAML in, validated and frozen entries out."""
