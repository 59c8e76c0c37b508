"""Net migration over decades: as published, and derived from the account where it was not."""

from __future__ import annotations

import numpy as np

from qonys.migration import kernels
from qonys.model import Call
from qonys.model.result import Codes, Measures, Result, stack, worst_codes


def history(call: Call, result: Result, rebased: tuple[str, ...]) -> Result:
    """Net migration of each area and year, one series of two origins.

    Measures: net (published where it is, else derived and marked E), derived (by residual,
    everywhere), net_rate (per 1,000 mid-year population). In a year whose account was
    rebased on a census nothing can be derived: the residual holds the correction.

    Parameters
    ----------
    result : Result
        Accounts in constant borders.
    rebased : tuple of str
        Years whose account holds a rebasing.
    """
    position = result.axes["measure"].index
    years = np.array(result.axes["period"])
    published, implied = result.values[position("net_migration")], result.values[position("net_implied")]
    usable = np.where(np.isin(years, rebased)[None, :], np.nan, implied)
    net = np.where(np.isnan(published), usable, published)
    status: Codes = np.where(
        np.isnan(published), result.status[position("net_implied")], result.status[position("net_migration")]
    )
    start, births = result.values[position("start")], result.values[position("births")]
    end = start + births - result.values[position("deaths")] + implied
    rate = kernels.per_thousand(net, kernels.mid_period(start, end))
    measures: Measures = {
        "net": (net, status, "persons"),
        "derived": (usable, result.status[position("net_implied")], "persons"),
        "net_rate": (rate, worst_codes(status, result.status[position("start")]), "per_1000"),
    }
    return stack(call, measures, {"area": result.axes["area"], "period": result.axes["period"]})
