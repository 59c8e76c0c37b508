"""Where a command's effect comes from: a study of the pack, or a user's TOML and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import opened
from qonys.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from qonys.model.grid import Grid
    from qonys.model.specification import Specification, Study

StudyName = Annotated[
    str, typer.Option("--study", help="A study of the pack, or a TOML file of your own; the first if left out.")
]
EffectName = Annotated[str, typer.Option("--effect", help="Which [[effect]] of the study; the first if left out.")]
DataFile = Annotated[
    Path | None, typer.Option("--data", help="CSV or XLSX of your own: a row an area and period, a column a series.")
]
AreaColumn = Annotated[str, typer.Option("--area-column", help="Column of areas, if it has no usual name.")]
PeriodColumn = Annotated[str, typer.Option("--period-column", help="Column of periods, if it has no usual name.")]


@dataclass(frozen=True)
class Asked:
    """What a command was asked about."""

    study: str
    effect: str
    data: Path | None = None
    columns: tuple[str, str] = ("", "")
    pack: str = ""
    store: Path | None = None
    as_of: str | None = None
    series: tuple[str, ...] = ()
    """Outcome, exposure and controls as columns, in place of a study."""


@dataclass(frozen=True)
class Found:
    """A study, one effect of it, and where its figures come from."""

    study: Study
    specification: Specification
    figures: Callable[[Specification], Grid]


def found(asked: Asked) -> Found:
    """The effect that was asked for.

    Raises
    ------
    BadInput
        For figures without a study of their own, or a study file without figures.
    """
    from qonys.claims.effects import figures_of, specification_of
    from qonys.packs.studies import find_study, load_study

    own = asked.study.endswith(".toml") or Path(asked.study).is_file()
    if asked.series and (asked.data is None or own):
        what = "columns are named for figures of your own, without a study"
        raise BadInput("effect-series-alone", what, where="--outcome, --exposure", fix="--data my.csv")
    if asked.data is None and not own:
        from qonys.claims import start

        pack, held = opened(asked.pack, asked.store, asked.as_of)
        run = start(held)
        study = find_study(pack, asked.study)
        return Found(study, specification_of(study, asked.effect), lambda s: figures_of(run, s))
    if asked.series and asked.data is not None and not own:
        return _without_study(asked)
    if asked.data is None or not own:
        what = "your own figures need a study of your own" if asked.data else "a study file needs figures"
        raise BadInput("effect-two-files", what, where="--study, --data", fix="--study my.toml --data my.csv")
    from qonys.sources.panels import read_panel

    study = load_study(Path(asked.study))
    grid = read_panel(asked.data, study, *asked.columns)
    return Found(study, specification_of(study, asked.effect), lambda s: grid)


def _without_study(asked: Asked) -> Found:
    """Columns of a user's CSV as they are, areas and periods taken out."""
    from qonys.model.specification import Specification, Study, Variable
    from qonys.sources.panels import read_panel

    assert asked.data is not None
    outcome, exposure, *controls = (Variable(name) for name in asked.series)
    one = Specification("own", outcome, exposure, controls=tuple(controls))
    study = Study("own", (one,), where=str(asked.data))
    grid = read_panel(asked.data, study, *asked.columns)
    return Found(study, one, lambda s: grid)
