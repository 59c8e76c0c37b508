"""`qonys migration stocks`: flows from stocks of people by birthplace at two times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.migration.tables import cells_of, columns_of, layers_of
from qonys.cli.options import AsJson, By, Lang, OutFile, ValueColumn, language, refuse_unread
from qonys.cli.output import put, tell
from qonys.errors import BadInput, QonysError

if TYPE_CHECKING:
    from qonys.migration.kernels.stocks import StockFlows
    from qonys.model.flows import FlowTable
    from qonys.model.note import Note
    from qonys.model.result import Floats


class Way(Enum):
    """How flows are made out of stocks."""

    ACCOUNTING = "accounting"
    PSEUDO_BAYES = "pseudo-bayes"
    DROP = "differencing-drop"
    REVERSE = "differencing-reverse"
    RATES = "rates"


ACCOUNTS = (Way.ACCOUNTING, Way.PSEUDO_BAYES)
"""Ways that take births and deaths out and close the system."""


def stocks(
    context: typer.Context,
    start: Annotated[
        Path,
        typer.Option(
            help="CSV or XLSX of persons at the start: origin (birthplace), destination (residence), persons; or square"
        ),
    ],
    end: Annotated[Path, typer.Option(help="The same at the end.")],
    value: ValueColumn = "",
    by: By = "",
    vital: Annotated[
        Path | None,
        typer.Option(
            help="CSV or XLSX of persons: area, births, deaths between the two counts, broken down as they are."
        ),
    ] = None,
    method: Annotated[Way, typer.Option(help="How flows are made.")] = Way.ACCOUNTING,
    opened: Annotated[bool, typer.Option("--open", help="An outside world takes what does not agree.")] = False,
    moves: Annotated[float | None, typer.Option(help="All moves, persons: for rates.", min=0)] = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Flows between areas from stocks of people by birthplace at two times.

    Tables broken down further (a column sex, age) give flows for each part. By how much two counts differ
    beyond births and deaths is noted: they are rescaled until they agree, or --open takes it from outside.
    """
    from qonys.tables.stocks import read_stocks, read_vital, refuse_no_natives

    unread = [] if method is Way.RATES else ["moves"]
    refuse_unread(context, f"--method {method.value}", [*unread, *([] if method in ACCOUNTS else ["vital", "opened"])])
    spoken = language(lang)
    first, last = read_stocks(start, end, columns_of(value, by))
    for table, path in ((first, start), (last, end)):
        if method in ACCOUNTS:
            refuse_no_natives(table, path)
    if method not in ACCOUNTS:
        put(_rows(first, _simple(method, first.values, last.values, moves)), out, as_json)
        return
    natural = {} if vital is None else read_vital(vital, first)
    files = {"start": start, "end": end, "births": vital, "deaths": vital}
    rows: list[dict[str, object]] = []
    for at, key, one in layers_of(first):
        with _places(first.areas, key, files):
            found = _account(method, one, last.values[at], {name: v[at] for name, v in natural.items()}, opened)
        tell(_notes(found, first.areas, key, opened), spoken)
        rows += cells_of(first, key, {"flow": found.table})
    put(rows, out, as_json)


def _account(method: Way, start: Floats, end: Floats, natural: Mapping[str, Floats], opened: bool) -> StockFlows:
    from qonys.migration.kernels import stocks as kernel

    closing = kernel.Closing.OPEN if opened else kernel.Closing.RESCALE
    if method is Way.ACCOUNTING:
        return kernel.demographic_accounting(start, end, natural.get("births"), natural.get("deaths"), closing)
    return kernel.pseudo_bayes(start, end, natural.get("births"), natural.get("deaths"), closing)


def _simple(method: Way, start: Floats, end: Floats, moves: float | None) -> Floats:
    """Flows by rates or by differencing, (..., origin, destination); all moves are those of all parts together."""
    from qonys.migration.kernels import stocks as kernel

    if method is Way.RATES:
        if moves is None:
            raise BadInput("bad-option", where="--moves", fix="--moves 100000", text="rates")
        return kernel.migration_rates(end, moves)
    return kernel.stock_differencing(start, end, kernel.Negatives(method.value.partition("-")[2]))


def _rows(table: FlowTable, flows: Floats) -> list[dict[str, object]]:
    return [row for at, key, _ in layers_of(table) for row in cells_of(table, key, {"flow": flows[at]})]


def _notes(found: StockFlows, areas: tuple[str, ...], key: Mapping[str, object], opened: bool) -> Iterator[Note]:
    """By how much two counts differ beyond births and deaths, and whose newborn are of all birthplaces."""
    from qonys.model.note import Note

    part = "".join(f"{label}: " for label in key.values())
    if found.moved >= 0.5:
        code = "stocks-open" if opened else "stocks-rescaled"
        said = {"excess": f"{found.excess:+,.0f}", "moved": f"{found.moved:,.0f}", "part": part}
        yield Note(code, said)
    if found.spread:
        names = ", ".join(areas[i] for i in found.spread)
        yield Note("births-spread", {"names": names, "part": part})


@contextmanager
def _places(areas: tuple[str, ...], key: Mapping[str, object], files: Mapping[str, Path | None]) -> Iterator[None]:
    """Errors of the kernel with the file, the part and areas by name."""
    try:
        yield
    except QonysError as error:
        names = [areas[int(n)] for n in str(error.fields.get("areas", "")).split(", ") if n]
        error.fields["areas"] = ", ".join(names)
        file = files.get(error.where)
        error.where = ", ".join([str(file) if file else error.where, *(f"{k} {v}" for k, v in key.items()), *names])
        raise
