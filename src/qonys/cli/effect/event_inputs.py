"""Figures and dates of `qonys effect events` and `synthetic`: a user's table, or a series of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import opened
from qonys.errors import BadInput

if TYPE_CHECKING:
    from qonys.model.grid import Grid
    from qonys.model.specification import Specification, Variable

Outcome = Annotated[str, typer.Option("--outcome", help="Column of your table, or series of the pack.")]
Event = Annotated[
    str, typer.Option("--event", help="Year or date of the event, or the column with the date of each area.")
]
Treated = Annotated[
    str, typer.Option("--treated", help="Areas that it reaches, separated by commas, or a column of 0 and 1.")
]
Logarithm = Annotated[bool, typer.Option("--log", help="Take the logarithm of the outcome: effects are shares.")]
Controls = Annotated[str, typer.Option("--controls", help="Columns or series, separated by commas.")]
First = Annotated[int, typer.Option("--start", help="First year of the sample; all if left out.", min=0)]
Last = Annotated[int, typer.Option("--end", help="Last year of the sample.", min=0)]


@dataclass(frozen=True)
class EventSource:
    """What a command was told about figures and dates."""

    outcome: str
    event: str
    treated: str
    controls: tuple[str, ...] = ()
    data: Path | None = None
    columns: tuple[str, str] = ("", "")
    pack: str = ""
    store: Path | None = None
    span: tuple[int, int] = (0, 0)
    as_of: str | None = None


def words(text: str) -> tuple[str, ...]:
    """Names separated by commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def variable(name: str, logarithm: bool) -> Variable:
    """The outcome, in logarithms if asked for."""
    from qonys.model.specification import Transform, Variable

    return Variable(name, transform=Transform.LOG if logarithm else Transform.LEVEL)


def dated(source: EventSource, outcome: Variable) -> tuple[Grid, Mapping[str, int | None]]:
    """Figures and the date of each area.

    Raises
    ------
    BadInput
        For a logarithm of 0 or less, and as the readers.
    """
    from qonys.effects.sample import refuse_logs
    from qonys.model.specification import Sample, Specification, Variable

    controls = tuple(Variable(name) for name in source.controls)
    asked = Specification("own", outcome, outcome, controls=controls, sample=Sample(*source.span))
    if source.data is not None:
        from qonys.sources.events import read_events

        made = read_events(
            source.data, (outcome.series, *source.controls), source.event, source.treated, source.columns
        )
        grid, dates = made.grid.within(*source.span), made.dates
    else:
        grid, dates = _of_pack(source, asked)
    refuse_logs(grid, asked)
    return grid, dates


def _of_pack(source: EventSource, asked: Specification) -> tuple[Grid, Mapping[str, int | None]]:
    """A series of the pack in comparable units; an area is reached where a unit of it is named."""
    from qonys.claims import start
    from qonys.claims.effects import figures_of
    from qonys.sources.events import date_of, treated_names

    if not source.event:
        what = "say when the event falls and whom it reaches"
        raise BadInput("effect-which-event", what, where="--event, --treated", fix="--event 2018 --treated North,South")
    pack, held = opened(source.pack, source.store, source.as_of)
    grid = figures_of(start(held), asked)
    year = date_of(source.event)
    codes = {pack.find_area(name).code for name in words(source.treated)}
    parts = {part: label for label in grid.areas for part in label.split("+")}
    reached = treated_names(",".join(parts.get(code, code) for code in codes), grid.areas)
    return grid, {label: year if label in reached else None for label in grid.areas}
