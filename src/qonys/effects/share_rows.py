"""Rows of a shift-share analysis, and which of them are empty: errors that are 0 by algebra or of an exact fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.effects.kernels.confidence_sets import Piece, SetKind
from qonys.effects.kernels.least_squares import RANK_TOLERANCE, outside, root_weights
from qonys.effects.kernels.shift_share import ShiftShare, ShockTest
from qonys.effects.kernels.shocks import ShockEstimate
from qonys.errors import CannotCompute
from qonys.model.result import Floats

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A coefficient by one inference; `pieces` are the values that are not rejected where they are no interval."""

    about: str
    method: str
    estimate: float
    se: float = NAN
    low: float = NAN
    high: float = NAN
    shape: str = "interval"
    p: float = NAN
    statistic: float = NAN
    """F of a first stage."""
    pieces: tuple[Piece, ...] = ()
    reason: str = ""
    """Code of why error, p and interval cannot be computed."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What an error is measured by: no error of the estimate is above `most`; `exact`: nothing is left to judge by."""

    most: float
    exact: bool


def scale_of(data: ShiftShare) -> Scale:
    """The scale of a problem: the length of what moves the estimate times that of the residuals.

    Raises
    ------
    CannotCompute
        If the outcome, the treatment or the instrument does not vary beyond the controls.
    """
    columns = np.column_stack([data.outcome, data.moved, data.instrument])
    left, _ = outside(columns, data.controls, data.weights)
    root = root_weights(data.weights, len(left))
    whole, rest = np.linalg.norm(columns * root[:, None], axis=0), np.linalg.norm(left, axis=0)
    if rest[0] <= RANK_TOLERANCE * whole[0]:
        raise CannotCompute("effect-flat-outcome", where="outcome", fix="another outcome, or fewer controls")
    y, d, x = left.T
    strength = float(x @ d)
    if (rest[1:] <= RANK_TOLERANCE * whole[1:]).any() or abs(strength) <= 1e-12 * rest[1] * rest[2]:
        raise CannotCompute("effect-instruments-blind", where="instruments", fix="other instruments")
    residuals: Floats = y - float(x @ y) / strength * d
    length = float(np.linalg.norm(residuals))
    return Scale(float(np.linalg.norm(x)) / abs(strength) * length, length <= RANK_TOLERANCE * float(whole[0]))


def row(about: str, method: str, estimate: float, test: ShockTest) -> ShareRow:
    """A row of a test with its set."""
    shape = test.set.kind
    ends = (test.set.low, test.set.high) if shape is SetKind.INTERVAL else (NAN, NAN)
    error = test.error if np.isfinite(test.error) else NAN
    return ShareRow(about, method, estimate, error, *ends, shape.name.lower(), test.p, pieces=_open(test.set.pieces))


def shock_row(about: str, found: ShockEstimate, level: float) -> ShareRow:
    """A row of a regression of sectors."""
    return ShareRow(about, "shocks", found.estimate, found.error, *found.interval(level), p=found.p)


def set_row(about: str, method: str, pieces: tuple[Piece, ...], kind: SetKind, p: float) -> ShareRow:
    """A row of a set alone."""
    ends = pieces[0] if kind is SetKind.INTERVAL else (NAN, NAN)
    return ShareRow(about, method, NAN, NAN, *ends, kind.name.lower(), p, pieces=_open(pieces))


def _open(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces of a set that is no interval with two ends."""
    return () if len(pieces) == 1 and np.isfinite(pieces[0]).all() else pieces


def judged(rows: list[ShareRow], scale: Scale) -> list[ShareRow]:
    """Rows of one estimate, empty where their error is nothing beside the scale of it.

    A test with the null imposed is empty with that of its estimate: AKM0 with AKM, shocks-null with shocks.
    """
    nothing = {r.method for r in rows if r.se <= RANK_TOLERANCE * scale.most}
    nothing |= {beside for plain, beside in (("akm", "akm0"), ("shocks", "shocks-null")) if plain in nothing}
    reason = "effect-no-scatter" if scale.exact else "effect-no-error"
    return [
        replace(r, se=NAN, low=NAN, high=NAN, p=NAN, statistic=NAN, shape="", pieces=(), reason=reason)
        if scale.exact or r.method in nothing else r
        for r in rows
    ]  # fmt: skip
