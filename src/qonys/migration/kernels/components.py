"""Multiplicative components of flow tables: level, pull and push, and who goes where beyond them.

A table of any number of axes (origin, destination, age, ...) is a product with one part for each
set of axes. For two axes n = T · O · D · OD, for three n = T · O · D · A · OD · OA · DA · ODA.
Taken apart so, the parts of one table can be put together with those of another.

What a part says, in the coding by totals:

- T is all moves; O, D and A are shares, each sums to 1.
- OD of 1: as many moves as origin and destination lead to expect; 2: twice as many; 0: none.
- OA of 1: people of that age leave the origin as they leave any origin.
- ODA of 1: the age changes nothing in who goes where, beyond OA and DA.

In the coding by geometric means T is the geometric mean of all cells, and parts multiply to 1
over each of their axes: 1 is an average origin, 2 sends twice as much as one. Their logarithms
are the effects of the saturated log-linear model that sum to zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.migration.kernels.accounts import ratio
from qonys.numerics.arrays import Floats
from qonys.numerics.fitting import FitOptions, Margin, fit

Axes = tuple[int, ...]
_CLOSE = FitOptions(tolerance=1e-10)


class Coding(Enum):
    """What parts are relative to."""

    TOTAL = "total"
    """The total and its margins; cells may be 0."""
    GEOMETRIC = "geometric"
    """Geometric means; every cell is above 0."""


@dataclass(frozen=True)
class Components:
    """Parts of a table by the axes they run along, in rising order; () is the level.

    Each part has the axes of the table, of length 1 where it does not vary: they multiply as they are.
    """

    coding: Coding
    parts: Mapping[Axes, Floats]

    def table(self) -> Floats:
        """The product of all parts: the table they come from."""
        shape = np.broadcast_shapes(*(part.shape for part in self.parts.values()))
        product = np.ones(shape)
        for part in self.parts.values():
            product = product * part
        return product

    def part(self, *axes: int) -> Floats:
        """The part of these axes with no other axis: `part(0, 1)` is OD, `part()` the level."""
        if axes not in self.parts:
            raise ValueError(f"parts run along {sorted(self.parts)}, got {axes}")
        found = self.parts[axes]
        return found.reshape([found.shape[axis] for axis in axes])


def components(table: Floats, coding: Coding = Coding.TOTAL) -> Components:
    """Take a table apart into its multiplicative components.

    In the coding by totals a part whose margin is 0 (nobody left this origin) is 1: nothing can
    be said. A diagonal that is 0 by definition counts as cells that could hold moves, so that OD
    off it is above 1 on average; `quasi_components` does not count it.

    Parameters
    ----------
    table : (axis, axis, ...) floats
        Flows, not negative; [origin, destination] or with further axes such as age.
    coding : Coding
        By totals or by geometric means.

    Raises
    ------
    BadInput
        For negative or missing cells, a table without moves, and for 0 in the geometric coding.

    References
    ----------
    Willekens (1983), Environment and Planning A 15(10). Rogers, Willekens, Little, Raymer (2002),
    Papers in Regional Science 81(1), 29-48. Raymer, Bonaguidi, Valentini (2006), Population,
    Space and Place 12(5), 371-388.

    Examples
    --------
    >>> flows = np.array([[0.0, 30.0], [10.0, 0.0]])
    >>> found = components(flows)
    >>> float(found.part()), found.part(0)
    (40.0, array([0.75, 0.25]))
    >>> found.part(0, 1).round(4)
    array([[0.    , 1.3333],
           [4.    , 0.    ]])
    """
    table = _checked(table)
    geometric = coding is Coding.GEOMETRIC
    if geometric:
        _refuse(table == 0, "components-zeros", "use the coding by totals, or add a constant to all")
    everything = tuple(range(table.ndim))
    parts: dict[Axes, Floats] = {}
    for axes in _subsets(table.ndim):
        over = tuple(axis for axis in everything if axis not in axes)
        margin = np.exp(np.log(table).mean(axis=over, keepdims=True)) if geometric else table.sum(over, keepdims=True)
        lower = np.ones([1] * table.ndim)
        for inner, part in parts.items():
            if set(inner) < set(axes):
                lower = lower * part
        parts[axes] = np.divide(margin, lower, out=np.ones_like(margin), where=np.broadcast_to(lower, margin.shape) > 0)
    return Components(coding, parts)


def quasi_components(flows: Floats) -> Components:
    """Components of a square table whose diagonal is no flow: expectations off the diagonal only.

    The level and O and D are those of quasi-independence: they reproduce arrivals and departures
    with moves off the diagonal alone, O and D sum to 1. OD is then 1 for each pair that is as
    close as any other, and 0 on the diagonal. The diagonal of `flows` is not read.

    Raises
    ------
    CannotCompute
        If no such product exists: an area with more moves than all others could take.

    References
    ----------
    Agresti (2013), Categorical Data Analysis, section 11.3. Willekens (1983).

    Examples
    --------
    >>> alike = np.array([[0.0, 6.0, 12.0], [6.0, 0.0, 8.0], [12.0, 8.0, 0.0]])
    >>> quasi_components(alike).part(0, 1).round(6)
    array([[0., 1., 1.],
           [1., 0., 1.],
           [1., 1., 0.]])
    """
    if np.ndim(flows) != 2 or np.shape(flows)[0] != np.shape(flows)[1] or len(flows) < 3:
        raise ValueError(f"a square table of 3 or more areas is needed, got {np.shape(flows)}")
    off = 1.0 - np.eye(len(flows))
    moves = _checked(np.where(off > 0, flows, 0.0))
    leave, come = moves.sum(axis=1), moves.sum(axis=0)
    expected = fit(off, (Margin((0,), leave), Margin((1,), come)), _CLOSE).table
    origin, destination = _factors(expected, off)
    level = np.array([[origin.sum() * destination.sum()]])
    rows, columns = origin[:, None] / origin.sum(), destination[None, :] / destination.sum()
    parts: dict[Axes, Floats] = {(): level, (0,): rows, (1,): columns}
    product = level * rows * columns
    parts[0, 1] = np.divide(moves, product, out=off.copy(), where=product > 0)
    return Components(Coding.TOTAL, parts)


def _factors(expected: Floats, off: Floats) -> tuple[Floats, Floats]:
    """Row and column factors of a table that is their product off the diagonal."""
    rows, before = expected.sum(axis=1), np.zeros(len(off))
    for _ in range(2000):
        columns = expected.sum(axis=0) / np.maximum(rows @ off, 1e-300)
        rows = expected.sum(axis=1) / np.maximum(off @ columns, 1e-300)
        if np.abs(rows - before).max() <= 1e-15 * rows.max():
            break
        before = rows
    return rows, columns


class Described(NamedTuple):
    """A table beside what its margins lead to expect."""

    total: float
    shares: Mapping[Axes, Floats]
    """Share of the total for each set of axes but all: O, D and A, and the margins OD, OA, DA."""
    against_independence: Floats
    """Each cell over T · O · D · ...: all interactions together; nan where a margin is 0."""


def described(table: Floats) -> Described:
    """Shares of all margins, and each cell against the independence of all axes.

    For two axes this is the coding by totals. For more, OD, OA and the rest stand here as
    shares, not as ratios, and one ratio holds every interaction.

    Examples
    --------
    >>> found = described(np.array([[0.0, 30.0], [10.0, 0.0]]))
    >>> found.total, found.shares[1,], found.against_independence.round(2)
    (40.0, array([0.25, 0.75]), array([[0.  , 1.33],
           [4.  , 0.  ]]))
    """
    table = _checked(table)
    total = float(table.sum())
    everything = tuple(range(table.ndim))
    shares = {
        axes: table.sum(axis=tuple(a for a in everything if a not in axes)) / total
        for axes in _subsets(table.ndim)
        if 0 < len(axes) < table.ndim
    }
    expected = np.full(table.shape, total)
    for axis in everything:
        expected = expected * np.expand_dims(shares[axis,], [a for a in everything if a != axis])
    return Described(total, shares, ratio(table, expected))


def predict(base: Components, new: Mapping[Axes, Floats], *, meet: bool = True) -> Floats:
    """A table from the parts of an earlier one and what is known now: OD of history, O and D of today.

    Parameters
    ----------
    base : Components
        Parts in the coding by totals, usually of an earlier table or of the mean of several.
    new : mapping from axes to totals
        New margins, persons, without other axes: {(0,): departures, (1,): arrivals}. Each replaces
        the part of its axes; one of several axes, such as {(0, 2): ...} for departures by age,
        also those of its subsets. A new level alone is {(): total}.
    meet : bool
        The bare product of such parts misses the new margins by as much as associations changed
        weight; with True it is scaled until it meets them (iterative proportional fitting).

    Returns
    -------
    (axis, axis, ...) floats
        Persons.

    Raises
    ------
    BadInput, CannotCompute
        If new margins are negative or do not have one sum; if zeros of the earlier table block them.

    References
    ----------
    Raymer, Bonaguidi, Valentini (2006), Population, Space and Place 12(5), 371-388.

    Examples
    --------
    >>> earlier = components(np.array([[10.0, 30.0], [20.0, 40.0]]))
    >>> now = {(0,): np.array([60.0, 140.0]), (1,): np.array([70.0, 130.0])}
    >>> predict(earlier, now).round(2)
    array([[17.24, 42.76],
           [52.76, 87.24]])
    """
    if base.coding is not Coding.TOTAL:
        raise ValueError(f"parts in the coding by totals are needed, got {base.coding}")
    shape = base.table().shape
    parts = dict(base.parts)
    margins = [Margin(axes, np.asarray(values, float)) for axes, values in sorted(new.items())]
    sums = [float(margin.totals.sum()) for margin in margins]
    if sums and max(sums) - min(sums) > 1e-6 * max(sums):
        first, second, apart = (f"{figure:,.10g}" for figure in (min(sums), max(sums), max(sums) - min(sums)))
        raise BadInput("margins-differ", where="new", difference=apart, first=first, second=second)
    for margin in margins:
        wanted = tuple(shape[axis] for axis in margin.axes)
        if margin.totals.shape != wanted or margin.axes not in parts:
            raise ValueError(f"the margin along {margin.axes} must be of shape {wanted}, got {margin.totals.shape}")
        parts.update(_of_margin(margin, len(shape)))
    product = Components(Coding.TOTAL, parts).table()
    return fit(product, [m for m in margins if m.axes] or margins, _CLOSE).table if meet and margins else product


def _of_margin(margin: Margin, axes: int) -> dict[Axes, Floats]:
    """Parts of a margin, each placed along the axes of the whole table."""
    if not margin.axes:
        return {(): margin.totals.reshape([1] * axes)}
    others = [axis for axis in range(axes) if axis not in margin.axes]
    return {
        tuple(margin.axes[i] for i in inner): np.expand_dims(part, others)
        for inner, part in components(margin.totals).parts.items()
    }


def _subsets(axes: int) -> list[Axes]:
    """All sets of axes, the smaller first."""
    return [chosen for size in range(axes + 1) for chosen in combinations(range(axes), size)]


def _checked(table: Floats) -> Floats:
    table = np.asarray(table, float)
    if table.ndim < 1:
        raise ValueError("a table has one axis or more, got a number")
    _refuse(~np.isfinite(table) | (table < 0), "components-faulty-cells", "put these cells right")
    if not table.any():
        raise BadInput("components-no-moves", where="table")
    return table


def _refuse(wrong: NDArray[np.bool_], code: str, fix: str) -> None:
    at = np.argwhere(wrong)
    if len(at):
        where = ", ".join(str(tuple(int(i) for i in cell)) for cell in at[:3])
        raise BadInput(code, where=where, fix=fix, count=len(at))
