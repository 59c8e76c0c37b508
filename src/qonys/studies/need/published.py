"""Published figures of need by sector and occupation: facts, no index, because indicators of shortage lack there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.model import Call, Period, parse_dimensions
from qonys.model.need import NeedPlan
from qonys.model.result import Result, stack
from qonys.packs import Pack
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


def published_result(run: Runner | None, plan: NeedPlan, area: str, language: str) -> Result:
    """The published figures of one area, or all; axis figure; words in the `language`; none without a pack."""
    call = Call("plan.need.published", {"area": area, "language": language})
    if run is None:
        return stack(call, {"value": (np.zeros(0), np.zeros(0, dtype=str), "mixed")}, {"figure": ()})
    pack, found = run.store.pack, [p for p in published(run, plan) if area in ("", p.area)]
    read = [
        run("figures", series=(p.series,), areas=(p.area,), periods=(p.period,), borders=borders_of(p.period))
        for p in found
    ]
    values = np.array([float(r.values.ravel()[0]) for r in read], dtype=float)
    status = np.array([str(r.status.ravel()[0]) for r in read], dtype=str)
    labels = tuple(f"{p.series} {p.area}" for p in found)
    return stack(call, {"value": (values, status, "mixed")}, {"figure": labels}).beside(
        "figure", indicator=tuple(p.indicator for p in found),
        title=tuple(pack.indicators[p.indicator].names[language] for p in found),
        by=tuple(p.dimension for p in found), code=tuple(p.code for p in found),
        code_name=tuple(pack.codelists[p.dimension].codes[p.code][language] for p in found),
        area=tuple(p.area for p in found), name=tuple(pack.areas[p.area].names[language] for p in found),
        period=tuple(p.period for p in found), also=tuple(_also(pack, p, language) for p in found),
        unit=tuple(r.units[p.series] for r, p in zip(read, found, strict=True)), series=tuple(p.series for p in found),
    )  # fmt: skip


def _also(pack: Pack, found: Published, language: str) -> str:
    """What else tells a series apart, in words: the years that a total is over."""
    others = parse_dimensions(found.series.partition("[")[2].rstrip("]"))
    lists = pack.codelists
    said = (lists[n].codes[c].get(language, c) if n in lists else c for n, c in others.items() if n != found.dimension)
    return "; ".join(said)
