"""What an interval says against the smallest effect of interest: an effect, a tight null, or nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.errors import BadInput


class Verdict(Enum):
    """What an estimate can tell."""

    EFFECT = "the interval leaves 0 out"
    TIGHT_NULL = "the interval holds 0 and lies inside the margins: effects that matter are ruled out"
    CANNOT_TELL = "the interval holds 0 and effects that matter"


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests (TOST) that an effect lies inside the margins."""

    below: float  # p of the null that the effect is -margin or less
    above: float  # p of the null that it is +margin or more

    @property
    def p(self) -> float:
        """The larger of the two: both nulls must fall."""
        return max(self.below, self.above)


def tost(estimate: float, error: float, margin: float, df: float = np.inf) -> Equivalence:
    """Test whether the figures rule out effects as large as the margin, either way.

    The p value is at most α exactly where the interval of level 1 - 2α lies inside the margins.

    Parameters
    ----------
    estimate, error : float
        Of the effect, in the same unit as the margin.
    margin : float
        Smallest effect of interest, above 0: chosen before looking, from what matters to people.
    df : float
        Degrees of freedom, G - 1 with G clusters; infinite for the normal law.

    Raises
    ------
    BadInput
        If the margin is not above 0.

    References
    ----------
    Schuirmann (1987), J. Pharmacokinetics and Biopharmaceutics 15(6), 657-680. Lakens (2017), SPPS 8(4), 355-362.

    Examples
    --------
    >>> round(tost(0.0, 1.0, 1.959964).p, 6)
    0.025
    """
    from scipy.special import stdtr

    _check(margin)
    if not error > 0 or not df > 0:
        raise ValueError(f"standard error {error} and degrees of freedom {df} must be above 0")
    law = df if np.isfinite(df) else 1e300
    return Equivalence(float(stdtr(law, -(estimate + margin) / error)), float(stdtr(law, (estimate - margin) / error)))


def judge(low: float, high: float, margin: float) -> Verdict:
    """Verdict on an interval, however it was found; an end may be infinite, or nan where none was found.

    EFFECT: low > 0 or high < 0, whatever the size. TIGHT_NULL: -margin < low ≤ 0 ≤ high < margin. Else
    CANNOT_TELL. With an interval of 95 % each one-sided claim of a tight null errs in 2.5 % of samples at most.

    Raises
    ------
    BadInput
        If the margin is not above 0.

    Examples
    --------
    >>> [judge(*ends, margin=1.0).name for ends in ((0.1, 3.0), (-0.4, 0.6), (-0.4, 2.0), (-0.4, np.inf))]
    ['EFFECT', 'TIGHT_NULL', 'CANNOT_TELL', 'CANNOT_TELL']
    """
    _check(margin)
    if low > high:
        raise ValueError(f"an interval from {low} to {high}")
    if low > 0 or high < 0:
        return Verdict.EFFECT
    return Verdict.TIGHT_NULL if -margin < low and high < margin else Verdict.CANNOT_TELL


def negligible(low: float, high: float, margin: float) -> bool:
    """Whether the whole interval lies inside the margins: even an EFFECT can be too small to matter.

    Examples
    --------
    >>> negligible(0.1, 0.4, margin=1.0)
    True
    """
    _check(margin)
    return bool(-margin < low and high < margin)


def _check(margin: float) -> None:
    if not (np.isfinite(margin) and margin > 0):
        raise BadInput(
            "effect-margin",
            where="smallest effect of interest",
            fix="the smallest effect that matters to people",
            margin=margin,
        )
