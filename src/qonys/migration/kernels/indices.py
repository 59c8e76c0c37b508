"""All indices of migration in one pass over a batch of flows, and their intervals by drawing flows anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from qonys.migration.kernels.accounts import ratio
from qonys.migration.kernels.connectivity import connectivity, inequality_equal, inequality_size
from qonys.migration.kernels.distance import Median, distance_decay, mean_distance, median_distance
from qonys.migration.kernels.focus import (
    Variation,
    Weights,
    aggregate_variation,
    coefficient_of_variation,
    gini_parts,
    shares_of_total,
    weighted_gini,
)
from qonys.migration.kernels.impact import (
    Expected,
    aggregate_net_rate,
    effectiveness,
    preference_index,
    velocity_index,
)
from qonys.migration.kernels.intensity import courgeau_k, crude_intensity, moves_between, people
from qonys.numerics.arrays import Floats
from qonys.numerics.intervals import Bootstrapped, Method, summarise
from qonys.numerics.resampling import lognormal_draws, negative_binomial_draws, poisson_draws


@dataclass(frozen=True, slots=True)
class Definitions:
    """Which definition of an index is taken where the literature and software differ."""

    weights: Weights = Weights.OWN
    variation: Variation = Variation.MEAN
    median: Median = Median.MOVES
    expected: Expected = Expected.ALL_PAIRS


LITERATURE = Definitions()
"""Definitions as each index's source has them."""

MIGEST = Definitions(weights=Weights.CROSSED, variation=Variation.ROOT_TOTAL, median=Median.MIDPOINT)
"""Definitions that give the figures of the R package migest 2.0.5."""

CELLS = 40_000
"""Flows drawn at a time: tables of this many together stay in a processor's cache."""


@dataclass(frozen=True, slots=True)
class Draws:
    """How flows are drawn anew and what is made of it.

    Each flow is drawn apart: as a Poisson count about the observed one; with `dispersion` above 0 as a
    negative binomial one; with `relative_error` above 0 as a lognormal figure of the reliability that its
    source declares (then counts are not drawn, so the two exclude each other). Both may be one a flow.
    """

    count: int = 10_000
    level: float = 0.95
    method: Method = Method.NORMAL
    dispersion: float | Floats = 0.0
    relative_error: float | Floats = 0.0
    definitions: Definitions = LITERATURE

    def __post_init__(self) -> None:
        if self.count < 2:
            raise ValueError(f"two draws at the least, got {self.count}")
        if np.any(np.asarray(self.dispersion) != 0) and np.any(np.asarray(self.relative_error) != 0):
            raise ValueError("either a dispersion of counts or a relative error of figures, not both")


def all_indices(
    flows: Floats, population: Floats, distances: Floats | None = None, definitions: Definitions = LITERATURE
) -> dict[str, Floats]:
    """All indices of a batch of flows between areas.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves, persons, as [..., origin, destination]. The diagonal is not read.
    population : (..., area) floats
        Persons; may have fewer leading axes than `flows`.
    distances : (area, area) floats, optional
        Positive off the diagonal. Left out: no index of distance is given.
    definitions : Definitions

    Returns
    -------
    dict of (...) floats
        Intensity: cmi, courgeau_k. Impact: effectiveness, anmr, preference, velocity. Connectivity:
        connectivity, inequality_equal, inequality_size. Focus: gini_total; gini_orig, gini_dest and gini_exchange as
        shares of it; mwg_orig, mwg_dest, mwg_mean; cv, acv. Distance: mean_distance, median_distance, decay.
        Where nobody moved cmi, courgeau_k, anmr, velocity and connectivity are 0 and all others nan; with one area all
        are nan but cmi and anmr, 0; each function says where else its index is nan.

    Raises
    ------
    ValueError, BadInput
        As `moves_between` and `people`.

    Examples
    --------
    >>> flows = np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])
    >>> found = all_indices(flows, np.array([1000.0, 2000.0, 3000.0]))
    >>> float(found["cmi"]), round(float(found["gini_total"]), 4)
    (2.0, 0.2667)
    """
    moves = moves_between(flows)
    gini = gini_parts(moves)
    standard = shares_of_total(gini)
    weighted, variation = weighted_gini(moves, definitions.weights), aggregate_variation(moves)
    found = {
        "cmi": crude_intensity(moves, population),
        "courgeau_k": courgeau_k(moves, population),
        "effectiveness": effectiveness(moves),
        "anmr": aggregate_net_rate(moves, population),
        "preference": preference_index(moves, population, definitions.expected),
        "velocity": velocity_index(moves, population),
        "connectivity": connectivity(moves),
        "inequality_equal": inequality_equal(moves),
        "inequality_size": inequality_size(moves),
        "gini_total": gini.total,
        "gini_orig": standard.origins,
        "gini_dest": standard.destinations,
        "gini_exchange": standard.exchange,
        "mwg_orig": weighted.origins,
        "mwg_dest": weighted.destinations,
        "mwg_mean": weighted.both,
        "cv": coefficient_of_variation(moves, definitions.variation),
        "acv": variation.both,
    }
    if distances is not None:
        found["mean_distance"] = mean_distance(moves, distances)
        found["median_distance"] = median_distance(moves, distances, definitions.median)
        found["decay"] = distance_decay(moves, distances).slope
    return found


