"""`qonys plan measures`: parse, call, print."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import (
    DEFAULT_PACK,
    AsJson,
    AsOf,
    Lang,
    OutFile,
    PackName,
    Seed,
    StoreFolder,
    checked_year,
    language,
    opened,
    refuse_unread,
)
from qonys.cli.output import print_result, print_text, put, tell, write
from qonys.errors import BadInput, CannotCompute
from qonys.model.note import Note
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from qonys.model.claim import Parameter
    from qonys.model.measures import Measure
    from qonys.model.result import Result
    from qonys.plans.measures.ranking import Ranking
    from qonys.provenance.runner import Runner
    from qonys.studies.measures.gather import Setting
    from qonys.text import Language


class Show(Enum):
    """Which table."""

    RANKING = "ranking"
    PAIRS = "pairs"
    """Share of draws in which one measure is better than another."""
    LEVERS = "levers"
    """What each lever moves, its limits, costs and their sources."""
    PACKAGE = "package"
    """The measures taken together beside their sum."""


class By(Enum):
    """The yardstick."""

    INDEX = "index"
    MONEY = "money"


class CostView(Enum):
    """Whose cost counts."""

    PUBLIC = "public"
    ALL = "all"


TABLES = {
    Show.RANKING: "plan.measure_table", Show.PAIRS: "plan.measure_pairs", Show.LEVERS: "plan.levers",
    Show.PACKAGE: "plan.package",
}  # fmt: skip
PARTIES = ("pays", "gains", "loses")
Measures = Annotated[
    list[str] | None,
    typer.Option(help="LEVER[=SIZE]; may be repeated; all levers at their usual size if left out."),
]
Budget = Annotated[
    float | None,
    typer.Option(
        help="Public money a year, in the currency of the pack: choose the measures and sizes that do most for it.",
        min=0,
        max=1e18,
    ),
]
PackageFile = Annotated[
    Path | None, typer.Option(help="Run a package of measures, TOML; its area, seed and draws hold.")
]
AgainstFile = Annotated[Path | None, typer.Option(help="With --package: what changed since this result, JSON.")]
SaveFile = Annotated[
    Path | None, typer.Option(help="Write the measures that do good (with --budget: the chosen) as a package.")
]
Yardstick = Annotated[
    By | None,
    typer.Option(
        help="Index points, or income of those who were there before; points where there is an index, if left out."
    ),
]


def measures(
    context: typer.Context,
    area: Annotated[str, typer.Option(help="Name in kk, ru or en, or a code; the country if left out.")] = "",
    year: Annotated[str, typer.Option(help="Year of the figures; the newest with most of them if left out.")] = "",
    measure: Measures = None,
    budget: Budget = None,
    careful: Annotated[bool, typer.Option(help="With --budget: low ends of effects, high ends of costs.")] = False,
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.RANKING,
    by: Yardstick = None,
    cost: Annotated[
        CostView, typer.Option(help="What all who were there before pay on balance, or the budgets alone.")
    ] = CostView.ALL,
    package: PackageFile = None,
    against: AgainstFile = None,
    save: SaveFile = None,
    draws: Annotated[int, typer.Option(help="Draws of the parameters.", min=100, max=1_000_000)] = 4000,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Measures ranked by what they do to well-being for what they cost, with who pays, gains and loses.

    Effects come from the simulator of `qonys impact` with declared ranges, not from estimates. low and high bound the
    middle 90 % of the draws. Measures that share a letter cannot be told apart. Money is by the year.
    """
    spoken, year = language(lang), checked_year(year)
    _refuse_unused(context, package)
    from qonys.studies.registry import start

    run = start(opened(pack, store, as_of)[1], seed=seed)
    how: dict[str, Parameter] = {"by": by.value if by else "", "cost": cost.value}
    if package is not None:
        _run_package(run, {"area": area, "period": year, **how}, (package, against), (out, as_json), spoken)
        return
    from qonys.studies.measures.compute import ranking_of
    from qonys.studies.measures.notes import basis, remarks

    setting, place = _setting(run, area, year, draws, seed)
    if show is Show.LEVERS:
        found = run(TABLES[show], **place, language=spoken.value)
        print_result(_worded(found, setting, spoken, notes=basis(setting, run, spoken.value)), out, as_json)
        return
    chosen = _chosen(setting, measure or (), (budget, careful), by.value if by else "")
    how |= {"measures": tuple(f"{m.lever}={m.size!r}" for m in chosen)}
    ranking = ranking_of(run, run("plan.measure_table", **place, **how).call)
    taken = how if show is not Show.PACKAGE else {**how, "measures": _feasible(ranking, chosen, setting.area)}
    notes = (*basis(setting, run, spoken.value), *remarks(setting, ranking, spoken.value, (budget, careful)))
    print_result(_worded(run(TABLES[show], **place, **taken), setting, spoken, notes=notes), out, as_json)
    if save is not None:
        _save(setting, ranking, save, (seed, draws), spoken, keep=budget is not None)


