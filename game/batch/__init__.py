"""Experiments: many games from one YAML file, written down as tables that can be made again."""
