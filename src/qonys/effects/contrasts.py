"""Synthetic difference-in-differences of a dated event: effects, weights and the path of the gap."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.effects.events import Dates
from qonys.effects.kernels.least_squares import RANK_TOLERANCE
from qonys.effects.kernels.synthetic import Block, Design, Synthetic, block, jackknife, placebo, synthetic
from qonys.effects.kernels.synthetic_weights import Solver as Solver
from qonys.effects.sample import taken
from qonys.errors import CannotCompute
from qonys.model.grid import Grid
from qonys.model.note import Note
from qonys.model.specification import Variable
from qonys.numerics.generators import generator
from qonys.numerics.seed import SEED

NAN = float("nan")
DESIGNS = {"sdid": Design.SYNTHETIC_DIFFERENCE, "sc": Design.SYNTHETIC_CONTROL, "did": Design.DIFFERENCE}
"""Designs by their usual names."""


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """An effect by one inference; `count` placebos, or units left out."""

    method: str
    effect: float
    se: float
    low: float
    high: float
    p: float
    count: int
    reason: str = ""
    """Code of why error, p and interval cannot be computed."""


@dataclass(frozen=True)
class Contrast:
    """The effect on the treated after the event by each inference that applies, the weights and the figures."""

    rows: tuple[ContrastRow, ...]
    found: Synthetic
    figures: Block
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class ContrastAsked:
    """What is explained, by which dates, by which design; how many placebos are drawn at most."""

    outcome: Variable
    dates: Dates
    design: Design = Design.SYNTHETIC_DIFFERENCE
    solver: Solver = Solver.EXACT
    draws: int = 500
    seed: int = SEED


def contrast(grid: Grid, asked: ContrastAsked) -> Contrast:
    """The effect of an event that all treated areas meet in the same period.

    Raises
    ------
    CannotCompute
        If an area lacks a figure (named), dates differ, there are no controls, or too few periods before.
    """
    figures = block_of(grid, asked)
    panel = (figures.outcome, figures.treated, figures.before)
    found = synthetic(*panel, asked.design, asked.solver)
    rows: list[ContrastRow] = []
    notes: list[Note] = []
    try:
        doubt = placebo(*panel, generator(asked.seed, "effects.synthetic"), asked.design, asked.draws)
        ends = (found.effect - (doubt.high - doubt.low) / 2, found.effect + (doubt.high - doubt.low) / 2)
        made = ContrastRow("placebo", found.effect, doubt.error, *ends, doubt.p, doubt.placebos)
        rows.append(_told(made, figures, "effect-placebos-alike", notes))
        if doubt.placebos < 19:
            notes.append(Note("effect-few-placebos", {"count": doubt.placebos}))
    except CannotCompute as error:
        rows.append(ContrastRow("none", found.effect, NAN, NAN, NAN, NAN, 0))
        notes.append(Note(error.code, dict(error.fields)))
    if figures.treated > 1 and asked.design is not Design.SYNTHETIC_CONTROL:
        try:
            left = jackknife(*panel, asked.design)
            p = _normal(found.effect, left.error)
            row = ContrastRow("jackknife", found.effect, left.error, left.low, left.high, p, len(figures.outcome))
            rows.append(_told(row, figures, "effect-no-error", notes))
        except CannotCompute as error:
            notes.append(Note(error.code, dict(error.fields)))
    return Contrast(tuple(rows), found, figures, tuple(notes))


def _told(row: ContrastRow, figures: Block, reason: str, notes: list[Note]) -> ContrastRow:
    """A row; without error, p and interval where these are nothing beside the figures: placebos that are all alike."""
    if row.se > RANK_TOLERANCE * float(np.abs(figures.outcome).max()):
        return row
    about = "effect-placebos-alike" if row.method == "placebo" else "effect-empty-no-error"
    notes.append(Note(about, {"name": row.method}))
    return replace(row, se=NAN, low=NAN, high=NAN, p=NAN, reason=reason)


def block_of(grid: Grid, asked: ContrastAsked) -> Block:
    """The grid as a full block; periods and areas without any figure are left out."""
    y = taken(grid, asked.outcome)
    areas, periods = (np.flatnonzero(np.isfinite(y).any(axis=axis)) for axis in (1, 0))
    years = np.array([int(grid.periods[t]) for t in periods])
    names = np.array(grid.areas)[areas]
    dates = np.array([_when(asked.dates.get(str(name))) for name in names])
    treated = years >= dates[:, None]
    return block(
        y[np.ix_(areas, periods)].ravel(), np.repeat(names, len(years)), np.tile(years, len(names)), treated.ravel()
    )


def _when(date: int | None) -> float:
    return np.inf if date is None else float(date)


def _normal(effect: float, error: float) -> float:
    from scipy.stats import norm

    return float(2 * norm.sf(abs(effect) / error)) if error > 0 else float("nan")
