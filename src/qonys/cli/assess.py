"""`qonys assess`: the main job."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.audience import audience
from qonys.cli.options import DEFAULT_PACK, AsJson, AsOf, Lang, PackName, StoreFolder, day, language, warn_left_out
from qonys.cli.output import at_terminal, print_text, tell
from qonys.numerics.seed import SEED
from qonys.report.chapters.subjects import Subject

if TYPE_CHECKING:
    from qonys.assess import Written
    from qonys.text import Language


def assess(
    area: Annotated[
        str | None, typer.Option(help="Name in Kazakh, Russian or English, or a code. The country if left out.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder to write; made if missing, never half-written.")] = Path("report"),
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    seed: Annotated[int, typer.Option(help="Seed of every draw; printed in the manifest.")] = SEED,
    force: Annotated[
        bool, typer.Option("--force", help="Write over files in the folder that are not of an earlier report.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which sentences and figures stayed away or changed, and why.")
    ] = False,
    only: Annotated[
        list[Subject] | None, typer.Option(help="A chapter instead of all of them; may be repeated.")
    ] = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Assess migration of the country or of one region and write the report in three languages."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    from qonys.assess import STEPS, Options
    from qonys.assess import assess as job
    from qonys.packs import load_pack

    spoken, known = language(lang), day(as_of)
    columns = (TextColumn("{task.description:<24}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(
        *columns, console=Console(stderr=True), transient=True, disable=as_json or not sys.stderr.isatty()
    ) as bar:
        task = bar.add_task("assess", total=STEPS)
        written = job(
            load_pack(pack),
            area,
            out=out,
            store=store,
            options=Options(seed, known, spoken, force, tuple(only or ())),
            progress=lambda step: bar.update(task, advance=1, description=step),
        )
    warn_left_out(written.left_out)
    _show(written, spoken, as_json, explain)


def _show(written: Written, spoken: Language, as_json: bool, explain: bool) -> None:
    """What was found and what was written; how long it took, which no file holds, on the error stream."""
    import json

    from qonys.model.note import Note
    from qonys.report.comparing import comparisons_of
    from qonys.text import say
    from qonys.text.visible import visible

    findings = [written.words[spoken].plain(finding.message) for finding in written.report.findings]
    if as_json:
        paths = {path.name: str(path) for path in written.files}
        said = written.words[spoken]
        found = {
            "area": written.report.area, "files": paths, "findings": findings, "absent": written.ledger.said(said),
            "comparisons": comparisons_of(written.report, said),
        }  # fmt: skip
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    typer.echo(typer.style(visible(written.words[spoken].plain(written.report.title)), bold=True))
    for number, finding in enumerate(findings, 1):
        print_text([visible(f"{number}. {finding}")])
    typer.echo()
    for path in written.files:
        typer.echo(visible(f"  {path}"))
    if explain:
        said = written.words[spoken]
        typer.echo()
        typer.echo(said.plain(say("cmp-explain-absent" if written.ledger.entries else "cmp-explain-none")))
        for line in written.ledger.lines(said):
            print_text([visible(f"  {line}")])
    audience().shown = () if at_terminal() else None
    took = f"{sum(written.seconds.values()):.0f}"
    tell((Note("assess-took", {"seconds": took}),), spoken)
