"""Areas and lineage of a pack: read, and checked against each other."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from qonys.errors import QonysError
from qonys.model import Area, AreaCode, Change, Level, Lineage, LineageEvent, Place, Status
from qonys.packs.read import CsvRow, Faults, read_csv, whole, year

FORMS = ("short", "gen", "dat", "acc", "loc", "abl", "into", "ins")
"""Case forms that each area has in each language's catalogue."""


def read_areas(
    root: Path, systems: Sequence[str], catalogues: Mapping[str, str], faults: Faults
) -> dict[AreaCode, Area]:
    """areas.csv with the names and forms of names/*.ftl."""
    path = root / "areas.csv"
    names = {language: _names(text) for language, text in catalogues.items()}
    columns = ("code", "level", "kind", "parent", "from", "to", *systems, "aliases")
    found: dict[AreaCode, Area] = {}
    for row in read_csv(path, columns, faults):
        area = _area(row, systems, names)
        if area is None:
            continue
        if area.code in found:
            row.fault("duplicate-key", "code", text=area.code)
        found[area.code] = area
    for area in found.values():
        if area.parent is not None and area.parent not in found:
            faults.add("unknown-area", path, None, "parent", text=area.parent)
    return found


def _area(row: CsvRow, systems: Sequence[str], names: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Area | None:
    cells = row.cells
    code = cells["code"]
    level, place = row.take("level", Level, "unknown-level"), row.take("kind", Place, "unknown-kind")
    first, last = row.take("from", _year, "bad-period"), row.take("to", _year, "bad-period")
    if level is None or place is None:
        return None
    if first is not None and last is not None and last < first:
        row.fault("bad-period", "to", text=str(last))
    own = {language: forms.get(code, {}) for language, forms in names.items()}
    for language, forms in own.items():
        for form in ("", *FORMS):
            if form not in forms:
                label = f"names/{language}.ftl: area-{code}{form and '.' + form}"
                row.fault("name-missing", "code", text=label)
    typed = [text for forms in own.values() for text in forms.values()]
    return Area(
        code=code,
        level=level,
        place=place,
        parent=cells["parent"] or None,
        first=first,
        last=last,
        codes={system: tuple(filter(None, cells[system].split("|"))) for system in systems},
        names={language: forms.get("", code) for language, forms in own.items()},
        aliases=(*filter(None, cells["aliases"].split("|")), *dict.fromkeys(typed)),
    )


def _year(text: str) -> int | None:
    return year(text) if text else None


def _names(text: str) -> dict[str, dict[str, str]]:
    """Names of areas in a Fluent catalogue: by code, the plain name under "" and forms by attribute."""
    from fluent.syntax import FluentParser, ast

    found: dict[str, dict[str, str]] = {}
    for entry in FluentParser(with_spans=False).parse(text).body:
        if not isinstance(entry, ast.Message) or not entry.id.name.startswith("area-"):
            continue
        forms = {"": entry.value, **{a.id.name: a.value for a in entry.attributes}}
        found[entry.id.name.removeprefix("area-")] = {
            form: "".join(e.value for e in pattern.elements if isinstance(e, ast.TextElement))
            for form, pattern in forms.items()
            if pattern is not None
        }
    return found


def read_lineage(root: Path, areas: Mapping[AreaCode, Area], faults: Faults) -> Lineage:
    """lineage.csv as a history of divisions that agrees with the years of the areas."""
    path = root / "lineage.csv"
    columns = (
        "date", "enacted", "change", "old", "new", "continues", "persons", "status", "source", "locator", "note",
    )  # fmt: skip
    rows = [row for row in read_csv(path, columns, faults)] if os.path.exists(path) else []
    before = len(faults.found)
    for row in rows:
        for column in ("old", "new"):
            if row.cells[column] not in areas:
                row.fault("unknown-area", column, text=row.cells[column])
        row.take("date", dt.date.fromisoformat, "bad-period")
        row.take("change", Change, "unknown-change")
        row.take("enacted", lambda text: text and dt.date.fromisoformat(text), "bad-period")
        row.take("persons", lambda text: text and whole(text), "bad-number")
        row.take("status", lambda text: Status(text or "A"), "bad-status")
    born = {
        row.cells["new"] for row in rows if row.cells["new"] != row.cells["old"] and row.cells["change"] != "transfer"
    }
    regions = [code for code, area in areas.items() if area.level is Level.REGION]
    first = tuple(code for code in regions if code not in born or _begins_first(code, rows))
    if len(faults.found) > before:
        return Lineage(first, ())
    try:
        lineage = Lineage(first, tuple(_events(rows)))
        _agree(lineage, areas, path, faults)
    except QonysError as error:
        faults.add(error.code, path, None, "date", **error.fields)
        return Lineage(first, ())
    return lineage


def _begins_first(code: AreaCode, rows: Sequence[CsvRow]) -> bool:
    """Whether a code that an event makes was an old unit of an event before, so that it began earlier still."""
    made = min(row.cells["date"] for row in rows if row.cells["new"] == code and row.cells["change"] != "transfer")
    return any(row.cells["date"] <= made for row in rows if row.cells["old"] == code)


def _events(rows: Sequence[CsvRow]) -> list[LineageEvent]:
    """Rows that share date, change and the one unit on the single side are one event."""

    def key(row: CsvRow) -> tuple[str, str, str]:
        cells = row.cells
        single = {"split": cells["old"], "merge": cells["new"]}.get(cells["change"], f"{cells['old']}>{cells['new']}")
        return cells["date"], cells["change"], single

    events = []
    for (date, change, _), group in groupby(sorted(rows, key=key), key=key):
        members = list(group)
        head = members[0].cells
        continued = [m.cells["new"] for m in members if m.cells["continues"] == "yes"]
        events.append(
            LineageEvent(
                date=dt.date.fromisoformat(date),
                change=Change(change),
                old=tuple(dict.fromkeys(m.cells["old"] for m in members)),
                new=tuple(dict.fromkeys(m.cells["new"] for m in members)),
                enacted=dt.date.fromisoformat(head["enacted"]) if head["enacted"] else None,
                continues=continued[0] if continued else None,
                persons=int(head["persons"]) if head["persons"] else None,
                status=Status(head["status"] or "A"),
                source=head["source"],
                locator=head["locator"],
            )
        )
    return events


def _agree(lineage: Lineage, areas: Mapping[AreaCode, Area], path: Path, faults: Faults) -> None:
    """In each division the units are those areas whose years say so."""
    for begins in lineage.years:
        division = lineage.division(begins)
        for code, area in areas.items():
            if area.level is not Level.REGION or area.exists(begins or 1) == (code in division):
                continue
            state = "in" if code in division else "out"
            faults.add("lineage-years", path, None, "date", text=code, year=begins or "–", state=state)
