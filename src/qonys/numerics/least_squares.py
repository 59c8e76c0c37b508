"""Figures that must add up, moved as little as their reliability allows: least squares under linear identities.

How this works: with figures x of standard deviations s, the smallest sum of squared moves
in units of s that meets A x = b. Exact figures do not move; figures without a value move
freely and come out as what the identities make of the others. Redundant identities do no
harm; exact figures that contradict each other are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Bools = NDArray[np.bool_]

RIDGE = 1e-9
"""Relative size of what keeps redundant identities and undetermined figures from being singular."""
UNDETERMINED = 1e4
"""A figure whose standard error is that many times the usual deviation is determined by nothing but the ridge."""


@dataclass(frozen=True)
class Identities:
    """Linear identities: `matrix` × figures = `totals`, one row each, with a name for messages."""

    matrix: csr_array[Any]
    """(identity, figure)"""
    totals: Floats
    names: tuple[str, ...]


@dataclass(frozen=True)
class Reconciled:
    """Reconciled figures and what was done to each."""

    values: Floats
    """(figure,); nan where no identity determines a missing figure"""
    moves: Floats
    """Reconciled less given; nan where nothing was given."""
    in_deviations: Floats
    """Moves in the figures' own standard deviations; 0 for exact ones."""
    deviations: Floats
    """Standard error of each reconciled figure; nan if not asked for."""
    residuals: Floats
    """(identity,): what each identity was off by before; nan where a figure was missing."""
    chi_square: float
    """Sum of squared moves in standard deviations: how far figures contradict each other."""
    degrees: int
    p_value: float
    """Of moves this large if the deviations are right; nan without degrees of freedom."""
    undetermined: tuple[int, ...]
    """Missing figures that no identity determines."""


def reconcile(values: Floats, deviations: Floats, identities: Identities, *, errors: bool = True) -> Reconciled:
    r"""Figures closest to the given ones that meet all identities.

    :math:`\hat x = x + V A' (A V A')^{+} (b - A x)` with :math:`V` diagonal; missing figures
    have no variance of their own and are eliminated.

    Parameters
    ----------
    values : (figure,) floats
        Given figures; nan: not known.
    deviations : (figure,) floats
        Standard deviations, 0 for exact figures; of a missing figure it is not read.
    identities : Identities
    errors : bool
        Whether standard errors of the reconciled figures are computed: one solution each.

    Raises
    ------
    BadInput
        If exact figures contradict each other: which identities, and by how much.
    ValueError
        If shapes do not fit or a deviation is negative.

    References
    ----------
    Stone, Champernowne, Meade (1942), The precision of national income estimates, Review of
    Economic Studies 9(2), 111-125.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> sums = Identities(csr_array([[1.0, 1.0, -1.0]]), np.zeros(1), ("parts = whole",))
    >>> found = reconcile(np.array([10.0, 20.0, 36.0]), np.array([1.0, 2.0, 1.0]), sums)
    >>> found.values, found.chi_square
    (array([11., 24., 35.]), 6.0)
    """
    matrix = identities.matrix
    if matrix.shape != (len(identities.totals), len(values)) or deviations.shape != values.shape:
        raise ValueError(f"{matrix.shape} identities, {values.shape} values, {deviations.shape} deviations")
    missing = np.isnan(values)
    if (deviations[~missing] < 0).any() or not np.isfinite(deviations[~missing]).all():
        raise ValueError("deviations are 0 or more")
    free = missing | (np.nan_to_num(deviations) > 0)
    start = np.where(missing, 0.0, values)
    before = identities.totals - matrix @ start
    unit = float(np.median(deviations[free & ~missing])) if (free & ~missing).any() else 1.0
    scale = np.where(missing, 0.0, np.nan_to_num(deviations) / unit)[free]
    system = _System(matrix[:, np.flatnonzero(free)], scale)
    moved = np.zeros(len(values))
    moved[free] = system.solve(before)
    _refuse_contradictions(identities, start + moved, max(float(np.abs(start).max(initial=1.0)), 1.0))
    spread = np.full(len(values), np.nan)
    lost: tuple[int, ...] = ()
    if errors:
        spread[~free] = 0.0
        spread[free] = system.deviations() * unit
        lost = tuple(int(i) for i in np.flatnonzero(missing & (spread > UNDETERMINED * unit)))
    found = start + moved
    found[list(lost)], spread[list(lost)] = np.nan, np.nan
    moves = np.where(missing, np.nan, moved)
    own = np.divide(moves, deviations, out=np.zeros(len(values)), where=free & ~missing)
    chi_square, degrees = float((own[~missing] ** 2).sum()), system.degrees(missing[free])
    touched = (abs(matrix) @ missing.astype(float)) > 0
    return Reconciled(
        found, moves, np.where(missing, np.nan, own), spread, np.where(touched, np.nan, -before), chi_square, degrees,
        _p_value(chi_square, degrees), lost,
    )  # fmt: skip


