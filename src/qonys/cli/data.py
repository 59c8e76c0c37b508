"""`qonys data`: what is held, where it came from, whether it adds up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qonys.cli.data_rows import (
    BEHIND,
    SHOWN,
    apart,
    behind_line,
    claim_row,
    put_record,
    residual_rows,
    said,
    say_record,
    traced_record,
)
from qonys.cli.options import (
    DEFAULT_PACK,
    EXAMPLES,
    AsJson,
    AsOf,
    Lang,
    OutFile,
    PackName,
    StoreFolder,
    group,
    language,
    opened,
)
from qonys.cli.output import at_terminal, put
from qonys.errors import BadInput, NotFound
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qonys.model import Claim
    from qonys.packs import Pack
    from qonys.provenance.claims_file import Stored

app = group("Figures: list, panel, check, trace, import, conflicts, releases.")


@app.command("list", epilog=EXAMPLES["list"])
def list_indicators(
    group: Annotated[str | None, typer.Option(help="Only indicators of this group.")] = None,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """List the indicators with what is held of each."""
    from qonys.store import queries

    spoken = language(lang)
    loaded, held = opened(pack, store)
    groups = {i.group for i in loaded.indicators.values()}
    if group is not None and group not in groups:
        raise BadInput("bad-option", where="--group", fix=", ".join(sorted(groups)), text=group)
    covered = {row["indicator"]: row for row in queries.coverage(held.connection)}
    rows = [
        {"group": i.group, "unit": i.unit, "name": i.names[spoken.value], **covered[name]}
        for name, i in loaded.indicators.items()
        if name in covered and group in (None, i.group)
    ]
    order = ("indicator", "name", "unit", "group", "first", "last", "figures", "areas", "missing")
    put_record(rows, [{**{n: r[n] for n in order}, "sources": " ".join(r["sources"])} for r in rows], out, as_json)


@app.command("panel", epilog=EXAMPLES["panel"])
def panel(
    series: Annotated[list[str], typer.Argument(help="Indicators, with dimensions in brackets if any.")],
    area: Annotated[list[str] | None, typer.Option(help="Areas; all regions if left out.")] = None,
    periods: Annotated[str, typer.Option(help="2010:2024, or periods separated by commas.")] = "2010:2024",
    borders: Annotated[int, typer.Option(help="Year of the division.", show_default="the newest")] = 9999,
    source: Annotated[str, typer.Option(help="Figures of this source alone.")] = "",
    estimates: Annotated[bool, typer.Option("--estimates", help="Fill gaps at changes of borders, marked E.")] = False,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Print figures in constant borders as CSV: series, area, period, value, status, gap."""
    from qonys.store import PanelQuery

    loaded, held = opened(pack, store, as_of)
    areas = tuple(_code(loaded, name, borders) for name in area) if area else loaded.regions(borders)
    if source and source not in loaded.sources:
        raise BadInput("bad-option", where="--source", fix="qonys data conflicts", text=source)
    query = PanelQuery(tuple(series), areas, span_of(periods), borders, source=source, estimates=estimates)
    found = held.panel(query)
    if not (found.gaps == 0).any():
        known = [p for s in series for p in held.periods(s, areas)]
        ends = f"{min(known)}–{max(known)}" if known else "–"
        raise NotFound(
            "year-outside",
            where="--periods",
            fix=ends,
            text=periods,
            first=min(known, default="–"),
            last=max(known, default="–"),
        )
    table = found.table()
    if out is None and not at_terminal():
        plain = table.to_json(orient="records", force_ascii=False) if as_json else table.to_csv(index=False).rstrip()
        typer.echo(plain)
        return
    put([dict(zip(table.columns, row, strict=True)) for row in table.itertuples(index=False)], out, as_json)


def _code(pack: Pack, name: str, borders: int) -> str:
    code = pack.find_area(name).code
    if code != pack.country and pack.lineage.territory(code, borders) is None:
        in_force = ", ".join(pack.regions(borders)[:5])
        raise NotFound("area-not-in-force", where="--area", fix=in_force, text=code, year=borders)
    return code


def span_of(text: str) -> tuple[str, ...]:
    first, colon, last = text.partition(":")
    if colon:
        if not (first.isdigit() and last.isdigit() and int(first) <= int(last)):
            raise BadInput("bad-option", where="--periods", fix="2010:2024", text=text)
        return tuple(str(year) for year in range(int(first), int(last) + 1))
    from qonys.model import Period

    return tuple(Period.parse(part.strip()).code for part in text.split(","))


