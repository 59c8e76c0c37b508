"""Two statements of the same figures side by side: a publication and the official tables."""

from __future__ import annotations

import numpy as np

from qonys.model import Call
from qonys.model.result import Figures, Measures, Result, stack, worst_codes


def compare(call: Call, printed: Figures, official: Figures, axes: dict[str, tuple[str, ...]], unit: str) -> Result:
    """Measures printed, official and difference (printed less official); never mixed."""
    measures: Measures = {
        "printed": (printed.values, printed.status, unit),
        "official": (official.values, official.status, unit),
        "difference": (printed.values - official.values, worst_codes(printed.status, official.status), unit),
    }
    return stack(call, measures, axes)


def sums(call: Call, printed: Figures, official: Figures, axes: dict[str, tuple[str, ...]], unit: str) -> Result:
    """A printed table summed over its periods beside one official figure for each area.

    Measures printed (nan if a period is missing), official, difference; `printed` is
    (area, period), `official` (area, 1).
    """
    summed = printed.values.sum(axis=1, keepdims=True)
    worst = worst_codes(*printed.status.T)[:, None]
    return compare(call, Figures(summed, worst), official, axes, unit)


def totals(call: Call, figures: Figures, areas: tuple[str, ...], whole: str, unit: str) -> Result:
    """Sums of a table over all its periods: of the whole, and of all other areas together.

    Measures total, parts (nan where a cell is missing), cells (number of cells of the
    parts). Axis `area` holds the whole alone.
    """
    own = areas.index(whole) if whole in areas else None
    others = [i for i, area in enumerate(areas) if area != whole]
    parts = figures.values[others].sum()
    total = np.nan if own is None else figures.values[own].sum()
    worst = worst_codes(*figures.status.reshape(-1, 1))
    measures: Measures = {
        "total": (np.array([total]), worst, unit),
        "parts": (np.array([parts]), worst, unit),
        "cells": (np.array([float(np.isfinite(figures.values[others]).sum())]), worst, "count"),
    }
    return stack(call, measures, {"area": (whole,)})
