"""Computations of labour need: indicators of shortage by region, the index they make, and room for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from qonys.model import Call
from qonys.model.need import Capacity, Change, Component, Kind, NeedPlan
from qonys.model.result import Cell, Codes, Figures, Floats, Measures, Result, stack, worst_codes
from qonys.packs.need import pack_need
from qonys.plans.need import index as need
from qonys.plans.need import room
from qonys.plans.need.kernels.shortage import growth
from qonys.provenance.computation import AREA, PERIOD, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import PanelQuery
from qonys.store.panel import split_series

LAST_BORDERS = 9999
"""A year after all changes of borders."""

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Desk:
    """Series of a pack, and quantities made of them, by area and year."""

    run: Runner
    plan: NeedPlan
    areas: Labels

    @property
    def borders(self) -> int:
        """The newest division."""
        return self.run.store.pack.lineage.era(LAST_BORDERS)

    def parts(self, series: str) -> Labels:
        """The series of the pack behind one."""
        made = self.plan.quantities.get(series)
        return (made.stock, made.percent) if made else (series,) if series else ()

    def years(self, series: str, oldest: int = 0) -> list[str]:
        """Years of figures from the oldest on, up to that of the newest release; the last comes last."""
        last = self.run.store.newest.year
        found: set[str] | None = None
        for part in self.parts(series):
            if split_series(part)[0] not in self.run.store.pack.indicators:
                return []
            codes = {c[:4] for c in self.run.periods(part) if len(c) == 4 or c[4:] in ("-01-01", "-12-31")}
            found = codes if found is None else found & codes
        return sorted(y for y in found or () if oldest <= int(y) <= last)

    def query(self, part: str, years: Labels) -> PanelQuery:
        """The panel of a series of the pack."""
        return PanelQuery((part,), self.areas, years, self.borders)

    def figures(self, series: str, years: Labels) -> Figures:
        """Values and status, (area, year)."""
        read = [self.run.figures(self.query(p, years), p) for p in self.parts(series)]
        if len(read) == 1:
            return read[0]
        share = read[1].values / 100
        kept = 1 - share if self.plan.quantities[series].rest else share
        return Figures(read[0].values * kept, worst_codes(read[0].status, read[1].status))

    def reason(self, series: str, area: str, year: str) -> str:
        """Why there is no figure."""
        for part in self.parts(series):
            if split_series(part)[0] in self.run.store.pack.indicators:
                found = self.run.panel(self.query(part, (year,))).reasons().get((part, area, year))
                if found:
                    return found
        return "no-figure"


@dataclass(frozen=True)
class Taken:
    """One component as it was taken: values and status by area, the year, and the series and years behind it."""

    values: Floats
    status: Codes
    year: str
    used: tuple[tuple[str, str], ...]


def plan_of(run: Runner) -> NeedPlan:
    """What the pack declares, read once."""
    return run.declared("plans/need.toml", lambda: pack_need(run.pack))


def desk(run: Runner, plan: NeedPlan, *, country: bool = False) -> Desk:
    """Figures of the regions of the newest division, the country last where it is asked for."""
    pack = run.store.pack
    return Desk(run, plan, (*pack.regions(LAST_BORDERS), *((pack.country,) if country else ())))


def take(at: Desk, component: Component) -> Taken | None:
    """A component in the newest of the years that most areas have; none where no area has any."""
    best: Taken | None = None
    for year in at.years(component.series, component.oldest):
        found = _of_year(at, component, year)
        count = int((~np.isnan(found.values)).sum())
        if count and (best is None or count >= (~np.isnan(best.values)).sum()):
            best = found
    return best


def _of_year(at: Desk, c: Component, year: str) -> Taken:
    now = at.figures(c.series, (year,))
    values, status, used = now.values[:, 0], now.status[:, 0], [(c.series, year)]
    if c.change is Change.GROWTH:
        before = str(int(year) - c.years)
        then = at.figures(c.series, (before,))
        values, status = growth(then.values[:, 0], values, c.years), worst_codes(status, then.status[:, 0])
        used.append((c.series, before))
    if c.per:
        under = at.figures(c.per, (year,))
        below = under.values[:, 0]
        values = np.divide(values, below, out=np.full_like(values, np.nan), where=below > 0)
        status = worst_codes(status, under.status[:, 0])
        used.append((c.per, year))
    return Taken(c.factor * values, status, year, tuple(used))


def evidence(run: Runner, plan: NeedPlan) -> need.Evidence:
    """The components of all regions from the figures of a store."""
    at = desk(run, plan)
    shape = (len(at.areas), len(plan.components))
    values, errors, status = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, "", dtype="<U1")
    years: dict[str, int] = {}
    reasons: dict[tuple[str, str], str] = {}
    for k, c in enumerate(plan.components.values()):
        found = take(at, c)
        if found is not None:
            known = ~np.isnan(found.values)
            values[:, k], status[:, k], years[c.id] = found.values, found.status, int(found.year)
            errors[known, k] = c.error * np.where(np.isin(found.status[known], ("A", "")), 1.0, plan.doubt)
        for i in np.flatnonzero(np.isnan(values[:, k])):
            reasons[c.id, at.areas[i]] = _why(at, found, at.areas[i])
    return need.Evidence(at.areas, tuple(plan.components), values, errors, status, years, reasons)


def _why(at: Desk, found: Taken | None, area: str) -> str:
    i = at.areas.index(area)
    for series, year in found.used if found else ():
        if np.isnan(at.figures(series, (year,)).values[i, 0]):
            return at.reason(series, area, year)
    return "no-figure"


def rooms(run: Runner, plan: NeedPlan) -> room.Room:
    """Room for people in the regions and the country, from the figures of a store."""
    at = desk(run, plan, country=True)
    found = {c.id: _additions(at, c) for c in plan.capacities.values()}
    return room.room_of(at.areas, found, _own(at))


def _own(at: Desk) -> Floats:
    """Births less deaths of each area in the newest year that has both; nan where none has."""
    years = _vital_years(at)
    if not years:
        return np.full(len(at.areas), np.nan)
    return _last(at.figures(at.plan.births, years).values - at.figures(at.plan.deaths, years).values)


def _vital_years(at: Desk) -> Labels:
    return tuple(sorted(set(at.years(at.plan.births)) & set(at.years(at.plan.deaths))))


def _last(values: Floats) -> Floats:
    """The last value of each row; nan where it has none."""
    return np.array([next((v for v in row[::-1] if not np.isnan(v)), np.nan) for row in values])


def _additions(at: Desk, c: Capacity) -> room.Additions:
    years = tuple(at.years(c.series, c.oldest)) if c.series else ()
    if not years:
        why = "no-figure" if c.series else "no-series"
        return room.Additions(np.full((len(at.areas), 1), np.nan), (), dict.fromkeys(at.areas, why))
    if c.kind is Kind.SHORTFALL:
        lacking = at.figures(c.series, years[-1:]).values
        return room.Additions(np.where(lacking > 0, 0.0, np.nan), years[-1:], shortfall=True)
    if c.kind is Kind.FLOW:
        flow = at.figures(c.series, years).values
        served = c.factor * flow / _newest(at, c.standard)[:, None]
    else:
        years = years[-room.LAST :]
        before = tuple(str(int(y) - 1) for y in years)
        stock = at.figures(c.series, years).values
        people = at.figures(at.plan.population, years).values
        served = c.factor * (stock - at.figures(c.series, before).values) * people / stock
    reasons = {
        a: at.reason(c.series, a, years[-1]) for i, a in enumerate(at.areas) if np.isnan(served[i]).all()
    }  # fmt: skip
    return room.Additions(served, years, reasons)


def _newest(at: Desk, series: str) -> Floats:
    """The newest figure of each area; nan where it has none."""
    years = tuple(at.years(series))
    return _last(at.figures(series, years).values) if years else np.full(len(at.areas), np.nan)


def declared_evidence(run: Runner) -> tuple[NeedPlan, need.Evidence]:
    """What the pack declares, and its figures; gathered once."""
    plan = plan_of(run)
    return plan, run.once("plan.need.evidence", lambda: evidence(run, plan))


def shortage_of(run: Runner, draws: int = need.DRAWS) -> need.Shortage:
    """The index of shortage of the pack's regions; computed once."""
    plan, found = declared_evidence(run)
    seed = run.seed
    return run.once(("plan.need.shortage", draws, seed), lambda: need.shortage(plan, found, draws, seed))


