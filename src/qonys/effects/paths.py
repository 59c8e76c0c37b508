"""The answer of an outcome to an exposure over the periods that follow it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qonys.effects.curves import unit_of
from qonys.effects.estimate import told
from qonys.effects.inference import Inference, Options, infer
from qonys.effects.kernels.projections import Horizon, LongPanel, ProjectionOptions, project
from qonys.effects.sample import Regression, regression
from qonys.effects.validity import Method
from qonys.errors import CannotCompute
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.result import Result
from qonys.model.specification import Sample, Specification

MEASURES = ("effect", "low", "high", "p", "observations")


def path(call: Call, grid: Grid, specification: Specification, horizons: int, options: Options) -> Result:
    """Change of the outcome since the period before, 0 to `horizons` periods after one step more of exposure.

    The exposure enters as it stands in its own period (lag 0), with one lag of outcome and exposure, areas and
    periods taken out. Measures effect, low, high (a share, or the outcome's unit), p, observations; axis horizon.

    Raises
    ------
    CannotCompute
        With instruments, or where no area has enough periods in a row.
    """
    if specification.instruments:
        raise CannotCompute(
            "effect-path-iv", "the path over time takes the exposure as it comes", where=specification.id,
            fix="leave the instruments out", name=specification.id,
        )  # fmt: skip
    now = replace(specification, exposure=replace(specification.exposure, lag=0))
    whole = replace(
        now, sample=replace(now.sample, first=0) if now.sample.first else Sample(borders=now.sample.borders)
    )
    arrays = regression(grid, whole)
    panel = LongPanel(arrays.y, arrays.x[:, 0], arrays.area, arrays.period, _controls(arrays), None, arrays.weights)
    found = project(panel, ProjectionOptions(horizons=horizons))
    columns = [_column(arrays, one, options) for one in found.horizons]
    values = np.array(columns).T
    effects = told(specification, values[:3])
    values[:3] = effects
    units = {"effect": unit_of(specification), "low": unit_of(specification), "high": unit_of(specification)}
    units |= {"p": "ratio", "observations": "count"}
    axes = {"measure": MEASURES, "horizon": tuple(str(h.horizon) for h in found.horizons)}
    return Result(call, axes, values, np.where(np.isnan(values), "", "E"), units)


def _controls(arrays: Regression) -> np.ndarray | None:
    return arrays.x[:, 1:] if arrays.x.shape[1] > 1 else None


def _column(arrays: Regression, one: Horizon, options: Options) -> list[float]:
    found = _inference(arrays, one, options)
    return [found.estimate, found.low, found.high, found.p, float(len(one.rows))]


def _inference(arrays: Regression, one: Horizon, options: Options) -> Inference:
    """The jackknife by cluster of one horizon."""
    cluster = np.unique(arrays.cluster[one.rows], return_inverse=True)[1]
    here = replace(
        arrays, y=one.y, x=one.x, terms=arrays.terms[:1], z=np.empty((len(one.y), 0)), nuisance=one.nuisance,
        weights=one.weights, area=one.units, period=one.periods, cluster=cluster.ravel(),
        points=None if arrays.points is None else arrays.points[one.rows],
    )  # fmt: skip
    return infer(Method.JACKKNIFE, here, one.fit, 0, options)
