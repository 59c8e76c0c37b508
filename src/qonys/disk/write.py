"""One file, whole or not at all: made beside its place, then put there in one step."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qonys.disk.workshop import workshop
from qonys.errors import BrokenData


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turns each refusal of the system to write into one clear error.

    Raises
    ------
    BrokenData
        In place of any `OSError`.
    """
    try:
        yield
    except OSError as error:
        raise refusal(error, target) from error


def refusal(error: OSError, target: Path) -> BrokenData:
    """The error of ours for one of the system."""
    number, place = error.errno or 0, str(target)
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return BrokenData("disk-full", where=place, fix="free some space, or name another folder")
    if number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY):
        fix = "name another folder, or put its rights right"
        return BrokenData("unwritable", where=place, fix=fix)
    if number == errno.ENAMETOOLONG:
        return BrokenData("name-too-long", where=place, fix="a shorter name")
    if number == errno.ENOENT:
        return BrokenData("no-such-place", where=place, fix="make the folder, or name another")
    if number in (errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOTEMPTY):
        return BrokenData("in-the-way", where=place, fix="name another place")
    said = {"name": place, "reason": str(error.strerror or error), "cause": errno.errorcode.get(number, "")}
    return BrokenData("cannot-write", where=place, fix="another place", **said)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file that takes the place of `path` when all is written, and vanishes otherwise.

    A link is followed. What is no file, such as /dev/null or a pipe, is written to and stays what it is.

    Raises
    ------
    OSError
        If it cannot be written; what was at `path` stays as it was.
    """
    path = Path(os.path.realpath(path))
    if _is_device(path):
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "part"
            yield part
            with part.open("rb") as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
        return
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with workshop(path.parent) as place:
        part = place / path.name
        yield part
        sync(part)
        put(part, path)
        sync(path.parent)


def write_file(path: Path, content: bytes) -> None:
    """Write one file that is never half-written.

    Raises
    ------
    BrokenData
        If it cannot be written; an older one stays as it was.
    """
    with writing(path), replacing(path) as part:
        part.write_bytes(content)


def sync(path: Path) -> None:
    """Has the system write a file, or the list of a folder, to the disk."""
    if path.is_dir():
        if os.name == "nt":
            return
        descriptor = os.open(path, os.O_RDONLY)
    else:
        descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a folder on a file system that cannot
            raise
    finally:
        os.close(descriptor)


def put(part: Path, path: Path) -> None:
    """Puts a file in its place; Windows refuses that while another process reads what was there, for a moment."""
    for wait in (0.05, 0.1, 0.2, 0.4, 0.0):
        try:
            os.replace(part, path)
        except PermissionError:
            if os.name != "nt" or not wait:
                raise
            time.sleep(wait)
        else:
            return


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
