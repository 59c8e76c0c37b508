"""Declared ranges: one that leans is drawn as it leans, so that what is printed stands near what is declared."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from qonys.packs import load_pack

ROOT = load_pack("kz").root
FILES = ("impact/kinds.toml", "impact/parameters.toml", "plans/measures.toml")
OFF = 0.05
"""Of the width: so far off the middle a value counts as in it."""


def ranges(at: Any, name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(at, dict):
        if {"low", "central", "high"} <= set(at):
            yield str(at.get("id", name)), at
        for key, value in at.items():
            yield from ranges(value, key)
    elif isinstance(at, list):
        for each in at:
            yield from ranges(each, name)


@pytest.mark.parametrize("file", FILES)
def test_what_a_range_rests_on_is_said_in_each_language(file: str) -> None:
    for id, r in ranges(tomllib.loads((ROOT / file).read_text("utf-8"))):
        said = r["source"]
        assert set(said) == {"kk", "ru", "en"} and len(set(said.values())) == 3, id
        assert all(any("\u0400" <= c <= "\u04ff" for c in said[language]) for language in ("kk", "ru")), id


@pytest.mark.parametrize("file", FILES)
def test_a_range_that_leans_is_not_drawn_evenly(file: str) -> None:
    found = list(ranges(tomllib.loads((ROOT / file).read_text("utf-8"))))
    assert len(found) > 5
    even = [(id, r) for id, r in found if r.get("shape", "uniform") == "uniform" and r["high"] > r["low"]]
    off = {id: abs(r["central"] - (r["low"] + r["high"]) / 2) / (r["high"] - r["low"]) for id, r in even}
    assert {id: part for id, part in off.items() if part > OFF} == {}
    scaled = [(id, r) for id, r in found if r.get("shape") == "log-uniform"]
    assert all(0.8 < r["central"] / (r["low"] * r["high"]) ** 0.5 < 1.25 for _, r in scaled)
