"""The newest breakdown of a whole: shares as stated, or computed from numbers where those are newer."""

from __future__ import annotations

from dataclasses import dataclass

from qonys.comparisons import Candidate, Newest, Refusal, newest
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.chapters.context import Context

LEAST = 3
"""So many parts make a breakdown."""


@dataclass(frozen=True)
class Part:
    """One part of a whole at the chosen date: its code and the cell that holds it."""

    code: str
    cell: dict[str, str]


@dataclass(frozen=True)
class Breakdown:
    """The parts at the newest date that has enough of them, and the dates that were passed over."""

    result: Result
    parts: tuple[Part, ...]
    chosen: Newest
    computed: bool
    """Whether the shares were computed from numbers and their stated total."""


def parts_of(context: Context, indicator: str, dimension: str) -> dict[str, tuple[str, ...]]:
    """Periods of the country by code of one dimension, other dimensions left out."""
    found: dict[str, list[str]] = {}
    if context.has(indicator):
        for dimensions, area, period in context.run.stated(indicator):
            name, _, code = dimensions.partition("=")
            if area == context.country and name == dimension and ";" not in dimensions:
                found.setdefault(code, []).append(period)
    return {code: tuple(periods) for code, periods in found.items()}


def newest_parts(context: Context, indicator: str, dimension: str, counts: str = "") -> Breakdown | Refusal:
    """The newest breakdown of an indicator by a dimension.

    `counts` is the indicator of numbers behind a share: where its parts and its total are
    stated for a later day, the shares are computed from them.
    """
    stated, numbers = parts_of(context, indicator, dimension), parts_of(context, counts, dimension)
    totals = set(context.run.periods(counts, (context.country,))) if context.has(counts) else set()
    numbers = {code: tuple(p for p in periods if p in totals) for code, periods in numbers.items()}
    every = {p for known in (*stated.values(), *numbers.values()) for p in known}
    chosen = newest(
        Candidate(Period.parse(p), "" if max(_count(stated, p), _count(numbers, p)) >= LEAST else "parts")
        for p in every
    )
    if isinstance(chosen, Refusal):
        return chosen
    when = chosen.period.code
    if _count(stated, when) >= LEAST:
        series = {c: f"{indicator}[{dimension}={c}]" for c, known in stated.items() if when in known}
        result = context.figures(*series.values(), areas=(context.country,), periods=(when,))
        cells = {c: {"measure": s, "area": context.country, "period": when} for c, s in series.items()}
        return Breakdown(result, tuple(Part(c, cell) for c, cell in cells.items()), chosen, False)
    codes = tuple(c for c, known in numbers.items() if when in known)
    result = context.run(
        "registers.parts", series=(counts, *(f"{counts}[{dimension}={c}]" for c in codes)), areas=(context.country,),
        periods=(when,), borders=int(context.year),
    )  # fmt: skip
    cells = {c: {"measure": "share", "part": f"{counts}[{dimension}={c}]", "period": when} for c in codes}
    return Breakdown(result, tuple(Part(c, cell) for c, cell in cells.items()), chosen, True)


def _count(parts: dict[str, tuple[str, ...]], period: str) -> int:
    return sum(period in known for known in parts.values())
