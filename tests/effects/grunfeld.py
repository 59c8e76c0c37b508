"""Grunfeld's investment of ten firms over twenty years, values of another package, and panels with holes."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from qonys.effects.kernels.least_squares import dummies
from reference import reference


def firms():
    """Investment, value and capital, firms, years, and the values of plm 2.6-2 with the effects of firms."""
    frame = pd.read_csv(reference("refdata/C_panel/grunfeld.csv"))
    expected = json.loads(reference("refdata/expected/grunfeld_fixed_effects.json").read_text())
    x = frame[["value", "capital"]].to_numpy(float)
    return frame["inv"].to_numpy(float), x, frame["firm"].to_numpy(), frame["year"].to_numpy(), expected


def panel(seed=4, gone=9, areas=8, years=10):
    """Area, year, outcome and two regressors of areas over years, `gone` of the cells missing at random."""
    rng = np.random.default_rng(seed)
    area, year = np.repeat(np.arange(areas), years), np.tile(np.arange(years), areas)
    kept = np.sort(rng.permutation(areas * years)[gone:])
    area, year = area[kept], year[kept]
    x = rng.normal(size=(len(area), 2))
    noise = rng.normal(size=len(area)) * (1 + np.abs(x[:, 0]))
    return area, year, x @ [1.0, 2.0] + rng.normal(size=areas)[area] + noise, x


def both_ways(area, year):
    """Dummies of areas and of years."""
    return np.column_stack([dummies(area), dummies(year)])


def double_sum(one, weights):
    """The covariance whose meat is the sum over all pairs of rows, weighted by weights (n, n)."""
    meat = np.zeros((one.regressors.shape[1],) * 2)
    for i in range(len(weights)):
        for j in range(len(weights)):
            meat += weights[i, j] * np.outer(one.scores[i], one.scores[j])
    return one.bread @ meat @ one.bread
