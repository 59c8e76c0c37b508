"""The main job: a pack's figures → results → chapters → a folder with the report in three languages."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from qonys.disk.folder import check_folder, settle, write_folder
from qonys.disk.write import writing
from qonys.errors import CannotCompute, NotFound
from qonys.model import Claim, Period
from qonys.numerics.seed import SEED
from qonys.packs import Pack
from qonys.provenance.claims_file import claims_text
from qonys.provenance.runner import Runner
from qonys.report.blocks import Chapter, Finding, Report
from qonys.report.chapters import trust
from qonys.report.chapters.context import Context
from qonys.report.chapters.effects import chapter as effects
from qonys.report.chapters.labour import chapter as labour
from qonys.report.chapters.migration import chapter as migration
from qonys.report.chapters.plans import chapter as plans
from qonys.report.chapters.plans import need
from qonys.report.chapters.subjects import Subject
from qonys.report.chapters.wellbeing import chapter as wellbeing
from qonys.report.collect import blocks_of, claims_of, claims_of_report, without_maps
from qonys.report.ledger import Ledger
from qonys.report.manifest import NAME, manifest_text, refuse_foreign
from qonys.report.maps import Boundaries
from qonys.report.names import pack_catalogue
from qonys.report.output import render_files
from qonys.report.renderers.html.drawings import Drawings
from qonys.store import LeftOut, open_store
from qonys.studies.registry import start
from qonys.text import Language, PlaceName, Words, load_words, say

STEPS = 6
"""How often `progress` is called."""
MOST_FINDINGS = 5
CHAPTERS = {
    Subject.MIGRATION: migration,
    Subject.LABOUR: labour,
    Subject.WELLBEING: wellbeing,
    Subject.EFFECTS: effects,
    Subject.NEED: need,
    Subject.PLANS: plans,
}
"""Chapters in their order; the one on trust follows them."""
FILES = ("report.html", "tables.xlsx", "claims.json", NAME)
"""What a report consists of."""


@dataclass(frozen=True, slots=True)
class Options:
    """How an assessment is made; the default changes nothing."""

    seed: int = SEED
    as_of: dt.date | None = None
    language: Language = Language.EN
    """The language that a reader without scripts sees first."""
    force: bool = False
    """Whether files that stand in the place of those of the report, and that no report left there, are written over."""
    only: tuple[Subject, ...] = ()
    """The chapters that are made; all of them if none is named."""


@dataclass(frozen=True)
class Written:
    """What an assessment wrote."""

    folder: Path
    files: tuple[Path, ...]
    report: Report
    claims: tuple[Claim, ...]
    words: Mapping[Language, Words]
    ledger: Ledger
    """Which sentences and figures stayed away or changed what they say, and why."""
    left_out: tuple[LeftOut, ...]
    """Releases of the store that could not be read."""
    seconds: Mapping[str, float]
    """How long each step took: no file holds it, so that the same figures give the same bytes."""


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
        Folder to write. The files appear together when all of them are made; other files there are kept.
    store : Path, optional
        Folder of releases; the user's own if left out.
    options : Options, optional
        Seed, day of knowledge, first language, whether a user's files are written over, chapters.
    progress : callable
        Told the name of each step as it begins.

    Raises
    ------
    NotFound
        For an area that is unknown or no longer in force.
    CannotCompute
        If the pack has no figures for any of the chapters that are asked for.
    BadInput
        If a file stands where one of the report is to be, and is not one of an earlier report.
    BrokenData
        If a folder cannot be written; what was there stays as it was.
    """
    chosen = options or Options()
    clock = _Clock(progress)
    _check(out, chosen)
    clock.step("figures")
    run = start(open_store(pack, store, as_of=chosen.as_of), seed=chosen.seed)
    context = _context(run, area)
    clock.step("words")
    words = {language: load_words(language, (pack_catalogue(pack, language.value),)) for language in Language}
    boundaries = Boundaries.read(pack.boundaries, pack.lineage) if pack.boundaries else None
    with Drawings(words, boundaries) as drawings:
        clock.step("chapters")
        report = _report(context, drawings, chosen.only)
        claims = claims_of_report(report)
        files = render_files(run, report, claims, drawings, chosen.language, clock.step)
    files["claims.json"] = claims_text(claims).encode()
    clock.step("files")
    known = chosen.as_of.isoformat() if chosen.as_of else None
    made = {"area": report.area, "seed": chosen.seed, "as_of": known}
    if chosen.only:
        made["only"] = [subject.value for subject in chosen.only]
    files[NAME] = manifest_text(run.store, files, made).encode()
    _check(out, chosen)
    written = write_folder(out, files)
    return Written(out, written, report, claims, words, context.ledger, run.store.left_out, clock.seconds)


def _check(out: Path, options: Options) -> None:
    """Stop before anything is computed at a folder that cannot take the report."""
    with writing(out):
        check_folder(out, FILES)
        settle(out)
        if not options.force:
            refuse_foreign(out, FILES)


def _context(run: Runner, area: str | None) -> Context:
    pack = run.store.pack
    code = pack.find_area(area).code if area else pack.country
    context = Context(run, code)
    if code not in context.everywhere:
        heirs = [c for e in pack.lineage.events if code in e.old for c in e.new if c in context.regions]
        names = ", ".join(f"{pack.areas[c].names['en']} ({c})" for c in heirs)
        raise NotFound("area-ended", where="--area", fix=names, name=code, year=context.year)
    return context


def _chapters(context: Context, drawings: Drawings, only: tuple[Subject, ...]) -> tuple[Chapter, ...]:
    built = []
    for subject, chapters in CHAPTERS.items():
        if (not only or subject in only) and (chapter := chapters.build(context)):
            chapter = chapter if context.pack.boundaries else without_maps(chapter)
            built.append(chapter)
            drawings.add(blocks_of((chapter,)))
    if not only or Subject.TRUST in only:
        built.append(trust.build(context, claims_of(blocks_of(built))))
    if not built:
        names = ", ".join(subject.value for subject in only)
        raise CannotCompute("chapter-empty", where="--only", fix="qonys assess", name=names)
    return tuple(built)


def _report(context: Context, drawings: Drawings, only: tuple[Subject, ...]) -> Report:
    chapters = _chapters(context, drawings, only)
    found = [block for chapter in chapters for block in chapter.lead if isinstance(block, Finding)]
    findings = tuple(sorted(found, key=lambda f: -f.severity)[:MOST_FINDINGS])
    pack, store = context.pack, context.run.store
    newest = Period.parse(store.newest.isoformat())
    left_out = ", ".join(f"{each.file} ({each.source})" if each.source else each.file for each in store.left_out)
    return Report(
        say("rep-title", area=PlaceName(context.area)),
        say("rep-subtitle", date=newest),
        context.area,
        findings,
        tuple(replace(c, lead=tuple(b for b in c.lead if b not in findings)) for c in chapters),
        {
            "pack": say("rep-pack", name=f"{pack.id} {pack.version}", digest=pack.digest[:12]),
            "release": say("rep-release", id=store.releases[0].id[:12], date=newest),
            **({"left-out": say("rep-left-out", files=left_out)} if left_out else {}),
            **({"only": say("rep-only", count=len(chapters))} if only else {}),
        },
    )


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
