"""Arrivals, departures and net migration of areas, and what follows from them: rates, shares, ranks, runs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.migration import kernels
from qonys.model import Call
from qonys.model.result import Figures, Floats, Measures, Result, stack, worst_codes


@dataclass(frozen=True)
class Flows:
    """Inputs of a balance: figures (area, period), persons."""

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    arrivals: Figures
    departures: Figures
    net: Figures
    """As published; used where arrivals or departures are missing."""
    start: Figures
    end: Figures
    """Population at both ends of the period, in the same borders."""


def balance(call: Call, flows: Flows) -> Result:
    """Balance of migration with its rate, its rank and the run of years it continues.

    Net is arrivals less departures where both are stated, the published net else; where
    both exist and differ, `difference` says by how much. Measures: arrivals, departures,
    net, difference (persons); net_rate (per 1,000 mid-period population); arrival_share
    (of mid-period population); rank, rate_rank (1 gains most); loss_rank, loss_rate_rank
    (1 loses most); run (periods of one sign).
    """
    both = flows.arrivals.values - flows.departures.values
    net = np.where(np.isnan(both), flows.net.values, both)
    taken = np.where(np.isnan(both), flows.net.status, worst_codes(flows.arrivals.status, flows.departures.status))
    middle = kernels.mid_period(flows.start.values, flows.end.values)
    rate = kernels.per_thousand(net, middle)
    rated = worst_codes(taken, flows.start.status, flows.end.status)
    measures: Measures = {
        "arrivals": (flows.arrivals.values, flows.arrivals.status, "persons"),
        "departures": (flows.departures.values, flows.departures.status, "persons"),
        "net": (net, taken, "persons"),
        "difference": (both - flows.net.values, worst_codes(taken, flows.net.status), "persons"),
        "population": (middle, worst_codes(flows.start.status, flows.end.status), "persons"),
        "net_rate": (rate, rated, "per_1000"),
        "arrival_share": (kernels.ratio(flows.arrivals.values, middle), rated, "share"),
        "rank": (kernels.rank_descending(net), taken, "rank"),
        "rate_rank": (kernels.rank_descending(rate), rated, "rank"),
        "loss_rank": (kernels.rank_descending(-net), taken, "rank"),
        "loss_rate_rank": (kernels.rank_descending(-rate), rated, "rank"),
        "run": (kernels.run_before(net), taken, "years"),
    }
    return stack(call, measures, {"area": flows.areas, "period": flows.periods})


def overview(call: Call, result: Result, exclude: str) -> Result:
    """What a balance says of all areas together, for each period.

    Measures: gainers, losers (number of areas), gain, loss (sums of net, persons), top
    (net of the largest gainer), bottom (net of the largest loser).

    Parameters
    ----------
    result : Result
        A balance.
    exclude : str
        The area that is the whole.
    """
    areas = result.axes["area"]
    keep = [i for i, area in enumerate(areas) if area != exclude]
    position = result.axes["measure"].index("net")
    net, status = result.values[position][keep], result.status[position][keep]
    known = ~np.isnan(net)
    any_known = known.any(axis=0)
    worst = worst_codes(*status) if len(keep) else result.status[position][0]

    def summed(values: Floats) -> Floats:
        return np.where(any_known, np.where(known, values, 0.0).sum(axis=0), np.nan)

    filled = np.where(known, net, 0.0)
    measures: Measures = {
        "gainers": (summed((net > 0).astype(float)), worst, "count"),
        "losers": (summed((net < 0).astype(float)), worst, "count"),
        "areas": (summed(known.astype(float)), worst, "count"),
        "gain": (summed(np.where(net > 0, net, 0.0)), worst, "persons"),
        "loss": (summed(np.where(net < 0, net, 0.0)), worst, "persons"),
        "top": (np.where(any_known, filled.max(axis=0), np.nan), worst, "persons"),
        "bottom": (np.where(any_known, filled.min(axis=0), np.nan), worst, "persons"),
    }
    return stack(call, measures, {"period": result.axes["period"]})


def season(call: Call, areas: tuple[str, ...], months: tuple[str, ...], moves: Figures) -> Result:
    """Each month's moves beside the mean month of the year: measure `ratio`, 1 is average.

    One year alone: level and season cannot be told apart.
    """
    measures: Measures = {
        "moves": (moves.values, moves.status, "persons"),
        "ratio": (kernels.month_ratios(moves.values), moves.status, "ratio"),
    }
    return stack(call, measures, {"area": areas, "period": months})
