"""Two names of the same disk exchanged in one step, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_NOT_HERE = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV, errno.EBUSY, errno.EPERM, errno.EACCES)
"""What the system says where it cannot exchange these two."""
_AT_CURRENT_FOLDER = -100
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS have the same value."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange two files or folders; false where the system cannot.

    Raises
    ------
    OSError
        If it could, but the two are not there or the disk fails.

    References
    ----------
    Linux manual page renameat2(2); macOS manual page renamex_np(2).
    """
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, ctypes.c_uint(_EXCHANGE))
        elif sys.platform == "linux":
            here = ctypes.c_int(_AT_CURRENT_FOLDER)
            failed = library.renameat2(here, names[0], here, names[1], ctypes.c_uint(_EXCHANGE))
        else:
            return False
    except (AttributeError, OSError, TypeError):  # a library without the call; Windows has no such library
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(other))
