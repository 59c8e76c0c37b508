"""Effects on a count or another outcome of 0 or more: Poisson pseudo-maximum likelihood, errors of few clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import dummies, mixtures
from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.numerics.poisson import Covariance, PoissonFit, PoissonOptions, SmallSample, ppml

Labels = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """A model of n outcomes of 0 or more: mean = exp(exposures · b + nuisance + effects + offset)."""

    y: Floats  # (n,)
    x: Floats  # (n, k), exposures
    effects: tuple[Labels, ...] = ()  # (n,) each: labels of fixed effects
    nuisance: Floats | None = None  # (n, m): controls, trends; what effects and others make up is left out
    weights: Floats | None = None  # (n,), above 0
    offset: Floats | None = None  # (n,), e.g. the log of the population: effects are then on rates


@dataclass(frozen=True, eq=False)
class CountFit:
    """Coefficients of the k exposures: b is the change of the log of the mean, exp(b) - 1 the relative change."""

    coefficients: Floats  # (k,)
    covariance: Floats  # (k, k)
    df: float  # of Student's t: G - 1 with the smaller number of clusters G; infinite without
    observations: int  # that inform the estimate
    clusters: int  # the smaller number of two ways; 0 without
    separated: tuple[int, ...]  # rows of zeros that any small enough mean fits: they say nothing
    singletons: tuple[int, ...]  # rows alone in a level of an effect
    redundant: tuple[int, ...]  # nuisance columns that effects and other columns make up
    whole: PoissonFit  # nuisance coefficients, fitted means, deviance

    @property
    def errors(self) -> Floats:
        """Standard errors (k,)."""
        return np.asarray(np.sqrt(np.diag(self.covariance)))

    @property
    def t(self) -> Floats:
        """Coefficients over their errors (k,)."""
        found: Floats = self.coefficients / self.errors
        return found

    @property
    def p(self) -> Floats:
        """Two-sided p values (k,)."""
        from scipy.special import stdtr

        return np.asarray(2 * stdtr(min(self.df, 1e300), -np.abs(self.t)))

    @property
    def relative(self) -> Floats:
        """Relative change of the mean by one unit more of each exposure (k,): 0.05 is 5 %."""
        return np.asarray(np.expm1(self.coefficients))

    def intervals(self, level: float = 0.95) -> Floats:
        """Ends of intervals of the coefficients (k, 2)."""
        from scipy.special import stdtrit

        reach = stdtrit(min(self.df, 1e300), (1 + level) / 2) * self.errors
        return np.column_stack([self.coefficients - reach, self.coefficients + reach])


def count_effects(model: Counts, clusters: tuple[Labels, ...] = ()) -> CountFit:
    """Poisson pseudo-maximum likelihood of a panel with clustered errors.

    The outcome need be neither whole nor Poisson: the estimate is right where the mean is, and errors allow any
    scatter. Errors are CRV1 times G/(G-1) · (n-1)/(n-K), K without effects nested in the clusters; without
    clusters, HC0 times n/(n-K). With few clusters they are too small: `jackknife` is safer.

    Parameters
    ----------
    model : Counts
    clusters : none, one or two (n,) arrays of labels

    Raises
    ------
    BadInput
        If an outcome is negative or missing, or effects make up an exposure.
    CannotCompute
        If nothing is left to estimate from, or the steps do not settle.

    References
    ----------
    Santos Silva, Tenreyro (2006), Rev. Econ. Stat. 88(4), 641-658. Correia, Guimarães, Zylkin (2019),
    arXiv:1903.01633, on separation. Cameron, Gelbach, Miller (2011), J. Bus. Econ. Stat. 29(2), on two ways.

    Examples
    --------
    >>> moves = Counts(np.array([1.0, 3, 2, 10, 0, 0]), np.array([[0.0], [1], [0], [1], [0], [1]]), offset=np.zeros(6))
    >>> found = count_effects(moves)
    >>> round(float(found.relative[0]), 6)  # means of 13/3 and 1
    3.333333
    """
    _refuse_negative(model.y)
    kept, redundant = _free_nuisance(model)
    columns = model.x if kept is None else np.column_stack([model.x, kept])
    options = PoissonOptions(
        covariance=Covariance.CLUSTERED if clusters else Covariance.ROBUST, clusters=clusters,
        small_sample=SmallSample.FACTOR,
    )  # fmt: skip
    whole = ppml(model.y, columns, model.effects, model.weights, model.offset, options)
    k = model.x.shape[1]
    return CountFit(
        whole.coefficients[:k], whole.covariance[:k, :k], whole.groups - 1 if clusters else np.inf, whole.used,
        whole.groups, whole.separated, whole.singletons, redundant, whole,
    )  # fmt: skip


def jackknife(model: Counts, clusters: Labels) -> CountFit:
    """The same estimate with CRV3 errors: (G-1)/G times the squared moves as one cluster each is left out.

    Safer than CRV1 where clusters are few or unequal.

    Raises
    ------
    CannotCompute
        If there are fewer than three clusters, or an exposure has no estimate without one of them.

    References
    ----------
    MacKinnon, Nielsen, Webb (2023), J. Applied Econometrics 38(5), 671-694.

    Examples
    --------
    >>> x = np.array([[0.0], [1], [0], [1], [0], [1]])
    >>> moves = Counts(np.array([2.0, 4, 2, 5, 3, 6]), x)
    >>> found = jackknife(moves, np.array([1, 1, 2, 2, 3, 3]))
    >>> found.errors.round(4).tolist()
    [0.0723]
    """
    found = count_effects(model, (clusters,))
    names = np.unique(np.delete(clusters, [*found.separated, *found.singletons]))
    if len(names) < 3:
        raise CannotCompute("effect-few-clusters", where="clusters", fix="smaller clusters", clusters=len(names))
    estimates = []
    for name in names:
        try:
            estimates.append(count_effects(_without(model, clusters == name)).coefficients)
        except (BadInput, CannotCompute) as error:
            raise CannotCompute(
                "effect-hangs-on-cluster",
                where=f"cluster {name}",
                fix="fewer fixed effects, or another sample",
                cluster=str(name),
            ) from error
    moved = np.array(estimates) - found.coefficients
    covariance = (len(names) - 1) / len(names) * moved.T @ moved
    return CountFit(
        found.coefficients, covariance, len(names) - 1, found.observations, len(names), found.separated,
        found.singletons, found.redundant, found.whole,
    )  # fmt: skip


def _without(model: Counts, out: NDArray[np.bool_]) -> Counts:
    keep = ~out
    rest = (None if part is None else part[keep] for part in (model.nuisance, model.weights, model.offset))
    return Counts(model.y[keep], model.x[keep], tuple(effect[keep] for effect in model.effects), *rest)


def _free_nuisance(model: Counts) -> tuple[Floats | None, tuple[int, ...]]:
    """Nuisance columns that effects and the columns before them do not make up, and numbers of the others."""
    if model.nuisance is None or model.nuisance.shape[1] == 0:
        return None, ()
    held = [dummies(effect) for effect in model.effects] or [np.ones((len(model.y), 1))]
    lost = mixtures(model.nuisance, np.column_stack(held))
    return np.delete(model.nuisance, lost, axis=1), lost


def _refuse_negative(y: Floats) -> None:
    rows = np.flatnonzero(~(y >= 0)).tolist()
    if rows:
        raise BadInput(
            "effect-negative-outcome",
            where=f"outcome, rows {', '.join(map(str, rows[:5]))}",
            fix="an outcome of 0 or more, or least squares",
            count=len(rows),
        )
