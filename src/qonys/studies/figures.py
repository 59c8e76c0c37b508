"""Published figures as they stand, beside other sources, as parts of a total, and their change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from qonys import migration
from qonys.migration.comparison import sums, totals
from qonys.model import Call
from qonys.model.result import Cell, Measures, Result, stack
from qonys.provenance.computation import AREA, SERIES, SOURCE, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.store.panel import find_indicator, split_series


def _unit(run: Runner, series: str) -> str:
    return find_indicator(run.store.pack, split_series(series)[0]).unit


def _figures(run: Runner, call: Call) -> Result:
    """Published figures as they stand: a measure for each series; `source` for one source alone."""
    p = Parameters(call)
    query = p.query(p.words("series"))
    panel = run.panel(query)
    measures: Measures = {s: (panel[s], panel.status_of(s), _unit(run, s)) for s in query.series}
    result = stack(call, measures, {"area": query.areas, "period": query.periods})
    return replace(result, reasons=panel.reasons())


def _compare(run: Runner, call: Call) -> Result:
    """One source's figures as printed beside the panel's own."""
    p = Parameters(call)
    series = p.words("series")
    printed, official = p.query(series[:1]), p.query(series[-1:], source="")
    axes = {"area": printed.areas, "period": printed.periods}
    return migration.compare(
        call, run.figures(printed, series[0]), run.figures(official, series[-1]), axes, _unit(run, series[0])
    )


def _compare_sums(run: Runner, call: Call) -> Result:
    """One source's figures summed over its periods (`periods`) beside the panel's own of `year`."""
    p = Parameters(call)
    series, year = p.words("series"), p.text("year")
    printed = p.query(series[:1])
    official = PanelQuery(series[-1:], printed.areas, (year,), printed.borders, as_of=p.as_of)
    axes = {"area": printed.areas, "period": (year,)}
    return sums(call, run.figures(printed, series[0]), run.figures(official, series[-1]), axes, _unit(run, series[0]))


def _totals(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    query = p.query(p.words("series"))
    series = query.series[0]
    return totals(call, run.figures(query, series), query.areas, run.store.pack.country, _unit(run, series))


def _change(run: Runner, call: Call) -> Result:
    """A series summed over areas in two periods: before, after, ratio, relative change, difference."""
    p = Parameters(call)
    query = p.query(p.words("series"))
    series = query.series[0]
    found = run.figures(query, series)
    sums = found.values.sum(axis=0)
    before, after, status = sums[:1], sums[-1:], np.array([max(found.status.ravel())])
    measures: Measures = {
        "before": (before, status, _unit(run, series)),
        "after": (after, status, _unit(run, series)),
        "ratio": (after / before, status, "ratio"),
        "relative_change": (after / before - 1, status, "share"),
        "difference": (after - before, status, _unit(run, series)),
    }
    return stack(call, measures, {"period": (f"{query.periods[0]}-{query.periods[-1]}",)})


def _side(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """Of two sources beside each other the one that a figure is of."""
    p = Parameters(call)
    sides = {"printed": (p.words("series")[:1], (p.text("source"),)), "official": (p.words("series")[-1:], ("",))}
    series, source = sides.get(cell["measure"], (None, None))
    yield {SERIES: series, SOURCE: source}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "figures": _figures,
    "change": _change,
    "compare": Computation(_compare, narrow=_side),
    "compare.sums": Computation(_compare_sums, narrow=_side),
    "totals": Computation(_totals, over=(AREA,)),
}