@app.command("check", epilog=EXAMPLES["check"])
def check(
    everything: Annotated[bool, typer.Option("--all", help="List explained residuals too.")] = False,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Try every identity on all figures, rules beside figures too; exit with 1 if a residual has no known cause."""
    from qonys.store import check_identities, check_rules
    from qonys.store.twins import CHECK

    spoken = language(lang)
    loaded, held = opened(pack, store)
    outcomes = (*check_identities(held), *check_rules(held))
    names = {identity.id: identity.names[spoken.value] for identity in loaded.identities}
    names[CHECK] = said("shown-twins")
    rows = [
        {
            "check": o.check,
            "name": names[o.check],
            "tried": o.tried,
            "held": o.tried - len(o.residuals),
            "explained": len(o.residuals) - len(o.unexplained),
            "unexplained": len(o.unexplained),
            "residuals": [
                {"area": r.area, "period": r.period, "residual": r.residual, "cause": r.cause, "note": r.note}
                for r in o.residuals
            ],
        }
        for o in outcomes
    ]
    flat = residual_rows(rows) if everything else [{k: v for k, v in row.items() if k != "residuals"} for row in rows]
    put_record(rows, flat, out, as_json)
    if any(o.unexplained for o in outcomes):
        if not everything and not as_json:
            put([row for row in residual_rows(rows) if not row["cause"]], None, False)
        raise typer.Exit(1)


@app.command("trace", epilog=EXAMPLES["trace"])
def trace(
    claim: Annotated[str, typer.Argument(help="Id of a claim.")],
    claims: Annotated[Path, typer.Option(help="The claims.json of a report.")] = Path("report/claims.json"),
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Compute a claim again and show the figures that it rests on, with their sources."""
    from qonys.provenance.claims_file import read_stored
    from qonys.provenance.recompute import claim_record, recompute
    from qonys.provenance.trace import trace as traced
    from qonys.studies.registry import start

    known = read_stored(claims)
    matching = [stored for key, stored in known.items() if key.startswith(claim)]
    if len(matching) != 1:
        fix = ", ".join(list(known)[:3])
        raise NotFound("claim-not-found", where=str(claims), fix=fix, name=claim)
    stored = matching[0]
    if stored.edited:
        say_record({**claim_record(stored.claim), "holds": False, "differs": stored.edited, "rows": []}, as_json,
             [f"{stored.id}  edited after it was written: {', '.join(stored.edited)}"])  # fmt: skip
        raise typer.Exit(1)
    _, held = opened(pack, store, stored.claim.call.as_of or None)
    seed = stored.claim.call.seed
    run = start(held, seed=SEED if seed is None else seed)
    again = recompute(run, stored.claim)
    differs = stored.differences(again, held.known)
    behind = traced(run, again)
    record = {**claim_record(again), "function": again.call.function, "holds": not differs, "differs": differs,
              **traced_record(held, behind)}  # fmt: skip
    state = _state(stored, again, differs)
    shown = [*record["rules"], *record["rows"]]
    left = [said("shown-more-figures", count=len(shown) - SHOWN)] if len(shown) > SHOWN else []
    if at_terminal() and not as_json:
        put([claim_row(again, state)], None, False)
        put([{name: row.get(name, "") for name in BEHIND} for row in shown[:SHOWN]], None, False)
        for line in left:
            typer.echo(line)
    else:
        head = f"{again.printed:g} {again.unit}  {again.call.function} {dict(again.cell)}  {state}"
        say_record(record, as_json, [head, *map(behind_line, shown[:SHOWN]), *left])
    if differs:
        raise typer.Exit(1)


def _state(stored: Stored, again: Claim, differs: Sequence[str]) -> str:
    """Whether a claim holds; if not, each part that differs: in the file, now."""
    own = stored.claim
    parts: dict[str, tuple[object, object]] = {
        "value": (own.value, again.value), "printed": (stored.printed, again.printed), "unit": (own.unit, again.unit),
        "status": (own.status.value, again.status.value),
        "releases": (" ".join(r[:16] for r in own.call.releases), " ".join(r[:16] for r in again.call.releases)),
    }  # fmt: skip
    return "; ".join(f"{name} {parts[name][0]}, now {parts[name][1]}" for name in differs) or "holds"


@app.command("import", epilog=EXAMPLES["import"])
def import_file(
    file: Annotated[Path, typer.Argument(help="A CSV in the layout of a pack's observations.")],
    check_only: Annotated[bool, typer.Option("--check-only", help="Read and check, write nothing.")] = False,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Add the figures of a file as a release; whole or not at all."""
    from qonys.packs.observations import read_observations
    from qonys.store import import_release

    loaded, held = opened(pack, store)
    if not os.path.isfile(file):
        raise NotFound.file(file, where="FILE", fix="qonys data import --help")
    observations = read_observations(loaded, [file])
    if not observations:
        raise BadInput("file-empty", where=str(file), fix="docs/reference/pack.md", name=str(file))
    if check_only:
        say_record({"rows": len(observations)}, as_json, [said("shown-read", count=len(observations))])
        return
    release = import_release(held, observations, file.name)
    told = said("shown-imported", release=release.id[:16], count=release.rows)
    say_record({"release": release.id, "rows": release.rows}, as_json, [told])


@app.command("conflicts", epilog=EXAMPLES["conflicts"])
def conflicts(
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """List cells for which two sources state different values."""
    from qonys.store import queries

    held_pack, held = opened(pack, store)
    found = queries.conflicts(held.connection)
    put_record(found, [row for record in found for row in apart(record, held_pack)], out, as_json)


@app.command("releases", epilog=EXAMPLES["releases"])
def releases(
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """List the releases that are read, in order of arrival."""
    _, held = opened(pack, store)
    rows: list[dict[str, Any]] = [
        {"id": r.id, "origin": r.origin.value, "source": r.source, "date": r.date, "rows": r.rows}
        for r in held.releases
    ]
    put_record(rows, [{**row, "id": row["id"][:16]} for row in rows], out, as_json)
