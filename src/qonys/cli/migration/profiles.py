"""Commands on ages and on populations of two counts: Rogers-Castro schedules, net migration by residual."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qonys.cli.options import Draws, Seed
from qonys.cli.shared import Output, asked, expanded
from qonys.numerics.seed import SEED


@expanded
def ages(
    rates: Annotated[
        Path,
        typer.Option(help="CSV or XLSX: age (years), rate (moves a year and person); or age, migrants, population."),
    ],
    output: Output,
    form: Annotated[
        Literal["auto", "7", "9", "11", "13"], typer.Option(help="Parameters of the Rogers-Castro schedule.")
    ] = "7",
    from_age: Annotated[
        float, typer.Option(help="Leave ages below it out, years: who was not born could not be asked.")
    ] = 0,
    draws: Draws = 0,
    seed: Seed = SEED,
) -> None:
    """Age profile of migration: its indices and a Rogers-Castro schedule with errors and landmarks."""
    from qonys.migration.profiles import Form, Profile
    from qonys.migration.profiles import ages as compute
    from qonys.tables.series import read_profile

    years, values, people = read_profile(rates)
    kept = years >= from_age
    profile = Profile(years[kept], values[kept], None if people is None else people[kept])
    chosen = None if form == "auto" else Form(int(form))
    output.put(compute(asked("migration.ages"), profile, chosen, draws=draws))


@expanded
def residual(
    figures: Annotated[
        Path,
        typer.Option(
            help="CSV or XLSX of persons: area,pop_start,pop_end,births,deaths; or survival (0 to 1) in place of both."
        ),
    ],
    output: Output,
) -> None:
    """Net migration by residual: vital statistics, or survival of cohorts (forward, reverse, average)."""
    from qonys.migration.profiles import residual as compute
    from qonys.tables.series import read_by_area

    found = read_by_area(figures, ("pop_start", "pop_end"), optional=("births", "deaths", "survival"))
    if "survival" not in found.values:
        found = read_by_area(figures, ("pop_start", "pop_end", "births", "deaths"))
    output.put(compute(asked("migration.residual"), found.labels, found.values))
