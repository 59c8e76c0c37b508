"""The answer of an outcome to an exposure over the periods that follow it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qonys.effects.counts import refuse_counts
from qonys.effects.curves import unit_of
from qonys.effects.estimate import told
from qonys.effects.inference import infer
from qonys.effects.judged import Inference, Options
from qonys.effects.kernels.dynamic import DynamicErrors, DynamicOptions, dynamic_effects
from qonys.effects.kernels.projections import Horizon, LongPanel, ProjectionOptions, Target, project
from qonys.effects.sample import Regression, regression
from qonys.effects.validity import Method
from qonys.errors import BadInput, CannotCompute
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.result import Result
from qonys.model.specification import Fixed, Specification

MEASURES = ("effect", "low", "high", "p", "holds", "observations")
LAGGED = (
    "effect", "low", "high", "long_run", "long_run_low", "long_run_high", "uncorrected", "persistence",
    "persistence_low", "persistence_high", "persistence_uncorrected", "observations",
)  # fmt: skip


def path(
    call: Call, grid: Grid, specification: Specification, horizons: int, options: Options, *, cumulative: bool = False
) -> Result:  # fmt: skip
    """Change of the outcome since the period before, 0 to `horizons` periods after one step more of exposure.

    The exposure enters as it stands in its own period (lag 0), with one lag of outcome and exposure, areas and
    periods taken out; with `cumulative` the sum of these changes up to each horizon. Intervals are those of the
    delete-one-cluster jackknife. Measures effect, low, high (a share, or the outcome's unit), p, holds (1: the test
    keeps its size with so few clusters), observations; axis horizon.

    Raises
    ------
    CannotCompute
        With instruments, for Poisson, or where no area has enough periods in a row.

    References
    ----------
    Jordà (2005), American Economic Review 95(1), 161-182.
    """
    refuse_counts(specification)
    arrays, panel = _long(grid, specification)
    _refuse_far(arrays, horizons)
    target = Target.CUMULATIVE if cumulative else Target.RESPONSE
    found = project(panel, ProjectionOptions(horizons=horizons, target=target))
    columns = [_column(arrays, one, options) for one in found.horizons]
    values = np.array(columns).T
    effects = told(specification, values[:3])
    values[:3] = effects
    units = {"effect": unit_of(specification), "low": unit_of(specification), "high": unit_of(specification)}
    units |= {"p": "ratio", "holds": "ratio", "observations": "count"}
    axes = {"measure": MEASURES, "horizon": tuple(str(h.horizon) for h in found.horizons)}
    return Result(call, axes, values, np.where(np.isnan(values), "", "E"), units)


def lagged(call: Call, grid: Grid, specification: Specification, level: float = 0.95) -> Result:
    """The effect beside a lagged outcome, its bias in short panels taken off, and what a lasting step amounts to.

    Errors are those of leaving out each area in turn. Measures effect, low, high, long_run with ends (infinite where
    the persistence may be 1), uncorrected (the biased effect); persistence with ends and without correction;
    observations. Axis effect.

    Raises
    ------
    BadInput
        With weights, clusters of several areas, trends, or without effects of areas.
    CannotCompute
        With instruments, for Poisson, too few periods in a row, or where the correction has no solution.

    References
    ----------
    Breitung, Kripfganz, Hayakawa (2022), Econometrics and Statistics 24, 116-132.
    """
    refuse_counts(specification)
    s = specification
    refused = {"clusters": s.clusters, "trend": Fixed.TREND in s.fixed, "no areas": Fixed.AREA not in s.fixed}
    for name in (name for name, there in refused.items() if there):
        raise BadInput(
            "effect-dynamic-unsupported", where=s.id, fix="areas as clusters, effects of areas and periods", name=name
        )
    _, panel = _long(grid, s)
    options = DynamicOptions(Fixed.PERIOD in s.fixed, DynamicErrors.JACKKNIFE, level)
    found = dynamic_effects(panel, options)
    ends, run = found.intervals, found.long_run_intervals
    effects = [found.coefficients[1], *ends[1], found.long_run[0], *run[0], found.uncorrected[1]]
    rest = [found.coefficients[0], *ends[0], found.uncorrected[0], len(found.rows)]
    told_ends = np.where(np.isfinite(effects), told(s, np.array(effects, float)), effects)
    values = np.array([*told_ends, *rest], float)[:, None]
    units = {m: unit_of(s) if i < len(effects) else "ratio" for i, m in enumerate(LAGGED)} | {"observations": "count"}
    return Result(call, {"measure": LAGGED, "effect": (s.id,)}, values, np.where(np.isnan(values), "", "E"), units)


def sampled(specification: Specification) -> Specification:
    """What a path is estimated on: the exposure of its own period, and earlier years for the lags."""
    now = replace(specification.exposure, lag=0)
    return replace(specification, exposure=now, sample=replace(specification.sample, first=0))


def _long(grid: Grid, specification: Specification) -> tuple[Regression, LongPanel]:
    """The panel of a path."""
    if specification.instruments:
        raise CannotCompute(
            "effect-path-iv", where=specification.id, fix="leave the instruments out", name=specification.id
        )
    arrays = regression(grid, sampled(specification))
    panel = LongPanel(arrays.y, arrays.x[:, 0], arrays.area, arrays.period, _controls(arrays), None, arrays.weights)
    return arrays, panel


def _refuse_far(arrays: Regression, horizons: int) -> None:
    """Two periods of exposure at least have to be left, with one before and all horizons after them."""
    most = len(np.unique(arrays.period)) - 3
    if horizons > most:
        raise CannotCompute(
            "effect-no-rows", where=f"horizon {horizons}", fix="fewer lags or a shorter horizon", horizon=horizons
        )


def _controls(arrays: Regression) -> np.ndarray | None:
    return arrays.x[:, 1:] if arrays.x.shape[1] > 1 else None


def _column(arrays: Regression, one: Horizon, options: Options) -> list[float]:
    found = _inference(arrays, one, options)
    return [found.estimate, found.low, found.high, found.p, float(found.holds), float(len(one.rows))]


def _inference(arrays: Regression, one: Horizon, options: Options) -> Inference:
    """The jackknife by cluster of one horizon."""
    cluster = np.unique(arrays.cluster[one.rows], return_inverse=True)[1]
    here = replace(
        arrays, y=one.y, x=one.x, terms=arrays.terms[:1], z=np.empty((len(one.y), 0)), nuisance=one.nuisance,
        weights=one.weights, area=one.units, period=one.periods, cluster=cluster.ravel(),
        points=None if arrays.points is None else arrays.points[one.rows],
    )  # fmt: skip
    return infer(Method.JACKKNIFE, here, one.fit, 0, options)
