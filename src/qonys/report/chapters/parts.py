"""Small pieces that chapters are built from: cells, tables and chart rows out of results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qonys.errors import NotFound
from qonys.model import Claim, Period
from qonys.model.result import Result
from qonys.provenance.runner import Runner
from qonys.provenance.trace import trace
from qonys.report.blocks import Label, Missing, Row, TableCell
from qonys.text import PlaceName, Shown, Sign, say

DECIMALS = {
    "persons": 0,
    "per_1000": 1,
    "share": 1,
    "percent": 1,
    "ratio": 2,
    "sd": 2,
    "rank": 0,
    "count": 0,
    "years": 0,
}
"""Digits that a figure of a unit is printed with; two for units not named here are too many."""


def decimals(unit: str) -> int:
    """Digits after the point for a unit."""
    return DECIMALS.get(unit, 0)


def shown(result: Result, sign: Sign = Sign.PLAIN, /, **cell: str) -> Shown:
    """The claim of a cell, printed with the digits of its unit."""
    return Shown(result.claim(decimals=decimals(result.units[cell["measure"]]), **cell), sign)


def table_cell(result: Result, sign: Sign = Sign.PLAIN, /, **cell: str) -> TableCell:
    """The claim of a cell, or why there is none."""
    try:
        if result.has(**cell):
            return shown(result, sign, **cell)
        reason = result.reason(**cell)
    except NotFound:
        reason = ""
    return Missing(say(f"reason-{reason or 'no-figure'}"))


def claim_of(result: Result, **cell: str) -> Claim | None:
    """The claim of a cell, if it has a value."""
    return shown(result, **cell).claim if result.has(**cell) else None


def row(result: Result, label: Label, series: Label | None = None, **cell: str) -> Row:
    """One mark of a chart from a cell."""
    claim = claim_of(result, **cell)
    return Row(label, None if claim is None else claim.value, series, claim)


def area_rows(result: Result, areas: Iterable[str], **cell: str) -> tuple[Row, ...]:
    """One mark for each area."""
    return tuple(row(result, PlaceName(area), **{**cell, "area": area}) for area in areas)


def period_rows(result: Result, periods: Iterable[str], series: Label | None = None, **cell: str) -> tuple[Row, ...]:
    """One mark for each period."""
    return tuple(row(result, Period.parse(p), series, **{**cell, "period": p}) for p in periods)


def ordered(result: Result, areas: Sequence[str], **cell: str) -> tuple[str, ...]:
    """Areas from the largest value to the smallest; those without a value last."""
    with_value = [a for a in areas if result.has(**{**cell, "area": a})]
    rest = [a for a in areas if a not in with_value]
    return (*sorted(with_value, key=lambda a: -result.value(**{**cell, "area": a})), *rest)


def sources_of(run: Runner, claims: Iterable[Claim]) -> tuple[str, ...]:
    """Ids of the sources behind some claims, in the order in which they occur."""
    traces = [trace(run, claim) for claim in claims]
    rows = dict.fromkeys(number for each in traces for number in each.rows)
    found = run.store.origins(tuple(rows))
    rules = (value.reference for each in traces for value, _ in each.rules)
    return tuple(dict.fromkeys((*(found[number][0] for number in rows), *rules)))


def claims_in(cells: Iterable[TableCell]) -> tuple[Claim, ...]:
    """The claims among table cells."""
    return tuple(c.claim if isinstance(c, Shown) else c for c in cells if isinstance(c, Shown | Claim))


def as_period(code: str) -> Label:
    """A period as a label; a span of years stays as it is written."""
    return Period.parse(code) if len(code) != 9 else code
