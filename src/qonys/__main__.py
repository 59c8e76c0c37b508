"""`python -m qonys` is the command line."""

from qonys.cli.main import main

main()
