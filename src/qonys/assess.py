"""The main job: a pack's figures → results → chapters → a folder with the report in three languages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qonys.claims import Runner, start
from qonys.claims.files import claims_text
from qonys.errors import NotFound
from qonys.model import Claim
from qonys.packs import Pack
from qonys.report.blocks import Chapter, Finding, Report
from qonys.report.chapters import trust
from qonys.report.chapters.context import Context
from qonys.report.chapters.effects import chapter as effects
from qonys.report.chapters.labour import chapter as labour
from qonys.report.chapters.migration import chapter as migration
from qonys.report.chapters.plans import chapter as plans
from qonys.report.chapters.plans import need
from qonys.report.chapters.wellbeing import chapter as wellbeing
from qonys.report.collect import blocks_of, claims_of, claims_of_report
from qonys.report.maps import Boundaries
from qonys.report.names import pack_catalogue
from qonys.report.output import render_files
from qonys.report.renderers.html.drawings import Drawings
from qonys.store import Store, open_store
from qonys.store.release import writing
from qonys.text import Language, PlaceName, Words, load_words, say

STEPS = 6
"""How often `progress` is called."""
MOST_FINDINGS = 5


@dataclass(frozen=True, slots=True)
class Options:
    """How an assessment is made; the default changes nothing."""

    seed: int = 20240801
    as_of: dt.date | None = None
    language: Language = Language.EN
    """The language that a reader without scripts sees first."""


@dataclass(frozen=True)
class Written:
    """What an assessment wrote."""

    folder: Path
    files: tuple[Path, ...]
    report: Report
    claims: tuple[Claim, ...]
    words: Mapping[Language, Words]


def assess(
    pack: Pack,
    area: str | None = None,
    *,
    out: Path = Path("report"),
    store: Path | None = None,
    options: Options | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Written:
    """Assess an area and write report.html, tables.xlsx, claims.json and manifest.json.

    Parameters
    ----------
    pack : Pack
        The country.
    area : str, optional
        Name in any of the three languages or code; the country if left out.
    out : Path
        Folder to write. The files appear together when all of them are made.
    store : Path, optional
        Folder of releases; the user's own if left out.
    options : Options, optional
        Seed, day of knowledge, first language.
    progress : callable
        Told the name of each step as it begins.

    Raises
    ------
    NotFound
        For an area that is unknown or no longer in force.
    BrokenData
        If a folder cannot be written.
    """
    chosen = options or Options()
    clock = _Clock(progress)
    clock.step("figures")
    run = start(open_store(pack, store, as_of=chosen.as_of), seed=chosen.seed)
    context = _context(run, area)
    clock.step("words")
    words = {language: load_words(language, (pack_catalogue(pack, language.value),)) for language in Language}
    boundaries = Boundaries.read(pack.boundaries, pack.lineage) if pack.boundaries else None
    with Drawings(words, boundaries) as drawings:
        clock.step("chapters")
        report = _report(context, drawings)
        claims = claims_of_report(report)
        files = render_files(run, report, claims, drawings, chosen.language, clock.step)
    files["claims.json"] = claims_text(claims).encode()
    clock.step("files")
    files["manifest.json"] = _manifest(run.store, report, files, chosen, clock.seconds)
    return Written(out, write_folder(out, files), report, claims, words)


def _context(run: Runner, area: str | None) -> Context:
    pack = run.store.pack
    code = pack.find_area(area).code if area else pack.country
    context = Context(run, code)
    if code not in context.everywhere:
        heirs = [c for e in pack.lineage.events if code in e.old for c in e.new if c in context.regions]
        names = ", ".join(f"{pack.areas[c].names['en']} ({c})" for c in heirs)
        raise NotFound(
            "area-ended", f"{code} is not in force in {context.year}",
            where="--area", fix=names, name=code, year=context.year,
        )  # fmt: skip
    return context


def _chapters(context: Context, drawings: Drawings) -> tuple[Chapter, ...]:
    built = []
    for subject in (migration, labour, wellbeing, effects, need, plans):
        if chapter := subject.build(context):
            built.append(chapter)
            drawings.add(blocks_of((chapter,)))
    return (*built, trust.build(context, claims_of(blocks_of(built))))


def _report(context: Context, drawings: Drawings) -> Report:
    chapters = _chapters(context, drawings)
    found = [block for chapter in chapters for block in chapter.lead if isinstance(block, Finding)]
    findings = tuple(sorted(found, key=lambda f: -f.severity)[:MOST_FINDINGS])
    pack, store = context.pack, context.run.store
    return Report(
        say("rep-title", area=PlaceName(context.area)),
        say("rep-subtitle", year=context.year),
        context.area,
        findings,
        tuple(replace(c, lead=tuple(b for b in c.lead if b not in findings)) for c in chapters),
        {
            "pack": say("rep-pack", name=f"{pack.id} {pack.version}", digest=pack.digest[:12]),
            "release": say("rep-release", id=store.releases[0].id[:12], date=store.newest.isoformat()),
        },
    )


def _manifest(
    store: Store, report: Report, files: Mapping[str, bytes], options: Options, seconds: Mapping[str, float]
) -> bytes:
    """What made the report: versions, seed, checksums; the times alone differ between runs."""
    import platform
    from importlib.metadata import version

    packages = ("qonys", "numpy", "pandas", "duckdb", "pyarrow", "altair", "vl-convert-python", "xlsxwriter")
    content: dict[str, Any] = {
        "area": report.area,
        "seed": options.seed,
        "as_of": options.as_of.isoformat() if options.as_of else None,
        "pack": {"id": store.pack.id, "version": store.pack.version, "sha256": store.pack.digest},
        "releases": [
            {
                "id": r.id,
                "origin": r.origin.value,
                "source": r.source,
                "date": r.date,
                "rows": r.rows,
                "sha256": r.sha256,
            }
            for r in store.releases
        ],
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in packages}},
        "seconds": {step: round(value, 3) for step, value in seconds.items()},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write_folder(out: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder: all are complete beside it before the first takes its place.

    Raises
    ------
    BrokenData
        If the folder cannot be written; nothing is left behind.
    """
    part = out.parent / f".{out.name}.{uuid.uuid4().hex[:8]}.part"
    with writing(out):
        try:
            part.mkdir(parents=True)
            for name, content in files.items():
                (part / name).write_bytes(content)
            out.mkdir(parents=True, exist_ok=True)
            for name in files:
                os.replace(part / name, out / name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return tuple(out / name for name in files)


class _Clock:
    """Tells each step as it begins and keeps how long it took."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self._progress, self._began, self._name = progress, time.perf_counter(), ""
        self.seconds: dict[str, float] = {}

    def step(self, name: str) -> None:
        now = time.perf_counter()
        if self._name:
            self.seconds[self._name] = now - self._began
        self._began, self._name = now, name
        self._progress(name)
