"""`qonys migration stocks`: flows from stocks of people by birthplace at two times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from qonys.cli.options import refuse_unread
from qonys.cli.shared import Columns, Output, asked, expanded
from qonys.errors import QonysError

WayName = Literal["accounting", "pseudo-bayes", "differencing-drop", "differencing-reverse", "rates"]


@expanded
def stocks(
    context: typer.Context,
    start: Annotated[
        Path,
        typer.Option(
            help="CSV or XLSX of persons at the start: origin (birthplace), destination (residence), persons; or square"
        ),
    ],
    end: Annotated[Path, typer.Option(help="The same at the end.")],
    columns: Columns,
    output: Output,
    vital: Annotated[
        Path | None,
        typer.Option(
            help="CSV or XLSX of persons: area, births, deaths between the two counts, broken down as they are."
        ),
    ] = None,
    method: Annotated[WayName, typer.Option(help="How flows are made.")] = "accounting",
    opened: Annotated[bool, typer.Option("--open", help="An outside world takes what does not agree.")] = False,
    moves: Annotated[float | None, typer.Option(help="All moves, persons: for rates.", min=0)] = None,
) -> None:
    """Flows between areas from stocks of people by birthplace at two times.

    Tables broken down further (a column sex, age) give flows for each part. By how much two counts differ
    beyond births and deaths is noted: they are rescaled until they agree, or --open takes it from outside.
    """
    from qonys.migration.stocks import Stocks, Way, from_stocks
    from qonys.tables.stocks import read_stocks, read_vital, refuse_no_natives

    way = Way(method)
    unread = [] if way is Way.RATES else ["moves"]
    refuse_unread(context, f"--method {method}", [*unread, *([] if way.accounts else ["vital", "opened"])])
    first, last = read_stocks(start, end, columns.asked)
    for table, path in ((first, start), (last, end)) if way.accounts else ():
        refuse_no_natives(table, path)
    held = Stocks(first, last, {} if vital is None else read_vital(vital, first))
    with _files({"start": start, "end": end, "births": vital, "deaths": vital}):
        result = from_stocks(asked("migration.stocks"), held, way, opened=opened, moves=moves)
    output.put(result, full=False)


@contextmanager
def _files(files: Mapping[str, Path | None]) -> Iterator[None]:
    """Errors that begin with the name of a table, with that of its file."""
    try:
        yield
    except QonysError as error:
        table, comma, rest = error.where.partition(",")
        error.where = f"{files.get(table) or table}{comma}{rest}"
        raise
