"""`qonys effect events`: effects by time since a dated reform."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

import typer

from qonys.cli.effect.event_inputs import dated, variable
from qonys.cli.effect.options import Dated, words
from qonys.cli.effect.rows import finite_ends
from qonys.cli.options import AsJson, Lang, Level, OutFile, Seed, language
from qonys.cli.output import put, tell
from qonys.cli.shared import expanded
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
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Effects by time since an event, and their mean after it; each cohort beside areas that are not reached.

    `p_swapped` gives the dates to other areas: the test that keeps its size where few areas are reached. The error
    stream says what was left out, and whether areas went apart before the event.
    """
    from qonys.cli.effect.inputs import written
    from qonys.effects.event_errors import EventErrors
    from qonys.effects.events import EventAsked
    from qonys.effects.events import events as job
    from qonys.effects.kernels.event_study import EventOptions
    from qonys.model.specification import Transform

    spoken, outcome = language(lang), variable(asked)
    grid, dates, notes = dated(asked, outcome)
    options = EventOptions(reference, before, after, not common)
    made = job(
        grid,
        EventAsked(
            outcome, dates, tuple(map(written, words(asked.controls))), options, draws, seed, level,
            EventErrors(errors.value), pairs=show is Show.PAIRS,
        ),
    )  # fmt: skip
    logarithm = outcome.transform is Transform.LOG
    rows: list[dict[str, Any]] = [_row(row, logarithm) for row in (made.cells or made.rows)]
    f, p = made.trend
    if p == p and show is Show.TIMES:
        # The more earlier times are tested together with few areas, the more often this rejects by chance.
        rows.append({"time": "before", "f": f, "p": p, "method": rows[0]["method"], "holds": 0})
    put(rows, out, as_json)
    tell([*notes, *made.notes], spoken)


def _row(row: Any, logarithm: bool) -> dict[str, Any]:
    """A row with effects as shares where the outcome is in logarithms."""
    from math import expm1

    effect, low, high = (expm1(v) if logarithm else v for v in (row.effect, row.low, row.high))
    ends = finite_ends(low, high)
    pair = {} if row.cohort is None else {"cohort": row.cohort}
    return {
        **pair, "time": row.time, "effect": effect, "low": ends["low"], "high": ends["high"],
        "unit": "share" if logarithm else "outcome_units", "se": row.se, "p": row.p, "p_swapped": row.p_swapped,
        "f": None, "method": row.method, "holds": int(row.holds), "set": ends["set"],
        "reason": row.reason.removeprefix("effect-"),
    }  # fmt: skip
