"""Computations of effects in a pack's studies, ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np

from qonys.effects import curves, overview, paths
from qonys.effects.estimate import Estimated, estimate, table
from qonys.effects.judged import Options
from qonys.effects.validity import Method
from qonys.errors import CannotCompute, NotFound
from qonys.model import Call, Level
from qonys.model.grid import Grid
from qonys.model.result import Cell, Result
from qonys.model.specification import Specification, Study
from qonys.packs.studies import find_study
from qonys.provenance.computation import AREA, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import queries
from qonys.studies.effects.region_panel import grid, series_behind

DRAWS = 9_999
CURVE_DRAWS = 999
HORIZONS = 4


def study_of(run: Runner, name: str) -> Study:
    """A study of the pack, read once."""
    return run.declared(f"effects/{name}.toml", lambda: find_study(run.pack, name))


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
        raise NotFound("effect-not-found", where=study.where, fix=known, name=name)
    return found


def figures_of(run: Runner, specification: Specification, reach: tuple[int, int] | None = None) -> Grid:
    """The figures that a specification needs, with the periods that lags and leads look at.

    `reach` says how far before and after the sample; the specification's own if left out.
    """
    sample, (back, ahead) = specification.sample, reach or specification.reach
    earliest, latest = _years(run)
    last = min(sample.last + ahead, latest) if sample.last else latest
    first = max(sample.first - back, earliest) if sample.first else earliest
    return grid(run, specification.series, (first, last), sample.borders)


def options_of(run: Runner, draws: int = 0) -> Options:
    """Draws and seed of a run."""
    return Options(draws=draws or DRAWS, seed=run.seed)


def estimated(run: Runner, study: str, effect: str, draws: int = 0) -> Estimated:
    """An estimate of a study by every method, made once."""
    specification = specification_of(study_of(run, study), effect)
    return _made(run, specification, options_of(run, draws))


def principal(run: Runner, specification: Specification, draws: int = 0) -> Estimated:
    """An estimate by the method that statements follow alone, made once."""
    methods = (Method.JACKKNIFE, Method.EFFICIENT, Method.WILD, Method.SCORE)  # the one that applies
    return _made(run, specification, replace(options_of(run, draws), methods=methods))


def _made(run: Runner, specification: Specification, options: Options) -> Estimated:
    key = ("estimated", repr(specification), options)
    return run.once(key, lambda: estimate(figures_of(run, specification), specification, options))


def _estimate(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    return table(call, estimated(run, p.text("study"), p.text("effect"), p.number("draws")))


def _influence(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    return overview.influence(call, estimated(run, p.text("study"), p.text("effect"), p.number("draws")))


def _overview(run: Runner, call: Call) -> Result:
    """All effects of a study beside each other; without some areas, if the call names them (`without`)."""
    p = Parameters(call)
    found = {}
    for s in study_of(run, p.text("study")).specifications:
        less = replace(s, sample=replace(s.sample, without=(*s.sample.without, *p.words("without"))))
        found[s.id] = principal(run, less, p.number("draws"))
    return overview.overview(call, found)


def _placebo(run: Runner, call: Call) -> Result:
    """The same effects with the exposure of the next period: what has not happened yet cannot have an effect."""
    p = Parameters(call)
    study = study_of(run, p.text("study"))
    found = {}
    for s in study.specifications:
        ahead = replace(s, exposure=replace(s.exposure, lag=-1))
        found[s.id] = principal(run, ahead, p.number("draws"))
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
    seed = run.seed
    options = Options(draws=draws or CURVE_DRAWS, seed=seed)
    # one reach for all, so that specifications share their figures
    reach = tuple(max(s.reach[side] for s, _ in made) for side in (0, 1))

    def figures(s: Specification) -> Grid:
        return figures_of(run, replace(s, controls=every), (reach[0], reach[1]))

    every = tuple({v.series + v.per: v for s, _ in made for v in s.controls}.values())
    return run.once(
        ("curve", study, base.id, draws),
        lambda: curves.curve(figures, base, made, study_of(run, study).choices.open, options),
    )


def _path(run: Runner, call: Call) -> Result:
    """Response of the outcome to a step of exposure over the years that follow."""
    p = Parameters(call)
    base = specification_of(study_of(run, p.text("study")), p.text("effect"))
    longest = replace(base, exposure=replace(base.exposure, lag=base.exposure.lag + 2))
    return paths.path(call, figures_of(run, longest), base, p.number("horizons") or HORIZONS, options_of(run))


def _needs(run: Runner, call: Call) -> Result:
    """How many area-periods a panel of an exposure that has none would have to have."""
    p = Parameters(call)
    study = study_of(run, p.text("study"))
    return overview.needs(call, principal(run, specification_of(study, p.text("effect")), p.number("draws")))


def _known(run: Runner, call: Call) -> Result:
    """How many region-periods have a figure of each of some series, by whatever breakdown; axis series."""
    names = Parameters(call).words("series")
    pack = run.store.pack
    regions = {code for code, area in pack.areas.items() if area.level is Level.REGION}
    counts = [
        len({(a, p) for a, p in queries.areas_by_period(run.store.connection, name) if a in regions}) for name in names
    ]
    values = np.array([counts], float)
    return Result(
        call, {"measure": ("known",), "series": names}, values, np.full(values.shape, "A"), {"known": "count"}
    )


def _years(run: Runner) -> tuple[int, int]:
    """First and last year whose people are known at both ends."""

    def found() -> tuple[int, int]:
        years = [int(code[:4]) for code in run.periods("population_start")]
        if len(years) < 2:
            raise CannotCompute("effect-no-years", where="population_start", fix="a later --as-of")
        return min(years), max(years) - 1

    return run.once("years of accounts", found)


def _of_effect(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """Of effects beside each other the series of one."""
    study = study_of(run, Parameters(call).text("study"))
    yield {SERIES: series_behind(run, specification_of(study, cell["effect"]).series)}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "effects.curve": _curve,
    "effects.curve_summary": _curve_summary,
    "effects.estimate": _estimate,
    "effects.influence": Computation(_influence, over=(AREA,)),
    "effects.known": Computation(_known, counts=True),
    "effects.needs": _needs,
    "effects.overview": Computation(_overview, narrow=_of_effect),
    "effects.path": _path,
    "effects.placebo": Computation(_placebo, narrow=_of_effect),
}
