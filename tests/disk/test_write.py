"""Files are whole or not at all: refusals have one form, an interruption leaves the old ones, links stay."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading

import pytest

from qonys.disk.lock import locked
from qonys.disk.workshop import workshop
from qonys.disk.write import replacing, writing
from qonys.errors import BrokenData


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"), (errno.EFBIG, "disk-full"), (errno.EACCES, "unwritable"),
        (errno.EROFS, "unwritable"), (errno.ENAMETOOLONG, "name-too-long"), (errno.ENOENT, "no-such-place"),
        (errno.EISDIR, "in-the-way"), (errno.EIO, "cannot-write"),
    ],
)  # fmt: skip
def test_a_refused_write_is_one_clear_error(tmp_path, number, code):
    with pytest.raises(BrokenData) as caught, writing(tmp_path):
        raise OSError(number, os.strerror(number))
    assert caught.value.code == code and str(tmp_path) in caught.value.where


def test_an_interrupted_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "figures"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(path) as part:
        part.write_text("half")
        raise KeyboardInterrupt
    assert [p.name for p in tmp_path.iterdir()] == ["figures"] and path.read_text() == "old"


@pytest.mark.parametrize("name", ["n" * 255, "ж" * 127])
def test_a_name_as_long_as_the_disk_takes_is_written(tmp_path, name):
    with replacing(tmp_path / name) as part:
        part.write_text("new")
    assert (tmp_path / name).read_text() == "new" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["n" * 256, "ж" * 128, "n" * 5000])
def test_a_longer_name_is_one_clear_error(tmp_path, name):
    with pytest.raises(BrokenData) as caught, writing(tmp_path / name), replacing(tmp_path / name) as part:
        part.write_text("new")
    assert caught.value.code == "name-too-long" and list(tmp_path.iterdir()) == []


def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with replacing(tmp_path / "link") as part:
        part.write_text("new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == "new"


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_a_pipe_is_written_to_and_stays(tmp_path):
    path, heard = tmp_path / "pipe", []
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: heard.append(path.read_text()))
    reader.start()
    with replacing(path) as part:
        part.write_text("new")
    reader.join(timeout=10)
    assert heard == ["new"] and stat.S_ISFIFO(path.stat().st_mode)


KILLED = """
import os, sys
from pathlib import Path
from qonys.disk.workshop import workshop
with workshop(Path(sys.argv[1])) as content:
    (content / "half").write_text("half")
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name == "nt", reason="no such kill")
def test_what_a_killed_process_left_is_swept_away_and_a_living_one_is_left_alone(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert len(list(tmp_path.iterdir())) == 1
    with workshop(tmp_path) as content:
        assert list(tmp_path.iterdir()) == [content.parent]
        with workshop(tmp_path) as other:
            assert content.is_dir() and other.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_is_not_let_go_is_one_clear_error(tmp_path):
    with locked(tmp_path / "lock"), pytest.raises(BrokenData) as caught, locked(tmp_path / "lock", patience=0.1):
        pass
    assert caught.value.code == "locked"
    with locked(tmp_path / "lock", patience=0.1):
        pass
