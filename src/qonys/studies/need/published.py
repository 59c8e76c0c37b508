"""Published figures of need by sector and occupation: facts, no index, because indicators of shortage lack there."""

from __future__ import annotations

from dataclasses import dataclass

from qonys.model import Period, parse_dimensions
from qonys.model.need import NeedPlan
from qonys.provenance.runner import Runner


@dataclass(frozen=True, slots=True)
class Published:
    """The newest figure of one code of a dimension in one area."""

    indicator: str
    dimension: str
    code: str
    series: str
    area: str
    period: str


def published(run: Runner, plan: NeedPlan) -> tuple[Published, ...]:
    """The newest figures of the declared indicators by sector and occupation, in the order of the declaration."""
    found: dict[tuple[str, str], Published] = {}
    for indicator, dimension in plan.published:
        for text, area, period in run.stated(indicator):
            codes = dict(parse_dimensions(text))
            if dimension not in codes or len(set(codes) - {dimension, "span"}):
                continue
            series = f"{indicator}[{text}]"
            old = found.get((series, area))
            if old is None or Period.parse(period).last > Period.parse(old.period).last:
                found[series, area] = Published(indicator, dimension, codes[dimension], series, area, period)
    return tuple(found.values())


def borders_of(period: str) -> int:
    """The division in which a figure of that period is stated."""
    return Period.parse(period).year
