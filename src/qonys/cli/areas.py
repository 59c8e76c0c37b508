"""`qonys areas`: codes and names of areas, and how they came about."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from qonys.cli.options import DEFAULT_PACK, AsJson, Lang, PackName, language


def areas(
    name: Annotated[str | None, typer.Argument(help="One area, by name or code; all if left out.")] = None,
    pack: PackName = DEFAULT_PACK,
    borders: Annotated[int | None, typer.Option(help="Division of this year; the newest if left out.")] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """List areas with their codes and names, or show one with its history."""
    from qonys.packs import load_pack

    loaded = load_pack(pack)
    language(lang)
    if name is not None:
        area = loaded.find_area(name)
        events = [e for e in loaded.lineage.events if area.code in (*e.old, *e.new)]
        record: dict[str, Any] = {
            **_record(area),
            "history": [
                {
                    "date": e.date.isoformat(),
                    "enacted": e.enacted.isoformat() if e.enacted else None,
                    "change": e.change.value,
                    "old": list(e.old),
                    "new": list(e.new),
                    "persons": e.persons,
                }
                for e in events
            ],
        }
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1) if as_json else _told(record))
        return
    codes = (loaded.country, *loaded.regions(9999 if borders is None else borders))
    records = [_record(loaded.areas[code]) for code in codes]
    if as_json:
        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    for record in records:
        codes_text = " ".join(values[0] for values in record["codes"].values() if values)
        names = record["names"]
        typer.echo(f"{record['code']:<8} {codes_text:<18} {names['kk']:<28} {names['ru']:<32} {names['en']}")


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
