"""Population accounts: what each year's change is made of, and how much of it is left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.migration import kernels
from qonys.model import Call
from qonys.model.result import Figures, Measures, Result, stack, worst_codes


@dataclass(frozen=True)
class AccountTerms:
    """Terms of the accounts of areas in the borders of each year: (area, year), persons."""

    areas: tuple[str, ...]
    years: tuple[str, ...]
    start: Figures
    births: Figures
    deaths: Figures
    net: Figures
    internal: Figures
    """Net internal migration, nan where not stated; external is the rest of `net`."""
    end: Figures
    """Population a year later in the same borders."""
    label_end: Figures
    """Population a year later of what then carries the area's label."""


def accounts(call: Call, terms: AccountTerms) -> Result:
    """The account of each area and year, its parts and its residual.

    Measures, persons: start, end (under the area's own label), births, deaths, natural,
    net_migration, internal, external, boundary, statistical, change; residual is what is
    left when borders are not taken into account (boundary + statistical). net_implied is
    net migration by residual, the only one where none was published; natural_rate,
    internal_rate, external_rate, net_rate and change_rate per 1,000 mid-year population in constant borders.
    """
    labelled = np.where(np.isnan(terms.label_end.values), terms.end.values, terms.label_end.values)
    boundary = np.where(np.isnan(terms.end.values), np.nan, labelled - terms.end.values)
    parts = kernels.account(
        terms.start.values, terms.births.values, terms.deaths.values, terms.net.values, labelled, boundary
    )
    stocks = worst_codes(terms.start.status, terms.end.status)
    vital = worst_codes(terms.births.status, terms.deaths.status)
    whole = worst_codes(stocks, vital, terms.net.status)
    middle = kernels.mid_period(terms.start.values, terms.end.values)
    implied = kernels.implied_net_migration(
        terms.start.values, terms.births.values, terms.deaths.values, terms.end.values
    )
    estimate = np.full(implied.shape, "E")
    measures: Measures = {
        "start": (terms.start.values, terms.start.status, "persons"),
        "end": (labelled, terms.end.status, "persons"),
        "births": (terms.births.values, terms.births.status, "persons"),
        "deaths": (terms.deaths.values, terms.deaths.status, "persons"),
        "natural": (parts.natural, vital, "persons"),
        "net_migration": (parts.migration, terms.net.status, "persons"),
        "internal": (terms.internal.values, terms.internal.status, "persons"),
        "external": (
            parts.migration - terms.internal.values, worst_codes(terms.net.status, terms.internal.status), "persons",
        ),
        "boundary": (boundary, stocks, "persons"),
        "statistical": (parts.statistical, whole, "persons"),
        "residual": (
            np.where(np.isnan(terms.label_end.values), np.nan, parts.statistical + parts.boundary), whole, "persons",
        ),
        "change": (parts.change, stocks, "persons"),
        "net_implied": (implied, worst_codes(stocks, vital, estimate), "persons"),
        "internal_rate": (
            kernels.per_thousand(terms.internal.values, middle), worst_codes(stocks, terms.internal.status), "per_1000",
        ),
        "external_rate": (
            kernels.per_thousand(parts.migration - terms.internal.values, middle),
            worst_codes(stocks, terms.net.status, terms.internal.status), "per_1000",
        ),
        "net_rate": (
            kernels.per_thousand(parts.migration, middle), worst_codes(stocks, terms.net.status), "per_1000",
        ),
        "natural_rate": (kernels.per_thousand(parts.natural, middle), worst_codes(stocks, vital), "per_1000"),
        "change_rate": (
            kernels.per_thousand(parts.natural + parts.migration, middle),
            worst_codes(stocks, vital, terms.net.status),
            "per_1000",
        ),
    }  # fmt: skip
    return stack(call, measures, {"area": terms.areas, "period": terms.years})


def closing(call: Call, result: Result, whole: str) -> Result:
    """How many accounts close, of the country and of its regions.

    Measures, counts over area-years with a complete account: tried, closed (residual 0
    with every term taken under its own label), closed_in_borders (nothing left once
    changes of borders are taken into account). Axis `group`: country, regions. An
    account whose label ends with the year has no residual under its own label and
    counts only in the second way.
    """
    position = result.axes["measure"].index
    areas = np.array(result.axes["area"])
    residual, left = result.values[position("residual")], result.values[position("statistical")]
    groups = {"country": areas == whole, "regions": areas != whole}
    rows: dict[str, list[float]] = {"tried": [], "closed": [], "tried_in_borders": [], "closed_in_borders": []}
    for mask in groups.values():
        rows["tried"].append(float((~np.isnan(residual[mask])).sum()))
        rows["closed"].append(float((residual[mask] == 0).sum()))
        rows["tried_in_borders"].append(float((~np.isnan(left[mask])).sum()))
        rows["closed_in_borders"].append(float((left[mask] == 0).sum()))
    normal = np.full(len(groups), "A")
    measures: Measures = {name: (np.array(counts), normal, "count") for name, counts in rows.items()}
    return stack(call, measures, {"group": tuple(groups)})


def growth(call: Call, result: Result, first: str, last: str) -> Result:
    """Parts of the change of population over a span of years; they add up to it exactly.

    Measures: natural, net_migration, boundary, statistical, change (persons);
    natural_share, migration_share of the growth that is neither borders nor statistics.
    An area with a year missing in the span has no parts.
    """
    years = result.axes["period"]
    span = slice(years.index(first), years.index(last) + 1)
    position = result.axes["measure"].index
    names = ("natural", "net_migration", "boundary", "statistical", "change")
    sums = {name: result.values[position(name)][:, span].sum(axis=1, keepdims=True) for name in names}
    status = {name: worst_codes(*result.status[position(name)][:, span].T)[:, None] for name in names}
    real = sums["natural"] + sums["net_migration"]
    both = worst_codes(status["natural"], status["net_migration"])
    measures: Measures = {n: (sums[n], status[n], "persons") for n in names}
    measures["natural_share"] = (kernels.ratio(sums["natural"], real), both, "share")
    measures["migration_share"] = (kernels.ratio(sums["net_migration"], real), both, "share")
    return stack(call, measures, {"area": result.axes["area"], "period": (f"{first}-{last}",)})
