"""A hidden folder beside what is to be written: removed at the end, and by the next run if its process was killed."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qonys.disk.lock import taken

PATTERN = ".qonys-*.part"
LOCK = "lock"
DONE = "content"
"""Name, in a workshop, of the folder for what is being made."""


@contextmanager
def workshop(folder: Path, finish: Callable[[Path], None] = lambda _: None) -> Iterator[Path]:
    """An empty folder on the same disk as the files of `folder`.

    Its lock tells a workshop in use from one whose process was killed: those are swept away first.

    Parameters
    ----------
    folder : Path
        Folder to write into; it must be there.
    finish : callable
        Given the content of each forsaken workshop before it is removed.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    sweep(folder, finish)
    place, descriptor = _opened(folder)
    try:
        yield place / DONE
    finally:
        os.close(descriptor)
        _clear(place)


def _opened(folder: Path) -> tuple[Path, int]:
    """A new workshop and its lock; begun again if another process has swept it away between the two.

    The lock is there before anything else, so that a workshop without one is empty.
    """
    while True:
        place = folder / f".qonys-{uuid.uuid4().hex[:8]}.part"
        place.mkdir()
        descriptor = -1
        with suppress(FileNotFoundError):
            descriptor = os.open(place / LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
            if taken(descriptor) and os.path.samestat(os.stat(place / LOCK), os.fstat(descriptor)):
                (place / DONE).mkdir()
                return place, descriptor
        if descriptor >= 0:
            os.close(descriptor)


def sweep(folder: Path, finish: Callable[[Path], None] = lambda _: None) -> None:
    """Removes the workshops of processes that were killed."""
    for place in folder.glob(PATTERN):
        with suppress(OSError):
            if _forsaken(place):
                finish(place / DONE)
                _clear(place)


def _forsaken(place: Path) -> bool:
    if place.is_symlink() or not place.is_dir():
        return False
    try:
        descriptor = os.open(place / LOCK, os.O_RDWR)
    except FileNotFoundError:  # its process was killed as it made the lock, or removed the rest
        return True
    try:
        return taken(descriptor)
    finally:
        os.close(descriptor)


def _clear(place: Path) -> None:
    """Removes a workshop, its lock last: who is killed meanwhile leaves one that is known to be forsaken."""
    for path in sorted(place.iterdir(), key=lambda path: (path.name == LOCK, path.name)):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    with suppress(OSError):
        place.rmdir()
