"""What a measure does in an area: its people through the simulator, its costs, and the index that figures make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qonys.errors import CannotCompute
from qonys.impact.incumbents import incumbents
from qonys.impact.kernels.draws import stratified
from qonys.impact.question import Column, Question, columns_of, quantiles
from qonys.impact.simulator import LABOUR, Drawn, draw, labour, output, state
from qonys.model.measures import Lever, Measure, MeasureFigure, MeasureSet, Mover, Party, Target
from qonys.model.parameters import Group
from qonys.model.result import Floats
from qonys.numerics.generators import generator
from qonys.packs.measures import pack_measures
from qonys.plans.measures.levers import Known, direct, outlays, people
from qonys.plans.measures.ranking import Outcome
from qonys.provenance.computation import Place
from qonys.provenance.runner import Runner
from qonys.studies.impact.compute import MAIN, gathered, parameters_of
from qonys.studies.wellbeing import gather as criteria
from qonys.wellbeing.moved import answers, figures_now, moved
from qonys.wellbeing.pipeline import Built

NEEDED = (*LABOUR, "population", "output_per_head")
INCOME_SHARE = "labour_income_share"
"""Parameter: the part of money income that is earned."""
MONEY_INCOME = "money_income"
"""Figure: money income of a person, a year."""


@dataclass(frozen=True)
class Index:
    """The index of the area, where it has one."""

    built: Built
    unit: int
    period: int


@dataclass(frozen=True)
class Setting:
    """Where and when measures are tried, and everything that they read."""

    question: Question
    """Figures and parameters; nobody arrives."""
    measures: MeasureSet
    drawn: Drawn
    known: Known
    index: Index | None
    behind: Mapping[str, tuple[Place, ...]]
    country: bool

    @property
    def older(self) -> dict[str, str]:
        """Figures of an earlier year than the simulation's, because that has none: series → period."""
        year, figures = self.question.period, self.measures.figures
        return {
            figures[id].series: cells[0][2] for id, cells in self.behind.items()
            if id in figures and not figures[id].period and cells[0][2] < year
        }  # fmt: skip

    @property
    def area(self) -> str:
        """The area."""
        return self.question.area


def levers_of(run: Runner) -> MeasureSet:
    """The levers of the pack, read once."""
    return run.declared("plans/measures.toml", lambda: pack_measures(run.pack, parameters_of(run)))


def setting_of(run: Runner, area: str, year: str, draws: int, seed: int) -> Setting:
    """Everything that measures of an area read, drawn once: all measures share the draws.

    Raises
    ------
    CannotCompute
        If the pack declares no levers or no parameters, or the area lacks figures that every measure needs.
    """
    return run.once(("plan.setting", area, year, draws, seed), lambda: _setting(run, area, year, draws, seed))


def _setting(run: Runner, area: str, year: str, draws: int, seed: int) -> Setting:
    levers, parameters = levers_of(run), parameters_of(run)
    found = gathered(run, parameters, area, year)
    lacking = [name for name in NEEDED if name not in found.figures]
    if lacking:
        raise CannotCompute(
            "plan-no-figures",
            where=f"{area}, {found.period or year}",
            fix="--year",
            area=area,
            year=found.period or year,
            names=", ".join(lacking),
        )
    everyone = tuple(Group(kind, people=1.0) for kind in parameters.kinds)
    question = Question(area, found.period, found.figures, parameters, everyone)
    at = stratified(draws, len(columns_of(question)), generator(seed, "impact.simulate"))
    drawn = draw(question, at)
    figures, behind = _figures(run, levers, area, found.period)
    country = area == run.store.pack.country
    quantities = {n: np.full(draws, f.value) for n, f in found.figures.items()}
    quantities |= {name: np.full(draws, value) for name, value in figures.items()}
    quantities |= {column.id: drawn[column.id] for column in drawn.columns if "." in column.id}
    own, costs = _ranges(levers, draws, seed, country=country)
    known = Known(draws, quantities | own, costs)
    place = _index(run, levers, area, found.period)
    return Setting(
        replace(question, groups=()), levers, drawn, known, place, {**found.behind, **behind}, country
    )  # fmt: skip


def _ranges(
    levers: MeasureSet, draws: int, seed: int, *, country: bool
) -> tuple[dict[str, Floats], dict[tuple[str, int], Floats]]:
    """Draws of the levers' own parameters and costs: of all of them, so that no choice of measures changes them."""
    columns = [Column(name, "measures", r) for name, r in levers.parameters.items()]
    places = [(lever.id, i) for lever in levers.levers.values() for i in range(len(lever.costs))]
    columns += [Column(f"{name}.{i}", "costs", levers.levers[name].costs[i].range) for name, i in places]
    if not columns:
        return {}, {}
    values = quantiles(tuple(columns), stratified(draws, len(columns), generator(seed, "plan.measures")))
    own = {name: values[:, i] for i, name in enumerate(levers.parameters)}
    if country:
        own |= {name: np.ones(draws) for name in levers.regional}
    first = len(levers.parameters)
    return own, {place: values[:, first + i] for i, place in enumerate(places)}


