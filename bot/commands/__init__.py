"""What an operator types, a module for each group of commands; `bot.__main__` puts them together.

Each command imports what it needs itself, so that `--help` and a wrong setting answer at once.
"""
