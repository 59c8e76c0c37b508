"""Tables of `qonys data` as rows: of each record what a table can hold; JSON keeps what is nested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from qonys.cli.audience import audience
from qonys.cli.output import put

if TYPE_CHECKING:
    from qonys.model import Claim
    from qonys.packs import Pack
    from qonys.provenance.trace import Trace
    from qonys.store import Store

Row = dict[str, Any]
BEHIND = ("indicator", "dimensions", "area", "period", "value", "status", "vintage", "source", "locator")
"""What is shown of a figure behind a claim."""
SHOWN = 20
"""So many figures behind a claim are printed; of more the rest is counted. JSON has them all."""


def put_record(records: Any, rows: list[Row], out: Path | None, as_json: bool) -> None:
    """Rows as any table; the JSON of a pipe keeps what is nested."""
    if as_json and out is None:
        typer.echo(_json(records))
    else:
        put(rows, out, as_json)


def say_record(record: Any, as_json: bool, lines: list[str]) -> None:
    """A record as JSON, or lines that say it."""
    from qonys.text.visible import visible

    typer.echo(_json(record) if as_json else "\n".join(map(visible, lines)))


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, indent=1, default=str)


def said(id: str, **arguments: object) -> str:
    """A message of the terminal's catalogue."""
    from qonys.cli.voice import Voice

    return Voice(audience()).said(id, **arguments)


def residual_rows(records: list[Row]) -> list[Row]:
    """A row for each residual of each check."""
    return [{"check": record["check"], "name": record["name"], **r} for record in records for r in record["residuals"]]


def apart(record: Row, pack: Pack) -> Iterator[Row]:
    """A row for each source beside the first, which is the one that panels take; `difference` is a share of it."""
    first, *others = zip(record["sources"], record["values"], strict=True)
    keys = ("indicator", "dimensions", "area", "borders", "period")
    for source, value in others:
        if value != first[1]:
            yield {
                **{key: record[key] for key in keys}, "value": first[1], "source": first[0], "other_value": value,
                "other_source": source, "difference": value / first[1] - 1 if first[1] else None,
                "unit": pack.indicators[record["indicator"]].unit,
            }  # fmt: skip


def traced_record(store: Store, behind: Trace) -> dict[str, Any]:
    """What a claim rests on as records: figures, the nearest first; values of rules with their place in the pack."""
    from qonys.packs.rules import place_of

    rows = {row["row"]: row for row in store.rows(behind.rows)}
    rules = [
        {
            "indicator": value.id, "dimensions": "", "area": store.pack.country, "period": value.span.start.isoformat(),
            "value": value.value, "status": "", "vintage": value.span.start.isoformat(), "source": value.reference,
            "locator": place_of(store.pack, value),
        }
        for value, _ in behind.rules
    ]  # fmt: skip
    return {"rows": [rows[number] for number in behind.rows], "rules": rules, "files": list(behind.files)}


def behind_line(r: Row) -> str:
    """A figure behind a claim in one line."""
    return (
        f"  {r['value']}  {r['indicator']} {r['dimensions']} {r['area']} {r['period']} "
        f"({r['status']}, {r['vintage']}, {r['source']}: {r['locator']})"
    )


def claim_row(claim: Claim, state: str) -> Row:
    """A claim as one row: the number as printed, its unit, its cell, and whether it holds."""
    return {"value": claim.printed, "unit": claim.unit, **claim.cell, "function": claim.call.function, "state": state}
