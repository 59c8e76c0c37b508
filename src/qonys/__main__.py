"""`qonys` and `python -m qonys` are the command line; an interruption while it loads ends like any other."""

import sys


def run() -> None:
    """Load the commands and run the one that was asked for."""
    try:
        from qonys.cli.main import main

        main()
    except KeyboardInterrupt:
        print("interrupted; nothing was written", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    run()
