"""What could have been seen: the smallest effect that the figures at hand would have shown."""

from __future__ import annotations

import numpy as np

from qonys.effects.counts import refuse_counts
from qonys.effects.curves import Numbers, arrays_of, unit_of
from qonys.effects.estimate import margin_of, told
from qonys.effects.kernels.power import Noise, PowerOptions, simulate, smallest_exact, smallest_simulated
from qonys.effects.sample import Regression
from qonys.errors import CannotCompute
from qonys.model import Call
from qonys.model.result import Result
from qonys.numerics.generators import generator

MEASURES = ("by_formula", "up", "down", "smallest", "size", "power")


def detection(call: Call, arrays: Regression, aim: float = 0.8, replications: int = 1000) -> Result:
    """The smallest effects of one step of exposure that the wild cluster bootstrap would have shown.

    Measures: by_formula (t test with clustered errors), up and down (simulated on the design, either way),
    smallest (that would matter), as shares of the outcome or in its unit; size (of the test on the design),
    power (of seeing the effect that would matter). Axis: effect.

    Raises
    ------
    CannotCompute
        For an instrumented exposure: its power depends on the first stage too; for Poisson.
    """
    refuse_counts(arrays.specification)
    if arrays.instrumented:
        raise CannotCompute(
            "effect-power-iv",
            where=arrays.specification.id,
            fix="leave the instruments out to see the power of the reduced form",
            name=arrays.specification.id,
        )
    s = arrays.specification
    # residuals of the full regression: those without the exposure would hold its effect, if there is one
    options = PowerOptions(replications=replications, noise=Noise.FULL)
    made = simulate(arrays_of(arrays, 0, Numbers()), generator(call.seed or 0, "effects.power"), options)
    formula = smallest_exact(made.error, arrays.clusters - 1, aim)
    up, down = (smallest_simulated(made, aim, way) for way in (1, -1))
    effects = told(s, np.array([formula, abs(up), -abs(down), margin_of(s)]))
    seen = made.rejections(margin_of(s)) if s.smallest is not None else np.nan
    if s.smallest is None:
        effects[-1] = np.nan
    values = np.array([*effects, made.rejections(0.0), seen])[:, None]
    units = dict.fromkeys(MEASURES, unit_of(s)) | {"size": "share", "power": "share"}
    status = np.where(np.isnan(values), "", "E")
    return Result(call, {"measure": MEASURES, "effect": (s.id,)}, values, status, units)
