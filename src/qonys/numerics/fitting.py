"""Iterative proportional fitting in any number of dimensions: the table closest to a seed that meets given totals.

How this works: each total scales its cells in turn; the scaling converges to the one table
of smallest Kullback-Leibler divergence from the seed, if any table of the seed's non-zero
cells meets the totals. If none does, the error says which rows ask for more than the
columns open to them can give (`feasibility`), never just that it did not converge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.numerics.feasibility import Blocked, blocked_rows, conflict, support

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Margin:
    """Sums over all other axes: `totals` has the lengths of `axes`, in their order."""

    axes: tuple[int, ...]
    totals: Floats


@dataclass(frozen=True)
class Groups:
    """Sums over groups of cells, blocks or stripes: one total for each label, −1 is in no group."""

    labels: Ints
    totals: Floats


@dataclass(frozen=True, slots=True)
class FitOptions:
    """When fitting stops; the default changes nothing of the method."""

    tolerance: float = 1e-6
    """Largest relative error of a total."""
    iterations: int = 2000
    agreement: float = 1e-6
    """How far the sums of two margins may differ, relative to their size."""


@dataclass(frozen=True)
class Fit:
    """A fitted table and how well it meets its totals."""

    table: Floats
    iterations: int
    error: float
    """Largest relative error of a total; of a total below 1, the absolute one."""


def fit(seed: Floats, margins: Sequence[Margin | Groups], options: FitOptions | None = None) -> Fit:
    """The table of smallest Kullback-Leibler divergence from a seed that meets totals.

    Parameters
    ----------
    seed : (…) floats
        Not negative; a zero stays zero.
    margins : sequence of Margin or Groups
        Totals to meet, of any axes and in any number.
    options : FitOptions, optional
        Tolerance and most iterations.

    Returns
    -------
    Fit
        The seed itself, if there are no margins.

    Raises
    ------
    BadInput
        For negative or missing figures, and for margins whose sums differ: which and by how much.
    CannotCompute
        If zeros block the totals; `fields` hold the certificate (`rows`, `columns`, `short`).
    ValueError
        If shapes do not fit.

    References
    ----------
    Deming, Stephan (1940), Ann. Math. Stat. 11(4), 427-444. Csiszár (1975), Ann. Probability 3(1).

    Examples
    --------
    >>> rows, columns = Margin((0,), np.array([18.0, 20.0])), Margin((1,), np.array([16.0, 22.0]))
    >>> fit(np.array([[5.0, 2.0], [1.0, 7.0]]), (rows, columns)).table.round(2)
    array([[13.25,  4.75],
           [ 2.75, 17.25]])
    """
    chosen = options or FitOptions()
    _check(seed, margins, chosen)
    found = _scaled(seed, margins, chosen)
    if found.error <= chosen.tolerance:
        return found
    reduced = _reduced(seed, margins)
    if reduced is not None:
        found = _scaled(reduced, margins, chosen)
        if found.error <= chosen.tolerance:
            return found
    raise _cannot(seed, margins, found.error)


def _scaled(seed: Floats, margins: Sequence[Margin | Groups], chosen: FitOptions) -> Fit:
    """Scaling until totals are met, or until it gets no nearer."""
    # The longest axis last: the inner loops of numpy run along it.
    order = np.argsort(seed.shape, kind="stable")
    table = np.ascontiguousarray(np.transpose(seed, order), dtype=float).copy()
    scalers = [_scaler(m, order) for m in margins]
    error, best, since = np.inf, np.inf, 0
    for step in range(1, chosen.iterations + 1):
        for scale in scalers:
            scale(table)
        if len(scalers) < 2 or step % 2 == 0 or step == chosen.iterations:
            error = max((scale.error(table) for scale in scalers), default=0.0)
            best, since = (error, step) if error < 0.9 * best else (best, since)
            if error <= chosen.tolerance or step - since >= 40:
                break
    return Fit(np.transpose(table, np.argsort(order)), step, error)


class _Scaler:
    """Scales a table to one margin, in place; `order` says where the table's axes went."""

    def __init__(self, margin: Margin, order: Ints) -> None:
        place = [int(np.flatnonzero(order == axis)[0]) for axis in margin.axes]
        self.over = tuple(axis for axis in range(len(order)) if axis not in place)
        self.totals = np.transpose(np.asarray(margin.totals, float), np.argsort(place))
        self.open = tuple(slice(None) if axis in place else None for axis in range(len(order)))

    def __call__(self, table: Floats) -> None:
        table *= _factors(self.totals, table.sum(axis=self.over))[self.open]

    def error(self, table: Floats) -> float:
        return _error(table.sum(axis=self.over), self.totals)