def _index(run: Runner, call: Call) -> Result:
    return need.index_result(call, shortage_of(run, Parameters(call).number("draws") or need.DRAWS))


def declared_rooms(run: Runner) -> room.Room:
    """Room for people in the pack's areas; computed once."""
    return run.once("plan.need.rooms", lambda: rooms(run, plan_of(run)))


def _vacancies(run: Runner, call: Call) -> Result:
    """Two series of an area in a year, and how much of the first there is for each of the second."""
    names, area, year = (p := Parameters(call)).words("series"), p.text("area"), p.text("period")
    found = [run.figures(PanelQuery((s,), (area,), (year,), int(year)), s) for s in names]
    status = worst_codes(*(f.status[:, 0] for f in found))
    over, under = (f.values[:, 0] for f in found)
    units = [run.store.pack.indicators[split_series(n)[0]].unit for n in names]
    measures: Measures = {n: (f.values[:, 0], f.status[:, 0], u) for n, f, u in zip(names, found, units, strict=True)}
    ratio = np.divide(over, under, out=np.full(1, np.nan), where=under > 0)
    return stack(call, {**measures, "ratio": (ratio, status, "ratio")}, {"area": (area,)})


def _of_components(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The series and years that the components of a cell were taken from."""
    plan = plan_of(run)
    at = desk(run, plan)
    one = cell["measure"] if call.function == "plan.need_components" else cell.get("component", "")
    for name in (one,) if one else need.compared(*declared_evidence(run)):
        found = take(at, plan.components[name])
        yield from ({SERIES: at.parts(series), PERIOD: (year,)} for series, year in (found.used if found else ()))


def _of_room(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The series of one capacity, and births and deaths."""
    at = desk(run, plan_of(run), country=True)
    c = at.plan.capacities[cell["capacity"]]
    gross, own = cell["measure"].startswith("gross"), cell["measure"] == "own"
    names = () if own else (c.series, c.standard, at.plan.population if c.kind is Kind.STOCK else "")
    vital = () if gross else (at.plan.births, at.plan.deaths)
    yield {SERIES: tuple(part for name in (*names, *vital) for part in at.parts(name))}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "plan.need": Computation(_index, over=(AREA,), narrow=_of_components),
    "plan.need_components": Computation(
        lambda run, call: need.components_result(call, *declared_evidence(run)), narrow=_of_components
    ),
    "plan.need_coverage": Computation(
        lambda run, call: need.coverage_result(call, *declared_evidence(run)), narrow=_of_components
    ),
    "plan.need_unknown": lambda run, call: need.unknown_result(call, *declared_evidence(run)),
    "plan.need_vacancies": _vacancies,
    "plan.need_room": Computation(lambda run, call: room.room_result(call, declared_rooms(run)), narrow=_of_room),
}
