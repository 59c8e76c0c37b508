"""`qonys effect events`: effects by time since a dated reform."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from qonys.cli.effect.event_inputs import (
    Controls,
    Event,
    EventSource,
    First,
    Last,
    Logarithm,
    Outcome,
    Treated,
    dated,
    variable,
    words,
)  # fmt: skip
from qonys.cli.effect.inputs import AreaColumn, DataFile, PeriodColumn
from qonys.cli.options import DEFAULT_PACK, AsJson, AsOf, Lang, PackName, StoreFolder, language
from qonys.cli.output import OutFile, Seed, put, tell


def events(
    outcome: Outcome,
    event: Event = "",
    treated: Treated = "",
    data: DataFile = None,
    logarithm: Logarithm = False,
    controls: Controls = "",
    reference: Annotated[int, typer.Option(help="Time before the event that others are compared with.")] = -1,
    before: Annotated[int | None, typer.Option(help="Earlier times than this are put together.", max=-1)] = None,
    after: Annotated[int | None, typer.Option(help="Later times than this are put together.", min=0)] = None,
    common: Annotated[bool, typer.Option("--common", help="One effect for all cohorts; else each its own.")] = False,
    draws: Annotated[int, typer.Option(help="Swaps of dates between areas.", min=0, max=99_999)] = 999,
    seed: Seed = 20240801,
    area_column: AreaColumn = "",
    period_column: PeriodColumn = "",
    start: First = 0,
    end: Last = 0,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Effects by time since an event, and their mean after it; each cohort beside areas that are not reached.

    `p_swapped` gives the dates to other areas: the test that keeps its size where few areas are reached. The error
    stream says what was left out, and whether areas went apart before the event.
    """
    from qonys.effects.events import EventAsked
    from qonys.effects.events import events as job
    from qonys.effects.kernels.event_study import EventOptions
    from qonys.model.specification import Variable

    spoken = language(lang)
    told, columns = variable(outcome, logarithm), (area_column, period_column)
    names = words(controls)
    source = EventSource(outcome, event, treated, names, data, columns, pack, store, (start, end), as_of)
    grid, dates = dated(source, told)
    options = EventOptions(reference, before, after, not common)
    made = job(grid, EventAsked(told, dates, tuple(Variable(n) for n in names), options, draws, seed))
    rows: list[dict[str, Any]] = [_row(row, logarithm) for row in made.rows]
    f, p = made.trend
    if p == p:
        # The more earlier times are tested together with few areas, the more often this rejects by chance.
        rows.append({"time": "before", "f": f, "p": p, "method": rows[0]["method"], "holds": 0})
    put(rows, out, as_json)
    tell(made.notes, spoken)


def _row(row: Any, logarithm: bool) -> dict[str, Any]:
    """A row with effects as shares where the outcome is in logarithms."""
    from math import expm1

    shown = [expm1(v) if logarithm else v for v in (row.effect, row.low, row.high)]
    unit = "share" if logarithm else "outcome_units"
    return {
        "time": row.time, "effect": shown[0], "low": shown[1], "high": shown[2], "unit": unit, "se": row.se,
        "p": row.p, "p_swapped": row.p_swapped, "f": None, "method": row.method, "holds": int(row.holds),
    }  # fmt: skip