class _GroupScaler:
    """Scales a table to totals of groups, in place."""

    def __init__(self, margin: Groups, order: Ints) -> None:
        self.labels = np.transpose(margin.labels, order).ravel() + 1
        self.totals = np.asarray(margin.totals, float)

    def _sums(self, table: Floats) -> Floats:
        sums = np.bincount(self.labels, table.ravel(), len(self.totals) + 1)[1:]
        return np.asarray(sums, dtype=float)

    def __call__(self, table: Floats) -> None:
        factors = np.concatenate([[1.0], _factors(self.totals, self._sums(table))])
        table *= factors[self.labels].reshape(table.shape)

    def error(self, table: Floats) -> float:
        return _error(self._sums(table), self.totals)


def _scaler(margin: Margin | Groups, order: Ints) -> _Scaler | _GroupScaler:
    return _GroupScaler(margin, order) if isinstance(margin, Groups) else _Scaler(margin, order)


def _factors(totals: Floats, sums: Floats) -> Floats:
    factors: Floats = np.divide(totals, sums, out=np.zeros_like(sums), where=sums > 1e-300)
    return np.minimum(factors, 1e100)


def _error(sums: Floats, totals: Floats) -> float:
    return float((np.abs(sums - totals) / np.maximum(totals, 1.0)).max(initial=0.0))


def _check(seed: Floats, margins: Sequence[Margin | Groups], options: FitOptions) -> None:
    _refuse(seed, "seed")
    for number, margin in enumerate(margins):
        wanted = margin.labels.shape if isinstance(margin, Groups) else tuple(seed.shape[a] for a in margin.axes)
        given = seed.shape if isinstance(margin, Groups) else np.shape(margin.totals)
        if wanted != given:
            raise ValueError(f"margin {number} needs {wanted}, got {given}")
        _refuse(np.asarray(margin.totals, float), f"margin {number}")
    plain = [(i, m) for i, m in enumerate(margins) if isinstance(m, Margin)]
    for (i, one), (j, two) in combinations(plain, 2):
        _agree((i, one), (j, two), options.agreement)


def _agree(first: tuple[int, Margin], second: tuple[int, Margin], agreement: float) -> None:
    """Two margins must have equal sums over whatever axes they share."""
    shared = sorted(set(first[1].axes) & set(second[1].axes))
    one, two = (_sum_over(margin, shared) for _, margin in (first, second))
    apart = np.abs(one - two)
    wrong = apart > agreement * np.maximum(np.maximum(one, two), 1.0)
    if wrong.any():
        at = np.unravel_index(int(np.argmax(np.where(wrong, apart, -1.0))), apart.shape)
        raise BadInput(
            "margins-differ",
            where=f"margins {first[0]} and {second[0]}"
            + (f" at {tuple(map(int, at))} of axes {tuple(shared)}" if shared else ""),
            difference=f"{apart[at]:,.6g}",
            first=f"{one[at]:,.10g}",
            second=f"{two[at]:,.10g}",
        )


def _sum_over(margin: Margin, shared: list[int]) -> Floats:
    """Sums of a margin by the axes it shares with another, in their order."""
    ordered = np.transpose(np.asarray(margin.totals, float), np.argsort(margin.axes))
    axes = sorted(margin.axes)
    return np.asarray(ordered.sum(axis=tuple(i for i, a in enumerate(axes) if a not in shared)))