class _System:
    """The optimality conditions of one problem, factorised once."""

    def __init__(self, matrix: csr_array[Any], scale: Floats) -> None:
        from scipy.sparse import block_array, diags_array
        from scipy.sparse.linalg import splu

        self.matrix, self.scale, self.size = matrix, scale, matrix.shape[1]
        weight = np.divide(1.0, scale**2, out=np.full(len(scale), RIDGE), where=scale > 0)
        self.weight = np.maximum(weight, RIDGE)
        height = matrix.shape[0]
        conditions = block_array(
            [[diags_array(self.weight), matrix.T], [matrix, diags_array(np.full(height, -RIDGE))]], format="csc"
        )
        self.exact = block_array([[diags_array(weight), matrix.T], [matrix, None]], format="csr")
        self.factors = splu(conditions)

    def solve(self, gap: Floats) -> Floats:
        """Moves that close the gaps of the identities."""
        right = np.concatenate([np.zeros(self.size), gap])
        solution = self.factors.solve(right)
        for _ in range(5):  # takes the ridge out again
            solution += self.factors.solve(right - self.exact @ solution)
        return np.asarray(solution[: self.size])

    def deviations(self) -> Floats:
        """Standard errors of the reconciled figures: the diagonal of the upper left block of the inverse."""
        variances = np.empty(self.size)
        for first in range(0, self.size, 400):
            chunk = np.arange(first, min(first + 400, self.size))
            right = np.zeros((self.size + self.matrix.shape[0], len(chunk)))
            right[chunk, np.arange(len(chunk))] = 1.0
            variances[chunk] = self.factors.solve(right)[chunk, np.arange(len(chunk))]
        return np.sqrt(np.maximum(variances, 0.0))

    def degrees(self, missing: Bools) -> int:
        """Number of independent contradictions that can show: rank with the missing figures less theirs alone."""
        return _rank(self.matrix) - _rank(self.matrix[:, np.flatnonzero(missing)])


def _rank(matrix: csr_array[Any]) -> int:
    """Rank of a sparse matrix, one connected part at a time."""
    from scipy.sparse import block_array
    from scipy.sparse.csgraph import connected_components

    height, width = matrix.shape
    if width == 0 or height == 0 or matrix.nnz == 0:
        return 0
    graph = block_array([[None, matrix], [matrix.T, None]], format="csr")
    count, label = connected_components(graph, directed=False)
    rank = 0
    for part in range(count):
        rows, columns = np.flatnonzero(label[:height] == part), np.flatnonzero(label[height:] == part)
        if len(rows) and len(columns):
            dense = matrix[rows][:, columns].toarray()
            gram = dense @ dense.T if len(rows) < len(columns) else dense.T @ dense
            values = np.linalg.eigvalsh(gram)
            rank += int((values > 1e-10 * max(values[-1], 1e-300)).sum())
    return rank


def _refuse_contradictions(identities: Identities, found: Floats, size: float) -> None:
    left = identities.matrix @ found - identities.totals
    wrong = np.flatnonzero(np.abs(left) > 1e-6 * size)
    if len(wrong):
        worst = wrong[np.argsort(-np.abs(left[wrong]))][:3]
        listed = "; ".join(f"{identities.names[i]} by {left[i]:,.6g}" for i in worst)
        raise BadInput(
            "exact-contradict", where=listed, fix="declare a deviation for one of them", count=len(wrong), names=listed
        )


def _p_value(chi_square: float, degrees: int) -> float:
    from scipy.stats import chi2

    return float(chi2.sf(chi_square, degrees)) if degrees > 0 else np.nan
