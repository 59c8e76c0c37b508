"""Labelled series over time: the season of several series, and jumps between years that all areas share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.migration.kernels.breaks import common_jump
from qonys.migration.kernels.season import Season, SeasonOptions, decompose
from qonys.model import Call, Frequency, Period
from qonys.model.result import Floats, Measures, Result, stack

APART = {True: "apart", False: "one year: not told apart"}
"""Whether level and season of a series can be told apart."""


def seasons(call: Call, periods: Sequence[Period], series: Mapping[str, Floats], where: str = "periods") -> Result:
    """The season of monthly or quarterly series: what each place in the year is, as a multiple of the year's mean.

    Measures by series and place (1 is January, or the first quarter): factor, peak and trough (1 or 0), strength
    (0 to 1), p_value of Friedman's test, years. With one year level and season cannot be told apart, and the words
    `level_and_season` say so. See `kernels.season.decompose`.

    Raises
    ------
    BadInput
        For periods that are no months and no quarters.
    CannotCompute
        Without figures.

    Examples
    --------
    >>> months = [Period.parse(f"2020-{m:02d}") for m in range(1, 13)]
    >>> found = seasons(Call("migration.seasons"), months, {"moves": np.array([*[100.0] * 11, 220.0])})
    >>> round(found.value(measure="factor", series="moves", place="12"), 6)
    2.0
    """
    if not periods or not series:
        raise CannotCompute("no-months", where=where, fix="another series")
    if periods[0].frequency not in (Frequency.MONTH, Frequency.QUARTER):
        raise BadInput("no-months", where=where,
                       fix="2024-01, 2024-02, … or 2024-Q1", text=str(periods[0]))  # fmt: skip
    step = 4 if periods[0].frequency is Frequency.QUARTER else 12
    options = SeasonOptions(period=step, first=(periods[0].first.month - 1) * step // 12, longest_stretch=True)
    found = [decompose(values, options) for values in series.values()]
    place = np.arange(step)

    def of(name: str) -> Floats:
        return np.array([np.broadcast_to(getattr(one, name), step) for one in found], float)

    parts = {
        "factor": of("ratios"), "peak": (of("peak") == place).astype(float),
        "trough": (of("trough") == place).astype(float), "strength": of("seasonal_strength"),
        "p_value": of("friedman_p"), "years": of("years"),
    }  # fmt: skip
    code = np.full((len(found), step), "E")
    units = {"peak": "count", "trough": "count", "years": "count"}
    measures: Measures = {name: (values, code, units.get(name, "ratio")) for name, values in parts.items()}
    axes = {"series": tuple(series), "place": tuple(str(p + 1) for p in place)}
    return stack(call, measures, axes).beside("series", level_and_season=tuple(map(_said, found)))


def _said(found: Season) -> str:
    return APART[found.level_and_season_separable]


def breaks(call: Call, areas: Sequence[str], periods: Sequence[str], arrivals: Floats, departures: Floats) -> Result:
    """Jumps between periods that all areas share: is it people, or the way moves are counted?

    Measures of arrivals by period `to`: ratio (to the period before, of all areas together) with low and high
    (95 %), median and scatter of the areas' ratios, same_way (share of areas that moved as the median),
    effectiveness_before and effectiveness_after (percent). Words: from, verdict, apart (areas that moved on their
    own). See `kernels.breaks.common_jump`.

    Parameters
    ----------
    arrivals, departures : (area, period) floats
        Persons.

    Raises
    ------
    CannotCompute
        For fewer than two periods.
    """
    if len(periods) < 2:
        raise CannotCompute("no-pair", where="periods", fix="figures of two years")
    found = [
        common_jump(arrivals[:, t - 1], arrivals[:, t], (departures[:, t - 1], departures[:, t]),
                    arrivals[:, :t].sum(axis=0) if t > 1 else None)
        for t in range(1, len(periods))
    ]  # fmt: skip
    rows = [
        (s.pooled, *s.pooled_interval, s.median, s.scatter, s.same_way,
         *((one.net.effectiveness_before, one.net.effectiveness_after) if one.net else (np.nan, np.nan)))
        for one in found for s in [one.arrivals]
    ]  # fmt: skip
    units = {
        "ratio": "ratio", "low": "ratio", "high": "ratio", "median": "ratio", "scatter": "ratio", "same_way": "share",
        "effectiveness_before": "percent", "effectiveness_after": "percent",
    }  # fmt: skip
    code = np.full(len(found), "E")
    measures: Measures = {n: (v, code, u) for (n, u), v in zip(units.items(), np.array(rows, float).T, strict=True)}
    words = {
        "from": periods[:-1],
        "verdict": [one.verdict.value for one in found],
        "apart": [" ".join(areas[i] for i in one.arrivals.apart) for one in found],
    }
    result = stack(call, measures, {"to": tuple(periods[1:])})
    return result.beside("to", **{name: tuple(texts) for name, texts in words.items()})