def bootstrap_indices(
    flows: Floats, population: Floats, distances: Floats | None, options: Draws, generator: np.random.Generator
) -> dict[str, Bootstrapped]:
    """All indices of one table of flows (or of a batch) with what drawing flows anew says of each.

    Chance spreads flows apart, so that most measures of inequality come out too large: by more than the half
    width of an interval where flows are small. The draws show by how much, hence `bias` and `corrected`, and
    intervals that take bias off (NORMAL, the default, or BASIC); percentiles of draws hold it twice.

    How far to trust the default at 95 %, by simulation of 20 x 20 tables of Poisson and of moderately
    dispersed counts: with 50 moves a flow or more on average CMI, ANMR, MEI and the Gini index are covered in 91 to
    97 % of tables; with 5 moves a flow MEI and ANMR in 90 to 96 %, the Gini index in two of three.
    Percentiles of Poisson draws would cover the Gini index at 50 moves a flow in one table of five.

    Parameters
    ----------
    flows : (..., area, area) floats
        Moves, persons, as [..., origin, destination]. Flows of 0 stay 0 in draws.
    population : (..., area) floats
        Persons, taken as known.
    distances : (area, area) floats, optional
    options : Draws
    generator : numpy Generator
        Equal generators give equal results.

    Returns
    -------
    dict of Bootstrapped
        Names as in `all_indices`. Limits are not cut at the range of an index.

    Examples
    --------
    >>> flows = np.array([[0.0, 10, 10], [20, 0, 20], [30, 30, 0]])
    >>> found = bootstrap_indices(flows, np.full(3, 1e3), None, Draws(count=200), np.random.default_rng(1))
    >>> bool(found["gini_total"].bias > 0)
    True
    """
    moves = moves_between(flows)
    people(population, moves)
    value = all_indices(moves, population, distances, options.definitions)
    kept: dict[str, Floats] = {name: np.empty((options.count, *found.shape)) for name, found in value.items()}
    at = 0
    for drawn in _chunks(moves, options, generator):
        for name, found in all_indices(drawn, population, distances, options.definitions).items():
            kept[name][at : at + len(drawn)] = found
        at += len(drawn)
    skew = _accelerations(moves, population, distances, options) if options.method is Method.BCA else {}
    return {
        name: summarise(kept[name], value[name], options.level, options.method, skew.get(name, 0.0)) for name in value
    }


def _chunks(moves: Floats, options: Draws, generator: np.random.Generator) -> Iterator[Floats]:
    """Draws of all flows, a few tables at a time: what fits a processor's cache is quickest."""
    size = max(1, CELLS // max(moves.size, 1))
    for start in range(0, options.count, size):
        count = min(size, options.count - start)
        if np.any(np.asarray(options.relative_error) != 0):
            yield lognormal_draws(moves, options.relative_error, count, generator)
        elif np.any(np.asarray(options.dispersion) != 0):
            yield negative_binomial_draws(moves, options.dispersion, count, generator)
        else:
            yield poisson_draws(moves, count, generator)


def _accelerations(moves: Floats, population: Floats, distances: Floats | None, options: Draws) -> dict[str, Floats]:
    """A sixth of the skewness of each index, linearised in its flows: what BCA asks for.

    Each flow is moved a little up and down in turn; flows are drawn apart, so third cumulants add up.
    """
    variance, third = _cumulants(moves, options)
    step = np.minimum(0.01 * np.sqrt(variance), moves / 2)
    skew: dict[str, Floats] = {}
    spread: dict[str, Floats] = {}
    for i, j in np.argwhere(~np.eye(moves.shape[-1], dtype=bool)):
        two = np.stack([moves, moves])
        two[0, ..., i, j] += step[..., i, j]
        two[1, ..., i, j] -= step[..., i, j]
        for name, (over, under) in all_indices(two, population, distances, options.definitions).items():
            slope = np.nan_to_num(ratio(over - under, 2 * step[..., i, j]))
            skew[name] = skew.get(name, np.zeros_like(slope)) + slope**3 * third[..., i, j]
            spread[name] = spread.get(name, np.zeros_like(slope)) + slope**2 * variance[..., i, j]
    # An index that small changes leave alone (a median) has no skewness to take off.
    return {name: np.nan_to_num(ratio(skew[name], 6 * spread[name] ** 1.5)) for name in skew}


def _cumulants(moves: Floats, options: Draws) -> tuple[Floats, Floats]:
    """Variance and third cumulant of each flow as it is drawn."""
    error, spread = np.asarray(options.relative_error) ** 2, np.asarray(options.dispersion)
    if np.any(error != 0):
        return moves**2 * error, moves**3 * error**2 * (3 + error)
    return moves + spread * moves**2, moves + 3 * spread * moves**2 + 2 * spread**2 * moves**3
