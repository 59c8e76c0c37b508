"""Gravity models: what distance does to flows, and flows of which only totals and a mean distance are known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.numerics.fitting import FitOptions, Margin, fit
from qonys.numerics.poisson import Covariance, PoissonFit, PoissonOptions, SmallSample, ppml

Mask = NDArray[np.bool_]
Pair = tuple[Floats, Floats]
Fixed = tuple[Floats, Floats, Floats, tuple[Margin, Margin]]  # seed, distance, what beta multiplies, totals


class GravityEffects(Enum):
    """What stands for the sizes and attractions of areas."""

    NONE = "a constant; give populations"
    ORIGIN_DESTINATION = "one effect of each origin, each destination and, with several tables, each table"
    ORIGIN_YEAR_DESTINATION_YEAR = "effects of origins and destinations in each table of their own"


class Decay(Enum):
    """How flows fall with distance."""

    POWER = "distance to the power of -beta"
    EXPONENTIAL = "exp(-beta · distance)"


class Deterrence(NamedTuple):
    """What distance does to a flow: its decay, and the log of how much larger flows between neighbours are."""

    beta: float
    contiguity: float = 0.0
    decay: Decay = Decay.POWER


@dataclass(frozen=True, slots=True)
class GravityOptions:
    """Form of the model and of its uncertainty."""

    decay: Decay = Decay.POWER
    diagonal: bool = False  # whether moves inside an area count; they need a distance of their own
    covariance: Covariance | None = None  # None: clustered by pair of areas with several tables, robust with one
    small_sample: SmallSample = SmallSample.LEVERAGE  # other intervals are far too short: few flows carry much
    level: float = 0.95
    names: tuple[str, ...] = ()  # of covariates


@dataclass(frozen=True)
class GravityFit:
    """A gravity model of flows (..., area, area); k coefficients."""

    names: tuple[str, ...]
    estimate: PoissonFit  # coefficients (k,), covariance (k, k), pseudo R², dispersion, what was dropped
    intervals: Floats  # (k, 2)
    fitted: Floats  # (..., area, area): 0 for separated cells and for a diagonal that does not count
    absorbed: Floats  # (..., area, area): sum of the log effects of a cell; nan where there is none
    overdispersion: tuple[float, float]  # alpha in variance = mean + alpha · mean², and its t statistic
    common_part: float  # share of moves that data and model have in common, 0 to 1
    missing: int  # cells without a flow (nan), left out
    separated: tuple[tuple[int, ...], ...]  # cells that only an effect of minus infinity fits

    @property
    def decay(self) -> float:
        """Beta: positive where people move near."""
        return -float(self.estimate.coefficients[0])


def gravity(
    flows: Floats,
    distance: Floats,
    covariates: Floats | None = None,
    effects: GravityEffects = GravityEffects.ORIGIN_DESTINATION,
    populations: Floats | None = None,
    options: GravityOptions | None = None,
) -> GravityFit:
    """Gravity model of flows by Poisson pseudo-maximum likelihood.

    log E(flow) = effects - beta · log(distance) + covariates · b + b_o · log P_origin + b_d · log P_destination.

    Parameters
    ----------
    flows : (..., area, area) floats, 0 or more, as [..., origin, destination]; nan is left out and counted
    distance : (area, area) or (..., area, area) floats, positive wherever a flow counts
    covariates : (..., area, area, k) floats, e.g. 1 for neighbours; broadcast to the flows
    populations : (..., area) floats, positive; effects by table take them up

    References
    ----------
    Flowerdew, Aitkin (1982), J. Regional Sci. 22(2). Santos Silva, Tenreyro (2006), Rev. Econ. Stat. 88(4).
    Cameron, Trivedi (1990), J. Econometrics 46(3). Lenormand et al. (2012), PLoS ONE 7(10).

    Examples
    --------
    >>> apart = np.abs(np.subtract.outer([0.0, 1, 3, 7], [0.0, 1, 3, 7])) + np.eye(4)
    >>> round(gravity(100 / apart**2, apart).decay, 9)
    2.0
    """
    chosen, flows = options or GravityOptions(), np.asarray(flows, float)
    use = _used(flows, chosen.diagonal)
    x, names = _regressors(flows, np.asarray(distance, float), covariates, populations, (use, chosen))
    cell, n = np.flatnonzero(use), flows.shape[-1]
    table, i, j, pair = cell // n**2, cell // n % n, cell % n, cell % n**2
    labels: dict[GravityEffects, tuple[NDArray[Any], ...]] = {
        GravityEffects.NONE: (),
        GravityEffects.ORIGIN_DESTINATION: (i, j, table) if table.any() else (i, j),
        GravityEffects.ORIGIN_YEAR_DESTINATION_YEAR: (table * n + i, table * n + j),
    }
    covariance = chosen.covariance or (Covariance.CLUSTERED if table.any() else Covariance.ROBUST)
    how = PoissonOptions(covariance, (pair,) * (covariance is Covariance.CLUSTERED), chosen.small_sample, names=names)
    found = ppml(flows[use], x, labels[effects], options=how)
    return _described(flows, use, found, names, chosen.level)


def gravity_seed(
    distance: Floats, deterrence: Deterrence, masses: Pair | None = None, contiguity: Floats | None = None
) -> Floats:
    """A seed (area, area) for proportional fitting, up to a factor: masses times deterrence, 0 on the diagonal.

    Parameters
    ----------
    distance : (area, area) floats, positive off the diagonal
    masses : (area,) floats of origins and of destinations, e.g. populations to a power; 1 if left out
    contiguity : (area, area) floats; 1 for neighbours

    References
    ----------
    Wilson (1971), A family of spatial interaction models, Environment and Planning 3(1).

    Examples
    --------
    >>> gravity_seed(np.array([[0.0, 2], [2, 0]]), Deterrence(1.0), (np.array([4.0, 6]), np.array([1.0, 3])))
    array([[0., 6.],
           [3., 0.]])
    """
    off = ~np.eye(len(distance), dtype=bool)
    power = -deterrence.beta * _scale(np.asarray(distance, float), deterrence.decay, off)
    if contiguity is not None:
        power = power + deterrence.contiguity * np.asarray(contiguity, float)
    origin, destination = np.ones((2, len(off))) if masses is None else (np.asarray(m, float) for m in masses)
    for name, mass in (("origins", origin), ("destinations", destination)):
        _refuse(~(np.isfinite(mass) & (mass >= 0)), f"masses of {name}")
    return np.asarray(np.where(off, origin[:, None] * destination * np.exp(np.where(off, power, 0.0)), 0.0))


class EntropyFlows(NamedTuple):
    """Flows origin_i · destination_j · seed_ij · f(distance_ij) with given totals and mean distance."""

    flows: Floats  # (area, area)
    mean_distance: float
    beta: float


def entropy_flows(
    departures: Floats,
    arrivals: Floats,
    distance: Floats,
    mean_distance: float,
    seed: Floats | None = None,
    decay: Decay = Decay.EXPONENTIAL,
) -> EntropyFlows:
    """Doubly constrained flows of largest entropy, with a decay that meets a mean distance of moves.

    A mean distance that no flows with these totals have is refused: between which ones it must lie.

    Parameters
    ----------
    departures, arrivals : (area,) floats; persons, of one sum
    distance : (area, area) floats, in the unit of the mean; positive for POWER wherever the seed is
    seed : (area, area) floats; flows as they would be without distance, 1 off the diagonal if left out

    References
    ----------
    Wilson (1967), Transportation Research 1(3). Hyman (1969), Environment and Planning 1(1).

    Examples
    --------
    >>> apart = np.abs(np.subtract.outer([0.0, 1, 3, 7], [0.0, 1, 3, 7]))
    >>> found = entropy_flows(np.full(4, 20.0), np.full(4, 20.0), apart, 3.6)
    >>> round(found.beta, 3), round(float((found.flows * apart).sum() / 80), 6)
    (0.246, 3.6)
    """
    far, wanted = np.asarray(distance, float), float(mean_distance)
    plain = (1 - np.eye(len(far))) if seed is None else np.asarray(seed, float)
    margins = (Margin((0,), np.asarray(departures, float)), Margin((1,), np.asarray(arrivals, float)))
    fixed = (plain, np.where(plain > 0, far, 0.0), _scale(far, decay, plain > 0), margins)
    beta = _beta(wanted, fixed, 1 / wanted if decay is Decay.EXPONENTIAL else 1.0)
    return EntropyFlows(*_balanced(beta, fixed), beta)


def _beta(wanted: float, fixed: Fixed, guess: float) -> float:
    """The mean distance falls as beta rises: secant steps from Hyman's first guess inside a bracket."""
    from scipy.optimize import brentq

    def gap(beta: float) -> float:
        return _balanced(beta, fixed)[1] - wanted

    first, reach = gap(0.0), 600 / max(float(np.ptp(fixed[2][fixed[0] > 0])), 1e-300)
    if abs(first) <= 1e-12 * wanted:
        return 0.0
    end = float(np.copysign(guess, first))
    try:
        while abs(end) <= reach and gap(end) * first > 0:
            end *= 2
    except CannotCompute:  # so steep that totals are met only in the limit
        end = np.inf
    if abs(end) > reach:
        raise _out_of_reach(wanted, fixed)
    return float(brentq(gap, 0.0, end, xtol=1e-14 * abs(end), rtol=1e-13))