def _figures(
    run: Runner, levers: MeasureSet, area: str, year: str
) -> tuple[dict[str, float], dict[str, tuple[Place, ...]]]:
    values, behind = dict[str, float](), dict[str, tuple[Place, ...]]()
    for figure in levers.figures.values():
        place = run.store.pack.country if figure.country else area
        for period in _periods(figure, year):
            value = run.figure(figure.series, place, period)
            if not np.isnan(value):
                values[figure.id] = value * figure.factor
                behind[figure.id] = ((figure.series, place, period),)
                break
    return values, behind


def _periods(figure: MeasureFigure, year: str) -> tuple[str, ...]:
    if figure.period:
        return (figure.period,)
    return tuple(str(int(year) - back) for back in range(figure.lag + 1))


def _index(run: Runner, levers: MeasureSet, area: str, year: str) -> Index | None:
    """The index of the area in the year, if it has one that says what its figures would make of it."""
    if not levers.framework or not levers.moves or area == run.store.pack.country:
        return None
    try:
        built = criteria.built(run, levers.framework, levers.span)
    except CannotCompute:
        return None
    if not answers(built) or area not in built.table.units or year not in built.table.periods:
        return None
    return Index(built, built.table.units.index(area), built.table.periods.index(year))


def outcome_of(setting: Setting, measures: Sequence[Measure], id: str) -> Outcome:
    """What measures do together: their people arrive at once, their costs add up.

    Raises
    ------
    CannotCompute
        If more people arrive or leave than the simulator can tell of.
    """
    levers = [setting.measures.levers[m.lever] for m in measures]
    known = setting.known
    pairs = list(zip(levers, (m.size for m in measures), strict=True))
    added = [direct(lever, size, known) for lever, size in pairs]
    extra = {target: np.sum([a[target] for a in added], axis=0) for target in Target}
    paid = [outlays(lever, size, known) for lever, size in pairs]
    spent = {party: np.sum([p[party] for p in paid], axis=0) for party in Party}
    found = _simulated(setting, levers, np.concatenate([people(lv, size, known) for lv, size in pairs], axis=1))
    size = measures[0].size if len(measures) == 1 else np.nan
    value = setting.question.value
    money = found["surplus"] * value("output_per_head") * value("population") + extra[Target.INCOME]
    return Outcome(id, size, _points(setting, found, extra), money, spent, found)


def _simulated(setting: Setting, levers: Sequence[Lever], times: Floats) -> dict[str, Floats]:
    """What the people of the levers do in the area, each (draw,)."""
    flows = [flow for lever in levers for flow in lever.flows]
    groups = tuple(
        Group(
            flow.kind,
            people=None if flow.households else 1.0,
            households=1.0 if flow.households else None,
            skills=flow.skills,
            pay=flow.pay,
        )
        for flow in flows
    )
    if not groups:
        nothing = np.zeros(setting.known.draws)
        names = (
            "people", "wage_local", "wage_local_low", "wage_local_high", "wage_migrant", "unemployment_change",
            "output_change", "output_per_head_change", "surplus", "earnings_local",
        )  # fmt: skip
        return dict.fromkeys(names, nothing)
    question = replace(setting.question, groups=groups)
    at = state(question, replace(setting.drawn, times=times))
    came: Floats = np.sum([group.people for group in at.arrivals], axis=0)
    return {**labour(question, at), **output(question, at), **incumbents(question, at), "people": came}


def _points(setting: Setting, found: Mapping[str, Floats], extra: Mapping[Target, Floats]) -> Floats | None:
    """Change of the area's index."""
    if setting.index is None or not setting.measures.moves:
        return None
    place, shifts = setting.index, _movers(setting, found, extra)
    now = figures_now(place.built, place.unit, place.period)
    figures = {
        criterion: now[criterion] + shifts[by] if by is Mover.UNEMPLOYMENT else now[criterion] * (1 + shifts[by])
        for criterion, by in setting.measures.moves.items()
        if by in shifts and criterion in now
    }
    if not figures:
        return None
    try:
        return moved(place.built, place.unit, place.period, figures)
    except CannotCompute:
        return None


def _movers(setting: Setting, found: Mapping[str, Floats], extra: Mapping[Target, Floats]) -> dict[Mover, Floats]:
    """Relative changes, and percentage points of unemployment; what cannot be had is left out."""
    question, quantities = setting.question, setting.known.quantities
    persons = question.value("population")
    moves = {Mover.OUTPUT: found["output_per_head_change"], Mover.UNEMPLOYMENT: found["unemployment_change"]}
    if INCOME_SHARE in quantities:
        moves[Mover.INCOME] = quantities[INCOME_SHARE] * found["earnings_local"]
        if MONEY_INCOME in quantities:
            moves[Mover.INCOME] = moves[Mover.INCOME] + extra[Target.INCOME] / (quantities[MONEY_INCOME] * persons)
    if question.has("housing_per_person"):
        stock = question.value("housing_per_person") * persons
        moves[Mover.HOUSING] = (stock + extra[Target.HOUSING]) / (persons + found["people"]) * persons / stock - 1
    return moves


def read_by(setting: Setting) -> tuple[str, ...]:
    """Figures that stand behind every outcome."""
    return tuple(dict.fromkeys((*MAIN, *setting.measures.figures)))
