"""What is written to disk and how: whole files, tables in every format, what can be made again."""
