"""The fields of each kind of YAML file."""
