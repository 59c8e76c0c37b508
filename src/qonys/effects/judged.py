"""What an inference about one coefficient is, how it is made, and the parts that several methods share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.confidence_sets import Piece
from qonys.effects.kernels.covariance import nested_parameters
from qonys.effects.kernels.iv_data import IvData
from qonys.effects.sample import Regression
from qonys.effects.validity import Method
from qonys.model.specification import Fixed
from qonys.numerics.seed import SEED

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Options:
    """How inference is made."""

    draws: int = 9_999
    seed: int = SEED
    level: float = 0.95
    lags: int | None = None
    """Of serial dependence; none: by the rule of Newey and West."""
    cutoff: float = 700.0
    """Kilometres that spatial dependence reaches."""
    methods: tuple[Method, ...] = ()
    """None named: all that apply."""


@dataclass(frozen=True, slots=True)
class Inference:
    """One term by one method. Ends may be infinite: no value was rejected on that side."""

    term: str
    method: Method
    estimate: float
    se: float
    t: float
    df: float
    p: float
    low: float
    high: float
    holds: bool
    """Whether the test keeps its size on this design."""
    flag: str = ""
    """What is wrong with it: `not-positive`, a covariance that gives some combination a negative variance."""
    pieces: tuple[Piece, ...] = ()
    """The values that are not rejected, where they are no single interval; `low` and `high` are then missing."""
    reason: str = ""
    """Code of why error, p and interval cannot be computed; empty where they are."""


def empty(method: Method, arrays: Regression, number: int, estimate: float, reason: str) -> Inference:
    """An estimate without error, p and interval, with the code of the reason."""
    return Inference(
        arrays.terms[number], method, estimate, NAN, NAN, NAN, NAN, NAN, NAN, holds=False, reason=reason
    )  # fmt: skip


def ends(pieces: tuple[Piece, ...]) -> tuple[float, float]:
    """Two ends of a set that is one interval, with an infinite end where it has none; missing for any other.

    Examples
    --------
    >>> ends(((-np.inf, 2.0),)), ends(((-np.inf, 0.0), (1.0, np.inf)))
    ((-inf, 2.0), (nan, nan))
    """
    return pieces[0] if len(pieces) == 1 else (NAN, NAN)


def nested(arrays: Regression) -> int:
    """Parameters of fixed effects that lie inside clusters."""
    fixed = arrays.specification.fixed
    inside = nested_parameters(arrays.area, arrays.cluster)
    return inside * ((Fixed.AREA in fixed) + (Fixed.TREND in fixed))


def iv_data(arrays: Regression) -> IvData:
    """The regression as outcome, endogenous regressors and instruments; controls join the fixed effects."""
    many = arrays.estimated
    beside = np.column_stack([arrays.nuisance, arrays.x[:, many:]])
    return IvData(arrays.y, arrays.x[:, :many], arrays.z, beside, arrays.weights, arrays.cluster, nested(arrays))
