"""Locks between processes: held on an open file, so that the system lets go of them when a process is killed."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qonys.errors import BrokenData

PATIENCE = 60.0
"""Seconds that a lock is waited for."""
_NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
"""What a file system says that knows no locks."""


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock of a file, which is made if it is missing and stays where it is.

    On a file system without locks nothing is held: what stands under a lock must hold without it, if less neatly.

    Raises
    ------
    BrokenData
        If another process holds it for longer than `patience` seconds.
    OSError
        If the file cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        end = time.monotonic() + patience
        while not taken(descriptor):
            if time.monotonic() > end:
                raise BrokenData("locked", where=str(path.parent), fix="end the other command, then try again")
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)  # lets go of the lock


def taken(descriptor: int) -> bool:
    """Takes the lock of an open file; false while another process holds it."""
    try:
        _take(descriptor)
    except OSError as error:
        return error.errno in _NO_LOCKS
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
