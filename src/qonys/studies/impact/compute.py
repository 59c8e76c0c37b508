"""Computations of the impact of arrivals: a region's figures gathered, parameters of the pack, and what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.impact import examine, results
from qonys.impact.groups import checked, parse_group
from qonys.impact.question import MONEY, UNITS, Figure, Question
from qonys.impact.sensitivity import By, sensitivity
from qonys.impact.simulator import LABOUR, Drawn
from qonys.model import Call
from qonys.model.parameters import POSITIVE, Feed, Group, Origin, ParameterSet
from qonys.model.result import Cell, Result, worst_codes
from qonys.packs.parameters import pack_parameters, scenario_of
from qonys.provenance.computation import Choice, Computation, Place, one
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.store.panel import split_series

DRAWS = 10_000
BLOCKS = 400
MAIN = (*LABOUR, "population", "output_per_head", "wage")
"""The figures by which the year is chosen when none is asked for."""
PER_HEAD = "output_per_head"


Cells = list[tuple[Place, float, str]]
"""Figures with what each adds to one, and their status."""


@dataclass(frozen=True)
class Gathered:
    """Figures of an area in a year, and the figures of the store behind each."""

    period: str
    figures: Mapping[str, Figure]
    behind: Mapping[str, tuple[Place, ...]]


def parameters_of(run: Runner) -> ParameterSet:
    """The declared parameters of the pack, read once."""
    return run.declared("impact", lambda: pack_parameters(run.pack))


def gathered(run: Runner, parameters: ParameterSet, area: str, period: str = "") -> Gathered:
    """The figures of an area: of the year asked for, else of the newest that has most of them.

    Raises
    ------
    NotFound
        For an area that was not in force in the year.
    """
    if area not in run.store.pack.areas:
        near = tuple(get_close_matches(area, run.store.pack.areas, n=3))
        raise NotFound.area(area, where=f"pack {run.store.pack.id}", near=near)
    if period:
        if not (len(period) == 4 and period.isdigit()):
            raise BadInput("impact-no-year", where="period", fix="2023", text=period)
        _check_in_force(run, area, int(period))
        return run.once(("impact", area, period), lambda: _of_year(run, parameters, area, period))
    return run.once(("impact", area), lambda: _newest(run, parameters, area))


def _newest(run: Runner, parameters: ParameterSet, area: str) -> Gathered:
    """The figures of the newest year that has most of them."""
    feeds = [f for quantity in MAIN for f in parameters.baseline.get(quantity, ())]
    known = {p for f in feeds if _known(run, f) for p in run.periods(f.series)}
    years = sorted((p[:4] for p in known if len(p) in (4, 10)), reverse=True)
    tried = [y for y in dict.fromkeys(years) if run.store.pack.areas[area].exists(int(y))][:6]
    if not tried:
        return Gathered("", {}, {})
    found = [gathered(run, parameters, area, year) for year in tried]
    # The newest year wins among those with the same figures of their own year.
    return max(found, key=lambda g: (sum(_timely(g, q) for q in MAIN), g.period))


def _check_in_force(run: Runner, area: str, year: int) -> None:
    """A code that has ended would stand for the territory that it once had."""
    pack = run.store.pack
    if pack.areas[area].exists(pack.lineage.era(year)):
        return
    kin = [c for e in pack.lineage.events for c in (*e.old, *e.new) if area in (*e.old, *e.new)]
    then = pack.regions(year)
    fix = ", ".join(dict.fromkeys(c for c in kin if c in then)) or ", ".join(then[:5])
    raise NotFound("area-not-in-force", where=f"{area}, {year}", fix=fix, text=area, year=year)


def _timely(found: Gathered, quantity: str) -> bool:
    return quantity in found.figures and found.figures[quantity].source.endswith(found.period)


def _known(run: Runner, feed: Feed) -> bool:
    return split_series(feed.series)[0] in run.store.pack.indicators


def _of_year(run: Runner, parameters: ParameterSet, area: str, period: str) -> Gathered:
    figures: dict[str, Figure] = {}
    behind: dict[str, tuple[Place, ...]] = {}
    for quantity, feeds in parameters.baseline.items():
        tries = [(feed, back) for feed in feeds if _known(run, feed) for back in range(feed.lag + 1)]
        for feed, back in tries:
            cells = _cells(run, quantity, feed, area, (period, str(int(period) - back)))
            if cells:
                behind[quantity] = tuple(cell for cell, _, _ in cells)
                figures[quantity] = _figure(parameters, quantity, feed, cells)
                break
    return Gathered(period, figures, behind)


def _figure(parameters: ParameterSet, quantity: str, feed: Feed, cells: Cells) -> Figure:
    """One figure of cells with their weights: a mean where there are several."""
    value = sum(value for _, value, _ in cells)
    worst = str(worst_codes(*(np.array([status]) for _, _, status in cells))[0])
    (series, _, year), unit = cells[0][0], UNITS[quantity]
    source = f"{series}, {year}"
    money = parameters.money if unit == MONEY else unit
    return Figure(quantity, feed.factor * value, money, Origin.FIGURE, source, worst)


def _cells(run: Runner, quantity: str, feed: Feed, area: str, years: tuple[str, str]) -> Cells:
    """Cells of a figure with what each adds to it; empty if it cannot be had. `years`: asked for, and of the figure."""
    asked, year = years
    borders = run.store.pack.lineage.era(int(asked))
    query = PanelQuery((feed.series,), (area,), (year,), borders)
    panel = run.panel(query)
    value = float(panel[feed.series][0, 0])
    if not np.isnan(value) and not (value == 0 and quantity in POSITIVE):
        cells = [((feed.series, area, year), value, str(panel.status_of(feed.series)[0, 0]))]
        return _mean_of_starts(run, query, cells) if quantity == "population" else cells
    if quantity == PER_HEAD and area == run.store.pack.country:
        return _mean_of_regions(run, feed, year, borders)
    return []


def _mean_of_starts(run: Runner, query: PanelQuery, cells: Cells) -> Cells:
    """The mean of the population at the start of this year and of the next, if that is known."""
    (series, area, year), value, status = cells[0]
    after = replace(query, periods=(str(int(year) + 1),))
    panel = run.panel(after)
    later = float(panel[series][0, 0])
    if np.isnan(later):
        return cells
    own = (series, area, after.periods[0]), later / 2, str(panel.status_of(series)[0, 0])
    return [(cells[0][0], value / 2, status), own]


def _mean_of_regions(run: Runner, feed: Feed, year: str, borders: int) -> Cells:
    """What a resident of the country has: the mean of all regions weighted by people; none if one region lacks."""
    areas = run.store.pack.regions(borders)
    people = parameters_of(run).baseline.get("population", ())
    if not people or not areas:
        return []
    series = people[0].series
    query = PanelQuery((feed.series, series), areas, (year,), borders)
    panel = run.panel(query)
    values, weights = panel[feed.series][:, 0], panel[series][:, 0]
    if np.isnan(values).any() or np.isnan(weights).any():
        return []
    parts = values * weights / weights.sum()
    return [((feed.series, a, year), float(v), "E") for a, v in zip(areas, parts, strict=True)]


def question_of(run: Runner, call: Call) -> Question:
    """Who arrives where: `area` (a code, the country if left out), `period` (a year), `groups` or a `scenario`."""
    p, parameters = Parameters(call), parameters_of(run)
    area = p.text("area") or run.store.pack.country
    found = gathered(run, parameters, area, p.text("period"))
    return Question(area, found.period, found.figures, parameters, groups_of(parameters, p))


def groups_of(parameters: ParameterSet, p: Parameters) -> tuple[Group, ...]:
    """The people of a call, checked; none where it names none."""
    if name := p.text("scenario"):
        return checked(scenario_of(parameters, name).groups, parameters, name)
    lines = p.words("groups")
    return checked((parse_group(line) for line in lines), parameters) if lines else ()


def _drawn(run: Runner, call: Call) -> tuple[Question, Drawn]:
    question, draws = question_of(run, call), Parameters(call).number("draws") or DRAWS
    key = ("impact.drawn", question.area, question.period, str(question.groups), draws)
    return question, run.once(key, lambda: results.drawn_of(question, draws, run.seed))


def _simulate(run: Runner, call: Call) -> Result:
    return results.region_result(call, *_arriving(run, call))


def _arriving(run: Runner, call: Call) -> tuple[Question, Drawn]:
    question, drawn = _drawn(run, call)
    if not question.groups:
        checked((), question.parameters, question.area)
    return question, drawn


def _workers(run: Runner, call: Call) -> Result:
    question, drawn = _arriving(run, call)
    examine.employed_of(question)
    return results.workers_result(call, question, drawn)


def _groups(run: Runner, call: Call) -> Result:
    question, drawn = _arriving(run, call)
    examine.employed_of(question)
    return results.groups_result(call, question, drawn)


def _sensitivity(run: Runner, call: Call) -> Result:
    """Shares of the variance of the measure `target`, `by` group or parameter."""
    p = Parameters(call)
    question, _ = _arriving(run, call)
    by = By(p.text("by") or By.GROUP.value)
    target = p.text("target") or "wage_local_low"
    return sensitivity(call, question, target, by, p.number("blocks") or BLOCKS, seed=run.seed)


def number_of(call: Call, name: str) -> float:
    """A parameter that may have a fraction; 0 if the call has none."""
    value = call.parameters.get(name, 0.0)
    if not isinstance(value, int | float):
        raise BadInput("bad-parameter", where=call.function, fix="", name=name, text=str(value))
    return float(value)


def published(run: Runner) -> tuple[examine.Published, ...]:
    """The published stocks that the pack holds claims against; those without a figure are left out."""
    found = []
    for stock in parameters_of(run).stocks:
        borders = run.store.pack.lineage.era(int(stock.period[:4]))
        query = PanelQuery((stock.series,), (stock.area,), (stock.period,), borders)
        figures = run.figures(query, stock.series)
        if not np.isnan(figures.values[0, 0]):
            found.append(examine.Published(stock.id, float(figures.values[0, 0]), str(figures.status[0, 0])))
    return tuple(found)


def _stocks(run: Runner, call: Call) -> Result:
    found = published(run)
    if not found:
        raise NotFound("impact-no-stocks", where=parameters_of(run).where)
    return examine.stocks(call, *_drawn(run, call), found)


def _of_quantities(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The figures of the year that was taken, of the quantities that a measure is made of."""
    p, parameters = Parameters(call), parameters_of(run)
    found = gathered(run, parameters, p.text("area") or run.pack.country, p.text("period"))
    wanted: tuple[str, ...] = MAIN if call.function in ("impact.groups", "impact.origins") else LABOUR
    if call.function == "impact.simulate":
        wanted = results.MEASURES[cell["measure"]][1]
    elif call.function == "impact.inputs":
        wanted = (cell["input"],)
    yield from (one(place) for quantity in wanted for place in found.behind.get(quantity, ()))
    yield from (one((s.series, s.area, s.period)) for s in parameters.stocks if s.id == cell.get("stock"))


_COMPUTATIONS: Mapping[str, Callable[[Runner, Call], Result]] = {
    "impact.groups": _groups,
    "impact.inputs": lambda run, call: results.inputs_result(call, question_of(run, call)),
    "impact.origins": lambda run, call: results.origins_result(call, question_of(run, call)),
    "impact.sensitivity": _sensitivity,
    "impact.share_claim": lambda run, call: examine.share_claim(call, *_drawn(run, call), number_of(call, "share")),
    "impact.simulate": _simulate,
    "impact.stocks": _stocks,
    "impact.wage_claim": lambda run, call: examine.wage_claim(
        call, *_drawn(run, call), number_of(call, "fall"), number_of(call, "stock")
    ),
    "impact.workers": _workers,
}

REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    name: Computation(compute, narrow=_of_quantities) for name, compute in _COMPUTATIONS.items()
}