def _used(flows: Floats, diagonal: bool) -> Mask:
    if flows.ndim < 2 or flows.shape[-1] != flows.shape[-2]:
        raise ValueError(f"flows must be square in the last two axes, got {flows.shape}")
    _refuse((flows < 0) | np.isinf(flows), "flows")
    return np.isfinite(flows) & (diagonal | ~np.eye(flows.shape[-1], dtype=bool))


def _refuse(wrong: Mask, name: str) -> None:
    if wrong.any():
        places = ", ".join(str(tuple(cell)) for cell in np.argwhere(wrong)[:3].tolist())
        raise BadInput(
            "gravity-figures",
            where=f"{name} at {places}",
            name=name,
            count=int(wrong.sum()),
        )


def _scale(distance: Floats, decay: Decay, use: Mask) -> Floats:
    """What beta multiplies: the distance or its logarithm; 0 where no flow counts."""
    power = decay is Decay.POWER
    good = np.isfinite(distance) & (distance > 0 if power else distance >= 0)
    _refuse(use & ~good, "distances")
    return np.where(use, np.log(np.where(use, distance, 1.0)) if power else distance, 0.0)


def _regressors(
    flows: Floats, distance: Floats, covariates: Floats | None, populations: Floats | None, how: tuple[Any, Any]
) -> tuple[Floats, tuple[str, ...]]:
    use, chosen = how
    columns = [_scale(np.broadcast_to(distance, flows.shape), chosen.decay, use)[use]]
    names = ["log distance" if chosen.decay is Decay.POWER else "distance"]
    if covariates is not None:
        extra = np.broadcast_to(covariates, (*flows.shape, np.shape(covariates)[-1]))
        _refuse(use & ~np.isfinite(extra).all(axis=-1), "covariates")
        columns += list(extra[use].T)
        names += list(chosen.names) or [f"covariate {k}" for k in range(extra.shape[-1])]
        if len(names) != len(columns):
            raise ValueError(f"{extra.shape[-1]} covariates have names {chosen.names}")
    if populations is not None:
        people = np.broadcast_to(populations, flows.shape[:-1])
        _refuse(~(np.isfinite(people) & (people > 0)), "populations")
        columns += [np.log(np.broadcast_to(np.expand_dims(people, k), flows.shape)[use]) for k in (-1, -2)]
        names += ["log population of the origin", "log population of the destination"]
    return np.column_stack(columns), tuple(names)


