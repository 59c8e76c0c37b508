"""Cells of a printed table: rows with what is known of their columns, and each cell as text of one language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qonys.cli import columns as meaning
from qonys.cli.columns import Column
from qonys.cli.digits import Format, fit, write
from qonys.cli.voice import Voice
from qonys.text.visible import visible

if TYPE_CHECKING:
    from qonys.cli.audience import Audience

Row = Mapping[str, object]
PEOPLE = frozenset({
    "persons", "families", "permits", "organisations", "places", "moves", "vacancies", "jobs", "beds", "visits",
    "schools",
})  # fmt: skip
"""Units of what cannot be divided."""
NOTHING = "–"
TRUE = (True, 1, "yes", "1", "true")


@dataclass(frozen=True)
class Ends:
    """Columns of the ends of a column's interval."""

    low: str
    high: str


class Cells:
    """The rows of a table, and how their cells are said."""

    def __init__(self, rows: Sequence[Row], now: Audience) -> None:
        self.now, self.voice = now, Voice(now)
        names = list(dict.fromkeys(name for row in rows for name in row))
        self.known = {n: meaning.column(n, now.command, [row.get(n) for row in rows]) for n in names}
        self.rows = self._with_units(rows)
        self.ends = self._find_ends()

    def _with_units(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Rows with the unit of their indicator, where figures have none of their own."""
        naming = next((c.name for c in self.known.values() if c.kind in ("indicator", "element")), "")
        if not naming or "unit" in self.known or not any(c.kind == "value" for c in self.known.values()):
            return rows
        units = [self.voice.unit_of(str(row.get(naming) or "")) for row in rows]
        if not any(units):
            return rows
        self.known["unit"] = meaning.column("unit", self.now.command, ())
        return [{**row, "unit": unit} for row, unit in zip(rows, units, strict=True)]

    def _find_ends(self) -> dict[str, Ends]:
        """The ends of intervals by the column in the middle, or by the high end where there is no middle."""
        found = {}
        for low in self.known:
            named = re.fullmatch(r"(?:(.*)_)?low(_compared)?", low)
            high = re.sub(r"low(_compared)?$", r"high\1", low)
            if not named or high not in self.known or self.known[low].kind in ("share", "text"):
                continue
            stem = named[1] or ""
            middles = (stem, meaning.ENDS_OF.get(stem, "")) if stem else meaning.MIDDLES
            middle = high if named[2] else next((m for m in middles if m in self.known), high)
            found[middle] = Ends(low, high)
        return found

    @cached_property
    def hidden(self) -> set[str]:
        """Columns that others stand for: codes beside names, ends inside intervals, units under heads."""
        hidden = {end for ends in self.ends.values() for end in (ends.low, ends.high)} - set(self.ends)
        hidden |= {code for code in self.known if self.name_of(code)}
        hidden |= {name for name in self.known if name.endswith("_unit") and name.removesuffix("_unit") in self.known}
        if any(c.kind == "value" or c.name in meaning.UNITS for c in self.known.values()):
            hidden |= {name for name in ("unit", "currency") if name in self.known and len(self._units_in(name)) <= 1}
        return hidden

    def name_of(self, code: str) -> str:
        """The column that holds the names of what another holds codes of; nothing if there is none."""
        for name in meaning.NAMED.get(code, ()):
            pairs = {(row.get(code), row.get(name)) for row in self.rows if row.get(code)}
            if name in self.known and pairs and all(said for _, said in pairs):
                codes, names = ({pair[i] for pair in pairs} for i in range(2))
                if len(codes) == len(names) == len(pairs):
                    return name
        return ""

    def head(self, name: str) -> str:
        """The head of a column; one of names has the head of what it names."""
        generic = name in ("name", "title")
        coded = next((code for code in self.known if generic and self.name_of(code) == name), name)
        return self.voice.head(self.now.command, coded)

    def _units_in(self, name: str) -> set[tuple[str, str]]:
        scales = self.scales if name == "unit" else [""] * len(self.rows)
        return {(str(row[name]), scale) for row, scale in zip(self.rows, scales, strict=True) if row.get(name)}

    def _unit_column(self, column: Column) -> str:
        own = meaning.UNITS.get(column.name) or f"{column.name}_unit"
        if own in self.known:
            return own
        return "unit" if column.kind in ("value", "mixed") and "unit" in self.known else ""

    def _together(self, column: Column) -> list[str]:
        """Columns whose numbers are written alike: a value, its ends, and where a row is one measure all its values."""
        ends = self.ends.get(column.name)
        alike = [column.name, *((ends.low, ends.high) if ends else ())]
        if column.kind == "mixed" or (column.kind == "value" and self._measured):
            kinds = {c.name for c in self.known.values() if c.kind == column.kind}
            alike += [n for n in kinds if self._unit_column(self.known[n]) == self._unit_column(column)]
        return alike

    @property
    def _measured(self) -> bool:
        return any(name in self.known for name in ("measure", "index"))

    def formats(self, column: Column) -> list[tuple[str, Format]]:
        """Unit and format of each cell of a column; cells of one unit and one measure are written alike."""
        unit_column, names = self._unit_column(column), self._together(column)
        groups: dict[tuple[str, ...], list[float]] = {}
        keys = []
        for i, row in enumerate(self.rows):
            unit = str(row.get(unit_column) or "") if unit_column else column.unit
            measure = str(row.get("measure") or row.get("index") or "") if column.kind == "value" else ""
            key = (unit, measure, str(i) if column.kind == "mixed" else "")
            groups.setdefault(key, []).extend(x for x in map(real, (row.get(n) for n in names)) if x is not None)
            keys.append(key)
        made = {key: fit(column.kind, numbers, key[0], people=key[0] in PEOPLE) for key, numbers in groups.items()}
        return [(key[0], made[key]) for key in keys]

    @cached_property
    def scales(self) -> list[str]:
        """By what the figures of each row are divided: the row's unit says so."""
        column = next((c for c in self.known.values() if self._unit_column(c) == "unit" and not c.textual), None)
        return [form.scale for _, form in self.formats(column)] if column else [""] * len(self.rows)

    def unit(self, column: Column) -> str:
        """The unit under a head; none where rows have units of their own."""
        if column.kind == "share":
            return "%"
        unit_column = self._unit_column(column)
        units = {(unit, form.scale) for unit, form in self.formats(column) if unit}
        if len(units) != 1 or (unit_column and unit_column not in self.hidden):
            return ""
        return self.voice.scaled(*units.pop())

    def number(self, value: object, form: Format) -> str:
        """A number; words in a column of numbers as they are."""
        if isinstance(value, str) and value:
            return visible(value)
        number = real(value)
        return NOTHING if number is None else write(number, form, self.voice.language)

    def span(self, row: Row, ends: Ends, form: Format) -> str:
        """Both ends in one cell; of an interval with one end that it is one, of a point the point."""
        low, high = self.number(row.get(ends.low), form), self.number(row.get(ends.high), form)
        if low == high:
            return low
        if NOTHING in (low, high):
            return f"≤ {high}" if low == NOTHING else f"≥ {low}"
        return f"{low} … {high}"

    def text(self, column: Column, row: int) -> str:
        """A cell that is no number."""
        value = self.rows[row].get(column.name)
        if value is None or value == "" or value != value:
            return ""
        if column.kind == "flag" or isinstance(value, bool):
            return self.voice.said("shown-yes" if value in TRUE else "shown-no")
        if isinstance(value, list | tuple):
            return "; ".join(self.voice.element(str(part)) for part in value)
        if column.kind == "unit" and column.name == "unit":
            return self.voice.scaled(str(value), self.scales[row])
        if column.kind == "choices":
            return self._choices(column.name, str(value))
        return self._worded(column, str(value))

    def _worded(self, column: Column, text: str) -> str:
        voice = self.voice
        match column.kind:
            case "area":
                return voice.area(text)
            case "word":
                return voice.word(column.words, text)
            case "coded":
                return voice.coded(column.name, text)
            case "element" | "indicator":
                return voice.element(text)
            case "parts":
                return voice.parts(text)
            case "source":
                return voice.source(text)
            case "period":
                return voice.period(text)
            case "unit":
                return voice.unit(text)
            case _:
                return visible(re.sub(r"[ \t\r\n]+", " ", text).strip())

    def _choices(self, name: str, text: str) -> str:
        """The choices of a specification, without those that all rows share."""
        every = [set(re.sub(r"#\d+", "", str(row.get(name))).split()) for row in self.rows]
        shared = set.intersection(*every) if len(every) > 1 else set()
        own = [part for part in re.sub(r"#\d+", "", text).split() if part not in shared]
        said = [(key, value) for key, _, value in (part.partition("=") for part in own)]
        return visible("; ".join(f"{key} {value}" for key, value in said))


def real(value: object) -> float | None:
    """A number, or nothing."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return float(value)
