"""The table of computations: what a claim's call names, and how it is run.

Each entry takes the runner and the call, gets its figures through `inputs`, and hands them
to a capability. Parameters are plain values, so that a call can be written to a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from qonys import migration
from qonys.claims import inputs, trust
from qonys.errors import BadInput
from qonys.migration.comparison import totals
from qonys.model import Call
from qonys.model.result import Measures, Result, stack
from qonys.store.panel import find_indicator, split_series

if TYPE_CHECKING:
    from qonys.claims.run import Runner


def _words(call: Call, name: str) -> tuple[str, ...]:
    value = call.parameters.get(name, ())
    if not isinstance(value, tuple | list):
        raise _wrong(call, name)
    return tuple(str(v) for v in value)


def _number(call: Call, name: str) -> int:
    value = call.parameters.get(name, 0)
    if not isinstance(value, int):
        raise _wrong(call, name)
    return value


def _text(call: Call, name: str) -> str:
    return str(call.parameters.get(name, ""))


def _wrong(call: Call, name: str) -> BadInput:
    return BadInput("bad-parameter", f"{call.function} cannot take this {name}", where=str(call.parameters.get(name)))


def _figures(run: Runner, call: Call) -> Result:
    """Published figures as they stand: a measure for each series; `source` for one source alone."""
    areas, periods, borders = _words(call, "areas"), _words(call, "periods"), _number(call, "borders")
    measures: Measures = {}
    for series in _words(call, "series"):
        found = inputs.figures(run.store, series, areas, periods, borders, _text(call, "source"))
        unit = find_indicator(run.store.pack, split_series(series)[0]).unit
        measures[series] = (found.values, found.status, unit)
    return stack(call, measures, {"area": areas, "period": periods})


def _balance(run: Runner, call: Call) -> Result:
    flows = inputs.flows(
        run.store,
        _text(call, "flow"),
        _text(call, "dimensions"),
        _words(call, "areas"),
        _words(call, "periods"),
        _number(call, "borders"),
    )
    return migration.balance(call, flows)


def _overview(run: Runner, call: Call) -> Result:
    whole = run.store.pack.country
    return migration.overview(call, run("migration.balance", **call.parameters), whole)


def _accounts(run: Runner, call: Call) -> Result:
    """Accounts of all areas in the borders of each year, or in those of one (`borders`)."""
    years, borders = _words(call, "periods"), _number(call, "borders")
    if not borders:
        return migration.accounts(call, inputs.account_terms_by_era(run.store, years))
    areas = (*run.store.pack.regions(borders), run.store.pack.country)
    return migration.accounts(call, inputs.account_terms(run.store, areas, years, borders))


def _closing(run: Runner, call: Call) -> Result:
    return migration.closing(call, run("migration.accounts", **call.parameters), run.store.pack.country)


def _growth(run: Runner, call: Call) -> Result:
    years = _words(call, "periods")
    return migration.growth(call, run("migration.accounts", **call.parameters), years[0], years[-1])


def _history(run: Runner, call: Call) -> Result:
    """Net migration of a division's areas, published or derived, without the years of a census."""
    accounts = run("migration.accounts", **call.parameters)
    pack = run.store.pack
    rebased = {k.period for k in pack.residuals if k.cause == "census" and k.area == pack.country}
    return migration.history(call, accounts, tuple(sorted(rebased)))


def _season(run: Runner, call: Call) -> Result:
    areas, year = _words(call, "areas"), _text(call, "year")
    months = tuple(f"{year}-{month:02d}" for month in range(1, 13))
    moves = inputs.figures(run.store, _text(call, "series"), areas, months, _number(call, "borders"))
    return migration.season(call, areas, months, moves)


def _compare(run: Runner, call: Call) -> Result:
    """One source's figures as printed beside the panel's own."""
    areas, periods = _words(call, "areas"), _words(call, "periods")
    series, borders = _text(call, "series"), _number(call, "borders")
    printed = inputs.figures(run.store, series, areas, periods, borders, _text(call, "source"))
    official = inputs.figures(run.store, _text(call, "beside") or series, areas, periods, borders)
    unit = find_indicator(run.store.pack, split_series(series)[0]).unit
    return migration.compare(call, printed, official, {"area": areas, "period": periods}, unit)


def _totals(run: Runner, call: Call) -> Result:
    areas, whole = _words(call, "areas"), run.store.pack.country
    series = _text(call, "series")
    found = inputs.figures(
        run.store, series, areas, _words(call, "periods"), _number(call, "borders"), _text(call, "source")
    )
    return totals(call, found, areas, whole, find_indicator(run.store.pack, split_series(series)[0]).unit)


def _change(run: Runner, call: Call) -> Result:
    """A series summed over areas in two periods: measures before, after, ratio (after over before)."""
    areas, periods = _words(call, "areas"), _words(call, "periods")
    series = _text(call, "series")
    found = inputs.figures(run.store, series, areas, periods, _number(call, "borders"))
    sums = found.values.sum(axis=0)
    status = np.array(["A", "A"])
    unit = find_indicator(run.store.pack, split_series(series)[0]).unit
    measures: Measures = {
        "before": (sums[:1], status[:1], unit),
        "after": (sums[-1:], status[:1], unit),
        "ratio": (sums[-1:] / sums[:1], status[:1], "ratio"),
        "relative_change": (sums[-1:] / sums[:1] - 1, status[:1], "share"),
        "difference": (sums[-1:] - sums[:1], status[:1], unit),
    }
    return stack(call, measures, {"period": (f"{periods[0]}-{periods[-1]}",)})


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "figures": _figures,
    "change": _change,
    "compare": _compare,
    "totals": _totals,
    "migration.accounts": _accounts,
    "migration.balance": _balance,
    "migration.closing": _closing,
    "migration.growth": _growth,
    "migration.history": _history,
    "migration.overview": _overview,
    "migration.season": _season,
    "trust.identities": trust.identities,
    "trust.residuals": trust.residuals,
    "trust.stock": trust.stock,
}
