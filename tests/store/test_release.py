"""Releases: whole or not at all, the same bytes from the same figures, damage is said."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys

import pytest

from qonys.errors import BrokenData
from qonys.packs.observations import pack_observations
from qonys.store import import_release, open_store
from qonys.store.release import replacing, writing
from toyland import TOY, toy


def files(folder):
    return {p.name: p.read_bytes() for p in sorted((folder / "toy").iterdir())}


def test_the_same_figures_make_the_same_bytes(tmp_path):
    open_store(toy(), tmp_path / "a")
    open_store(toy(), tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_second_opening_writes_nothing(tmp_path):
    open_store(toy(), tmp_path)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "toy").iterdir()}
    open_store(toy(), tmp_path)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "toy").iterdir()} == before


@pytest.mark.parametrize("damage", [b"", b"PAR1 cut", None])
def test_a_damaged_data_file_is_said(tmp_path, damage):
    store = open_store(toy(), tmp_path)
    path = next((tmp_path / "toy").glob("*.parquet"))
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(BrokenData) as caught:
        store.periods("births")
    assert caught.value.code == "store-truncated" and path.name in caught.value.where


@pytest.mark.parametrize("text", ["", "{", "{}", "[]"])
def test_a_damaged_manifest_is_said(tmp_path, text):
    open_store(toy(), tmp_path)
    next((tmp_path / "toy").glob("*.json")).write_text(text)
    with pytest.raises(BrokenData, match="damaged or cut short"):
        open_store(toy(), tmp_path)


def test_another_format_is_refused(tmp_path):
    open_store(toy(), tmp_path)
    path = next((tmp_path / "toy").glob("*.json"))
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
    with pytest.raises(BrokenData) as caught:
        open_store(toy(), tmp_path)
    assert caught.value.code == "store-format"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EACCES, "unwritable"), (errno.EROFS, "unwritable")]
)
def test_a_refused_write_is_one_clear_error(tmp_path, number, code):
    with pytest.raises(BrokenData) as caught, writing(tmp_path):
        raise OSError(number, os.strerror(number))
    assert caught.value.code == code and str(tmp_path) in caught.value.where


def test_a_file_in_the_way_is_one_clear_error(tmp_path):
    (tmp_path / "store").write_text("in the way")
    with pytest.raises(BrokenData) as caught:
        open_store(toy(), tmp_path / "store")
    assert caught.value.code == "unwritable"


def test_an_interrupted_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "figures"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(path) as part:
        part.write_text("half")
        raise KeyboardInterrupt
    assert [p.name for p in tmp_path.iterdir()] == ["figures"] and path.read_text() == "old"


def test_data_without_a_manifest_is_not_seen(tmp_path):
    store = open_store(toy(), tmp_path)
    (tmp_path / "toy" / "0123456789abcdef.parquet").write_bytes(b"half a file")
    assert open_store(toy(), tmp_path).releases == store.releases


def test_a_reader_keeps_what_it_opened_while_another_writes(tmp_path):
    reader = open_store(toy(), tmp_path)
    import_release(open_store(toy(), tmp_path), pack_observations(toy())[:3], "again.csv")
    assert len(reader.releases) == 1
    assert len(open_store(toy(), tmp_path).releases) == 2
    assert reader.periods("births")


def test_two_processes_open_one_new_store_at_once(tmp_path):
    code = (
        "import sys; from qonys.packs import load_pack; from qonys.store import open_store;"
        "print(len(open_store(load_pack(sys.argv[1]), __import__('pathlib').Path(sys.argv[2])).periods('births')))"
    )
    each = [
        subprocess.Popen([sys.executable, "-c", code, str(TOY), str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0].strip() for process in each]
    assert said[0] == said[1] != "" and [process.returncode for process in each] == [0, 0]
    assert len(list((tmp_path / "toy").glob("*.json"))) == 1
