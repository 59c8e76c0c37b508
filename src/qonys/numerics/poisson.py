"""Poisson pseudo-maximum likelihood with many fixed effects: multiplicative models of flows and counts.

How this works: steps of weighted least squares from which a projection takes the effects. Zeros for
which no finite estimate exists (separation) are found exactly beforehand, left out and listed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

Labels = NDArray[Any]
DIRECT = 1200  # columns up to which separation is reduced to a small problem before it is looked for


class Covariance(Enum):
    """What is supposed of the scatter around the model."""

    POISSON = "variance equals the mean: the inverse information"
    QUASI = "variance is proportional to the mean: the same times the dispersion"
    ROBUST = "any variance, independent observations"
    CLUSTERED = "any dependence inside clusters, one or two ways"


class SmallSample(Enum):
    """What widens a robust or clustered covariance; G is n, or the smaller number of clusters; K coefficients."""

    NONE = "nothing"
    FACTOR = "(n-1)/(n-K) G/(G-1), K without effects that are nested in clusters"
    LEVERAGE = "residuals over 1 - leverage (HC3): right where single flows carry much, as they do beside effects"


@dataclass(frozen=True, slots=True)
class PoissonOptions:
    """How scatter is treated and when steps stop."""

    covariance: Covariance = Covariance.ROBUST
    clusters: tuple[Labels, ...] = ()  # one or two (n,) arrays
    small_sample: SmallSample = SmallSample.FACTOR
    drop_singletons: bool = True  # alone in a level they say nothing, but make n look larger
    names: tuple[str, ...] = ()  # of regressors, for messages
    iterations: int = 200
    tolerance: float = 1e-10  # length of the last step, relative to the outcome


@dataclass(frozen=True)
class PoissonFit:
    """A fitted model of n observations and k regressors; what was left out is listed by position."""

    coefficients: Floats  # (k,): change of the log of the mean by one unit of a regressor
    covariance: Floats  # (k, k)
    fitted: Floats  # (n,): 0 for separated zeros, the outcome itself for singletons
    absorbed: Floats  # (n,): sum of the effects of each observation; nan for what is left out
    deviance: float
    log_likelihood: float
    pseudo_r2: float  # 1 - log likelihood / that of a constant (McFadden)
    dispersion: float  # Pearson chi-square by degree of freedom, 1 for Poisson counts; nan if none is left
    used: int
    parameters: int  # regressors and effects without redundant ones (exact for two sets of effects)
    groups: int  # the smaller number of clusters; 0 without
    iterations: int
    singletons: tuple[int, ...] = ()
    separated: tuple[int, ...] = ()  # zeros that only a coefficient running off to infinity fits

    @property
    def standard_errors(self) -> Floats:
        """(k,): square roots of the covariance's diagonal."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    def intervals(self, level: float = 0.95) -> Floats:
        """(k, 2): normal; with clusters Student's t with G - 1 degrees of freedom."""
        from scipy.stats import norm, t

        z = t.ppf((1 + level) / 2, self.groups - 1) if self.groups else norm.ppf((1 + level) / 2)
        return np.asarray(self.coefficients[:, None] + self.standard_errors[:, None] * np.array([-z, z]))


