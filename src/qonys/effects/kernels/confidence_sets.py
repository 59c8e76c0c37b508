"""Confidence sets that need not be intervals: an end may lie at infinity, a middle may be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.numerics.arrays import Floats

Piece = tuple[float, float]

GRID = 801
"""Points of the bent line that are tried before ends are halved down to."""
FAR = 1 - 1e-12
"""The last point of the bent line: more than 1e11 units away, infinite for all purposes."""


class SetKind(Enum):
    """Shape of a confidence set."""

    INTERVAL = "between two ends"
    PIECES = "several intervals with gaps between them"
    RAYS = "without bound on one side or both, a part left out"
    LINE = "the whole line: nothing is ruled out"
    EMPTY = "nothing: every value is ruled out, the model with it"


@dataclass(frozen=True, slots=True)
class ConfidenceSet:
    """A set of values; the ends of an interval or of two rays, nan where there are none."""

    kind: SetKind
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the set.

        Examples
        --------
        >>> ConfidenceSet(SetKind.RAYS, -1.0, 1.0).holds(2.0)
        True
        """
        return any(low <= value <= high for low, high in self.pieces)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Closed pieces (low, high) from left to right, with infinite ends where the set goes on.

        Examples
        --------
        >>> ConfidenceSet(SetKind.RAYS, -1.0, 1.0).pieces
        ((-inf, -1.0), (1.0, inf))
        """
        if self.kind is SetKind.RAYS:
            return (-np.inf, self.low), (self.high, np.inf)
        return {SetKind.LINE: ((-np.inf, np.inf),), SetKind.EMPTY: ()}.get(self.kind, ((self.low, self.high),))


def set_text(pieces: tuple[Piece, ...]) -> str:
    """A set as it is written: closed ends, open where it goes on for ever.

    Examples
    --------
    >>> set_text(((-np.inf, -1.5), (0.25, np.inf))), set_text(())
    ('(-inf, -1.5] U [0.25, inf)', '{}')
    """
    written = (
        f"{'(' if low == -np.inf else '['}{low:.10g}, {high:.10g}{')' if high == np.inf else ']'}"
        for low, high in pieces
    )
    return " U ".join(written) or "{}"


def solve_quadratic(a: float, b: float, c: float) -> ConfidenceSet:
    """The set of x with a x² + b x + c ≤ 0; with a = 0 an interval may have one infinite end.

    Examples
    --------
    >>> solve_quadratic(1.0, 0.0, -4.0)
    ConfidenceSet(kind=<SetKind.INTERVAL: 'between two ends'>, low=-2.0, high=2.0)
    >>> solve_quadratic(-1.0, 0.0, 4.0).kind.name, solve_quadratic(-1.0, 0.0, -4.0).kind.name
    ('RAYS', 'LINE')
    """
    inside = b**2 - 4 * a * c
    if a == 0 and b:
        ends = (-np.inf, -c / b) if b > 0 else (-c / b, np.inf)
        return ConfidenceSet(SetKind.INTERVAL, *ends)
    if inside < 0 or a == 0:
        all_hold = a < 0 or (a == 0 and c <= 0)
        return ConfidenceSet(SetKind.LINE if all_hold else SetKind.EMPTY, np.nan, np.nan)
    # the root that does not cancel first, the other from their product
    far = -(b + np.copysign(np.sqrt(inside), b)) / 2
    roots = sorted((far / a, c / far if far else 0.0))
    return ConfidenceSet(SetKind.INTERVAL if a > 0 else SetKind.RAYS, float(roots[0]), float(roots[1]))


def kind_of(pieces: tuple[Piece, ...]) -> SetKind:
    """The shape that pieces make up.

    Examples
    --------
    >>> kind_of(((-np.inf, 1.0),)).name, kind_of(((0.0, 1.0), (2.0, 3.0))).name
    ('RAYS', 'PIECES')
    """
    if not pieces:
        return SetKind.EMPTY
    open_ends = (pieces[0][0] == -np.inf, pieces[-1][1] == np.inf)
    if any(open_ends):
        return SetKind.LINE if all(open_ends) and len(pieces) == 1 else SetKind.RAYS
    return SetKind.INTERVAL if len(pieces) == 1 else SetKind.PIECES


@dataclass(frozen=True, slots=True)
class Line:
    """The line of values bent to -1 < u < 1: centre + scale · tan(π u / 2). `scale` is about a standard error."""

    centre: float
    scale: float
    points: int = GRID

    def at(self, u: Floats) -> Floats:
        """Values at points of the bent line."""
        found: Floats = self.centre + self.scale * np.tan(np.pi * u / 2)
        return found


def search(margin: Callable[[Floats], Floats], line: Line, smooth: bool = False) -> tuple[Piece, ...]:
    """Pieces of the set of values where a margin is positive.

    How this works. The margin is taken at evenly spaced points of the bent line, its far ends among them; if it is
    smooth, the peaks and troughs near zero between points are climbed to, so that narrow pieces and narrow gaps are
    seen. Ends are then halved down to. Of a margin that is not smooth what is narrower than the grid can be missed.

    Parameters
    ----------
    margin : takes values (m,) and returns (m,); p less alpha, or critical value less statistic

    Examples
    --------
    >>> found = search(lambda b: np.abs(b) - 1, Line(0.0, 1.0))
    >>> found[0][0], float(found[0][1].__round__(9)), len(found)
    (-inf, -1.0, 2)
    """
    u = np.linspace(-1, 1, line.points)
    u[0], u[-1] = -FAR, FAR
    values = margin(line.at(u))
    if smooth:
        u, values = _with_turns(lambda points: margin(line.at(points)), u, values)
    inside = values > 0
    pieces = []
    starts = np.flatnonzero(inside & ~np.r_[False, inside[:-1]])
    stops = np.flatnonzero(inside & ~np.r_[inside[1:], False])
    for first, last in zip(starts, stops, strict=True):
        low = -np.inf if first == 0 else _edge(margin, line, u[first], u[first - 1])
        high = np.inf if last == len(u) - 1 else _edge(margin, line, u[last], u[last + 1])
        pieces.append((float(low), float(high)))
    return tuple(pieces)


def _with_turns(margin: Callable[[Floats], Floats], u: Floats, values: Floats) -> tuple[Floats, Floats]:
    """The grid with the peaks below and the troughs above zero between its points."""
    from scipy.optimize import minimize_scalar

    before, here, after = values[:-2], values[1:-1], values[2:]
    peaks = (here < 0) & (here >= before) & (here >= after)
    troughs = (here > 0) & (here <= before) & (here <= after)
    turns = []
    for sign, where in ((-1.0, peaks), (1.0, troughs)):
        for j in np.flatnonzero(where) + 1:
            found = minimize_scalar(
                lambda point, sign=sign: sign * float(margin(np.array([point]))[0]),
                bounds=(u[j - 1], u[j + 1]), method="bounded", options={"xatol": 1e-10},
            )  # fmt: skip
            if found.fun < 0:  # the turn crosses zero
                turns.append(float(found.x))
    if not turns:
        return u, values
    points = np.r_[u, turns]
    order = np.argsort(points, kind="stable")
    return points[order], np.r_[values, margin(np.array(turns))][order]


def _edge(margin: Callable[[Floats], Floats], line: Line, inside: float, outside: float) -> float:
    """Where the margin changes its sign, from the side where it holds."""
    while abs(outside - inside) > 1e-12:
        middle = (inside + outside) / 2
        if margin(line.at(np.array([middle])))[0] > 0:
            inside = middle
        else:
            outside = middle
    return float(line.at(np.array([inside]))[0])
