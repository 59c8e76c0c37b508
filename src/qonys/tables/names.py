"""Usual names of columns, from names.toml; the first of each is the one that we write."""

from __future__ import annotations

import tomllib
from pathlib import Path

_READ = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_NAMES = {key: tuple(names) for key, names in _READ.items() if key != "figure"}
FIGURE = {name: (name, *others) for name, others in _READ["figure"].items()}
"""Names of a column of figures, by the name that commands give it."""

AREA = _NAMES["area"]
UNIT = (*AREA[:3], *_NAMES["unit"], *AREA[3:])
"""Units of an index."""
PANEL_AREA = (*UNIT, *_NAMES["entity"])
PERIOD = (*_NAMES["period"], *_NAMES["year"], *_NAMES["date"])
ORIGIN = _NAMES["origin"]
DESTINATION = _NAMES["destination"]
MOVES = _NAMES["moves"]
PEOPLE = _NAMES["people"]
DISTANCE = _NAMES["distance"]
INDICATOR = _NAMES["indicator"]
VALUE = _NAMES["value"]
FIGURES = _NAMES["figures"]
AGE = _NAMES["age"]
STATUS = _NAMES["status"]
CODED_STATUS = _NAMES["coded_status"]
SECTOR = _NAMES["sector"]
CATEGORY = _NAMES["category"]
TIMES = frozenset(PERIOD)
"""Columns of periods."""
DIMENSIONS = (*PERIOD, *_NAMES["sex"], *AGE, *_NAMES["other"])
"""Columns that tell one table of a file from another without being named."""
ALL = frozenset(name.replace(" ", "_") for names in _NAMES.values() for name in names)
"""Every usual name: a row that holds two of them is a header."""