def ppml(
    outcome: Floats,
    regressors: Floats,
    effects: tuple[Labels, ...] = (),
    weights: Floats | None = None,
    offset: Floats | None = None,
    options: PoissonOptions | None = None,
) -> PoissonFit:
    """Poisson pseudo-maximum likelihood: E(outcome) = exp(regressors · b + effects + offset).

    Consistent if the mean is right; the outcome need be neither a count nor Poisson. Regressors that effects
    and other regressors make up are refused by name; what cannot inform the estimate is left out and listed.

    Parameters
    ----------
    outcome, weights, offset : (n,) floats; 0 or more, positive, and added to the log of the mean
    regressors : (n, k) floats; effects hold the constant, one is added where there are none
    effects : tuple of (n,) labels

    References
    ----------
    Santos Silva, Tenreyro (2006), Rev. Econ. Stat. 88(4). Correia, Guimarães, Zylkin (2019), arXiv:1903.01633.

    Examples
    --------
    >>> fit = ppml(np.array([1.0, 3, 2, 10]), np.array([[0.0], [1], [0], [1]]))
    >>> round(float(np.exp(fit.coefficients[0])), 6)  # 6.5 to 1.5
    4.333333
    """
    chosen = options or PoissonOptions()
    y, x = np.asarray(outcome, float), np.asarray(regressors, float)
    wt, off = (np.full(y.shape, v) if g is None else np.asarray(g, float) for v, g in ((1.0, weights), (0.0, offset)))
    _check(y, x, wt, off, (*effects, *chosen.clusters), chosen)
    codes = [_codes(e) for e in effects] or [np.zeros(len(y), dtype=np.intp)]
    keep, single, apart = _usable(y, x, codes, chosen.drop_singletons)
    inside, clusters = ([_codes(np.asarray(c)[keep]) for c in some] for some in (codes, chosen.clusters))
    found = _fit((y[keep], x[keep], wt[keep], off[keep]), inside, clusters, chosen)
    fitted, absorbed = np.where(single, y, 0.0), np.full(len(y), np.nan)
    fitted[keep], absorbed[keep] = found.fitted, found.absorbed
    out = [tuple(np.flatnonzero(mask).tolist()) for mask in (single, apart)]
    return replace(found, fitted=fitted, absorbed=absorbed, singletons=out[0], separated=out[1])


def _codes(labels: Labels) -> Labels:
    return np.asarray(np.unique(labels, return_inverse=True)[1])


def _check(y: Floats, x: Floats, wt: Floats, off: Floats, labels: tuple[Labels, ...], options: PoissonOptions) -> None:
    shapes = [np.shape(v) for v in (y, wt, off, *labels)]
    if set(shapes) != {(y.size,)} or x.ndim != 2 or len(x) != y.size:
        raise ValueError(f"{y.size} observations need (n,) arrays and regressors (n, k), got {shapes} and {x.shape}")
    if len(options.clusters) not in ((1, 2) if options.covariance is Covariance.CLUSTERED else (0,)):
        raise ValueError(f"{options.covariance.name} covariance with {len(options.clusters)} sets of clusters")
    right = (np.isfinite(y) & (y >= 0), np.isfinite(x).all(axis=1), np.isfinite(wt) & (wt > 0), np.isfinite(off))
    for name, good in zip(("outcome", "regressors", "weights", "offset"), right, strict=True):
        rows = np.flatnonzero(~good).tolist()
        if rows:
            place = f"{name}, rows {', '.join(map(str, rows[:5]))}"
            raise BadInput("table-not-a-number", where=place, fix="put these cells right", count=len(rows), name=name)


def _usable(y: Floats, x: Floats, codes: list[Labels], singletons: bool) -> tuple[Labels, Labels, Labels]:
    """What informs the estimate, singletons, separated zeros; leaving some out can make more of them."""
    keep, single, apart, before = np.ones(len(y), bool), np.zeros(len(y), bool), np.zeros(len(y), bool), -1
    while keep.any() and before != keep.sum():
        before = int(keep.sum())
        for code in codes:
            apart |= keep & (np.bincount(code, y * keep)[code] == 0)
            single |= keep & ~apart & (np.bincount(code, keep & ~apart)[code] == 1) & singletons
            keep &= ~(apart | single)
        if before == keep.sum():
            apart[np.flatnonzero(keep)[_separated(y[keep], x[keep], [_codes(c[keep]) for c in codes])]] = True
            keep &= ~apart
    if not keep.any():
        raise CannotCompute("poisson-nothing-left", where="outcome")
    return keep, single, apart


