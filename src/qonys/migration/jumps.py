"""Jumps of all areas at once between two years: how large, how alike, and what they are likely to mean."""

from __future__ import annotations

import numpy as np

from qonys.migration.kernels.breaks import CommonJump, Verdict, common_jump
from qonys.model import Call
from qonys.model.result import Codes, Figures, Measures, Result, stack, worst_codes


def jump(
    call: Call, areas: tuple[str, ...], arrivals: tuple[Figures, Figures], departures: tuple[Figures, Figures]
) -> Result:
    """Moves of two years beside each other in all areas: is it people, or the count?

    Measures: before, after (arrivals, persons), ratio; of all areas together (the same in each):
    pooled, low, high (ratio with its 95 % interval), scatter (of the logarithms of ratios),
    same_way (share of areas), effectiveness_before, effectiveness_after (percent), and one of
    registration_likely, behaviour_possible, no_jump, cannot_tell that is 1.

    Raises
    ------
    CannotCompute
        If fewer than two areas have both years.
    """
    before, after = arrivals
    found = common_jump(before.values, after.values, (departures[0].values, departures[1].values))
    code = worst_codes(before.status, after.status)
    measures: Measures = {
        "before": (before.values, before.status, "persons"),
        "after": (after.values, after.status, "persons"),
        "ratio": (found.arrivals.ratios, code, "ratio"),
    }
    same: Codes = np.full(len(areas), "E")
    for name, (value, unit) in _common(found).items():
        measures[name] = (np.full(len(areas), value), same, unit)
    return stack(call, measures, {"area": areas})


def _common(found: CommonJump) -> dict[str, tuple[float, str]]:
    """What holds of all areas together."""
    net = found.net
    numbers = {
        "pooled": (found.arrivals.pooled, "ratio"),
        "low": (found.arrivals.pooled_interval[0], "ratio"),
        "high": (found.arrivals.pooled_interval[1], "ratio"),
        "scatter": (found.arrivals.scatter, "ratio"),
        "same_way": (found.arrivals.same_way, "share"),
        "effectiveness_before": (np.nan if net is None else net.effectiveness_before, "percent"),
        "effectiveness_after": (np.nan if net is None else net.effectiveness_after, "percent"),
    }
    return numbers | {v.name.lower(): (float(v is found.verdict), "count") for v in Verdict}
