"""Commands on series over time: season, breaks, reconciliation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qonys.cli.shared import Held, Output, asked, expanded
from qonys.errors import BadInput


@expanded
def season(
    held: Held,
    output: Output,
    series: Annotated[
        Path | None,
        typer.Option(
            "--series", help="CSV or XLSX: a column period and a column a series, or period, area, value; any unit."
        ),
    ] = None,
    indicator: Annotated[str, typer.Option(help="Series of the pack, if no file is given.")] = "departures_internal",
    area: Annotated[str | None, typer.Option(help="Area of the pack; all regions if left out.")] = None,
) -> None:
    """Season of monthly or quarterly series: factors by place in the year, strength, peak and trough.

    Two full years or more: seasonal-trend decomposition by loess. One year: ratios to its mean,
    marked, because level and season cannot be told apart.
    """
    from qonys.migration.series import seasons
    from qonys.studies.migration.series import monthly
    from qonys.tables.series import read_by_period

    if series is not None:
        found, where = read_by_period(series), str(series)
        periods, named = found.periods, found.values
    else:
        (loaded, store), where = held.opened(), indicator
        periods, named = monthly(store, indicator, (loaded.find_area(area).code,) if area else loaded.regions(9999))
    output.put(seasons(asked("migration.seasons"), periods, named, where))


@expanded
def breaks(
    held: Held,
    output: Output,
    series: Annotated[
        Path | None, typer.Option("--flows", help="CSV or XLSX of persons: area, period, arrivals, departures.")
    ] = None,
) -> None:
    """Jumps between years that all areas share: is it people, or the way moves are counted?

    A change of rules multiplies moves by nearly one factor everywhere, in and out alike. The verdict
    comes with its evidence and is never more than likely.
    """
    import numpy as np

    from qonys.migration.series import breaks as compute
    from qonys.studies.migration.series import yearly
    from qonys.tables.series import read_by_period

    if series is not None:
        found = {name: read_by_period(series, name) for name in ("arrivals", "departures")}
        into = found["arrivals"]
        areas, periods = tuple(into.values), tuple(map(str, into.periods))
        both = [np.array([side.values[area] for area in areas]) for side in found.values()]
    else:
        areas, periods, both = yearly(held.opened()[1], ("arrivals_internal", "departures_internal"))
    output.put(compute(asked("migration.breaks"), areas, periods, *both))


@expanded
def reconcile(
    held: Held,
    output: Output,
    terms: Annotated[
        Path | None,
        typer.Option(
            help="CSV or XLSX: term, value, deviation (standard, unit of the value; 0: exact); empty value: missing."
        ),
    ] = None,
    identities: Annotated[
        Path | None, typer.Option(help="CSV or XLSX: identity, term, coefficient; the term = is the total.")
    ] = None,
    periods: Annotated[str, typer.Option(help="Years of the pack, if no files are given.")] = "2013:2024",
    whole: Annotated[bool, typer.Option("--integers", help="Whole numbers that meet the identities exactly.")] = False,
) -> None:
    """Figures that must add up, each moved as little as its reliability allows; all identities at once.

    `in_deviations` is the move in the figure's own standard deviations: above 3 the figure itself is
    likely wrong. Missing figures come out with their error where the identities determine them.
    """
    from qonys.cli.data import span_of
    from qonys.migration.reconciliation import Terms
    from qonys.migration.reconciliation import reconcile as compute
    from qonys.studies.migration.series import reconciled
    from qonys.tables.identities import read_identities

    call = asked("migration.reconcile")
    if terms is not None and identities is not None:
        output.put(compute(call, Terms(*read_identities(terms, identities)), whole=whole))
    elif terms is None and identities is None:
        output.put(reconciled(call, held.opened()[1], span_of(periods), whole=whole))
    else:
        one, other = ("--terms", "--identities") if identities is None else ("--identities", "--terms")
        raise BadInput("option-alone", where=one, fix=other, option=one, other=other)
