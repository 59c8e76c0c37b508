"""Options that the commands of effects share, each written once; a command takes them as one argument."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from qonys.cli.shared import Held
from qonys.errors import BadInput

Controls = Annotated[str, typer.Option("--controls", help="Columns or series, separated by commas.")]


@dataclass(frozen=True)
class Source(Held):
    """Where figures come from: a file of one's own, or a pack."""

    data: Annotated[
        Path | None,
        typer.Option("--data", help="CSV or XLSX of your own: a row an area and period, a column a series."),
    ] = None
    area_column: Annotated[str, typer.Option("--area-column", help="Column of areas, if it has no usual name.")] = ""
    period_column: Annotated[
        str, typer.Option("--period-column", help="Column of periods, if it has no usual name.")
    ] = ""
    controls: Controls = ""

    @property
    def columns(self) -> tuple[str, str]:
        """Of areas and of periods, where they are named."""
        return self.area_column, self.period_column


@dataclass(frozen=True)
class Asked(Source):
    """An effect: of a study, or of columns of one's own file."""

    study: Annotated[
        str, typer.Option("--study", help="A study of the pack, or a TOML file of your own; the first if left out.")
    ] = ""
    effect: Annotated[str, typer.Option("--effect", help="Which [[effect]] of the study; the first if left out.")] = ""
    outcome: Annotated[
        str, typer.Option("--outcome", help="Column of your table, in place of a study: pay, log(pay), change(pay).")
    ] = ""
    exposure: Annotated[
        str, typer.Option("--exposure", help="Column of your table, in place of a study: arrivals, log(arrivals).")
    ] = ""
    instruments: Annotated[
        str, typer.Option("--instruments", help="Columns that stand in for the exposure, separated by commas.")
    ] = ""
    fixed: Annotated[str, typer.Option("--fixed", help="Fixed effects of your columns: area, period, trend; none.")] = (
        ""
    )
    crossed: Annotated[
        str, typer.Option("--crossed", help="Columns of groups of areas, each with effects of periods of its own.")
    ] = ""
    clusters: Annotated[str, typer.Option("--clusters", help="Column of clusters; each area if left out.")] = ""
    weights: Annotated[str, typer.Option("--weights", help="Column whose mean weighs each area.")] = ""

    @property
    def own(self) -> dict[str, str]:
        """What was said of columns, in place of a study."""
        names = ("outcome", "exposure", "controls", "instruments", "fixed", "crossed", "clusters", "weights")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(frozen=True)
class Dated(Source):
    """An outcome and a dated event."""

    outcome: Annotated[str, typer.Option("--outcome", help="Column of your table, or series of the pack.")] = ""
    event: Annotated[
        str, typer.Option("--event", help="Year or date of the event, or the column with the date of each area.")
    ] = ""
    treated: Annotated[
        str, typer.Option("--treated", help="Areas that it reaches, separated by commas, or a column of 0 and 1.")
    ] = ""
    logarithm: Annotated[bool, typer.Option("--log", help="Take the logarithm of the outcome: effects are shares.")] = (
        False
    )
    start: Annotated[int, typer.Option("--start", help="First year of the sample; all if left out.", min=0)] = 0
    end: Annotated[int, typer.Option("--end", help="Last year of the sample.", min=0)] = 0


def refuse_idle(given: Source, names: tuple[str, ...], beside: str) -> None:
    """Stop at options that were written and would change nothing in this command.

    Raises
    ------
    BadInput
        With the first of them.
    """
    for name in (name for name in names if getattr(given, name)):
        option = f"--{name}"
        raise BadInput("unread-option", where=option, fix="", option=option, beside=beside)


def words(text: str) -> tuple[str, ...]:
    """Names separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
