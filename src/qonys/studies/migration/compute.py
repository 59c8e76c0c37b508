"""Computations of migration: balances, accounts, their growth and history, seasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qonys import migration
from qonys.model import Call
from qonys.model.result import Cell, Result
from qonys.provenance.computation import AREA, PERIOD, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.studies.migration import gather
from qonys.studies.migration.gather import PEOPLE


def _balance(run: Runner, call: Call) -> Result:
    return migration.balance(call, gather.flows(run, gather.asked(Parameters(call))))


def _overview(run: Runner, call: Call) -> Result:
    return migration.overview(call, run("migration.balance", **call.parameters), run.store.pack.country)


def _accounts(run: Runner, call: Call) -> Result:
    """Accounts of all areas in the borders of each year, or in those of one (`borders`)."""
    p = Parameters(call)
    years, borders = p.words("periods"), p.number("borders")
    if not borders:
        return migration.accounts(call, gather.account_terms_by_era(run, years))
    return migration.accounts(call, gather.account_terms(run, gather.in_force(run, borders), years, borders))


def _closing(run: Runner, call: Call) -> Result:
    return migration.closing(call, run("migration.accounts", **call.parameters), run.store.pack.country)


def _growth(run: Runner, call: Call) -> Result:
    years = Parameters(call).words("periods")
    return migration.growth(call, run("migration.accounts", **call.parameters), years[0], years[-1])


def _history(run: Runner, call: Call) -> Result:
    """Net migration of a division's areas, published or derived, without the years of a census."""
    accounts = run("migration.accounts", **call.parameters)
    pack = run.store.pack
    rebased = {k.period for k in pack.residuals if k.cause == "census" and k.area == pack.country}
    return migration.history(call, accounts, tuple(sorted(rebased)))


def _season(run: Runner, call: Call) -> Result:
    p = Parameters(call)
    query = p.query(p.words("series"))
    return migration.season(call, query.areas, query.periods, run.figures(query, query.series[0]))


_RANKS = ("rank", "rate_rank", "loss_rank", "loss_rate_rank")
_FLOWS = {"arrivals": (0,), "departures": (1,), "population": (3,), "arrival_share": (0, 3)}
"""Which series of a flow query a measure rests on; rates on all, the net and its kin on the first three."""
_TERMS = {
    "start": (PEOPLE,),
    "births": ("births",),
    "deaths": ("deaths",),
    "natural": ("births", "deaths"),
    "net_migration": ("net_migration",),
    "internal": ("net_migration_internal",),
    "external": ("net_migration", "net_migration_internal"),
}
"""Terms of an account that a measure is made of, where it is not all of them."""


def _of_balance(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    measure = cell["measure"]
    parts = range(4) if "rate" in measure else _FLOWS.get(measure, range(3))
    series = tuple(gather.asked(Parameters(call)).series[part] for part in parts)
    yield {SERIES: series, **({AREA: None} if measure in _RANKS else {})}


def _of_account(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    flows = gather.TERMS if cell["measure"].endswith("ternal_rate") else gather.TERMS[:4]
    yield {SERIES: _TERMS.get(cell["measure"], flows)}


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "migration.accounts": Computation(_accounts, ends=True, narrow=_of_account),
    "migration.balance": Computation(_balance, ends=True, narrow=_of_balance),
    "migration.closing": _closing,
    "migration.growth": _growth,
    "migration.history": Computation(_history, ends=True, narrow=_of_account),
    "migration.overview": _overview,
    "migration.season": Computation(_season, over=(PERIOD,)),
}
