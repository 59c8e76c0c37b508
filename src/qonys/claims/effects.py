"""Computations of effects in a pack's studies, and what their cells rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from qonys.claims.parameters import Parameters
from qonys.claims.region_panel import grid, rows_behind_series
from qonys.claims.runner import Runner
from qonys.effects import curves, overview, paths
from qonys.effects.estimate import Estimated, estimate, table
from qonys.effects.inference import Options
from qonys.errors import NotFound
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.result import Cell, Result
from qonys.model.specification import Specification, Study
from qonys.packs.studies import find_study

DRAWS = 9_999
CURVE_DRAWS = 999
SEED = 20240801
HORIZONS = 4


def study_of(run: Runner, name: str) -> Study:
    """A study of the pack, read once."""
    return run.once(("study", name), lambda: find_study(run.store.pack, name))


def specification_of(study: Study, name: str) -> Specification:
    """An effect of a study.

    Raises
    ------
    NotFound
        If it has none of this id.
    """
    found = study.find(name)
    if found is None:
        known = ", ".join(s.id for s in study.specifications)
        raise NotFound("effect-not-found", f"no effect {name!r}", where=study.where, fix=known, name=name)
    return found


def figures_of(run: Runner, specification: Specification) -> Grid:
    """The figures that a specification needs, with the periods that its lags and leads look at."""
    sample, (back, ahead) = specification.sample, specification.reach
    last = min(sample.last + ahead, _last_year(run)) if sample.last else _last_year(run)
    first = max(sample.first - back, _first_year(run)) if sample.first else _first_year(run)
    return grid(run, specification.series, (first, last), sample.borders)


def options_of(run: Runner, draws: int = 0) -> Options:
    """Draws and seed of a run."""
    return Options(draws=draws or DRAWS, seed=SEED if run.seed is None else run.seed)


def estimated(run: Runner, study: str, effect: str, draws: int = 0) -> Estimated:
    """An estimate of a study, made once."""
    specification = specification_of(study_of(run, study), effect)
    options = options_of(run, draws)
    key = ("estimated", study, specification.id, options)
    return run.once(key, lambda: estimate(figures_of(run, specification), specification, options))


def _estimate(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    return table(call, estimated(run, p.text("study"), p.text("effect"), p.number("draws")))


def _influence(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    return overview.influence(call, estimated(run, p.text("study"), p.text("effect"), p.number("draws")))


def _overview(run: Runner, call: Call) -> Result:
    """All effects of a study beside each other."""
    p = Parameters(call)
    study = study_of(run, p.text("study"))
    found = {s.id: estimated(run, p.text("study"), s.id, p.number("draws")) for s in study.specifications}
    return overview.overview(call, found)


def _placebo(run: Runner, call: Call) -> Result:
    """The same effects with the exposure of the next period: what has not happened yet cannot have an effect."""
    p = Parameters(call)
    study = study_of(run, p.text("study"))
    found = {}
    for s in study.specifications:
        ahead = replace(s, exposure=replace(s.exposure, lag=-1))
        found[s.id] = estimate(figures_of(run, ahead), ahead, options_of(run, p.number("draws")))
    return overview.overview(call, found)


def _curve(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    return curves.table(call, curve_of(run, p.text("study"), p.text("effect"), p.number("draws")))


def _curve_summary(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    return curves.summary(call, curve_of(run, p.text("study"), p.text("effect"), p.number("draws")))


def curve_of(run: Runner, study: str, effect: str, draws: int = 0) -> curves.Curve:
    """A specification curve of a study, made once."""
    base = specification_of(study_of(run, study), effect)
    made = study_of(run, study).choices.of(base)
    seed = SEED if run.seed is None else run.seed
    key = ("curve", study, base.id, draws)
    return run.once(
        key,
        lambda: curves.curve(lambda s: figures_of(run, s), base, made, study_of(run, study).choices.open,
                             Options(draws=draws or CURVE_DRAWS, seed=seed)),
    )  # fmt: skip


def _path(run: Runner, call: Call) -> Result:
    """Response of the outcome to a step of exposure over the years that follow."""
    p = Parameters(call)
    base = specification_of(study_of(run, p.text("study")), p.text("effect"))
    longest = replace(base, exposure=replace(base.exposure, lag=base.exposure.lag + 2))
    return paths.path(call, figures_of(run, longest), base, p.number("horizons") or HORIZONS, options_of(run))


def _needs(run: Runner, call: Call) -> Result:
    """How many area-periods a panel of `series` per 1,000 people would have to have; what there is of it."""
    p = Parameters(call)
    base = estimated(run, p.text("study"), p.text("effect"), p.number("draws"))
    series = p.words("series")
    rates = {name: known_rates(run, name) for name in series}
    return overview.needs(call, base, rates)


def known_rates(run: Runner, series: str) -> np.ndarray:
    """All figures of regions of a series, per 1,000 people of the region on 1 January of the year: (figure,)."""
    pack = run.store.pack
    found = []
    for period in run.store.periods(series):
        year = int(period[:4])
        regions = pack.regions(year)
        figures = run.store.labelled(series, regions, (period,)).values[:, 0]
        people = run.store.labelled("population_start", regions, (str(year),)).values[:, 0]
        found.append((1000 * figures / people)[~np.isnan(figures / people)])
    return np.concatenate(found) if found else np.empty(0)


def _first_year(run: Runner) -> int:
    return min(int(code[:4]) for code in run.store.periods("population_start"))


def _last_year(run: Runner) -> int:
    return max(int(code[:4]) for code in run.store.periods("population_start")) - 1


def rows_of_cell(run: Runner, call: Call, cell: Cell) -> Iterator[int]:
    """Rows of the outcome and the exposure that an estimate was made from."""
    p = Parameters(call)
    study = study_of(run, p.text("study"))
    named = cell.get("effect") or p.text("effect")
    s = specification_of(study, named)
    span = (s.sample.first or _first_year(run), s.sample.last or _last_year(run))
    yield from rows_behind_series(run, (s.outcome.series, s.exposure.series), span, s.sample.borders)


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "effects.curve": _curve,
    "effects.curve_summary": _curve_summary,
    "effects.estimate": _estimate,
    "effects.influence": _influence,
    "effects.needs": _needs,
    "effects.overview": _overview,
    "effects.path": _path,
    "effects.placebo": _placebo,
}
