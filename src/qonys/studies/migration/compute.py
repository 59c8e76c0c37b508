"""Computations of migration: balances, accounts, their growth and history, seasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qonys import migration
from qonys.model import Call
from qonys.model.result import Result
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.studies.migration import gather


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


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "migration.accounts": _accounts,
    "migration.balance": _balance,
    "migration.closing": _closing,
    "migration.growth": _growth,
    "migration.history": _history,
    "migration.overview": _overview,
    "migration.season": _season,
}
