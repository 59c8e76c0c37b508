"""Several files that appear together: a reader finds all of the old ones or all of the new ones.

How this works. The new folder is made beside the old one, with links to the user's other files in it, and the two are
exchanged in one step. Where that cannot be done (the current folder, a mount, Windows, a parent that cannot be
written) the new files are made in a hidden folder inside, marked as complete, and moved one by one; a process that is
killed in between leaves the mark, and the next run moves the rest.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from qonys.disk.exchange import exchange
from qonys.disk.workshop import sweep, workshop
from qonys.disk.write import put, sync, writing
from qonys.errors import BrokenData

COMPLETE = "complete"
"""Name, in a workshop, of the mark that all files are made and are to be moved."""
MOST_LINKED = 2000
"""More files of the user than this are not linked into a new folder."""


def write_folder(out: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, all of them or none; other files there are kept.

    Parameters
    ----------
    out : Path
        The folder; made if it is missing. A link is followed.
    files : mapping of str to bytes
        Contents by name.

    Raises
    ------
    BrokenData
        If the folder cannot be written; what was there stays as it was.
    """
    with writing(out):
        place = Path(os.path.realpath(out))
        check_folder(out, files)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_dir():
            _new(place, files)
        else:
            settle(place)
            if not _exchanged(place, files):
                _moved(place, files)
    return tuple(out / name for name in files)


def check_folder(out: Path, names: Iterable[str]) -> None:
    """Stop where files cannot be written into a folder, before they are made.

    Raises
    ------
    BrokenData
        If a file stands in the place of the folder, or a folder in the place of one of its files.
    OSError
        If a name is too long, or the nearest folder that is there cannot be written.
    """
    if os.path.lexists(out) and not os.path.isdir(out):
        raise BrokenData("output-not-a-folder", where=str(out), fix="name another folder with --out")
    for name in names:
        if os.path.isdir(out / name):
            fix = "move or rename it, or name another folder with --out"
            raise BrokenData("output-folder-in-the-way", where=str(out / name), fix=fix, name=name)
    place = Path(os.path.realpath(out))
    there = next(folder for folder in (place, *place.parents) if os.path.exists(folder))
    for name in place.relative_to(there).parts:
        with suppress(FileNotFoundError):
            (there / name).lstat()  # a name that is too long is refused here
    with workshop(there):
        pass


def settle(out: Path) -> None:
    """Move into a folder what a killed process had made whole and marked, and clear away the rest of its work."""
    sweep(out, lambda content: _finish(content, out))


def _new(place: Path, files: Mapping[str, bytes]) -> None:
    with workshop(place.parent) as content:
        _make(content, files)
        os.rename(content, place)
        sync(place.parent)


def _make(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    sync(folder)


def _exchanged(place: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a new folder could be made and exchanged with the old one."""
    if _stands_in(place) or os.path.ismount(place):
        return False
    try:
        with workshop(place.parent) as content:
            if not _linked(place, content, files):
                return False
            _make(content, files)
            shutil.copymode(place, content)
            if not exchange(content, place):
                return False
            _rescue(content, place, files)
            sync(place.parent)
            return True
    except PermissionError:  # the parent cannot be written; perhaps the folder itself can
        return False


def _stands_in(place: Path) -> bool:
    """Whether the current folder is this one or inside it: it would be pulled from under the user's feet."""
    with suppress(OSError):
        here = Path.cwd().resolve()
        return place == here or place in here.parents
    return True


def _linked(old: Path, new: Path, files: Mapping[str, bytes]) -> bool:
    """Whether all other files of the old folder could be linked into the new one, with their folders."""
    count = 0
    for folder, folders, names in os.walk(old):
        here = Path(folder)
        target = new / here.relative_to(old)
        own = files if here == old else ()
        folders[:] = [name for name in folders if not _is_workshop(name)]
        count += len(names) + len(folders)
        if count > MOST_LINKED or os.path.ismount(here):
            return False
        target.mkdir(exist_ok=True)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*names, *links):
            if name in own:
                continue
            try:
                os.link(here / name, target / name, follow_symlinks=False)
            except (OSError, NotImplementedError):
                return False
        shutil.copystat(here, target)
    return True


def _is_workshop(name: str) -> bool:
    return name.startswith(".qonys-") and name.endswith(".part")


def _rescue(old: Path, new: Path, files: Mapping[str, bytes]) -> None:
    """Puts files back that the user wrote or replaced in the old folder while the new one was made."""
    for folder, _, names in os.walk(old):
        here = Path(folder)
        for name in names:
            own, target = here / name, new / here.relative_to(old) / name
            if here == old and name in files:
                continue
            if not os.path.lexists(target) or not os.path.samestat(own.lstat(), target.lstat()):
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(own, target)


def _moved(place: Path, files: Mapping[str, bytes]) -> None:
    """Files made inside the folder and moved one by one; put back as they were if one cannot be moved."""
    with workshop(place) as content:
        kept = content.with_name("kept")
        kept.mkdir()
        _make(content, files)
        for name in files:
            _keep(place / name, kept / name)
        mark = content.with_name(COMPLETE)
        mark.touch()
        sync(content.parent)
        try:
            for name in files:
                put(content / name, place / name)
        except BaseException:
            mark.unlink(missing_ok=True)
            for name in files:
                if (kept / name).exists():
                    put(kept / name, place / name)
                elif not (content / name).exists():
                    (place / name).unlink(missing_ok=True)
            raise
        sync(place)


def _keep(path: Path, kept: Path) -> None:
    """A second name for a file, or a copy where the disk knows none."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            return
        try:
            os.link(path, kept)
        except (OSError, NotImplementedError):
            shutil.copy2(path, kept)


def _finish(content: Path, place: Path) -> None:
    """Moves what a killed process had marked as complete."""
    if content.is_dir() and content.with_name(COMPLETE).exists():
        for part in sorted(content.iterdir()):
            put(part, place / part.name)
