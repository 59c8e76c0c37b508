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


def totals(call: Call, figures: Figures, areas: tuple[str, ...], whole: str, unit: str) -> Result:
    """Sums of a printed table over its periods: measures total (of the whole) and parts (of all other areas).

    Axis `area` holds the whole alone; nan where a cell of the table is missing.
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
