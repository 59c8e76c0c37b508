"""Releases: whole or not at all, the same bytes from the same figures; damage to one hides no other."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys

import pytest

from qonys.errors import BrokenData
from qonys.packs.observations import pack_observations
from qonys.store import import_release, open_store
from toyland import TOY, toy


def files(folder):
    return {p.name: p.read_bytes() for p in sorted((folder / "toy").iterdir())}


def moved(value, year="2015"):
    """Births of one area and year with another value: an import of one row."""
    wanted = [o for o in pack_observations(toy()) if (o.indicator, o.area) == ("births", "TL-E") and not o.dimensions]
    newest = max((o for o in wanted if o.period.code == year), key=lambda o: o.vintage)
    return [dataclasses.replace(newest, value=float(value))]


def rows_of(store, value):
    found = store.connection.execute("SELECT row FROM observations WHERE value = $v", {"v": value}).fetchall()
    return [row for (row,) in found]


@pytest.fixture
def three(tmp_path):
    """A store with three imports of a row each: 90001, 90002, 90003; and their manifests in that order."""
    paths = []
    for number in (1, 2, 3):
        known = set((tmp_path / "toy").glob("*.json"))
        import_release(open_store(toy(), tmp_path), moved(90_000 + number, str(2012 + number)), f"{number}.csv")
        paths += [
            path for path in (tmp_path / "toy").glob("*.json") if path not in known and "import" in path.read_text()
        ]
    return tmp_path, paths


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
def test_damaged_data_of_the_pack_is_written_again(tmp_path, damage):
    before = open_store(toy(), tmp_path)
    path = next((tmp_path / "toy").glob("*.parquet"))
    path.unlink() if damage is None else path.write_bytes(damage)
    again = open_store(toy(), tmp_path)
    assert again.periods("births") == before.periods("births") != [] and again.left_out == ()


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", "[" * 100_000, '{"format": 1, "rows": ' + "9" * 9000 + "}"])
def test_a_damaged_description_of_the_pack_is_written_again(tmp_path, text):
    open_store(toy(), tmp_path)
    next((tmp_path / "toy").glob("*.json")).write_text(text)
    again = open_store(toy(), tmp_path)
    assert again.periods("births") and again.left_out == ()


WRONG = {
    "id": 3, "pack": None, "pack_version": 1.5, "pack_digest": [], "origin": "elsewhere", "source": {"a": 1},
    "date": "2023-99-01", "rows": "3", "sha256": "abc", "number": "2", "format": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_field_of_another_type_hides_its_release_alone(three, name):
    folder, paths = three
    before = paths[1].read_text()
    paths[1].write_text(json.dumps({**json.loads(before), name: WRONG[name]}))
    store = open_store(toy(), folder)
    assert [left.file for left in store.left_out] == [paths[1].name] and name in store.left_out[0].detail
    assert rows_of(store, 90_001) and rows_of(store, 90_003) and not rows_of(store, 90_002)
    paths[1].write_text(before)
    assert rows_of(open_store(toy(), folder), 90_002)


@pytest.mark.parametrize("damage", ["cut", "gone", "swapped", "link", "folder", "another layout"])
def test_one_damaged_import_among_three_leaves_the_rest(three, damage):
    folder, paths = three
    data = paths[1].with_suffix(".parquet")
    if damage == "cut":
        data.write_bytes(data.read_bytes()[:100])
    elif damage == "gone":
        data.unlink()
    elif damage == "swapped":
        data.write_bytes(paths[0].with_suffix(".parquet").read_bytes())
    elif damage == "link":
        paths[1].unlink()
        paths[1].symlink_to("nowhere")
    elif damage == "folder":
        data.unlink()
        data.mkdir()
    else:
        _another_layout(paths[1])
    kept = sorted(p.name for p in (folder / "toy").iterdir())
    store = open_store(toy(), folder)
    assert len(store.left_out) == 1 and paths[1].stem in store.left_out[0].file
    assert rows_of(store, 90_001) and rows_of(store, 90_003) and not rows_of(store, 90_002)
    assert store.periods("births")
    assert sorted(p.name for p in (folder / "toy").iterdir()) == kept  # nothing of it is removed


def _another_layout(manifest):
    """Data of other columns, with the checksum that it has."""
    import hashlib

    import pyarrow as pa
    import pyarrow.parquet as pq

    data = manifest.with_suffix(".parquet")
    pq.write_table(pa.table({"indicator": ["births"], "value": ["many"]}), data)
    said = {**json.loads(manifest.read_text()), "sha256": hashlib.sha256(data.read_bytes()).hexdigest()}
    manifest.write_text(json.dumps(said))


def test_a_damaged_import_is_whole_again_when_it_is_imported_again(three):
    folder, paths = three
    paths[1].with_suffix(".parquet").write_bytes(b"")
    import_release(open_store(toy(), folder), moved(90_002, "2014"), "2.csv")
    store = open_store(toy(), folder)
    assert store.left_out == () and rows_of(store, 90_002)


@pytest.mark.parametrize("more", [{"licence": "CC BY"}, {"format": 99}])
@pytest.mark.parametrize("which", ["import", "pack"])
def test_a_release_of_a_newer_version_is_said_to_be_newer_and_stays(three, more, which):
    folder, paths = three
    path = paths[1]
    if which == "pack":
        path = next(p for p in (folder / "toy").glob("*.json") if p not in paths)
    path.write_text(json.dumps({**json.loads(path.read_text()), **more}))
    before = path.read_bytes(), path.with_suffix(".parquet").read_bytes()
    store = open_store(toy(), folder)
    assert [(left.file, left.reason) for left in store.left_out] == [(path.name, "newer")]
    assert store.periods("births") and rows_of(store, 90_001) and rows_of(store, 90_003)
    assert (path.read_bytes(), path.with_suffix(".parquet").read_bytes()) == before


def test_the_same_number_in_two_manifests_gives_no_row_two_meanings(three):
    """Stores that older versions wrote hold such pairs."""
    folder, paths = three
    for path in paths:
        path.write_text(json.dumps({**json.loads(path.read_text()), "number": 2}))
    store = open_store(toy(), folder)
    found = [rows_of(store, value) for value in (90_001.0, 90_002.0, 90_003.0)]
    assert len({row for rows in found for row in rows}) == 3
    assert [store.rows(rows)[0]["value"] for rows in found] == [90_001.0, 90_002.0, 90_003.0]


def test_an_import_that_came_later_is_taken(tmp_path):
    for value in (70_001, 70_002, 70_001):
        import_release(open_store(toy(), tmp_path), moved(value), f"{value}.csv")
    store = open_store(toy(), tmp_path)
    from qonys.store import PanelQuery

    assert store.panel(PanelQuery(("births",), ("TL-E",), ("2015",), 2015))["births"][0, 0] == 70_001


def test_a_file_in_the_way_is_one_clear_error(tmp_path):
    (tmp_path / "store").write_text("in the way")
    with pytest.raises(BrokenData) as caught:
        open_store(toy(), tmp_path / "store")
    assert caught.value.code == "in-the-way"


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


@pytest.mark.parametrize("name", ["store[1]", "a*b", "row=5", "данные (2)", "it's"])
def test_a_store_may_have_any_name(tmp_path, name):
    folder = tmp_path / name
    import_release(open_store(toy(), folder), moved(90_001), "a.csv")
    assert rows_of(open_store(toy(), folder), 90_001)


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


IMPORT = """
import dataclasses, sys
from pathlib import Path
from qonys.packs import load_pack
from qonys.packs.observations import pack_observations
from qonys.store import import_release, open_store
pack, folder, value = load_pack(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
store, one = open_store(pack, folder), pack_observations(pack)[0]
print("ready", flush=True)
sys.stdin.readline()
for more in range(8):
    import_release(store, [dataclasses.replace(one, value=value + more)], f"{value}-{more}.csv")
"""


def test_imports_at_once_have_numbers_and_rows_of_their_own(tmp_path):
    open_store(toy(), tmp_path)
    command = [sys.executable, "-c", IMPORT, str(TOY), str(tmp_path)]
    each = [
        subprocess.Popen([*command, value], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ})
        for value in ("40000", "50000", "60000")
    ]
    for process in each:
        assert process.stdout.readline().strip() == b"ready"
    for process in each:
        process.stdin.write(b"\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0] and process.returncode for process in each] == [b""] * 3
    assert [process.returncode for process in each] == [0, 0, 0]
    store = open_store(toy(), tmp_path)
    assert sorted(r.number for r in store.releases) == list(range(1, 26))
    values = [start + more for start in (40_000.0, 50_000.0, 60_000.0) for more in range(8)]
    found = {value: rows_of(store, value) for value in values}
    assert len({row for rows in found.values() for row in rows}) == 24
    assert all(store.rows(rows)[0]["value"] == value for value, rows in found.items())


@pytest.mark.parametrize("name", ["\udcff.csv", "a\nb\x1b[31m.csv", "[red]a[/].csv", "-x.csv", "данные.csv"])
def test_a_file_of_any_name_is_imported_and_read_back(tmp_path, name):
    release = import_release(open_store(toy(), tmp_path), moved(90_001), name)
    store = open_store(toy(), tmp_path)
    assert store.left_out == () and rows_of(store, 90_001) and store.releases[1] == release
    assert store.releases[1].source.isprintable()
    # as versions before this one wrote it
    path = tmp_path / "toy" / f"{release.name}.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "source": name}))
    assert rows_of(open_store(toy(), tmp_path), 90_001)
