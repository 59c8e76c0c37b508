"""Commands that make flows: fitted to margins, or from net totals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qonys.cli.migration.seeds import SeedAsked
from qonys.cli.options import Draws, Seed
from qonys.cli.shared import Output, asked, expanded
from qonys.numerics.seed import SEED


@expanded
def fit(
    margins: Annotated[Path, typer.Option(help="CSV or XLSX of persons: area, departures, arrivals; totals to meet.")],
    seeds: SeedAsked,
    output: Output,
    whole: Annotated[bool, typer.Option("--integers", help="Whole persons that keep whole margins exactly.")] = False,
    draws: Draws = 0,
    randomness: Seed = SEED,
) -> None:
    """Flows with given departures and arrivals, closest to a seed (iterative proportional fitting).

    The seed is an earlier table, a function of distance, or 1 for every pair; with --by each table of its file by
    itself. If zeros of the seed block the totals, the error names the areas and by how much. Intervals: 90 %.
    """
    from qonys.migration.fitting import Margins
    from qonys.migration.fitting import fit as compute
    from qonys.tables.series import read_by_area

    totals = read_by_area(margins, ("departures", "arrivals"))
    both = Margins(totals.values["departures"], totals.values["arrivals"])
    call = asked("migration.fit", seed=randomness)
    output.put(compute(call, both, seeds.of(totals.labels), whole=whole, draws=draws), full=False)


@expanded
def net(
    net_totals: Annotated[
        Path, typer.Option("--net", help="CSV or XLSX of persons: area, net (arrivals less departures; the sum is 0).")
    ],
    seeds: SeedAsked,
    output: Output,
    closeness: Annotated[
        Literal["kl", "l1", "l2", "chi-square"],
        typer.Option(
            help="kl: divergence; l1: absolute changes; l2: squared changes; chi-square: squared changes / seed."
        ),
    ] = "kl",
    total: Annotated[float | None, typer.Option(help="All moves, persons, if they are known (kl only).")] = None,
) -> None:
    """Flows of which only net totals are known: the table closest to a seed; with --by to each of its tables."""
    from qonys.migration.fitting import Closeness
    from qonys.migration.fitting import net as compute
    from qonys.tables.series import read_by_area

    found = read_by_area(net_totals, ("net",))
    seed, chosen = seeds.of(found.labels), Closeness(closeness)
    output.put(compute(asked("migration.net"), found.values["net"], seed, closeness=chosen, total=total), full=False)
