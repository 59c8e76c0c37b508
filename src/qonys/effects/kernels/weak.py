"""Strength of instruments: first-stage F by several covariances, the effective F, one for each of several regressors.

How this works. With errors that are unequal or clustered the usual F misleads; the effective F weighs the first
stage by its own covariance. Beside it stands the value that it must exceed for the bias of two-stage least squares
to be at most a share tau of the worst case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from qonys.effects.kernels.iv_data import IvData as IvData
from qonys.effects.kernels.iv_data import reduced
from qonys.effects.kernels.least_squares import fit, fit_iv, outside
from qonys.effects.kernels.montiel_pflueger import critical_value, worst_bias
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats

TAUS = (0.05, 0.10, 0.20, 0.30)


@dataclass(frozen=True)
class Strength:
    """How strong the instruments of one endogenous regressor are.

    Critical values are at 5 %, for bias of at most 5, 10, 20, 30 % of the worst case. `critical` is simplified and
    conservative; `exact` takes the largest bias that the covariances allow, and is missing where only that of the
    first stage was given. With one instrument they are the same.
    """

    f: float  # homoskedastic
    robust: float  # Wald by the covariance of clusters (or of unequal variances) over l; nan with too few clusters
    effective: float  # Montiel Olea, Pflueger
    critical: tuple[float, ...]
    freedom: tuple[float, ...]  # effective degrees of freedom of these
    worst: float | None = None  # largest bias at strength 1, as a share of the worst case
    exact: tuple[float, ...] | None = None


def strength(data: IvData, covariance: Floats | None = None) -> Strength:
    """First-stage F statistics of one endogenous regressor.

    Parameters
    ----------
    covariance : (l, l) of the first-stage coefficients of z, if it is another than that of `data.clusters` (CRV1) or,
        without clusters, of unequal variances: CRV3, Driscoll-Kraay, ...

    Raises
    ------
    CannotCompute
        For several endogenous regressors: see `conditional_f`.

    References
    ----------
    Montiel Olea, Pflueger (2013), J. Business & Economic Statistics 31(3), 358-369.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(200, 1))
    >>> x = z + random.normal(size=(200, 1))
    >>> found = strength(IvData(x[:, 0], x, z, np.ones((200, 1))))
    >>> bool(np.isclose(found.effective, found.robust)), round(found.critical[1], 2)
    (True, 23.11)
    """
    if data.x.shape[1] != 1:
        raise CannotCompute("effect-one-endogenous", where="regressors", fix="the conditional F of each of several")
    form = reduced(data)
    slopes, number = form.slopes[1], form.instruments
    w2 = form.moments[1, 1] if covariance is None else form.triangle @ covariance @ form.triangle.T
    simple = [critical_value(w2, tau) for tau in TAUS]
    worst = worst_bias(form.moments) if covariance is None else None
    squares = float(slopes @ slopes)
    joint = form.judged or covariance is not None
    return Strength(
        squares / number / (float(form.products[1, 1]) / form.freedom),
        float(slopes @ np.linalg.solve(w2, slopes)) / number if joint else np.nan,
        squares / float(np.trace(w2)),
        tuple(value for value, _ in simple),
        tuple(freedom for _, freedom in simple),
        worst,
        None if worst is None else tuple(critical_value(w2, tau, worst)[0] for tau in TAUS),
    )


def cragg_donald(data: IvData) -> float:
    """The F of the weakest mixture of p endogenous regressors: least eigenvalue of their joint first stage, over l.

    For equal independent errors; with one regressor it is the homoskedastic first-stage F. Critical values are those
    of Stock and Yogo.

    References
    ----------
    Cragg, Donald (1993), Econometric Theory 9(2). Stock, Yogo (2005), in: Identification and Inference.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(300, 2))
    >>> x = z @ [[1.0, 1.0], [0.0, 0.02]] + random.normal(size=(300, 2))
    >>> cragg_donald(IvData(x[:, 0], x, z, np.ones((300, 1)))) < 5
    True
    """
    from scipy.linalg import eigh

    _refuse_few(data)
    form = reduced(replace(data, clusters=None))
    slopes = form.slopes[1:]
    roots = eigh(slopes @ slopes.T, form.products[1:, 1:] / form.freedom, eigvals_only=True)
    return float(roots[0]) / form.instruments


def conditional_f(data: IvData) -> Floats:
    """F of each endogenous regressor given the others (p,): is there an instrument left for it.

    The regressor less what the others explain of it (by two-stage least squares) is regressed on the instruments;
    the F has l - p + 1 degrees of freedom in the numerator. With one regressor it is the first-stage F. For equal
    independent errors.

    References
    ----------
    Sanderson, Windmeijer (2016), J. Econometrics 190(2), 212-221.

    Examples
    --------
    >>> random = np.random.default_rng(1)
    >>> z = random.normal(size=(300, 2))
    >>> x = z @ [[1.0, 1.0], [0.0, 0.02]] + random.normal(size=(300, 2))
    >>> found = conditional_f(IvData(x[:, 0], x, z, np.ones((300, 1))))
    >>> bool((found < 10).all())  # each first-stage F is above 100, together they are weak
    True
    """
    _refuse_few(data)
    p, number = data.x.shape[1], data.z.shape[1]
    found = np.empty(p)
    for j in range(p):
        others = np.delete(data.x, j, axis=1)
        target = data.x[:, j]
        if p > 1:
            target = target - others @ fit_iv(target, others, data.z, data.nuisance, data.weights).coefficients
        first = fit(target, data.z, data.nuisance, data.weights)
        total, _ = outside(target, data.nuisance, data.weights)
        left = first.residuals @ first.residuals
        explained = float(total @ total) - float(left)
        found[j] = explained / (number - p + 1) / (left / (first.observations - first.parameters))
    return found


def _refuse_few(data: IvData) -> None:
    p, number = data.x.shape[1], data.z.shape[1]
    if number < p:
        raise CannotCompute(
            "effect-few-instruments",
            where="instruments",
            fix="one instrument at least for each endogenous regressor",
            instruments=number,
            regressors=p,
        )
