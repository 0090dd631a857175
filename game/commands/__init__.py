"""One file for each command, named as the command; names with an underscore are shared.

The function `run` of a file is the command: its arguments are the options, its docstring the help.
At its top such a file imports what `--help` of the command needs, and in its functions what they
run, so that help and mistakes do not wait for libraries of numbers, tables and figures.
"""
