"""Scores of areas by indicators of shortage, drawn weights, and the index and ranks that follow. Arrays only."""

from __future__ import annotations

from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]

MAD = 1.4826
"""The standard deviation of a normal variable with a median absolute deviation of 1."""
CLIP = 3.0
"""No score is further from the middle than this: one odd figure must not decide an index."""


BLOCK = 2_000_000
"""So many scores are held at once."""


def centre_and_scale(values: Floats) -> tuple[Floats, Floats]:
    """Median and robust standard deviation along the first axis, missing values left out.

    Parameters
    ----------
    values : (area, component) floats
        nan where there is no figure.

    Returns
    -------
    two of (component,) floats
        The scale is the median absolute deviation times 1.4826; the standard deviation where more than half of the
        areas have one value; 0 where all have. nan where no area has a figure.

    Examples
    --------
    >>> centre, scale = centre_and_scale(np.array([[1.0], [2.0], [3.0], [4.0], [100.0]]))
    >>> float(centre[0]), round(float(scale[0]), 4)
    (3.0, 1.4826)
    """
    centre, scale = np.full(values.shape[1], np.nan), np.full(values.shape[1], np.nan)
    for k in range(values.shape[1]):
        known = values[~np.isnan(values[:, k]), k]
        if len(known):
            centre[k] = np.median(known)
            spread = MAD * float(np.median(np.abs(known - centre[k])))
            scale[k] = spread or float(known.std())
    return centre, scale


def robust_scores(values: Floats, centre: Floats, scale: Floats) -> Floats:
    """Robust standard scores, at most 3 from 0; 0 where all areas have one value, nan where there is no figure.

    Parameters
    ----------
    values : (..., area, component) floats
    centre, scale : (component,) floats
    """
    flat = np.where(scale > 0, scale, 1.0)
    scores: Floats = np.clip(np.where(scale > 0, (values - centre) / flat, values * 0.0), -CLIP, CLIP)
    return scores


def normal_scores(values: Floats) -> Floats:
    """Van der Waerden scores of ranks: the normal quantile of rank / (n + 1); nan where there is no figure.

    Parameters
    ----------
    values : (..., area, component) floats
        Figures; equal ones share their mean rank.

    References
    ----------
    van der Waerden (1952), Indagationes Mathematicae 14, 453-458.

    Examples
    --------
    >>> normal_scores(np.array([[10.0], [30.0], [20.0]])).ravel().round(3).tolist()
    [-0.674, 0.674, 0.0]
    """
    from scipy.special import ndtri
    from scipy.stats import rankdata

    known = ~np.isnan(values)
    ranks = rankdata(values, axis=-2, nan_policy="omit")
    scores: Floats = np.where(known, ndtri(ranks / (known.sum(axis=-2, keepdims=True) + 1)), np.nan)
    return scores


def drawn_weights(declared: Floats, concentration: float, draws: int, random: np.random.Generator) -> Floats:
    """Weights around declared ones: Dirichlet with parameters `concentration` × declared share; rows sum to 1.

    Parameters
    ----------
    declared : (component,) floats
        Not negative, not all 0. A component with 0 never gets any weight.

    Returns
    -------
    (draw, component) floats

    Examples
    --------
    >>> w = drawn_weights(np.array([3.0, 1.0, 0.0]), 40.0, 500, np.random.default_rng(1))
    >>> bool(np.allclose(w.sum(axis=1), 1)), float(w[:, 2].max())
    (True, 0.0)
    """
    found: Floats = np.zeros((draws, len(declared)))
    some = declared > 0
    found[:, some] = random.dirichlet(concentration * declared[some] / declared.sum(), draws)
    return found


def drawn_index(values: Floats, errors: Floats, signs: Floats, weights: Floats, random: np.random.Generator) -> Floats:
    """Draws of the index: figures moved by their errors, scored, and added up with drawn weights.

    Half of the draws score by robust standard scores, half by ranks, so that the interval holds the choice between
    them. A score that an area lacks is drawn from a standard normal: it may be what it is anywhere. So a gap is not
    filled, it widens the interval by the weight of what is not known.

    Parameters
    ----------
    values : (area, component) floats
        nan where there is no figure.
    errors : (area, component) floats
        Standard deviations in the unit of the figure.
    signs : (component,) floats
        1 where more points to a shortage, -1 where less does.
    weights : (draw, component) floats

    Returns
    -------
    (draw, area) floats
        Robust standard deviations; 0 is the middle of the areas.
    """
    centre, scale = centre_and_scale(values)
    index: Floats = np.empty((len(weights), len(values)))
    half = len(weights) // 2
    step = max(1, BLOCK // values.size)
    for first, last, robust in ((0, half, True), (half, len(weights), False)):
        for start in range(first, last, step):
            block = slice(start, min(start + step, last))
            shape = (block.stop - start, *values.shape)
            moved = values + np.nan_to_num(errors) * random.standard_normal(shape)
            unknown = np.clip(random.standard_normal(shape), -CLIP, CLIP)
            scores = robust_scores(moved, centre, scale) if robust else normal_scores(moved)
            scores = np.where(np.isnan(scores), unknown, scores * signs)
            index[block] = np.einsum("dak,dk->da", scores, weights[block])
    return index


def ranks(index: Floats) -> Floats:
    """Ranks along the last axis, 1 the largest; equal values share their mean rank.

    Examples
    --------
    >>> ranks(np.array([0.2, 0.9, 0.2])).tolist()
    [2.5, 1.0, 2.5]
    """
    from scipy.stats import rankdata

    found: Floats = rankdata(-index, axis=-1)
    return found


def growth(before: Floats, after: Floats, years: int) -> Floats:
    """Mean yearly growth as a fraction; nan where the figure before is not above 0.

    Examples
    --------
    >>> round(float(growth(np.array([100.0]), np.array([121.0]), 2)[0]), 6)
    0.1
    """
    good = (before > 0) & (after >= 0)
    ratio = np.divide(after, before, out=np.full_like(after, np.nan), where=good)
    found: Floats = ratio ** (1.0 / years) - 1
    return found
