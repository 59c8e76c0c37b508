"""Packages of measures: run again, compared with an earlier result, written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.cli.options import refuse_unread
from qonys.cli.output import put, tell, write
from qonys.cli.plan.measure_case import Case, Show
from qonys.cli.plan.measure_rows import basis, runner, setting, together_rows
from qonys.errors import BadInput, CannotCompute
from qonys.model.note import Note

if TYPE_CHECKING:
    import typer

    from qonys.plans.measures.ranking import Ranking
    from qonys.studies.measures.gather import Setting


def write_package(at: Setting, found: Ranking, case: Case, path: Path) -> None:
    """Write the measures that do good as a package; those of a budget all."""
    import numpy as np

    from qonys.model.measures import Measure, Package
    from qonys.packs.measures import package_text

    good = [o for o in found.outcomes if case.budget is not None or np.median(o.effect(found.yardstick)) > 0]
    if not good:
        raise CannotCompute("plan-nothing-to-save", "no measure does good", where=at.area, fix="", area=at.area)
    period = at.question.period
    made = Package(f"{at.area} {period}", at.area, period, case.seed, case.draws,
                   tuple(Measure(o.id, o.size) for o in good))  # fmt: skip
    write(path, package_text(made))
    left = len(found.outcomes) - len(good)
    tell(
        (Note("plan-saved", f"{path}", {"name": str(path), "count": str(len(good)), "left": str(left)}),), case.language
    )


def refuse_unused(context: typer.Context, case: Case, show: Show, package: Path | None) -> None:
    """Stop at options that would change nothing.

    Raises
    ------
    BadInput
        For a careful choice without a budget, and for what neither a package nor the table of levers reads.
    """
    if case.careful and case.budget is None:
        raise BadInput("plan-careful-alone", "careful is about a budget", where="--careful", fix="--budget 1e9")
    if package is not None:
        refuse_unread(context, "--package", ("save", "show"))
    elif show is Show.LEVERS:
        refuse_unread(context, "--show levers", ("save", "measure", "budget"))


def run_package(case: Case, path: Path, against: Path | None, to: tuple[Path | None, bool]) -> None:
    """Run a package: print what it does, write its record, say what changed."""
    from qonys.packs.measures import read_package
    from qonys.studies.measures.compute import together, yardstick_of
    from qonys.studies.measures.gather import levers_of
    from qonys.studies.measures.package import changes, read_record, record, record_text
    from qonys.studies.registry import start

    if case.measures or case.budget is not None:
        raise BadInput("plan-package-alone", "a package names its measures", where="--package", fix="--package my.toml")
    out, as_json = to
    if out is not None and out.suffix.lower() not in (".json", ""):
        what = "the record of a package is JSON"
        raise BadInput("plan-record-form", what, where=f"--out {out}", fix=str(out.with_suffix(".json")))
    older = read_record(against) if against is not None else None
    run = runner(case)
    package = read_package(path, levers_of(run))
    own = replace(case, area=package.area or case.area, year=package.year or case.year, draws=package.draws,
                  seed=package.seed)  # fmt: skip
    run = start(run.store, seed=package.seed)
    at = setting(own, run)
    by = yardstick_of(at, own.by)
    outcomes = together(at, package.measures)
    made = record(run, at, package, outcomes, by)
    if out is not None:
        write(out, record_text(made) + "\n")
    if older is not None:
        differ = changes(older, made)
        if differ or as_json:
            put(differ, None, as_json)
        tell(
            (Note("plan-changed", f"{len(differ)} differ", {"count": len(differ), "name": str(against)}),), own.language
        )
    elif as_json and out is None:
        from typer import echo

        echo(record_text(made))
    elif out is None:
        put(together_rows(at, outcomes, by, own), None, as_json=False)
    tell((*basis(at, own), Note(f"plan-by-{by.value}", by.value, {})), own.language)