def _described(flows: Floats, use: Mask, found: PoissonFit, names: tuple[str, ...], level: float) -> GravityFit:
    y, mu, m = flows[use], found.fitted, found.fitted[found.fitted > 0]
    fitted, absorbed = np.zeros(flows.shape), np.full(flows.shape, np.nan)
    fitted[use], absorbed[use] = mu, found.absorbed
    z = ((y - mu) ** 2 - y)[mu > 0] / m
    alpha = float(z @ m / (m @ m))
    noise = float(np.sqrt(((z - alpha * m) ** 2).sum() / max(len(m) - 1, 1) / (m @ m)))
    common = float(2 * np.minimum(y, mu).sum() / (y.sum() + mu.sum()))
    apart = tuple(tuple(cell) for cell in np.argwhere(use)[list(found.separated)].tolist())
    scatter = (alpha, alpha / noise if noise else np.nan)
    missing = int(np.isnan(flows[..., ~np.eye(flows.shape[-1], dtype=bool)]).sum())
    return GravityFit(names, found, found.intervals(level), fitted, absorbed, scatter, common, missing, apart)


def _balanced(beta: float, fixed: Fixed) -> tuple[Floats, float]:
    """Flows with given totals at one beta, and their mean distance."""
    seed, far, scale, margins = fixed
    power = np.where(seed > 0, -beta * scale, -np.inf)
    top = power.max(axis=1, keepdims=True)
    start = seed * np.exp(power - np.where(np.isfinite(top), top, 0.0))
    table = fit(start, margins, FitOptions(tolerance=1e-11, iterations=20_000)).table
    return table, float((table * far).sum() / table.sum())


def _out_of_reach(wanted: float, fixed: Fixed) -> CannotCompute:
    """Between which mean distances flows with these totals lie: two transportation problems."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, vstack

    seed, far, _, margins = fixed
    (i, j), n = np.nonzero(seed > 0), len(seed)
    sums = vstack([coo_array((np.ones(len(i)), (k, np.arange(len(i)))), shape=(n, len(i))) for k in (i, j)]).tocsr()
    totals = np.concatenate([m.totals for m in margins])
    cheap, dear = (linprog(sign * far[i, j], A_eq=sums, b_eq=totals).fun for sign in (1.0, -1.0))
    low, high = (f"{cost / margins[0].totals.sum():,.6g}" for cost in (cheap, -dear))
    fix = "check the unit of distances"
    return CannotCompute(
        "gravity-mean-distance", where="mean distance", fix=fix, text=f"{wanted:,.6g}", low=low, high=high
    )