def _setting(run: Runner, area: str, year: str, draws: int, seed: int) -> tuple[Setting, dict[str, Parameter]]:
    """What measures read, and where and when in the parameters of a call."""
    from qonys.studies.measures.gather import levers_of, setting_of

    levers_of(run)
    code = run.store.pack.find_area(area).code if area else run.store.pack.country
    return setting_of(run, code, year, draws, seed), {"area": code, "period": year, "draws": draws}


def _refuse_unused(context: typer.Context, package: Path | None) -> None:
    """Stop at options that would change nothing.

    Raises
    ------
    BadInput
        For a careful choice without a budget, and for what neither a package nor the table of levers reads.
    """
    given = context.params
    if given["careful"] and given["budget"] is None:
        raise BadInput("plan-careful-alone", where="--careful", fix="--budget 1e9")
    if package is not None:
        refuse_unread(context, "--package", ("save", "show"))
        if given["measure"] or given["budget"] is not None:
            fix = "--package my.toml"
            raise BadInput("plan-package-alone", where="--package", fix=fix)
        return
    if given["show"] is Show.LEVERS:
        refuse_unread(context, "--show levers", ("save", "measure", "budget"))
    if given["against"] is not None:
        fix = "--package my.toml"
        raise BadInput("plan-against-alone", where="--against", fix=fix)
    if given["budget"] is not None and given["measure"]:
        where = "--budget, --measure"
        raise BadInput("plan-budget-alone", where=where, fix="--budget 1e9")


def _chosen(at: Setting, said: list[str] | tuple[()], money: tuple[float | None, bool], by: str) -> tuple[Measure, ...]:
    """The measures asked for: by name, within the budget, or all of them at their usual size."""
    from qonys.studies.measures.compute import affordable, parse, usual, yardstick_of

    budget, careful = money
    if budget is None:
        return parse(said, at.measures) if said else usual(at.measures)
    found = affordable(at, budget, yardstick_of(at, by), careful=careful)
    if not found:
        raise CannotCompute("plan-nothing-affordable", where=f"--budget, {at.area}", fix="", area=at.area)
    return found


def _feasible(found: Ranking, measures: tuple[Measure, ...], area: str) -> tuple[str, ...]:
    """Those of the measures that can be used, as they are written."""
    feasible = {o.id for o in found.outcomes}
    taken = tuple(f"{m.lever}={m.size!r}" for m in measures if m.lever in feasible)
    if not taken:
        raise CannotCompute("plan-none-feasible", where=area, fix="--show ranking", area=area)
    return taken


