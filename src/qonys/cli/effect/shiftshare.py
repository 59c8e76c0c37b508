"""`qonys effect shiftshare`: a shift-share design of a user's own files."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from qonys.cli.effect.options import Controls, words
from qonys.cli.options import Level
from qonys.cli.shared import Output, asked, expanded
from qonys.errors import BadInput


class Show(Enum):
    """Which part is printed."""

    ESTIMATE = "estimate"
    SECTORS = "sectors"
    BALANCE = "balance"


@expanded
def shiftshare(
    data: Annotated[Path, typer.Option("--data", help="CSV or XLSX of regions: region, outcome and the rest.")],
    shares: Annotated[
        Path, typer.Option(help="CSV or XLSX: region, sector, share; amount and change to leave regions out.")
    ],
    outcome: Annotated[str, typer.Option(help="Column of the table of regions.")],
    output: Output,
    shocks: Annotated[Path | None, typer.Option(help="CSV or XLSX: sector, shock.")] = None,
    treatment: Annotated[str, typer.Option(help="Column that the instrument stands for; none: reduced form.")] = "",
    instrument: Annotated[str, typer.Option(help="Column of regions, where shocks are not given.")] = "",
    controls: Controls = "",
    dummies: Annotated[str, typer.Option(help="Columns of labels, a dummy for each label.")] = "",
    weights: Annotated[str, typer.Option(help="Column of weights.")] = "",
    cluster: Annotated[str, typer.Option(help="Column of clusters of regions.")] = "",
    sector_cluster: Annotated[str, typer.Option(help="Column of the table of shocks: shocks that go together.")] = "",
    before: Annotated[str, typer.Option(help="Columns that regions had before: balance and earlier trends.")] = "",
    sectors_before: Annotated[str, typer.Option(help="Columns of the table of shocks that sectors had before.")] = "",
    leave_one_out: Annotated[
        bool, typer.Option("--leave-one-out", help="Shifts of a region are those of the others.")
    ] = False,
    as_given: Annotated[
        bool, typer.Option("--as-given", help="Do not add the sum of incomplete shares to the controls.")
    ] = False,
    show: Annotated[Show, typer.Option(help="The estimate, what sectors bring, tests of balance.")] = Show.ESTIMATE,
    level: Level = 0.95,
) -> None:
    """The effect of a shift-share treatment, with errors for regions of like shares, and what it rests on.

    Rows: errors of regions for comparison, AKM and AKM0, the same coefficient from shocks with and without the null,
    first stages with F, the Anderson-Rubin set. `shape` says whether a set is an interval, rays or the line.
    """
    from qonys.effects.results import share_results
    from qonys.effects.shares import ShareAsked, analyse
    from qonys.tables.shift_share import ShareColumns, ShareFiles, read_shift_share

    if show is Show.BALANCE and not (before or sectors_before):
        raise BadInput("effect-no-before", where="--show balance", fix="--before pay_2000 --sectors-before size")
    columns = ShareColumns(
        outcome, treatment, instrument, words(controls), words(dummies), weights, cluster, words(before),
        sector_cluster, words(sectors_before), leave_one_out,
    )  # fmt: skip
    figures = read_shift_share(ShareFiles(data, shares, shocks), columns)
    found = analyse(figures, ShareAsked(level, not as_given))
    output.put(share_results(asked("effects.shift_share"), found)[show.value])
