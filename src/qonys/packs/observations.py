"""Figures of a pack: rows of the long layout, each checked against what the pack knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from qonys.model import Indicator, Observation, Period, Status, dimensions_text, parse_dimensions, parse_vintage
from qonys.packs.pack import Pack
from qonys.packs.read import CsvRow, Faults, finite, read_csv, year

T = TypeVar("T")

COLUMNS = (
    "indicator", "area", "borders", "period", "dimensions", "value", "unit",
    "status", "vintage", "source", "locator", "note",
)  # fmt: skip


def pack_observations(pack: Pack) -> list[Observation]:
    """All figures of a pack, checked.

    Raises
    ------
    BadInput
        With all faults of all files.
    """
    faults = Faults(pack.root)
    found = _read(pack, sorted((pack.root / "observations").glob("*.csv")), faults, worded=True)
    faults.stop()
    return found


def read_observations(pack: Pack, paths: Iterable[Path]) -> list[Observation]:
    """The figures of these files; where their sources state them may be said in any words.

    Raises
    ------
    BadInput
        With all faults of all files: unknown names, wrong units, impossible values, doubled keys.
    """
    faults = Faults(pack.root)
    found = _read(pack, paths, faults, worded=False)
    faults.stop()
    return found


def _read(pack: Pack, paths: Iterable[Path], faults: Faults, *, worded: bool) -> list[Observation]:
    """The figures of files; `worded`: a locator must have words in each language."""
    found: list[Observation] = []
    first_row: dict[tuple[object, ...], str] = {}
    for path in paths:
        for row in read_csv(path, COLUMNS, faults, optional=("definition",)):
            observation = _observation(row, pack)
            if worded and (text := pack.locators.unknown(row.cells["locator"])):
                row.fault("locator-unsaid", "locator", text=text)
            if observation is None:
                continue
            key = _key(observation)
            here = f"{path.name}:{row.line}"
            if key in first_row:
                row.fault("duplicate-key", "indicator", text=first_row[key])
            first_row.setdefault(key, here)
            found.append(observation)
    return found


def _key(o: Observation) -> tuple[object, ...]:
    return o.indicator, o.area, o.borders, o.period.code, dimensions_text(o.dimensions), o.source, o.vintage


def _observation(row: CsvRow, pack: Pack) -> Observation | None:
    cells = row.cells
    before = len(row.faults.found)
    indicator = _known(row, "indicator", pack.indicators)
    _known(row, "source", pack.sources)
    period = row.take("period", _period, "bad-period")
    status = row.take("status", Status, "bad-status")
    vintage = row.take("vintage", _vintage, "bad-vintage")
    borders = row.take("borders", lambda text: year(text) if text else (period.year if period else 0), "bad-period")
    dimensions = row.take("dimensions", parse_dimensions, "bad-dimensions")
    if indicator is None or dimensions is None or borders is None:
        return None
    _check_area(row, pack, borders)
    _check_dimensions(row, pack, indicator, dimensions)
    value = _value(row, pack, indicator, status)
    if len(row.faults.found) > before or period is None or status is None or vintage is None:
        return None
    return Observation(
        indicator=indicator.id,
        area=cells["area"],
        borders=borders,
        period=period,
        dimensions=dimensions,
        value=value,
        unit=indicator.unit,
        status=status,
        vintage=vintage,
        source=cells["source"],
        locator=cells["locator"],
        note=cells["note"],
        definition=cells["definition"],
    )


def _known(row: CsvRow, column: str, known: Mapping[str, T]) -> T | None:
    name = row.cells[column]
    if name not in known:
        row.fault(f"unknown-{column}", column, text=name)
    return known.get(name)


def _check_area(row: CsvRow, pack: Pack, borders: int) -> None:
    code = row.cells["area"]
    if code not in pack.areas:
        row.fault("unknown-area", "area", text=code)
    elif code != pack.country and pack.lineage.meaning(code, borders) is None:
        row.fault("area-not-in-force", "area", text=code, year=borders)


def _check_dimensions(row: CsvRow, pack: Pack, indicator: Indicator, dimensions: dict[str, str]) -> None:
    for name, code in dimensions.items():
        if name not in indicator.dimensions or name not in pack.codelists:
            row.fault("unknown-dimension", "dimensions", text=name)
        elif code not in pack.codelists[name].codes:
            row.fault("unknown-dimension", "dimensions", text=f"{name}={code}")


def _value(row: CsvRow, pack: Pack, indicator: Indicator, status: Status | None) -> float | None:
    """The value in the indicator's unit; missing only with a status and a reason."""
    text, unit = row.cells["value"], row.cells["unit"]
    factor = 1.0
    if unit != indicator.unit:
        scaled = pack.units.get(unit)
        if scaled is None or scaled.base != indicator.unit:
            row.fault("wrong-unit", "unit", text=unit)
            return None
        factor = scaled.factor
    if status in (Status.MISSING, Status.SUPPRESSED):
        if text:
            row.fault("bad-number", "value", text=text)
        if not row.cells["note"]:
            row.fault("missing-without-reason", "note")
        return None
    value = row.take("value", finite, "bad-number")
    if value is None:
        return None
    value = _scaled(text, factor)
    low, high = indicator.minimum, indicator.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        row.fault("impossible-value", "value", text=text)
    return value


def _scaled(text: str, factor: float) -> float:
    """Text times factor without binary dust: 14.5 thousand is 14500 exactly."""
    from decimal import Decimal

    return float(text) if factor == 1 else float(Decimal(text) * Decimal(str(factor)))


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    period = Period.parse(text)
    if not 1000 <= period.year < 3000:  # no figures are of such a year, and the years beside it must be years too
        raise ValueError(text)
    return period


@lru_cache(maxsize=1024)
def _vintage(text: str) -> dt.date:
    return parse_vintage(text)
