"""Several files in a folder: all of them or none, other files kept, in every way in which they can be put there."""

from __future__ import annotations

import os

import pytest

from qonys.disk import folder
from qonys.disk.folder import settle, write_folder
from qonys.errors import BrokenData

OLD, NEW = {"a": b"old", "b": b"old"}, {"a": b"new", "b": b"new", "c": b"new"}


@pytest.fixture(params=["exchanged", "moved"])
def way(request, monkeypatch):
    """By exchange of two folders, and by moving files one by one where that cannot be done."""
    if request.param == "moved":
        monkeypatch.setattr(folder, "exchange", lambda one, other: False)
    return request.param


def files_of(out):
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    out = tmp_path / "a" / "b" / "report"
    write_folder(out, NEW)
    assert files_of(out) == NEW and [p.name for p in out.parent.iterdir()] == ["report"]


def test_files_are_replaced_and_others_are_kept(tmp_path, way):
    out = tmp_path / "report"
    write_folder(out, OLD)
    (out / "notes").write_bytes(b"mine")
    (out / "deep" / "er").mkdir(parents=True)
    (out / "deep" / "er" / "x").write_bytes(b"mine")
    (out / "link").symlink_to("notes")
    before = (out / "notes").stat()
    write_folder(out, NEW)
    assert files_of(out) == {**NEW, "notes": b"mine", "link": b"mine", "deep/er/x": b"mine"}
    assert os.readlink(out / "link") == "notes" and os.path.samestat((out / "notes").stat(), before)
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_one_that_cannot_be_put_in_place_leaves_all_as_they_were(tmp_path, way, name):
    out = tmp_path / "report"
    write_folder(out, OLD)
    (out / name).unlink(missing_ok=True)
    (out / name).mkdir()
    before = files_of(out)
    with pytest.raises(BrokenData):
        write_folder(out, NEW)
    assert files_of(out) == before and (out / name).is_dir() and len(list(tmp_path.iterdir())) == 1


def test_a_failure_half_way_through_the_moves_leaves_all_as_they_were(tmp_path, monkeypatch):
    out = tmp_path / "report"
    write_folder(out, OLD)
    monkeypatch.setattr(folder, "exchange", lambda one, other: False)
    put = folder.put

    def fails(part, path):
        if path.name == "c" and part.parent.name == "content":
            raise OSError(28, "no space")
        put(part, path)

    monkeypatch.setattr(folder, "put", fails)
    with pytest.raises(BrokenData) as caught:
        write_folder(out, NEW)
    assert caught.value.code == "disk-full" and files_of(out) == OLD


def test_a_link_to_a_folder_is_followed(tmp_path, way):
    write_folder(tmp_path / "real", OLD)
    (tmp_path / "link").symlink_to("real")
    write_folder(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink() and files_of(tmp_path / "real") == NEW


def test_the_current_folder_stays_the_current_folder(tmp_path, monkeypatch):
    write_folder(tmp_path / "report", OLD)
    monkeypatch.chdir(tmp_path / "report")
    write_folder(tmp_path / "report", NEW)
    assert sorted(os.listdir(".")) == ["a", "b", "c"]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path):
    (tmp_path / "report").write_text("mine")
    with pytest.raises(BrokenData) as caught:
        write_folder(tmp_path / "report", NEW)
    assert caught.value.code == "output-not-a-folder" and (tmp_path / "report").read_text() == "mine"


def test_what_a_killed_process_had_made_whole_is_moved_by_the_next(tmp_path, monkeypatch):
    out = tmp_path / "report"
    write_folder(out, OLD)
    monkeypatch.setattr(folder, "exchange", lambda one, other: False)
    put, left = folder.put, []

    def dies(part, path):
        if path.name == "b":
            pid = os.fork()
            if pid:
                os.waitpid(pid, 0)
            left.append(part.parent.parent)
            os._exit(9)
        put(part, path)

    if not hasattr(os, "fork"):
        pytest.skip("no fork here")
    pid = os.fork()
    if not pid:
        monkeypatch.setattr(folder, "put", dies)
        write_folder(out, NEW)
        os._exit(0)
    assert os.waitpid(pid, 0)[1] != 0
    settle(out)
    assert files_of(out) == NEW
