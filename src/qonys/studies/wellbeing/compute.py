"""Computations of composite indices of a pack's frameworks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from qonys.errors import NotFound
from qonys.model import Call
from qonys.model.result import Cell, Floats, Measures, Result, stack
from qonys.provenance.computation import AREA, PERIOD, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.studies.migration.gather import PEOPLE
from qonys.studies.wellbeing.gather import built, framework_of, series_query, span_of
from qonys.wellbeing import doubts, guards, profiles, results
from qonys.wellbeing.pipeline import Built
from qonys.wellbeing.recipe import doubt
from qonys.wellbeing.uncertainty import Simulated, simulate

DRAWS = 20_000
"""Draws where a call names none."""


def _built(run: Runner, p: Parameters) -> Built:
    return built(run, p.text("framework"), p.text("span"))


def _period(made: Built, name: str) -> int:
    """The number of a period; the last one if none is named."""
    if name and name not in made.table.periods:
        known = ", ".join(made.table.periods)
        raise NotFound("label", where="period", fix=known, label=name)
    return made.table.periods.index(name) if name else len(made.table.periods) - 1


def _simulated(run: Runner, p: Parameters, period: int) -> Simulated:
    made, draws, seed = _built(run, p), p.number("draws") or DRAWS, run.seed
    key = ("simulated", p.text("framework"), p.text("span"), period, draws)
    return run.once(key, lambda: simulate(made, doubt(made.framework), period, draws, seed))


def _scores(run: Runner, call: Call) -> Result:
    return results.scores(call, _built(run, Parameters(call)))


def _steps(run: Runner, call: Call) -> Result:
    return results.steps(call, _built(run, Parameters(call)))


def _intervals(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    made = _built(run, p)
    period = _period(made, p.text("period"))
    return doubts.intervals(call, made, _simulated(run, p, period), period)


def _order(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    made = _built(run, p)
    return doubts.order(call, made, _simulated(run, p, _period(made, p.text("period"))))


def _sensitivity(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    made = _built(run, p)
    simulated = _simulated(run, p, _period(made, p.text("period")))
    return doubts.sensitivity(call, made, simulated, run.seed)


def _mobility(run: Runner, call: Call) -> Result:
    """Moves from period `first` to `last`; the first and the last of the span if left out."""
    p = Parameters(call)
    made = _built(run, p)
    first = _period(made, p.text("first")) if p.text("first") else 0
    last = _period(made, p.text("last"))
    return doubts.mobility(call, made, _simulated(run, p, first), _simulated(run, p, last), (first, last))


def _guards(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    made = _built(run, p)
    return guards.findings_result(call, made, _period(made, p.text("period")))


def _without(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    made = _built(run, p)
    return guards.without_result(call, made, _period(made, p.text("period")))


def profile_of(run: Runner, framework: str, span: str, area: str, period: str = "") -> profiles.Profile:
    """The profile of an area."""
    made = built(run, framework, span)
    return profiles.profile(made, _unit(made, area), _period(made, period))


def _profile(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    made = _built(run, p)
    period = _period(made, p.text("period"))
    found = profiles.profile(made, _unit(made, p.text("area")), period)
    return profiles.gains_result(call, made, found, period)


def _peers(run: Runner, call: Call) -> Result:
    """Areas most like one, the nearest first: measures score, lead (of the area in the index); axis area."""
    p = Parameters(call)
    made = _built(run, p)
    unit, period = _unit(made, p.text("area")), _period(made, p.text("period"))
    near = profiles.peers(features(run, p.text("framework"), p.text("span"), period), unit)
    scores = made.index[period]
    status = results.element_status(made)[period]
    at = list(near)
    measures: Measures = {
        "score": (scores[at], status[at], "index"),
        "lead": (scores[unit] - scores[at], status[at], "index"),
    }
    return stack(call, measures, {"area": tuple(made.table.units[i] for i in near)})


def features(run: Runner, framework: str, span: str, period: int) -> np.ndarray:
    """Context of areas: the logarithm of the first series, the others for each of it; (area, feature).

    Each in the newest year up to the period in which it has figures.
    """
    own = framework_of(run, framework)
    years = span_of(own, span)
    areas = run.store.pack.regions(years.borders)
    if not own.context:
        raise NotFound("no-context-series", where=own.where, fix="[context] series = …")
    panel = run.panel(series_query(own.context, areas, years))
    size, *others = (panel[series][:, : period + 1] for series in own.context)
    shares = [other / size for other in others]
    return np.column_stack([_newest(np.log(size)), *map(_newest, shares)])


def _newest(figures: Floats) -> Floats:
    """The last column that is not empty; the last one if all are: (area, period) to (area,)."""
    known = np.flatnonzero(~np.isnan(figures).all(axis=0))
    found: Floats = figures[:, known[-1] if len(known) else -1]
    return found


def _unit(made: Built, area: str) -> int:
    if area not in made.table.units:
        raise NotFound("label", where="area", fix=", ".join(made.table.units[:5]), label=area)
    return made.table.units.index(area)


def _of_criterion(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The series of one criterion."""
    framework = framework_of(run, Parameters(call).text("framework"))
    own = [c for c in framework.criteria if c.id == cell["criterion"]]
    yield {SERIES: tuple(s for c in own for s in (c.series, c.denominator, c.events, PEOPLE) if s)}


_ALL = (AREA, PERIOD)
"""Goalposts and errors are those of all areas and years of the span, and so is everything that is built on them."""

REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "wellbeing.guards": Computation(_guards, over=_ALL),
    "wellbeing.intervals": Computation(_intervals, over=_ALL),
    "wellbeing.mobility": Computation(_mobility, over=_ALL),
    "wellbeing.order": Computation(_order, over=_ALL),
    "wellbeing.peers": Computation(_peers, over=_ALL),
    "wellbeing.profile": Computation(_profile, over=_ALL),
    "wellbeing.scores": Computation(_scores, over=_ALL),
    "wellbeing.sensitivity": Computation(_sensitivity, over=_ALL),
    "wellbeing.steps": Computation(_steps, over=_ALL, narrow=_of_criterion),
    "wellbeing.without": Computation(_without, over=_ALL),
}
