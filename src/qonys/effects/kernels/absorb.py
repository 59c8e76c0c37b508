"""One exposure after its nuisance columns are taken out, summed by cluster: what curves and power stand on.

How this works. With a single exposure left, a wild cluster bootstrap under the null of no effect is linear
in the multipliers of the clusters: the coefficient of a draw is `a · v`, the scores of its clusters are
`B v`. Both are found once from sums by cluster; thousands of draws are then products of small matrices
(Roodman, MacKinnon, Nielsen, Webb 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.effects.kernels.least_squares import RANK_TOLERANCE, Ints, root_weights
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

ROWS = 96
"""Rows of a block: 96 times 50 columns squared stay below the size from which libraries use threads."""


class Multipliers(Enum):
    """Laws of the random multipliers of clusters; each has mean 0 and variance 1."""

    WEBB = "six points, ±√½, ±1, ±√1½: enough different draws from five clusters on (Webb 2014)"
    RADEMACHER = "±1: only 2^G draws differ, too few below twelve clusters (Cameron, Gelbach, Miller 2008)"


POINTS = {Multipliers.WEBB: (0.5, 1.0, 1.5), Multipliers.RADEMACHER: (1.0,)}
"""Squares of the points of each law; both roots are equally likely."""


@dataclass(frozen=True, slots=True, eq=False)
class Specification:
    """One regression of the n observations of its own sample.

    Numbers of clusters mean the same in all specifications. Leave rows out that have no weight: they count.
    """

    label: int
    y: Floats  # (n,)
    x: Floats  # (n,), the exposure
    clusters: Ints  # (n,)
    nuisance: Floats | None = None  # (n, m): controls, dummies of fixed effects; may be collinear
    weights: Floats | None = None  # (n,), 0 or more


@dataclass(frozen=True, slots=True, eq=False)
class Absorbed:
    """Outcome and exposure, weighted and without the nuisance part; n observations in G clusters."""

    y: Floats  # (n,)
    x: Floats  # (n,)
    basis: Floats  # (n, rank), orthonormal, of the weighted nuisance
    codes: Ints  # (n,), 0 to G - 1
    numbers: Ints  # (G,), of the clusters, rising

    @property
    def information(self) -> float:
        """Sum of squares of the exposure that is left."""
        return float(self.x @ self.x)

    @property
    def coefficient(self) -> float:
        """Of the exposure."""
        return float(self.x @ self.y) / self.information

    @property
    def residuals(self) -> Floats:
        """Of the full regression (n,)."""
        found: Floats = self.y - self.coefficient * self.x
        return found

    @property
    def error(self) -> float:
        """CRV1 standard error, all nuisance columns counted as parameters."""
        return self.scale() * float(np.linalg.norm(by_cluster(self.x * self.residuals, self.codes, len(self.numbers))))

    def scale(self, nested: int = 0) -> float:
        """What turns the length of cluster scores into a standard error: √(G/(G-1) · (n-1)/(n-k)) over x'x.

        k counts the exposure and the nuisance but for `nested` parameters that lie inside clusters.
        """
        n, groups = len(self.y), len(self.numbers)
        factor = groups / (groups - 1) * (n - 1) / (n - 1 - self.basis.shape[1] + nested)
        return float(np.sqrt(factor)) / self.information


@dataclass(frozen=True, slots=True, eq=False)
class Wild:
    """The bootstrap of one specification under no effect: coefficients `slope @ v`, scores `scores @ v`."""

    numbers: Ints  # (G,), of the clusters
    slope: Floats  # (G,)
    scores: Floats  # (G, G)
    scale: float  # a draw's standard error is this times the length of its scores


def multipliers(law: Multipliers, clusters: int, draws: int, generator: np.random.Generator) -> Floats:
    """Random multipliers (clusters, draws).

    References
    ----------
    Webb (2014), Queen's Economics Department Working Paper 1315.

    Examples
    --------
    >>> found = multipliers(Multipliers.WEBB, 2, 50_000, np.random.default_rng(1))
    >>> np.unique((found**2).round(9)).tolist(), found.var(axis=1).round(1).tolist()
    ([0.5, 1.0, 1.5], [1.0, 1.0])
    """
    roots = np.sqrt(POINTS[law])
    points = np.concatenate([-roots, roots])
    found: Floats = points[generator.integers(0, len(points), (clusters, draws))]
    return found


def by_cluster(columns: Floats, codes: Ints, clusters: int) -> Floats:
    """Sums of columns (n,) or (n, k) over the observations of each cluster: (clusters,) or (clusters, k)."""
    found: Floats = np.zeros((clusters, *columns.shape[1:]))
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(clusters))
    found[:] = np.add.reduceat(columns[order], starts, axis=0)
    return found


def absorb(specification: Specification) -> Absorbed:
    """Take the nuisance columns out of a specification.

    Raises
    ------
    ValueError
        If arrays differ in length or hold what is not a number.
    CannotCompute
        If the nuisance makes up the exposure, or nothing is left to judge errors by: no freedom, an exact fit,
        one cluster alone.

    Examples
    --------
    >>> x, y = np.array([0.0, 1, 2, 3]), np.array([1.0, 3, 5, 8])
    >>> found = absorb(Specification(1, y, x, np.array([7, 7, 9, 9]), np.ones((4, 1))))
    >>> round(found.coefficient, 9), found.numbers.tolist()
    (2.3, [7, 9])
    """
    _check(specification)
    root = root_weights(specification.weights, len(specification.y))
    scaled = np.column_stack([specification.y, specification.x]) * root[:, None]
    basis = _basis(specification.nuisance, root)
    left = scaled - basis @ (basis.T @ scaled)
    left -= basis @ (basis.T @ left)  # the second pass takes off what rounding left
    numbers, codes = np.unique(specification.clusters, return_inverse=True)
    _refuse(specification.label, scaled, left, basis.shape[1])
    found = Absorbed(left[:, 0], left[:, 1], basis, codes.ravel(), numbers)
    place = f"specification {specification.label}"
    if len(numbers) < 2:
        raise CannotCompute("effect-one-cluster", where=place, fix="smaller clusters")
    lengths = float(np.linalg.norm(found.x) * np.linalg.norm(found.residuals))
    if found.error * found.information <= RANK_TOLERANCE * lengths:
        raise CannotCompute("effect-lone-cluster", where=place, fix="smaller clusters, or fewer fixed effects")
    return found


def draw(parts: Wild, values: Floats) -> tuple[Floats, Floats]:
    """Coefficients and t values (draws,) of multipliers (G, draws)."""
    coefficients = parts.slope @ values
    errors = parts.scale * np.sqrt(((parts.scores @ values) ** 2).sum(axis=0))
    return coefficients, coefficients / np.maximum(errors, 1e-300)


def _basis(nuisance: Floats | None, root: Floats) -> Floats:
    """Orthonormal basis (n, rank) of weighted columns, as by singular values but from small products of columns.

    Products keep half the digits: directions are taken by three orders of magnitude at a time, largest first, and
    what they leave of the columns is looked at anew.
    """
    basis = np.empty((len(root), 0))
    if nuisance is None or nuisance.shape[1] == 0:
        return basis
    columns = nuisance * root[:, None]
    length = np.linalg.norm(columns, axis=0)
    columns /= np.where(length > 0, length, 1.0)
    least = RANK_TOLERANCE
    while np.linalg.norm(columns) > least:
        sizes, axes = np.linalg.eigh(_products(columns, columns))
        least = max(least, RANK_TOLERANCE * float(np.sqrt(sizes[-1])))
        use = sizes > max(1e-6 * float(sizes[-1]), least**2)
        if not use.any():
            break
        new = _times(columns, axes[:, use] / np.sqrt(sizes[use]))
        for _ in range(2):
            new -= _times(basis, _products(basis, new))
            new = _times(new, np.linalg.inv(np.linalg.cholesky(_products(new, new))).T)
        basis = np.column_stack([basis, new])
        columns = columns - _times(basis, _products(basis, columns))
    return basis


def _products(left: Floats, right: Floats) -> Floats:
    """left.T @ right, by blocks of rows that one core does alone: on a busy machine threads wait for each other."""
    found: Floats = np.zeros((left.shape[1], right.shape[1]))
    for start in range(0, len(left), ROWS):
        found += left[start : start + ROWS].T @ right[start : start + ROWS]
    return found


def _times(columns: Floats, matrix: Floats) -> Floats:
    """columns @ matrix, by blocks of rows likewise."""
    found: Floats = np.empty((len(columns), matrix.shape[1]))
    for start in range(0, len(columns), ROWS):
        found[start : start + ROWS] = columns[start : start + ROWS] @ matrix
    return found


def _check(s: Specification) -> None:
    columns = [s.y, s.x] if s.nuisance is None else [s.y, s.x, s.nuisance]
    given = [*columns, s.clusters] if s.weights is None else [*columns, s.clusters, s.weights]
    if len({len(c) for c in given}) != 1 or s.y.ndim != 1 or s.x.ndim != 1 or s.clusters.ndim != 1:
        raise ValueError(f"specification {s.label}: arrays of shapes {[c.shape for c in given]}")
    if not all(np.isfinite(c).all() for c in columns):
        raise ValueError(f"specification {s.label}: a value is missing or infinite")


def _refuse(label: int, scaled: Floats, left: Floats, rank: int) -> None:
    place, n = f"specification {label}", len(left)
    size = np.linalg.norm(scaled, axis=0)
    rest = np.linalg.norm(left, axis=0)
    if rest[1] <= RANK_TOLERANCE * max(float(size[1]), 1e-300):
        raise CannotCompute(
            "effect-collinear",
            where=place,
            fix="leave it out, or leave out the fixed effect that takes it up",
            kind="regressor",
            number=1,
            columns=(0,),
        )
    if n <= rank + 1:
        raise CannotCompute(
            "effect-no-freedom",
            where=place,
            fix="fewer controls or fixed effects, or more observations",
            observations=n,
            parameters=rank + 1,
        )
    slope = (left[:, 1] @ left[:, 0]) / rest[1] ** 2
    if np.linalg.norm(left[:, 0] - slope * left[:, 1]) <= RANK_TOLERANCE * max(float(size[0]), 1e-300):
        raise CannotCompute("effect-no-scatter", where=place, fix="fewer controls or fixed effects, or another outcome")
