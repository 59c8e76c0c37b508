"""Commands on the figures of a pack: accounts, estimated flows, registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qonys.cli.options import Draws, Seed
from qonys.cli.shared import Held, Output, expanded
from qonys.errors import BadInput, NotFound
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from qonys.model.result import Result

Periods = Annotated[str, typer.Option(help="Years 2010:2024, or periods separated by commas.")]
Borders = Annotated[int, typer.Option(help="Year of the division; 0: each year in its own borders.")]


@expanded
def accounts(
    held: Held,
    output: Output,
    area: Annotated[str | None, typer.Option(help="An area; all if left out.")] = None,
    periods: Periods = "2000:2024",
    borders: Borders = 0,
) -> None:
    """Population accounts: start, births, deaths, migration, borders, statistics, end; they add up exactly.

    Persons. net_implied is net migration derived as what is left, where none was published.
    """
    from qonys.cli.data import span_of

    run = held.runner()
    result = run("migration.accounts", periods=span_of(periods), borders=borders).known("start")
    if area is not None:
        result = result.only("area", run.store.pack.find_area(area).code)
    output.put(_found(result, periods, "2000:2024"), full=False)


@expanded
def estimate(
    held: Held,
    output: Output,
    periods: Annotated[str, typer.Option(help="Years or months separated by commas, or a span of years.")] = "2024",
    borders: Annotated[int, typer.Option(help="Year of the division.", show_default="the newest")] = 9999,
    draws: Draws = 400,
    whole: Annotated[bool, typer.Option("--integers", help="Whole persons that keep the margins.")] = False,
    seed: Seed = SEED,
) -> None:
    """Flows between all regions, estimated from published margins, distance and borders, with 90 % intervals.

    Rows meet arrivals and departures as published; every number is an estimate (status E). Flows
    and shares that were printed for the period are held to within rounding; notes say how many,
    and which contradict the others.
    """
    from qonys.cli.data import span_of

    run = held.runner(seed)
    result = run(
        "migration.flows", areas=run.store.pack.regions(borders), periods=span_of(periods), borders=borders,
        draws=draws, integers=whole,
    )  # fmt: skip
    output.put(_found(result.known("moves"), periods, "2024"), full=False)


def _found(result: Result, periods: str, fix: str) -> Result:
    """A result that has a value."""
    import numpy as np

    if np.isnan(result.values).all():
        raise NotFound("year-outside", where="--periods", fix=fix, text=periods,
                       first="–", last="–")  # fmt: skip
    return result


@expanded
def registers(
    held: Held,
    output: Output,
    total: Annotated[str, typer.Argument(help="Indicator of the running total.")] = "returnees_cumulative",
    since: Annotated[str, typer.Argument(help="Indicator of the count since January.")] = "returnees_granted",
    show: Annotated[Literal["releases", "years"], typer.Option(help="Releases, or years derived from them.")] = "years",
    periods: Periods = "2020:2025",
) -> None:
    """Running totals of a register tried against each other: stale releases, and years derived from them."""
    from qonys.cli.data import span_of
    from qonys.store.panel import find_indicator

    run = held.runner()
    pack, what = run.store.pack, {"series": (total, since)}
    for name in (total, since):
        find_indicator(pack, name)
    if show == "releases":
        output.put(run("registers.releases", **what, areas=(pack.country,)))
        return
    years = span_of(periods)
    if any(len(year) != 4 for year in years):
        raise BadInput("bad-option", where="--periods", fix="2020:2025", text=periods)
    output.put(run("registers.years", periods=years, **what, areas=(pack.country,)))
