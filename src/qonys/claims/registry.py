"""The table of computations: what a claim's call names, and how it is run.

Each entry takes the runner and the call, gets its figures through `inputs`, and hands them
to a capability. Parameters are plain values, so that a call can be written to a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from qonys import migration
from qonys.claims import (
    effects,
    flows,
    impact,
    inputs,
    plan_measures,
    plan_need,
    plan_procedure,
    plan_quota,
    plan_settlement,
    registers,
    trust,
    wellbeing,
)
from qonys.claims.parameters import Parameters
from qonys.claims.runner import Runner
from qonys.migration.comparison import sums, totals
from qonys.model import Call
from qonys.model.result import Measures, Result, stack
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


def _balance(run: Runner, call: Call) -> Result:
    return migration.balance(call, inputs.flows(run, Parameters(call).flow_query()))


def _overview(run: Runner, call: Call) -> Result:
    return migration.overview(call, run("migration.balance", **call.parameters), run.store.pack.country)


def _accounts(run: Runner, call: Call) -> Result:
    """Accounts of all areas in the borders of each year, or in those of one (`borders`)."""
    p = Parameters(call)
    years, borders = p.words("periods"), p.number("borders")
    if not borders:
        return migration.accounts(call, inputs.account_terms_by_era(run, years))
    return migration.accounts(call, inputs.account_terms(run, inputs.in_force(run, borders), years, borders))


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


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "figures": _figures,
    "change": _change,
    "compare": _compare,
    "compare.sums": _compare_sums,
    "totals": _totals,
    "migration.accounts": _accounts,
    "migration.balance": _balance,
    "migration.closing": _closing,
    "migration.growth": _growth,
    "migration.history": _history,
    "migration.overview": _overview,
    "migration.season": _season,
    "trust.coverage": trust.coverage,
    "trust.identities": trust.identities,
    "trust.residuals": trust.residuals,
    "trust.sources": trust.sources,
    "trust.stock": trust.stock,
    **effects.REGISTRY,
    **flows.REGISTRY,
    **impact.REGISTRY,
    **plan_need.REGISTRY,
    **plan_procedure.REGISTRY,
    **plan_measures.REGISTRY,
    **plan_quota.REGISTRY,
    **plan_settlement.REGISTRY,
    **registers.REGISTRY,
    **wellbeing.REGISTRY,
}
