"""What the columns of printed tables are: kind, unit and rank, by one declared table."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TEXTUAL = frozenset({
    "text", "code", "coded", "word", "parts", "choices", "area", "element", "indicator", "source", "period", "year",
    "list", "unit", "status",
})  # fmt: skip
"""Kinds whose cells are not numbers."""
NAMED = {
    "area": ("area_name", "name", "words"), "sector": ("sector_name", "words"), "category": ("category_name", "words"),
    "code": ("code_name",), "kind": ("words",), "cell": ("area",), "edition": ("version",),
    "row": ("id", "place", "group"), "pair": ("lever",), "range": ("parameter",), "figure": ("series",),
    "component": ("title",), "capacity": ("title",), "place": ("place_name", "name"), "step": ("name",),
}  # fmt: skip
"""Columns of codes that people need not see where a column of names stands beside them."""
UNITS = {"money_low": "currency", "money_high": "currency", "high_compared": "unit", "money_high_compared": "currency"}
"""Columns whose unit stands in a column of another name than `<column>_unit` or `unit`."""
MIDDLES = ("value", "central", "estimate", "effect", "flow", "moves", "ratio", "elasticity", "share", "score")
"""What bare `low` and `high` are the ends of: the first of these that is there."""
ENDS_OF = {"placed": "placed_difference", "first": "first_difference"}
"""What other ends are the ends of, where that is no column of their own name."""
RANGES = {
    ("plan", "procedure"), ("plan", "quota"), ("impact", "parameters"), ("impact", "simulate", "inputs"),
    ("plan", "measures", "levers"), ("plan", "need", "capacity"), ("plan", "need", "components"),
}  # fmt: skip
"""Commands (with the table asked for) whose ends are a declared range, not an interval of an estimate."""
LEVELS = {
    ("migration", "estimate"): 0.9, ("migration", "fit"): 0.9, ("migration", "gravity"): 0.95,
    ("migration", "ages"): 0.95, ("migration", "breaks"): 0.95, ("wellbeing", "uncertainty"): 0.9,
    ("wellbeing", "uncertainty", "sensitivity"): 0.95, ("effect", "curve"): 0.95, ("effect", "events"): 0.95,
    ("effect", "synthetic"): 0.95, ("impact", "simulate"): 0.9, ("impact", "simulate", "sensitivity"): 0.95,
    ("impact", "examine"): 0.9, ("plan", "need"): 0.9, ("plan", "measures"): 0.9, ("plan", "settlement"): 0.95,
}  # fmt: skip
"""Probability of the intervals of a command that has no option for it."""


@dataclass(frozen=True)
class Column:
    """What a column of a table is."""

    name: str
    kind: str
    unit: str = ""
    words: tuple[str, ...] = ()
    """Catalogues that its cells are looked up in, by the beginnings of their ids."""
    key: bool = False
    """Says what a row is about: never left out."""
    minor: bool = False
    """Left out first."""
    declared: bool = True

    @property
    def textual(self) -> bool:
        """Whether its cells are not numbers."""
        return self.kind in TEXTUAL


@cache
def declared() -> dict[str, Any]:
    """The declared table, and inside it one for each command that means something else by a column."""
    return tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))


def column(name: str, command: tuple[str, ...], cells: Iterable[object]) -> Column:
    """A column of a command; one that is not declared, as users' own are, is what its cells are."""
    table = declared()
    own = table["command"].get(" ".join(command[:2]), {})
    every = table["command"].get(" ".join(command), {}).get("*")
    family = own.get(f"{name.partition('_')[0]}_*")
    spec = own.get(name, table.get(name, family or every))
    if isinstance(spec, str):
        return _parsed(name, spec)
    numeric = all(isinstance(cell, int | float) for cell in cells if cell is not None)
    return Column(name, "number" if numeric else "text", key=not numeric, declared=False)


def _parsed(name: str, spec: str) -> Column:
    first, *rest = spec.split()
    kind, _, unit = first.partition(":")
    words = tuple(word for word in rest if word not in ("key", "minor"))
    return Column(name, kind, unit, words, "key" in rest, "minor" in rest)


def level_of(command: tuple[str, ...], option: object) -> float | None:
    """The probability of a command's intervals: of its option, else as declared; nothing where it is not known."""
    if isinstance(option, float):
        return option
    return LEVELS.get(command, LEVELS.get(command[:2]))


def is_range(command: tuple[str, ...]) -> bool:
    """Whether ends are those of a declared range."""
    return command in RANGES or command[:2] in RANGES
