"""Faults of TOML files: each once, on its line, with what would be taken; in three languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from qonys.errors import BadInput
from qonys.packs.lines import line_at
from qonys.packs.read import Faults, read_toml
from qonys.packs.validate import valid, valid_file
from qonys.text import Language, error_lines


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: Annotated[str, Field(min_length=1, pattern="^[a-z]+$")]
    share: Annotated[float | int, Field(ge=0, le=1, allow_inf_nan=False)] = 0
    count: Annotated[int, Field(gt=0, lt=9)] = 1
    kind: Literal["stock", "flow"] = "stock"
    open: bool = True
    names: list[str] = []


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    year: str
    part: list[Part] = []
    cap: dict[str, float] = {}


def faults_of(folder: Path, text: str) -> BadInput:
    path = folder / "my.toml"
    path.write_text(text, "utf-8")
    found = Faults(folder)
    valid(Whole, read_toml(path, found), path, found)
    with pytest.raises(BadInput) as caught:
        found.stop()
    return caught.value


CASES = [
    ('[[part]]\nid = "a"\n', None, "missing", "year: is missing"),
    ("year = 2026\n", 1, "text", "year: takes text in quotes"),
    ('year = "1"\nyaer = 3\n', 2, "unknown", "yaer: is not a known name"),
    ('year = "1"\n[[part]]\nid = "a"\n[[part]]\nid = "b"\nshare = "x"\n', 6, "number", "part.b.share: takes a number"),
    ('year = "1"\n[[part]]\nid = "a"\nshare = nan\n', 4, "least", "part.a.share"),
    ('year = "1"\n[[part]]\nid = "a"\nshare = 2\n', 4, "most", "takes 1 or less"),
    ('year = "1"\n[[part]]\nid = "a"\nshare = -2\n', 4, "least", "takes 0 or more"),
    ('year = "1"\n[[part]]\nid = "a"\ncount = 0\n', 4, "above", "takes more than 0"),
    ('year = "1"\n[[part]]\nid = "a"\ncount = 9\n', 4, "below", "takes less than 9"),
    ('year = "1"\n[[part]]\nid = "a"\ncount = 1.5\n', 4, "whole", "takes a whole number"),
    ('year = "1"\n[[part]]\nid = ""\n', 3, "empty", "part.1.id: is empty"),
    ('year = "1"\n[[part]]\nid = "A1"\n', 3, "form", "^[a-z]+$"),
    ('year = "1"\n[[part]]\n# a comment\nid = "a"\nkind = "rate"\n', 5, "one-of", "takes one of stock, flow"),
    ('year = "1"\n[[part]]\nid = "a"\nopen = 1\n', 4, "yes-or-no", "takes true or false"),
    ('year = "1"\n[[part]]\nid = "a"\nnames = "b"\n', 4, "list", "takes a list in square brackets"),
    ('year = "1"\n[cap]\nhere = "b"\n', 3, "number", "cap.here: takes a number"),
    ('year = "1"\ncap = 3\n', 2, "table", "cap: takes a table"),
]


@pytest.mark.parametrize(("text", "line", "kind", "said"), CASES)
def test_a_fault_stands_on_its_line_and_says_what_is_taken(tmp_path, text, line, kind, said):
    error = faults_of(tmp_path, text)
    (fault,) = error.faults
    assert (fault.row, fault.fields["kind"]) == (line, kind)
    assert said in error_lines(error, Language.EN)[1]
    for language in (Language.KK, Language.RU):
        assert any("а" <= letter <= "я" for letter in error_lines(error, language)[1])


def test_lines_of_tables_keys_and_what_is_nowhere(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text('a = 1\n[b]\n"c" = 2 # [b.d]\n[b.d]\ne = 3\n[[f]]\n[[f]]\ng = { h = 4 }\n', "utf-8")
    places = {("a",): 1, ("b",): 2, ("b", "c"): 3, ("b", "d", "e"): 5, ("f", 1, "g", "h"): 8, ("f", 7, "g"): None}
    assert {steps: line_at(path, steps) for steps in places} == places
    assert line_at(path, ("nothing",)) is None and line_at(path, ()) is None


def test_a_file_that_cannot_be_read_has_one_fault(tmp_path):
    path = tmp_path / "file.toml"
    path.write_text('year = "2026"\nfoo\n', "utf-8")
    faults = Faults(tmp_path)
    assert valid_file(Whole, path, faults) is None
    assert [(f.code, f.row) for f in faults.found] == [("toml-syntax", 2)]
