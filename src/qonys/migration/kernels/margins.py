"""Poisson fits of flows on effects of origins and destinations: what sizes, or sizes and distance, let expect."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from qonys.migration.kernels.accounts import ratio
from qonys.numerics.arrays import Floats

ROUNDS = 100
"""Most steps of a fit; a handful is the rule, tables with many empty cells take more."""

MANY = 8
"""Batches larger than this start from the fit of their sum."""

LEAP = 3.0
"""The logarithm of a flow is moved by no more than about this in one step."""

CLOSE = 1e-11
"""A fit is done when no margin is off by more than this share of all moves."""


class Fit(NamedTuple):
    """A Poisson model of flows with an effect of each origin and each destination.

    `fitted` (..., area, area) has a diagonal of 0; `slope` and `slope_error` (...) belong to the covariate,
    nan without one and where flows cannot tell it from the effects of areas; `converged` (...) bools.
    """

    fitted: Floats
    slope: Floats
    slope_error: Floats
    converged: np.ndarray


def margins_fit(moves: Floats, covariate: Floats | None = None) -> Fit:
    """Poisson fit of moves between areas on origins, destinations and, if given, one covariate.

    How it works: for any effects of destinations and slope the effects of origins that meet departures are
    known at once, so Newton steps are taken in the rest only; their matrix is one of area × area for
    each table of the batch. Destinations where nobody arrives are fitted by 0 and take no part.

    Parameters
    ----------
    moves : (..., area, area) floats
        Counts with a diagonal of 0, as `moves_between` returns them.
    covariate : (area, area) floats, optional
        Any finite figures; the diagonal is not read.

    Returns
    -------
    Fit
        Without a covariate it is quasi-independence: flows that sizes of departures and arrivals let
        expect when no flow stays inside.

    Examples
    --------
    >>> moves = np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])
    >>> bool(np.allclose(margins_fit(moves).fitted.sum(axis=0), moves.sum(axis=0)))
    True
    """
    n = moves.shape[-1]
    tables = moves.reshape(-1, n, n)
    x = None if covariate is None else _centred(covariate)
    state = _State(tables, x)
    if len(tables) > MANY:
        # Draws of one table are near each other: the fit of their sum is a better start than none.
        pooled = _State(tables.sum(axis=0, keepdims=True), x)
        pooled.run()
        state.start_at(pooled)
    state.run()
    slope, error = state.slopes()
    shape = moves.shape[:-2]
    return Fit(
        state.fitted.reshape(moves.shape), slope.reshape(shape), error.reshape(shape), state.converged.reshape(shape)
    )


def _centred(covariate: Floats) -> Floats:
    """The covariate without what effects of areas take up anyway: better steps, the same slope."""
    n = len(covariate)
    off = ~np.eye(n, dtype=bool)
    x = np.where(off, covariate, 0.0)
    for _ in range(50):
        x = np.where(off, x - x.sum(axis=1, keepdims=True) / max(n - 1, 1), 0.0)
        x = np.where(off, x - x.sum(axis=0, keepdims=True) / max(n - 1, 1), 0.0)
    # Nothing but rounding is left where areas take up all of it.
    return x if np.abs(x).max() > 1e-9 * np.abs(covariate[off]).max(initial=0.0) else np.zeros_like(x)


class _State:
    """Effects of destinations and slopes of a batch of tables, and one Newton step of them."""

    def __init__(self, tables: Floats, x: Floats | None) -> None:
        self.x, self.off = x, ~np.eye(tables.shape[-1], dtype=bool)
        self.out, self.into = tables.sum(axis=2), tables.sum(axis=1)
        self.total = tables.sum(axis=(1, 2))
        self.score = np.zeros(len(tables)) if x is None else (tables * x).sum(axis=(1, 2))
        self.active = self.into > 0
        self.effects = np.log(np.where(self.active, self.into, 1.0))
        self.slope = np.zeros(len(tables))
        self.information = np.zeros(len(tables))
        self.fitted = np.zeros(tables.shape)
        self.converged = np.ones(len(tables), dtype=bool)
        # The best place so far, to which a step that went too far turns back.
        self.likelihood = np.full(len(tables), -np.inf)
        self.best_effects, self.best_slope = self.effects.copy(), self.slope.copy()

    def start_at(self, pooled: _State) -> None:
        """Start where another table ended, sizes of destinations set apart."""
        if pooled.converged.all():
            lift = np.where(pooled.active, pooled.effects - np.log(np.where(pooled.active, pooled.into, 1.0)), 0.0)
            self.effects += lift
            self.slope += pooled.slope

    def run(self) -> None:
        """Step until all tables are fitted or have had their rounds."""
        todo = np.flatnonzero(self.total > 0)
        for _ in range(ROUNDS):
            todo = todo[~self.step(todo)]
            if not len(todo):
                break
        self.converged[todo] = False

    def step(self, which: np.ndarray) -> np.ndarray:
        """Look at the tables at `which` once more and move them on; True for those that are done."""
        fitted, likelihood = self._expected(which)
        self.fitted[which] = fitted
        done = np.zeros(len(which), dtype=bool)
        worse = likelihood < self.likelihood[which] - 1e-12 * self.total[which]
        back = which[worse]
        self.effects[back] = (self.effects[back] + self.best_effects[back]) / 2
        self.slope[back] = (self.slope[back] + self.best_slope[back]) / 2
        on = which[~worse]
        self.likelihood[on] = likelihood[~worse]
        self.best_effects[on], self.best_slope[on] = self.effects[on], self.slope[on]
        done[~worse] = self._newton(on, fitted[~worse] if len(back) else fitted)
        return done

    def _newton(self, which: np.ndarray, fitted: Floats) -> np.ndarray:
        active, total, out = self.active[which], self.total[which], self.out[which]
        gradient = np.where(active, self.into[which] - fitted.sum(axis=1), 0.0)
        close = np.abs(gradient).max(axis=1, initial=0.0) <= CLOSE * total
        if self.x is None and close.all():
            return np.asarray(close)
        share = np.divide(fitted, out[..., None], out=np.zeros_like(fitted), where=out[..., None] > 0)
        hessian = -(np.swapaxes(fitted, 1, 2) @ share)
        each = np.arange(fitted.shape[-1])
        # A common change of all effects does nothing: the constant fixes it; the trace keeps parts that no flow joins.
        hessian[:, each, each] += fitted.sum(axis=1) + np.where(active, 1e-13 * total[:, None], total[:, None])
        hessian += (total / fitted.shape[-1] ** 2)[:, None, None] * (active[:, :, None] & active[:, None, :])
        if self.x is None:
            change = np.linalg.solve(hessian, gradient[..., None])[..., 0]
            step, leap = np.zeros(len(which)), np.abs(change).max(axis=1)
        else:
            change, step, closer = self._slope_step(which, fitted, share, hessian, gradient)
            close &= closer
            leap = np.maximum(np.abs(change).max(axis=1), np.abs(step) * np.abs(self.x).max())
        # The whole step is shortened, so that it still leads uphill.
        length = np.where(close, 0.0, LEAP / np.maximum(leap, LEAP))
        self.slope[which] += length * step
        self.effects[which] += length[:, None] * change
        return np.asarray(close)

    def _expected(self, which: np.ndarray) -> tuple[Floats, Floats]:
        """Flows that meet all departures, and the logarithm of their likelihood but for a constant."""
        powers = np.where(self.active[which], self.effects[which], -np.inf)
        if self.x is None:
            top: Floats = powers.max(axis=1, keepdims=True)
            pull = np.exp(powers - top)[:, None, :] * self.off
        else:
            power = np.where(self.off, powers[:, None, :] + self.slope[which, None, None] * self.x, -np.inf)
            top = power.max(axis=2)
            top = np.where(np.isfinite(top), top, 0.0)
            pull = np.exp(power - top[..., None])
        sums = pull.sum(axis=2)
        out = self.out[which]
        per: Floats = np.divide(out, sums, out=np.zeros_like(sums), where=sums > 0)
        reached = np.where(out > 0, np.log(np.where(sums > 0, sums, 1.0)) + top, 0.0)
        likelihood: Floats = (self.into[which] * self.effects[which]).sum(axis=1) - (out * reached).sum(axis=1)
        return pull * per[..., None], likelihood + self.slope[which] * self.score[which]

    def _slope_step(
        self, which: np.ndarray, fitted: Floats, share: Floats, hessian: Floats, gradient: Floats
    ) -> tuple[Floats, Floats, np.ndarray]:
        """A step of effects and one of the slope; the slope's own part is solved apart from the effects."""
        x = np.asarray(self.x)
        weighted = fitted * x
        score = self.score[which] - weighted.sum(axis=(1, 2))
        # Information between slope and effects, and of the slope, each without what origins take up.
        by_origin = (share * x).sum(axis=2)
        cross = weighted.sum(axis=1) - np.einsum("bi,bij->bj", by_origin, fitted)
        cross = np.where(self.active[which], cross, 0.0)
        spread = (weighted * x).sum(axis=(1, 2))
        own = spread - (by_origin * weighted.sum(axis=2)).sum(axis=1)
        both = np.linalg.solve(hessian, np.stack([gradient, cross], axis=-1))
        left = own - (cross * both[..., 1]).sum(axis=1)
        known = left > 1e-9 * spread
        self.information[which] = np.where(known, left, 0.0)
        step = np.divide(score - (cross * both[..., 0]).sum(axis=1), left, out=np.zeros_like(left), where=known)
        scale = np.sqrt(np.maximum(spread, 1e-300) * self.total[which])
        close = (np.abs(score) <= CLOSE * scale) | ~known
        return both[..., 0] - step[:, None] * both[..., 1], step, close

    def slopes(self) -> tuple[Floats, Floats]:
        known = (self.information > 0) & self.converged & (self.x is not None)
        error = np.sqrt(ratio(np.ones_like(self.information), np.where(known, self.information, 0.0)))
        return np.where(known, self.slope, np.nan), error
