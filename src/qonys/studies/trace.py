"""From a claim back to the figures it was computed from: provenance is asked again, not carried along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from qonys.model import Call, Claim
from qonys.model.result import Cell
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Behind, Runner
from qonys.store import PanelQuery
from qonys.studies.effects import compute as effects
from qonys.studies.impact import compute as impact
from qonys.studies.labour import registers
from qonys.studies.measures import compute as plan_measures
from qonys.studies.migration import flows
from qonys.studies.migration import gather as inputs
from qonys.studies.need import compute as plan_need
from qonys.studies.procedure import compute as plan_procedure
from qonys.studies.quota import compute as plan_quota
from qonys.studies.settlement import compute as plan_settlement
from qonys.studies.wellbeing import compute as wellbeing


@dataclass(frozen=True, slots=True)
class Input:
    """One cell of a panel that a claim rests on."""

    query: PanelQuery
    series: str
    area: str
    period: str


def rows_behind(run: Runner, claim: Claim) -> tuple[int, ...]:
    """Row numbers of all observations that a claim was computed from, each once, in order."""
    return run.once(("rows", claim.id), lambda: tuple(dict.fromkeys(_rows_behind(run, claim))))


def _rows_behind(run: Runner, claim: Claim) -> Iterator[int]:
    for cell in inputs_of(run, claim.call, claim.cell):
        if isinstance(cell, int):
            yield cell
            continue
        known = run.held(cell.query)
        if cell.series in known.series:
            yield from run.panel(known).rows(cell.series, cell.area, cell.period)


def inputs_of(run: Runner, call: Call, cell: Cell) -> Iterator[Input | int]:
    """The panel cells or rows behind a cell of a call's result; none for counts of checks."""
    trace = _TRACES.get(call.function)
    if trace is not None:
        yield from trace(run, call, cell)


