"""`qonys` and `python -m qonys` are the command line; an interruption while it loads ends like any other."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

INTERRUPTED = 130
"""The exit code after Ctrl-C."""


def run() -> None:
    """Load the commands and run the one that was asked for."""
    signal.signal(signal.SIGINT, _interrupted)
    try:
        from qonys.cli.main import main

        main()
    except KeyboardInterrupt:
        print("interrupted; nothing was written", file=sys.stderr)
        sys.exit(INTERRUPTED)


def _interrupted(number: int, frame: FrameType | None) -> None:
    """Ctrl-C ends the program at once while a module is imported, and is an exception anywhere else.

    A package that is half imported turns the exception into one of its own, prints it, or goes on without it. Nothing
    is in the making then but hidden files that the next run clears away.
    """
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            os.write(2, b"interrupted; nothing was written\n")
            os._exit(INTERRUPTED)
        frame = frame.f_back
    raise KeyboardInterrupt


if __name__ == "__main__":
    run()