def _refuse(values: Floats, name: str) -> None:
    for code, wrong in (("not-a-number", ~np.isfinite(values)), ("negative", values < 0)):
        if wrong.any():
            at = np.argwhere(wrong)
            where = ", ".join(str(tuple(int(i) for i in cell)) for cell in at[:3])
            raise BadInput(f"table-{code}", where=where, fix="put these cells right", count=len(at), name=name)


def _cannot(seed: Floats, margins: Sequence[Margin | Groups], error: float) -> CannotCompute:
    """Why the totals are not met: a certificate where there is one."""
    found = _certificate(seed, margins)
    if found is None:
        return CannotCompute(
            "fit-slow", where="margins", fix="a larger tolerance, or more iterations", error=f"{error:.2g}"
        )
    rows, columns = (", ".join(map(str, side[:8])) for side in (found.rows, found.columns))
    return CannotCompute(
        "fit-blocked",
        where=f"{found.where}columns {columns or 'none'}",
        fix="allow more cells, or change these totals",
        rows=rows,
        columns=columns,
        short=f"{found.short:,.6g}",
    )


def _certificate(seed: Floats, margins: Sequence[Margin | Groups]) -> Blocked | None:
    """The certificate of a two-way table, or of one slice of a table whose two margins share the other axes."""
    for place, allowed, rows, columns in _slices(seed, margins):
        found = blocked_rows(allowed, rows, columns)
        if found is not None:
            return Blocked(found.rows, found.columns, found.short, f"slice {place}, " if place else "")
    return conflict(seed, margins) if seed.size <= 20_000 else None


def _reduced(seed: Floats, margins: Sequence[Margin | Groups]) -> Floats | None:
    """The seed without cells that every table with these totals has at 0: they are what slows scaling down."""
    shrunk, changed = np.array(seed, float), False
    for place, allowed, rows, columns in _slices(seed, margins):
        if allowed.all() or blocked_rows(allowed, rows, columns) is not None:
            continue
        dead = allowed & ~support(allowed, rows, columns)
        changed |= bool(dead.any())
        _slice_of(shrunk, margins, place)[dead] = 0.0
    return shrunk if changed else None


def _two_way(seed: Floats, margins: Sequence[Margin | Groups]) -> tuple[list[int], list[int], list[int]] | None:
    """Shared axes and the own axes of two margins that cover a table between them."""
    plain = [m for m in margins if isinstance(m, Margin)]
    if len(plain) != 2 or len(margins) != 2:
        return None
    shared = sorted(set(plain[0].axes) & set(plain[1].axes))
    own = [sorted(set(m.axes) - set(shared)) for m in plain]
    whole = len(shared) + len(own[0]) + len(own[1]) == seed.ndim
    return (shared, own[0], own[1]) if whole and own[0] and own[1] else None


def _slice_of(table: Floats, margins: Sequence[Margin | Groups], place: tuple[int, ...]) -> Floats:
    """One slice of a table by its shared axes, as a view; own axes in order."""
    shared, first, second = _two_way(table, margins) or ([], [], [])
    view: Floats = np.transpose(table, (*shared, *first, *second))[place]
    return view


def _slices(
    seed: Floats, margins: Sequence[Margin | Groups]
) -> Iterator[tuple[tuple[int, ...], NDArray[np.bool_], Floats, Floats]]:
    """Each two-way problem of a table: its place, allowed cells, totals of rows and of columns."""
    axes = _two_way(seed, margins)
    if axes is None or len(axes[1]) > 1 or len(axes[2]) > 1:
        return
    shared = axes[0]
    totals = [
        np.transpose(m.totals, [m.axes.index(a) for a in (*shared, *own)])
        for m, own in zip((m for m in margins if isinstance(m, Margin)), axes[1:], strict=True)
    ]
    for place in np.ndindex(*(seed.shape[a] for a in shared)):
        yield place, _slice_of(seed, margins, place) > 0, totals[0][place], totals[1][place]
