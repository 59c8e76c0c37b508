"""`qonys plan measures`: parse, call, print."""

from __future__ import annotations

from typing import Annotated

import typer

from qonys.cli.options import (
    DEFAULT_PACK,
    AsJson,
    AsOf,
    Lang,
    OutFile,
    PackName,
    Seed,
    StoreFolder,
    checked_year,
    language,
)
from qonys.cli.output import put, tell
from qonys.cli.plan.measure_case import (
    AgainstFile,
    Budget,
    By,
    Case,
    CostView,
    Measures,
    PackageFile,
    SaveFile,
    Show,
)

SEED = 20240801
Yardstick = Annotated[
    By | None,
    typer.Option(
        help="Index points, or income of those who were there before; points where there is an index, if left out."
    ),
]


def measures(
    context: typer.Context,
    area: Annotated[str, typer.Option(help="Name in kk, ru or en, or a code; the country if left out.")] = "",
    year: Annotated[str, typer.Option(help="Year of the figures; the newest with most of them if left out.")] = "",
    measure: Measures = None,
    budget: Budget = None,
    careful: Annotated[bool, typer.Option(help="With --budget: low ends of effects, high ends of costs.")] = False,
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.RANKING,
    by: Yardstick = None,
    cost: Annotated[
        CostView, typer.Option(help="What all who were there before pay on balance, or the budgets alone.")
    ] = CostView.ALL,
    package: PackageFile = None,
    against: AgainstFile = None,
    save: SaveFile = None,
    draws: Annotated[int, typer.Option(help="Draws of the parameters.", min=100, max=1_000_000)] = 4000,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Measures ranked by what they do to well-being for what they cost, with who pays, gains and loses.

    Effects come from the simulator of `qonys impact` with declared ranges, not from estimates. low and high bound the
    middle 90 % of the draws. Measures that share a letter cannot be told apart. Money is by the year.
    """
    from qonys.cli.plan import measure_rows as rows
    from qonys.cli.plan.measure_package import refuse_unused, run_package, write_package

    case = Case(area, checked_year(year), tuple(measure or ()), budget, careful, by.value if by else "", cost.value,
                draws, seed, pack, store, as_of, language(lang))  # fmt: skip
    refuse_unused(context, case, show, package)
    if package is not None:
        run_package(case, package, against, (out, as_json))
        return
    if against is not None:
        from qonys.errors import BadInput

        raise BadInput("plan-against-alone", "--against needs --package", where="--against", fix="--package my.toml")
    setting = rows.setting(case)
    if show is Show.LEVERS:
        put(rows.levers(setting, case), out, as_json)
        tell(rows.basis(setting, case), case.language)
        return
    chosen = rows.chosen(setting, case)
    ranking = rows.ranking(setting, chosen, case)
    table = {Show.RANKING: rows.ranked_rows, Show.PAIRS: rows.pair_rows, Show.PACKAGE: rows.package_rows}[show]
    put(table(setting, ranking, chosen, case), out, as_json)
    tell((*rows.basis(setting, case), *rows.remarks(setting, ranking, case)), case.language)
    if save is not None:
        write_package(setting, ranking, case, save)
