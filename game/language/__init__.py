"""The expression language of YAML: syntax, compiler, compiled expressions."""
