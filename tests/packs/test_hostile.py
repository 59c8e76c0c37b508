"""Files of a pack or of a user that no one would write by hand: a fault with its place, no traceback, no waiting."""

from __future__ import annotations

import shutil
import time

import pytest

from qonys.errors import BadInput, NotFound
from qonys.packs import load_pack
from qonys.packs.frameworks import load_framework
from qonys.packs.read import Faults, read_csv, read_toml
from toyland import TOY

TOML = {
    "a number of thousands of digits": ("a = " + "9" * 5000, "toml-syntax"),
    "a number that no array holds": ("a = [1, " + "9" * 300 + "]", "bad-size"),
    "lists in lists": ("a = " + "[" * 20_000, "too-deep"),
    "lists in lists that close": ("a = " + "[" * 100 + "]" * 100, "too-deep"),
    "tables in tables": ("a = " + "{b = " * 20_000, "too-deep"),
    "a key of many parts": (".".join("a" * 30_000) + " = 1", "too-deep"),
    "a heading of many parts": ("[" + ".".join(['"b"'] * 30_000) + "]", "too-deep"),
    "a control character": ('a = "x\\u0007"', "control-character"),
    "a control character in a key": ('"a\\u001b" = 1', "control-character"),
    "half a surrogate": ('a = "\\ud800"', "toml-syntax"),
    "no end": ('a = "' + "x" * 100_000, "toml-syntax"),
}


@pytest.mark.parametrize("name", TOML)
def test_toml_that_no_one_writes_is_a_fault(tmp_path, name):
    text, code = TOML[name]
    path, faults, began = tmp_path / "a.toml", Faults(tmp_path), time.monotonic()
    path.write_text(text, "utf-8")
    read_toml(path, faults)
    assert [fault.code for fault in faults.found] == [code]
    assert time.monotonic() - began < 5


CSV = {
    "a cell that never ends": ('a,b\n"' + "x" * 200_000 + '",1\n', "csv-syntax"),
    "a header that never ends": ('"' + "x" * 200_000 + '",b\n1,1\n', "csv-syntax"),
    "a control character": ("a,b\n\x1b[31m,1\n", "control-character"),
    "a NUL": ("a,b\n\x00,1\n", "control-character"),
    "a column twice": ("a,b,a\n1,2,3\n", "duplicate-key"),
}


@pytest.mark.parametrize("name", CSV)
def test_csv_that_no_one_writes_is_a_fault(tmp_path, name):
    text, code = CSV[name]
    path, faults = tmp_path / "a.csv", Faults(tmp_path)
    path.write_text(text, "utf-8")
    list(read_csv(path, ("a", "b"), faults))
    assert code in [fault.code for fault in faults.found]


@pytest.mark.parametrize("kind", ["folder", "dangling link", "nothing"])
def test_what_stands_in_the_place_of_a_file_is_said(tmp_path, kind):
    pack = tmp_path / "pack"
    shutil.copytree(TOY, pack)
    path = pack / "indicators.toml"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "dangling link":
        path.symlink_to("nowhere")
    with pytest.raises(BadInput) as caught:
        load_pack(pack)
    codes = {fault.code for fault in caught.value.faults if fault.file == "indicators.toml"}
    assert codes & {"file-unreadable", "file-missing"} or kind == "nothing"


def test_a_name_longer_than_the_disk_takes_is_no_file():
    with pytest.raises(NotFound):
        load_pack("n" * 5000)


@pytest.mark.parametrize("name", ["ж" * 3000 + ".toml", "a\0b.toml"])
def test_a_framework_of_such_a_name_is_not_there(tmp_path, name):
    with pytest.raises(NotFound):
        load_framework(tmp_path / name)


def test_a_name_that_no_drawing_has_room_for_is_a_fault(tmp_path):
    pack = tmp_path / "pack"
    shutil.copytree(TOY, pack)
    path = pack / "indicators.toml"
    path.write_text(path.read_text("utf-8").replace('en = "Population at 1 January"', f'en = "{"x" * 5000}"'), "utf-8")
    with pytest.raises(BadInput) as caught:
        load_pack(pack)
    first = next(fault for fault in caught.value.faults if fault.code == "toml-schema")
    assert (first.fields["kind"], first.fields["limit"], first.row) == ("letters", "250", 3)


@pytest.mark.parametrize(
    "boundaries", ["", "{", "[]", '{"features": 3}', '{"features": [{"properties": null}]}', "[" * 9000]
)
def test_boundaries_that_are_none_are_said(tmp_path, boundaries):
    from qonys.report.maps import Boundaries
    from toyland import toy

    path = tmp_path / "boundaries.geojson"
    path.write_text(boundaries)
    with pytest.raises(BadInput) as caught:
        Boundaries.read(path, toy().lineage)
    assert caught.value.code == "boundaries-form"


CELLS = {
    ("sources.csv", "rank"): ("9" * 30, "-1", "1.5", "x"),
    ("lineage.csv", "enacted"): ("1979-99-01", "x" * 500),
    ("lineage.csv", "persons"): ("many", "9" * 5000, "-4"),
    ("lineage.csv", "status"): ("Z",),
    ("lineage.csv", "date"): ("0000-01-01", ""),
    ("residuals.csv", "residual"): ("nan", "inf", "1_000", ""),
    ("areas.csv", "from"): ("99999", "-5", "x"),
}


@pytest.mark.parametrize(("place", "wrong"), [(place, cell) for place, cells in CELLS.items() for cell in cells])
def test_a_cell_that_cannot_stand_there_is_a_fault_in_its_place(tmp_path, place, wrong):
    import csv

    pack, (name, column) = tmp_path / "pack", place
    shutil.copytree(TOY, pack)
    with (pack / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[-1][column] = wrong
    with (pack / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(BadInput) as caught:
        load_pack(pack)
    assert (name, len(rows) + 1, column) in [(f.file, f.row, f.column) for f in caught.value.faults]


@pytest.mark.parametrize(
    "equation", ["births / 0 = deaths", "births@+99999 = 0", "births = " + "9" * 400 + " * deaths"]
)
def test_an_equation_that_cannot_be_computed_is_none(equation):
    from qonys.packs.identities import parse_equation

    with pytest.raises(BadInput):
        parse_equation(equation)


@pytest.mark.parametrize("text", ["births = 3", "births = []", 'births = { least = "x" }', "births = { least = -1 }"])
def test_reliabilities_of_another_type_are_faults(tmp_path, text):
    from qonys.packs.reliabilities import read_reliabilities

    pack = tmp_path / "pack"
    shutil.copytree(TOY, pack)
    (pack / "reliabilities.toml").write_text(text)
    with pytest.raises(BadInput):
        read_reliabilities(load_pack(pack))


@pytest.mark.parametrize("period", ["[red]", "2021-13", "", "21", "2021-02-30"])
def test_a_period_that_is_none_is_a_fault_on_its_line(tmp_path, period):
    from qonys.packs.parameters import pack_parameters

    pack = tmp_path / "pack"
    shutil.copytree(TOY, pack)
    path = pack / "impact" / "baseline.toml"
    text = path.read_text("utf-8")
    line = next(i for i, each in enumerate(text.splitlines(), 1) if each.startswith("period"))
    path.write_text(text.replace('period = "2021-01-01"', f'period = "{period}"', 1), "utf-8")
    with pytest.raises(BadInput) as caught:
        pack_parameters(load_pack(pack))
    fault = caught.value.faults[0]
    assert (fault.row, fault.fields["kind"]) == (line, "empty" if not period else "period")
