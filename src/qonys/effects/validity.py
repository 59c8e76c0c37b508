"""Ways to find the doubt about a coefficient, and which of them keep their size with few clusters."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

import numpy as np

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
HOLDS = frozenset({Method.JACKKNIFE, Method.WILD, Method.SIGNS, Method.WILD_JACKKNIFE, Method.SCORE, Method.EFFICIENT,
                   Method.ANDERSON_RUBIN, Method.RANDOMISATION})  # fmt: skip
"""Methods that do not reject too often with 14 to 20 clusters: scripts/inference_size.py, docs/methods/effects.md."""
FEW_TREATED = 6
"""Fewer clusters than these are few that an exposure of 0 and 1 reaches (MacKinnon, Webb 2017)."""
PREFERRED = (Method.EFFICIENT, Method.WILD, Method.SCORE, Method.JACKKNIFE, Method.CLUSTER, Method.ROBUST)
"""Which of the methods at hand statements follow: the first."""


def few_treated(arrays: Regression, term: int = 0) -> bool:
    """Whether a term of 0 and 1 reaches fewer than six clusters, or leaves fewer than six out.

    The wild bootstraps then reject far too seldom and the jackknife too often; swapping paths keeps its size.
    """
    column = arrays.x[:, term]
    if len(np.unique(column)) != 2:
        return False
    reached = len(np.unique(arrays.cluster[column == column.max()]))
    return min(reached, arrays.clusters - reached) < FEW_TREATED


def keeps_size(method: Method, arrays: Regression, term: int = 0) -> bool:
    """Whether a method keeps its size for a term, the exposure if none is named, with the clusters at hand."""
    if few_treated(arrays, term):
        return method is Method.RANDOMISATION
    return method in HOLDS or (method in (Method.CLUSTER, Method.CONLEY) and arrays.clusters >= MANY)


def default_method(there: Collection[Method]) -> Method:
    """The method, of those at hand, that statements about the exposure follow: one with an interval."""
    order: tuple[Method, ...] = (*PREFERRED, *Method)
    return next(m for m in order if m in there)
