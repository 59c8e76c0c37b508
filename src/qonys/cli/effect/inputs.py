"""Where a command's effect comes from: a study of the pack, a user's TOML and CSV, or columns of a CSV alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.cli.effect.options import Asked, words
from qonys.cli.options import opened
from qonys.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from qonys.model.grid import Grid
    from qonys.model.specification import Fixed, Specification, Study, Variable


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
        For figures without a study or columns, a study file without figures, columns beside a study, or an outcome
        without an exposure.
    """
    from qonys.packs.studies import find_study, load_study
    from qonys.studies.effects.compute import figures_of, specification_of

    own = asked.study.endswith(".toml") or os.path.isfile(Path(asked.study))
    _refuse_halves(asked, own)
    if asked.data is None and not own:
        from qonys.studies.registry import start

        pack, held = opened(asked.pack, asked.store, asked.as_of)
        run = start(held)
        study = find_study(pack, asked.study)
        return Found(study, specification_of(study, asked.effect), lambda s: figures_of(run, s))
    if asked.own and not own:
        return _without_study(asked)
    if asked.data is None or not own:
        raise BadInput(
            "effect-two-files",
            where="--study, --data",
            fix="--data my.csv --outcome pay --exposure arrivals; --data my.csv --study my.toml",
        )
    from qonys.tables.panels import read_panel

    study = load_study(Path(asked.study))
    grid = read_panel(asked.data, study, *asked.columns)
    return Found(study, specification_of(study, asked.effect), lambda s: grid)


def _refuse_halves(asked: Asked, own: bool) -> None:
    """Columns need a file of figures and no study; an outcome needs an exposure."""
    if asked.own and (asked.data is None or own or asked.study):
        where = ", ".join(f"--{name}" for name in asked.own)
        raise BadInput("effect-series-alone", where=where, fix="--data my.csv")
    if asked.own and not (asked.outcome and asked.exposure):
        raise BadInput("effect-which-series", where="--outcome, --exposure", fix="--outcome pay --exposure arrivals")


def _without_study(asked: Asked) -> Found:
    """Columns of a user's CSV, areas and periods taken out unless other effects are named."""
    from qonys.model.specification import Specification, Study
    from qonys.tables.panels import read_panel

    assert asked.data is not None
    controls, instruments = (tuple(map(written, words(text))) for text in (asked.controls, asked.instruments))
    one = Specification(
        "own", written(asked.outcome), written(asked.exposure), controls=controls, instruments=instruments,
        fixed=_fixed(asked.fixed), crossed=words(asked.crossed), clusters=asked.clusters, weights=asked.weights,
    )  # fmt: skip
    study = Study("own", (one,), where=str(asked.data))
    grid = read_panel(asked.data, study, *asked.columns)
    return Found(study, one, lambda s: grid)


def written(text: str) -> Variable:
    """A column, or a transformation of one.

    Examples
    --------
    >>> written("log(pay)").name, written("pay").name
    ('log(pay)', 'pay')
    """
    from qonys.model.specification import Transform, Variable

    name, opened, rest = text.partition("(")
    kinds = {kind.value: kind for kind in Transform}
    if opened and rest.endswith(")") and name.strip() in kinds:
        return Variable(rest[:-1].strip(), transform=kinds[name.strip()])
    return Variable(text)


def _fixed(text: str) -> tuple[Fixed, ...]:
    from qonys.model.specification import Fixed

    kinds = {kind.value: kind for kind in Fixed}
    asked = words(text) or ("area", "period")
    for name in (name for name in asked if name not in kinds and asked != ("none",)):
        fix = ", ".join((*kinds, "none"))
        raise BadInput("bad-option", where="--fixed", fix=fix, text=name)
    return tuple(kinds[name] for name in asked if name in kinds)
