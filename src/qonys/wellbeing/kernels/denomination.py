"""Figures of unlike units made comparable: trade by output, patents by people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats
from qonys.wellbeing.kernels.screening import Mask, figures, refuse


@dataclass(frozen=True)
class Denominated:
    """Figures, some divided; `divisor` is what each cell was divided by, 1 where it was left alone."""

    values: Floats
    """(..., unit, indicator)."""
    divisor: Floats
    """(..., unit, indicator): denominator over scale."""
    lost: Mask
    """(..., unit, indicator): figures that are gone because their denominator is missing."""


def denominate(
    values: Floats, denominators: Floats, by: tuple[int | None, ...], scale: Floats | None = None
) -> Denominated:
    """Divide indicators by denominators and multiply them by a scale.

    Parameters
    ----------
    values : (..., unit, indicator) floats
        Figures, nan where missing.
    denominators : (..., unit, denominator) floats
        Population, output, area: above 0, nan where missing.
    by : one entry an indicator
        The column of `denominators`, None for an indicator that is comparable as it is.
    scale : (indicator,) floats
        What a quotient is multiplied by, e.g. 1,000 for rates per thousand people; 1 if left out.

    Raises
    ------
    BadInput
        For denominators of 0 or below that are used, a scale that is not above 0, columns that are not
        there, and if no indicator is divided.

    Examples
    --------
    >>> people = np.array([[2000.0], [500.0]])
    >>> denominate(np.array([[10.0, 3.0], [5.0, 4.0]]), people, (0, None), np.array([1000.0, 1.0])).values
    array([[ 5.,  3.],
           [10.,  4.]])
    """
    values, denominators = figures(values), figures(denominators)
    n, columns = values.shape[-1], denominators.shape[-1]
    if len(by) != n or denominators.shape[-2] != values.shape[-2]:
        raise ValueError(f"values {values.shape}, denominators {denominators.shape} and {len(by)} entries of by")
    used = [i for i, column in enumerate(by) if column is not None]
    chosen = [column for column in by if column is not None]
    if not used or not all(0 <= column < columns for column in chosen):
        raise BadInput("bad-parameter", where="by", fix="name a column for an indicator", name="by", text=str(by))
    factor = np.ones(n) if scale is None else np.asarray(scale, np.float64)
    if factor.shape != (n,):
        raise ValueError(f"one scale for each of {n} indicators, got {factor.shape}")
    refuse(~(np.isfinite(factor) & (factor > 0))[None], "bad-figure", "1,000", "scale")
    wrong = np.zeros(denominators.shape, np.bool_)
    wrong[..., chosen] = denominators[..., chosen] <= 0
    refuse(wrong, "denominator-not-positive", "leave it out (nan)")
    shape = np.broadcast_shapes(values.shape[:-1], denominators.shape[:-1])
    divisor = np.ones((*shape, n))
    divisor[..., used] = denominators[..., chosen]
    out = values / divisor
    divisor = divisor / factor
    out *= factor
    return Denominated(out, divisor, np.isnan(divisor) & ~np.isnan(values))
