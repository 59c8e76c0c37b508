"""Figures and dates of `qonys effect events` and `synthetic`: a user's table, or a series of the pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from qonys.cli.effect.inputs import written
from qonys.cli.effect.options import Dated, words
from qonys.cli.options import opened
from qonys.errors import BadInput

if TYPE_CHECKING:
    from qonys.model.grid import Grid
    from qonys.model.note import Note
    from qonys.model.specification import Specification, Variable


def variable(asked: Dated) -> Variable:
    """The outcome, in logarithms if asked for.

    Raises
    ------
    BadInput
        If none is named.
    """
    from qonys.model.specification import Transform

    if not asked.outcome:
        raise BadInput("effect-which-outcome", where="--outcome", fix="--outcome pay")
    outcome = written(asked.outcome)
    return replace(outcome, transform=Transform.LOG) if asked.logarithm else outcome


def dated(asked: Dated, outcome: Variable) -> tuple[Grid, Mapping[str, int | None], list[Note]]:
    """Figures, the date of each area, and how dates were read.

    Raises
    ------
    BadInput
        For a logarithm of 0 or less, and as the readers.
    """
    from qonys.effects.sample import refuse_logs
    from qonys.model.note import Note
    from qonys.model.specification import Sample, Specification

    controls = tuple(map(written, words(asked.controls)))
    one = Specification("own", outcome, outcome, controls=controls, sample=Sample(asked.start, asked.end))
    notes = []
    if asked.data is not None:
        from qonys.tables.events import read_events

        made = read_events(asked.data, one.series, asked.event, asked.treated, asked.columns)
        grid, dates = made.grid.within(asked.start, asked.end), made.dates
        if made.zeros:
            notes.append(Note("effect-event-zero", {"count": made.zeros}))
    else:
        grid, dates = _of_pack(asked, one)
    refuse_logs(grid, one)
    return grid, dates, notes


def _of_pack(asked: Dated, one: Specification) -> tuple[Grid, Mapping[str, int | None]]:
    """A series of the pack in comparable units; an area is reached where a unit of it is named."""
    from qonys.studies.effects.compute import figures_of
    from qonys.studies.registry import start
    from qonys.tables.events import date_of, treated_names

    if not asked.event:
        raise BadInput("effect-which-event", where="--event, --treated", fix="--event 2018 --treated North,South")
    pack, held = opened(asked.pack, asked.store, asked.as_of)
    grid = figures_of(start(held), one)
    year = date_of(asked.event)
    codes = {pack.find_area(name).code for name in words(asked.treated)}
    parts = {part: label for label in grid.areas for part in label.split("+")}
    reached = treated_names(",".join(parts.get(code, code) for code in codes), grid.areas)
    return grid, {label: year if label in reached else None for label in grid.areas}