def _figures(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    p = Parameters(call)
    yield Input(p.query(p.words("series")), cell["measure"], cell["area"], cell["period"])


_FLOW_PARTS: Mapping[str, tuple[int, ...]] = {
    "arrivals": (0,), "departures": (1,), "population": (3,), "arrival_share": (0, 3), "net_rate": (0, 1, 2, 3),
    "rate_rank": (0, 1, 2, 3), "loss_rate_rank": (0, 1, 2, 3),
}  # fmt: skip
"""Which series of a flow query a measure of a balance rests on; the net and its kin on the first three."""


def _balance(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    query = inputs.asked(Parameters(call))
    ranked = cell["measure"] in ("rank", "rate_rank", "loss_rank", "loss_rate_rank")
    areas = query.areas if ranked else (cell["area"],)
    for part in _FLOW_PARTS.get(cell["measure"], (0, 1, 2)):
        for area in areas:
            yield Input(query, query.series[part], area, cell["period"])
            if part == 3:
                after = PanelQuery(query.series[3:], query.areas, inputs.later(query.periods), query.borders)
                yield Input(after, query.series[3], area, inputs.later((cell["period"],))[0])


def _overview(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    query = inputs.asked(Parameters(call))
    for area in query.areas:
        if area != run.store.pack.country:
            for series in query.series[:3]:
                yield Input(query, series, area, cell["period"])


_ACCOUNT_PARTS: Mapping[str, tuple[str, ...]] = {
    "start": ("population_start",),
    "end": (),
    "births": ("births",),
    "deaths": ("deaths",),
    "natural": ("births", "deaths"),
    "net_migration": ("net_migration",),
    "internal": ("net_migration_internal",),
    "external": ("net_migration", "net_migration_internal"),
    "natural_rate": ("births", "deaths", "population_start"),
    "internal_rate": ("net_migration_internal", "population_start"),
    "external_rate": ("net_migration", "net_migration_internal", "population_start"),
    "net_rate": ("net_migration", "population_start"),
}


def _accounts(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    yield from _account_years(run, call, cell["measure"], cell["area"], (cell["period"],))


def _growth(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    yield from _account_years(run, call, cell["measure"], cell["area"], Parameters(call).words("periods"))


def _account_years(run: Runner, call: Call, measure: str, area: str, wanted: tuple[str, ...]) -> Iterator[Input]:
    p = Parameters(call)
    lineage = run.store.pack.lineage
    terms = _ACCOUNT_PARTS.get(measure, ("population_start", "births", "deaths", "net_migration"))
    for year in wanted:
        borders = p.number("borders") or lineage.era(int(year))
        years = p.words("periods")
        if not p.number("borders"):
            years = tuple(y for y in years if lineage.era(int(y)) == borders)
        areas = inputs.in_force(run, borders)
        if area not in areas:
            return
        for term in terms:
            yield Input(inputs.term_query(areas, years, borders), term, area, year)
        if measure not in ("start", "births", "deaths", "natural", "net_migration", "internal", "external"):
            end = inputs.end_query(areas, years, borders)
            yield Input(end, "population_start", area, inputs.later((year,))[0])


def _series(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    p = Parameters(call)
    query = p.query(p.words("series"))
    for period in query.periods if cell["measure"] == "ratio" else (cell["period"],):
        yield Input(query, query.series[0], cell["area"], period)


def _compare(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    p = Parameters(call)
    series = p.words("series")
    if cell["measure"] != "official":
        yield Input(p.query(series[:1]), series[0], cell["area"], cell["period"])
    if cell["measure"] != "printed":
        yield Input(p.query(series[-1:], source=""), series[-1], cell["area"], cell["period"])


def _compare_sums(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    p = Parameters(call)
    series, year = p.words("series"), p.text("year")
    printed = p.query(series[:1])
    if cell["measure"] != "official":
        for period in printed.periods:
            yield Input(printed, series[0], cell["area"], period)
    if cell["measure"] != "printed":
        official = PanelQuery(series[-1:], printed.areas, (year,), printed.borders, as_of=p.as_of)
        yield Input(official, series[-1], cell["area"], year)


def _sums(run: Runner, call: Call, cell: Cell) -> Iterator[Input]:
    p = Parameters(call)
    query = p.query(p.words("series"))
    whole = run.store.pack.country
    for area in query.areas:
        if "area" not in cell or (area == whole) == (cell["measure"] == "total"):
            for period in query.periods:
                yield Input(query, query.series[0], area, period)


Cells = Callable[[Runner, Call, Cell], Iterator[Behind]]


def _through(cells: Cells) -> Callable[[Runner, Call, Cell], Iterator[Input]]:
    """A trace from what names the panel cells behind a cell."""
    return lambda run, call, cell: (Input(*found) for found in cells(run, call, cell))


_flows = _through(flows.cells_behind)
_registers = _through(registers.cells_behind)
_BY_CELLS = (impact, plan_need, plan_procedure, plan_measures, plan_quota, plan_settlement)
"""Modules that name the panel cells behind each of their results."""


_TRACES: Mapping[str, Callable[[Runner, Call, Cell], Iterator[Input | int]]] = {
    "figures": _figures,
    "change": _sums,
    "compare": _compare,
    "compare.sums": _compare_sums,
    "totals": _sums,
    "migration.accounts": _accounts,
    "migration.balance": _balance,
    "migration.flow_check": _flows,
    "migration.flow_evidence": _flows,
    "migration.flows": _flows,
    "migration.growth": _growth,
    "migration.history": _accounts,
    "migration.indices": _flows,
    "migration.jump": _flows,
    "migration.overview": _overview,
    "migration.season": _series,
    "registers.releases": registers.release_rows,
    "registers.years": registers.year_rows,
    "registers.season_apart": _registers,
    "registers.month_factors": _registers,
    "registers.parts": _registers,
    "registers.quota_use": _registers,
    "registers.steered": _registers,
    **dict.fromkeys(effects.REGISTRY, effects.rows_of_cell),
    **{name: _through(module.cells_behind) for module in _BY_CELLS for name in module.REGISTRY},
    **dict.fromkeys(wellbeing.REGISTRY, lambda run, call, cell: iter(wellbeing.rows_of_cell(run, call, cell))),
}
"""How each computation is traced; what is missing counts checks and rests on all figures."""
