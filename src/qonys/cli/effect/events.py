"""`qonys effect events`: effects by time since a dated reform."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Annotated

import typer

from qonys.cli.effect.event_inputs import dated, variable
from qonys.cli.effect.options import Dated, words
from qonys.cli.options import Level, Seed
from qonys.cli.shared import Output, expanded
from qonys.cli.shared import asked as called
from qonys.numerics.seed import SEED


class Errors(Enum):
    """How errors and intervals are made."""

    CRV3 = "crv3"
    CRV1 = "crv1"
    WILD = "wild"


class Show(Enum):
    """Which part is printed."""

    TIMES = "times"
    PAIRS = "pairs"


@expanded
def events(
    asked: Dated,
    output: Output,
    reference: Annotated[int, typer.Option(help="Time before the event that others are compared with.")] = -1,
    before: Annotated[int | None, typer.Option(help="Earlier times than this are put together.", max=-1)] = None,
    after: Annotated[int | None, typer.Option(help="Later times than this are put together.", min=0)] = None,
    common: Annotated[bool, typer.Option("--common", help="One effect for all cohorts; else each its own.")] = False,
    errors: Annotated[
        Errors, typer.Option(help="Errors by leaving out each area, clustered by area, or by the wild bootstrap.")
    ] = Errors.CRV3,
    show: Annotated[
        Show, typer.Option(help="Effects by time, or of each cohort at each time, which they are means of.")
    ] = Show.TIMES,
    level: Level = 0.95,
    draws: Annotated[int, typer.Option(help="Swaps of dates between areas.", min=0, max=99_999)] = 999,
    seed: Seed = SEED,
) -> None:
    """Effects by time since an event, and their mean after it; each cohort beside areas that are not reached.

    `p_swapped` gives the dates to other areas: the test that keeps its size where few areas are reached. The error
    stream says what was left out, and whether areas went apart before the event.
    """
    from qonys.cli.effect.inputs import written
    from qonys.effects.event_errors import EventErrors
    from qonys.effects.events import EventAsked, EventOptions
    from qonys.effects.events import events as job
    from qonys.effects.results import events_result
    from qonys.model.specification import Transform

    outcome = variable(asked)
    grid, dates, notes = dated(asked, outcome)
    options = EventOptions(reference, before, after, not common)
    found = job(
        grid,
        EventAsked(
            outcome, dates, tuple(map(written, words(asked.controls))), options, draws, seed, level,
            EventErrors(errors.value), pairs=show is Show.PAIRS,
        ),
    )  # fmt: skip
    result = events_result(called("effects.events"), found, shares=outcome.transform is Transform.LOG)
    output.put(replace(result, notes=(*notes, *result.notes)))