def _worded(found: Result, at: Setting, spoken: Language, *, notes: tuple[Note, ...]) -> Result:
    """A table with names, parties and reasons in words, where its effects come from, and its notes."""
    from qonys.text.catalogue import load_catalogue

    said = load_catalogue(spoken, only=("plan_measures",)).said
    axis = list(found.axes)[1]

    def party(id: str) -> str:
        return said(f"plan-party-{id.replace('_', '-')}")

    def name(lever: str) -> str:
        known = at.measures.levers.get(lever)
        return known.names.get(spoken.value, lever) if known else said(f"plan-{lever}")

    words = {n: ((", ".join(map(party, w.split(","))) if w else "") for w in found.texts[n].words.tolist())
             for n in PARTIES if n in found.texts}  # fmt: skip
    if axis == "row":
        rows = zip(*(found.texts[n].words.tolist() for n in ("kind", "id", "name")), strict=True)
        words["name"] = (name(id) if kind == "lever" else " → ".join(map(party, w.split("→"))) if w else ""
                         for kind, id, w in rows)  # fmt: skip
    elif axis == "lever":
        words["name"] = (name(lever) for lever in found.axes["lever"])
    if "reason" in found.texts:
        words["reason"] = (said(f"plan-reason-{code}") + f": {lacking}" * bool(lacking) if code else ""
                           for code, _, lacking in (w.partition(":") for w in found.texts["reason"].words))  # fmt: skip
    if axis != "row":
        words["basis"] = (said("plan-basis-word") for _ in found.axes[axis])
    return replace(found.beside(axis, **{n: tuple(each) for n, each in words.items()}), notes=notes)


def _save(at: Setting, found: Ranking, path: Path, drawn: tuple[int, int], spoken: Language, *, keep: bool) -> None:
    """Write the measures that do good as a package; those of a budget all."""
    from qonys.model.measures import Measure, Package
    from qonys.packs.measures import package_text

    good = found.outcomes if keep else found.good
    if not good:
        raise CannotCompute("plan-nothing-to-save", where=at.area, fix="", area=at.area)
    period = at.question.period
    made = Package(f"{at.area} {period}", at.area, period, *drawn, tuple(Measure(o.id, o.size) for o in good))
    write(path, package_text(made))
    said = {"name": str(path), "count": str(len(good)), "left": str(len(found.outcomes) - len(good))}
    tell((Note("plan-saved", said),), spoken)


def _run_package(
    run: Runner, how: dict[str, Parameter], files: tuple[Path, Path | None], to: tuple[Path | None, bool],
    spoken: Language,
) -> None:  # fmt: skip
    """Run a package: print what it does, write its record, say what changed."""
    from qonys.packs.measures import read_package
    from qonys.studies.measures.compute import package_of, yardstick_of
    from qonys.studies.measures.gather import levers_of
    from qonys.studies.measures.notes import basis
    from qonys.studies.measures.package import changes, read_record, record, record_text
    from qonys.studies.registry import start

    (path, against), (out, as_json) = files, to
    if out is not None and out.suffix.lower() not in (".json", ""):
        raise BadInput("plan-record-form", where=f"--out {out}", fix=str(out.with_suffix(".json")))
    older = read_record(against) if against is not None else None
    package = read_package(path, levers_of(run))
    run, area = start(run.store, seed=package.seed), package.area or str(how["area"])
    at, place = _setting(run, area, package.year or str(how["period"]), package.draws, package.seed)
    how |= {**place, "measures": tuple(f"{m.lever}={m.size!r}" for m in package.measures)}
    by = yardstick_of(at, str(how["by"]))
    found = run("plan.package", **how)
    notes = (*basis(at, run, spoken.value), Note(f"plan-by-{by.value}", {}))
    made = record(run, at, package, package_of(run, found.call), by)
    if out is not None:
        write(out, record_text(made) + "\n")
    if older is not None:
        differ = changes(older, made)
        if differ or as_json:
            put(differ, None, as_json)
        said = {"count": len(differ), "name": str(against)}
        tell((Note("plan-changed", said), *notes), spoken)
    elif as_json and out is None:
        print_text([record_text(made)])
        tell(notes, spoken)
    elif out is None:
        print_result(_worded(found, at, spoken, notes=notes), None, as_json=False)
    else:
        tell(notes, spoken)
