"""`qonys areas`: codes and names of areas, and how they came about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qonys.cli.options import DEFAULT_PACK, AsJson, Lang, OutFile, PackName, loaded
from qonys.cli.output import at_terminal, put

if TYPE_CHECKING:
    from qonys.model import Area
    from qonys.packs import Pack


def areas(
    name: Annotated[str | None, typer.Argument(help="One area, by name or code; all if left out.")] = None,
    pack: PackName = DEFAULT_PACK,
    borders: Annotated[int | None, typer.Option(help="Division of this year; the newest if left out.")] = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """List areas with their codes and names, or show one with its history."""
    known = loaded(pack)
    if name is not None:
        _one(known, known.find_area(name), out, as_json)
        return
    codes = (known.country, *known.regions(9999 if borders is None else borders))
    records = [_record(known.areas[code]) for code in codes]
    if as_json and out is None:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    put([_row(record) for record in records], out, as_json)


def _one(pack: Pack, area: Area, out: Path | None, as_json: bool) -> None:
    """One area and the changes of borders that it took part in."""
    events = [e for e in pack.lineage.events if area.code in (*e.old, *e.new)]
    moved = [(e.old, e.new) for e in events]
    history = [
        {
            "date": e.date.isoformat(),
            "enacted": e.enacted.isoformat() if e.enacted else None,
            "change": e.change.value,
            "old": list(e.old),
            "new": list(e.new),
            "persons": e.persons,
        }
        for e in events
    ]
    record: dict[str, Any] = {**_record(area), "history": history}
    if out is not None or (at_terminal() and not as_json):
        put([_row(record)], out, as_json)
        if out is None and history:
            typer.echo()
            put(
                [
                    {**e, "old": " ".join(old), "new": " ".join(new)}
                    for e, (old, new) in zip(history, moved, strict=True)
                ],
                None,
                False,
            )
        return
    typer.echo(json.dumps(record, ensure_ascii=False, indent=1) if as_json else _told(record))


def _row(record: dict[str, Any]) -> dict[str, object]:
    """Codes and names of an area, a column each; those of the systems that the pack knows."""
    codes = {system: " ".join(values) for system, values in record["codes"].items()}
    return {"code": record["code"], **codes, **record["names"], "from": record["from"], "to": record["to"]}


def _record(area: Any) -> dict[str, Any]:
    return {
        "code": area.code,
        "codes": {system: list(codes) for system, codes in area.codes.items()},
        "names": dict(area.names),
        "from": area.first,
        "to": area.last,
    }


def _told(record: dict[str, Any]) -> str:
    lines = [f"{record['code']}  {' / '.join(dict.fromkeys(record['names'].values()))}"]
    lines += [f"  {system}: {', '.join(codes)}" for system, codes in record["codes"].items()]
    lines += [
        f"  {e['date']}  {e['change']}: {', '.join(e['old'])} → {', '.join(e['new'])}"
        + (f"  ({e['persons']} persons)" if e["persons"] else "")
        for e in record["history"]
    ]
    return "\n".join(lines)
