"""Ways to find the doubt about a coefficient, and which of them keep their size with few clusters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.effects.kernels.jackknife import partial_leverages
from qonys.effects.kernels.least_squares import Fit
from qonys.effects.sample import Regression


class Method(Enum):
    """How the doubt about a coefficient is found."""

    CLASSICAL = "homoskedastic"
    ROBUST = "hc1"
    CLUSTER = "crv1"
    BIAS_REDUCED = "crv2"
    JACKKNIFE = "crv3"
    WILD = "wild-webb"
    SIGNS = "wild-rademacher"
    WILD_JACKKNIFE = "wild-jackknife"
    SCORE = "wild-score"
    DRISCOLL_KRAAY = "driscoll-kraay"
    CONLEY = "conley"
    RANDOMISATION = "randomisation"
    EFFICIENT = "wild-efficient"
    ANDERSON_RUBIN = "anderson-rubin"


MANY = 50
"""Clusters from which on the clustered t test is near its nominal size too (Cameron, Miller 2015)."""
EFFECTIVE = 5.0
"""So many equal clusters a coefficient must amount to for the jackknife: with fewer it rejects too often."""
EFFECTIVE_MANY = 20.0
"""The same for the clustered t test, beside `MANY`."""
STRONG = 104.7
"""Effective F from which on a t value of two stages keeps its size (Lee, McCrary, Moreira, Porter 2022)."""
ALWAYS = frozenset({Method.BIAS_REDUCED, Method.WILD, Method.SIGNS, Method.WILD_JACKKNIFE, Method.SCORE,
                    Method.EFFICIENT, Method.ANDERSON_RUBIN, Method.RANDOMISATION})  # fmt: skip
"""Methods that do not reject too often with 14 to 20 clusters: scripts/inference_size.py, docs/methods/effects.md."""
FEW_TREATED = 6
"""Fewer clusters than these are few that an exposure of 0 and 1 reaches (MacKinnon, Webb 2017)."""
PREFERRED = (Method.EFFICIENT, Method.WILD, Method.SCORE, Method.JACKKNIFE, Method.CLUSTER, Method.ROBUST)
"""Which of the methods at hand statements follow: the first."""


@dataclass(frozen=True, slots=True)
class Design:
    """What the figures of a term are like, as far as the size of a test depends on it."""

    clusters: int
    leverages: tuple[float, ...]
    """Share of each cluster in what is left of the term outside all others; they add up to 1."""
    few_treated: bool
    strength: float | None = None
    """Effective F of the instruments, the smallest conditional one of several regressors; none without instruments."""

    @property
    def effective(self) -> float:
        """Number of equal clusters that would carry the coefficient as well: one over the sum of squared leverages.

        References
        ----------
        Carter, Schnepel, Steigerwald (2017), Rev. Econ. Stat. 99(4), 698-709: G* with independent errors.

        Examples
        --------
        >>> Design(4, (0.5, 0.5, 0.0, 0.0), few_treated=False).effective
        2.0
        """
        return 1 / sum(share**2 for share in self.leverages)

    @property
    def carriers(self) -> tuple[int, ...]:
        """Numbers of the one or two clusters that carry more than half of a term; empty if more are needed.

        The second is told where it has a quarter, even if the first has half.
        """
        if self.clusters < 3:
            return ()
        first, second, *_ = sorted(range(len(self.leverages)), key=lambda g: (-self.leverages[g], g))
        few = (first, second) if self.leverages[second] > 0.25 or self.leverages[first] <= 0.5 else (first,)
        return few if sum(self.leverages[g] for g in few) > 0.5 else ()


def design_of(arrays: Regression, fitted: Fit, term: int = 0, strength: float | None = None) -> Design:
    """The design of a term, of the exposure if none is named."""
    shares = partial_leverages(fitted, arrays.cluster, term)
    return Design(arrays.clusters, tuple(shares.tolist()), few_treated(arrays, term), strength)


def few_treated(arrays: Regression, term: int = 0) -> bool:
    """Whether a term of 0 and 1 reaches fewer than six clusters, or leaves fewer than six out.

    The wild bootstraps then reject far too seldom and the jackknife too often; swapping paths keeps its size.
    """
    column = arrays.x[:, term]
    if len(np.unique(column)) != 2:
        return False
    reached = len(np.unique(arrays.cluster[column == column.max()]))
    return min(reached, arrays.clusters - reached) < FEW_TREATED


def keeps_size(method: Method, design: Design) -> bool:
    """Whether a method keeps its size on a design: what scripts/inference_size.py says, docs/methods/effects.md.

    Where two clusters carry a term its jackknife rejects too often, and so does any t value of weak instruments.

    Examples
    --------
    >>> keeps_size(Method.JACKKNIFE, Design(14, (1 / 14,) * 14, few_treated=False))
    True
    >>> keeps_size(Method.JACKKNIFE, Design(14, (0.45, 0.45, *(0.1 / 12,) * 12), few_treated=False))
    False
    """
    if design.few_treated:
        return method is Method.RANDOMISATION
    if method in ALWAYS:
        return True
    if design.strength is not None and not design.strength > STRONG:
        return False
    if method is Method.JACKKNIFE:
        return design.effective >= EFFECTIVE
    return method is Method.CLUSTER and design.clusters >= MANY and design.effective >= EFFECTIVE_MANY


def default_method(there: Collection[Method]) -> Method:
    """The method, of those at hand, that statements about the exposure follow: one with an interval."""
    order: tuple[Method, ...] = (*PREFERRED, *Method)
    return next(m for m in order if m in there)