def _separated(y: Floats, x: Floats, codes: list[Labels]) -> Labels:
    """Zeros where a combination of columns is positive that is 0 at positive outcomes and nowhere negative."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, csr_array, eye_array, hstack

    zeros, fixed = np.flatnonzero(y == 0), {}
    design = csr_array(hstack([coo_array(x), _dummies(codes)]))
    size = np.sqrt(np.asarray(design.power(2).sum(axis=0)).ravel())
    design = csr_array(design.multiply(1 / np.where(size > 0, size, 1.0)))
    there, rest, n = design[zeros], design[y > 0], len(zeros)
    if n and design.shape[1] <= DIRECT:
        values, vectors = np.linalg.eigh((rest.T @ rest).toarray())
        free = there @ vectors[:, values < 1e-11]
        top = np.abs(free).max(axis=0, initial=0.0)
        there = csr_array(np.where(np.abs(free) > 1e-8, free, 0.0)[:, top > 1e-8] / top[top > 1e-8])
    elif n:
        fixed = {"A_eq": hstack([rest, csr_array((rest.shape[0], n))]).tocsr(), "b_eq": np.zeros(rest.shape[0])}
    if not there.nnz:
        return zeros[:0]
    k = there.shape[1]
    reach, bounds = hstack([-there, eye_array(n)]).tocsr(), [(None, None)] * k + [(0.0, 1.0)] * n
    found = linprog(np.repeat([0.0, -1.0], [k, n]), A_ub=reach, b_ub=np.zeros(n), bounds=bounds, **fixed)
    return np.asarray(zeros[found.x[k:] > 0.5])


def _dummies(codes: list[Labels]) -> Any:
    from scipy.sparse import csr_array, hstack

    rows, one = np.arange(len(codes[0])), np.ones(len(codes[0]))
    return csr_array(hstack([csr_array((one, (rows, c)), shape=(len(c), c.max() + 1)) for c in codes]))


def _residual(columns: Floats, weights: Floats, dummies: Any) -> Floats:
    """Columns (n, c) without what effects explain under these weights."""
    from scipy.sparse.linalg import cg

    size = 1 / np.sqrt(dummies.T @ weights)
    half = dummies.multiply(np.sqrt(weights)[:, None]).multiply(size).tocsr()
    gram, right = (half.T @ half).tocsr(), half.T @ (columns * np.sqrt(weights)[:, None])
    solved = np.stack([cg(gram, one, rtol=1e-14, maxiter=2000)[0] for one in right.T], axis=-1)
    return np.asarray(columns - dummies @ (solved * size[:, None]))


def _refuse_collinear(within: Floats, x: Floats, names: tuple[str, ...]) -> None:
    """Regressors of which nothing is left beside effects and the regressors before them."""
    left = np.zeros(x.shape[1])
    left[: len(x)] = np.abs(np.diag(np.linalg.qr(within, mode="r")))
    lost = [names[k] if names else f"regressor {k}" for k in np.flatnonzero(left <= 1e-9 * np.linalg.norm(x, axis=0))]
    if lost:
        text = ", ".join(lost)
        raise BadInput("poisson-collinear", where="regressors", names=text)


def _steps(data: tuple[Floats, ...], dummies: Any, options: PoissonOptions) -> tuple[Any, Floats, int]:
    """Coefficients, log of the mean and number of steps; a step that raises the deviance is halved."""
    y, x, wt, off = data
    eta, deviance = np.log((y + np.average(y, weights=wt)) / 2), np.inf
    for step in range(1, options.iterations + 1):
        mu, z = np.exp(eta), eta - off + y * np.exp(-eta) - 1
        within = _residual(np.column_stack([z, x]), wt * mu, dummies)
        products = within.T @ (within * (wt * mu)[:, None])
        b = np.linalg.solve(products[1:, 1:], products[1:, 0])
        move = off + z - (within[:, 0] - within[:, 1:] @ b) - eta
        size, new = 1.0, _deviance(y, eta + move, wt)
        while not new <= deviance * (1 + 1e-9) + 1e-9 and size > 1e-9:
            size, new = size / 2, _deviance(y, eta + size / 2 * move, wt)
        eta, deviance = eta + size * move, new
        if size == 1.0 and (wt * mu * move**2).sum() <= options.tolerance**2 * (wt * y).sum():
            return b, eta, step
    raise CannotCompute("poisson-slow", where="outcome")


def _deviance(y: Floats, eta: Floats, wt: Floats) -> float:
    return float(2 * (wt * (y * (np.log(np.maximum(y, 1e-300)) - eta) - y + np.exp(np.minimum(eta, 700)))).sum())


def _fit(data: tuple[Floats, ...], codes: list[Labels], clusters: list[Labels], chosen: PoissonOptions) -> PoissonFit:
    from scipy.special import gammaln

    (y, x, wt, off), dummies = data, _dummies(codes)
    _refuse_collinear(_residual(x, wt, dummies), x, chosen.names)
    b, eta, steps = _steps(data, dummies, chosen)
    mu, free = np.exp(eta), len(y) - x.shape[1] - _rank(codes)
    dispersion = float((wt * (y - mu) ** 2 / mu).sum() / free) if free > 0 else np.nan
    flat = np.full(len(y), np.log(np.average(y, weights=wt)))
    likelihood, null = (float((wt * (y * e - np.exp(e) - gammaln(y + 1))).sum()) for e in (eta, flat))
    within = _residual(x, wt * mu, dummies)
    covariance = np.linalg.inv(within.T @ (within * (wt * mu)[:, None]))
    if chosen.covariance is Covariance.QUASI:
        covariance = covariance * dispersion
    elif chosen.covariance is not Covariance.POISSON:
        influence = within @ covariance * (wt * (y - mu))[:, None]
        if chosen.small_sample is SmallSample.LEVERAGE:
            influence /= _kept(within, within @ covariance, wt * mu, dummies)[:, None]
        covariance = _sandwich(influence, clusters or [np.arange(len(y))], codes, chosen.small_sample)
    return PoissonFit(b, np.asarray(covariance), mu, eta - off - x @ b, _deviance(y, eta, wt), likelihood,
                      1 - likelihood / null, dispersion, len(y), len(y) - free,
                      min((int(c.max()) + 1 for c in clusters), default=0), steps)  # fmt: skip


def _rank(codes: list[Labels]) -> int:
    """Levels without redundant ones: exact for two sets of effects, one by set beyond them."""
    from scipy.sparse.csgraph import connected_components

    pieces = len(codes) > 1 and connected_components(_dummies(codes[:2]).T @ _dummies(codes[:2]), directed=False)[0]
    return max(sum(int(c.max()) + 1 for c in codes) - int(pieces) - max(len(codes) - 2, 0), 1)


def _sandwich(influence: Floats, sets: list[Labels], codes: list[Labels], how: SmallSample) -> Floats:
    """Covariance from influences (n, k) summed by cluster; what two ways share is counted once."""
    groups, n = min(int(c.max()) + 1 for c in sets), len(influence)
    if groups < 2:
        raise BadInput("poisson-one-cluster", where="clusters")
    parts = [_dummies([c]).T @ influence for c in (*sets, *([_codes(sets[0] * n + sets[1])] if len(sets) == 2 else []))]
    found = sum(sign * (s.T @ s) for sign, s in zip((1, 1, -1), parts, strict=False))
    if len(sets) == 2:  # can make a variance negative: such directions become 0 (Cameron, Gelbach, Miller 2011)
        values, vectors = np.linalg.eigh(found)
        found = vectors * values.clip(0) @ vectors.T
    if how is SmallSample.FACTOR:  # the constant counts even where all effects are nested
        whole = [c for c in codes if all(len(np.unique(c * n + s)) > c.max() + 1 for s in sets)]
        found = found * groups / (groups - 1) * (n - 1) / max(n - influence.shape[1] - _rank(whole), 1)
    return np.asarray(found)


def _kept(within: Floats, turned: Floats, weights: Floats, dummies: Any) -> Floats:
    """(n,): 1 - leverage, of regressors and effects; in blocks, to hold memory down."""
    half = dummies.multiply(np.sqrt(weights)[:, None]).multiply(1 / np.sqrt(dummies.T @ weights)).tocsr()
    inverse = np.linalg.pinv((half.T @ half).toarray(), rcond=1e-12, hermitian=True)
    parts = (half[k : k + 4096] for k in range(0, len(weights), 4096))
    taken = np.concatenate([((part @ inverse) * part.toarray()).sum(axis=1) for part in parts])
    return np.asarray(np.maximum(1 - taken - weights * (turned * within).sum(axis=1), 1e-9))
