"""Which analytical choice moves an estimate most: the scatter of a specification curve shared out among choices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.least_squares import Ints, dummies
from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats
from qonys.numerics.shapley import MOST, shapley_weights


@dataclass(frozen=True, eq=False)
class ChoiceShares:
    """Shares of the variance of estimates, 0 to 1, for C choices; nan where estimates do not vary."""

    alone: Floats  # (C,), R² of the choice by itself
    shapley: Floats  # (C,), gain in R² averaged over all orders of entry; these add up to `explained`
    last: Floats  # (C,), what R² loses without the choice
    explained: float  # R² of all choices together; what lacks to 1 is how choices work on each other


def share_out(estimates: Floats, choices: Ints) -> ChoiceShares:
    """Share the variance of estimates (S,) out among choices (S, C).

    Each choice has one mean shift for each of its options. Where options stand in all combinations the three
    shares agree; where some combinations are missing, choices overlap and only Shapley's shares add up.

    Parameters
    ----------
    estimates : (S,) floats
        Of specifications that count, in comparable units.
    choices : (S, C) integers
        Number of the option that each specification takes.

    Raises
    ------
    CannotCompute
        If more than 12 choices vary: all their subsets are too many.

    References
    ----------
    Shapley (1953). Lindeman, Merenda, Gold (1980) and Grömping (2007), Am. Stat. 61(2), on R² by averages over orders.

    Examples
    --------
    >>> choices = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    >>> found = share_out(choices @ np.array([2.0, 1.0]), choices)
    >>> found.shapley.round(9).tolist(), round(found.explained, 9)
    ([0.8, 0.2], 1.0)
    """
    if choices.shape != (len(estimates), choices.shape[-1]) or not np.isfinite(estimates).all():
        raise ValueError(f"{len(estimates)} estimates, choices of shape {choices.shape}, none missing")
    varied = np.flatnonzero([len(np.unique(column)) > 1 for column in choices.T])
    if len(varied) > MOST:
        raise CannotCompute(
            "effect-many-choices",
            where="choices",
            fix="hold some of them fixed, or join two into one",
            choices=len(varied),
            most=MOST,
        )
    alone, shapley, last = np.zeros((3, choices.shape[1]))
    y = estimates - estimates.mean()
    if y @ y <= 1e-24 * (estimates @ estimates):
        return ChoiceShares(alone * np.nan, shapley * np.nan, last * np.nan, np.nan)
    if not len(varied):
        return ChoiceShares(alone, shapley, last, 0.0)
    values = _subsets(y, [dummies(column) for column in choices.T[varied]])
    masks = 1 << np.arange(len(varied))
    alone[varied], shapley[varied] = values[masks], shapley_weights(len(varied)) @ values
    last[varied] = values[-1] - values[len(values) - 1 - masks]
    return ChoiceShares(alone, shapley, last, float(values[-1]))


def _subsets(y: Floats, blocks: list[Floats]) -> Floats:
    """R² of each subset of blocks of dummies (2^C,); subset S has the number Σ 2^c over its choices."""
    columns = np.column_stack([block - block.mean(axis=0) for block in blocks])
    owner = np.repeat(np.arange(len(blocks)), [block.shape[1] for block in blocks])
    gram, products, total = columns.T @ columns, columns.T @ y, y @ y
    found = np.zeros(2 ** len(blocks))
    for subset in range(1, len(found)):
        use = (subset >> owner) & 1 == 1
        sizes, axes = np.linalg.eigh(gram[np.ix_(use, use)])
        real = sizes > 1e-10 * sizes[-1]
        found[subset] = (((axes.T @ products[use])[real]) ** 2 / sizes[real]).sum() / total
    return found
