"""Figures of areas over time as one grid: what every estimate of an effect is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from qonys.errors import CannotCompute, NotFound
from qonys.model.result import Codes, Floats
from qonys.model.specification import Transform, Variable


@dataclass(frozen=True)
class Grid:
    """Series as arrays (area, period), nan where there is no figure; periods follow each other without a gap."""

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    series: Mapping[str, Floats]
    status: Mapping[str, Codes] = field(default_factory=dict)
    """SDMX codes of a series, where they are known."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Groupings of areas by name: the label of each area."""
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Latitude and longitude of areas, degrees."""

    def find(self, series: str) -> Floats:
        """The figures of a series.

        Raises
        ------
        NotFound
            With the nearest names.
        """
        if series not in self.series:
            from difflib import get_close_matches

            near = ", ".join(get_close_matches(series, self.series, n=3) or list(self.series)[:6])
            raise NotFound("column", where="figures", fix=near, name=series)
        return self.series[series]

    def within(self, first: int = 0, last: int = 0) -> Grid:
        """The grid from one year to another; 0 leaves an end open.

        Raises
        ------
        CannotCompute
            If no period lies between them.
        """
        kept = np.array([(not first or int(p) >= first) and (not last or int(p) <= last) for p in self.periods], bool)
        if not kept.any():
            where = f"{self.periods[0]}–{self.periods[-1]}"
            raise CannotCompute("effect-no-periods", where=where, fix="")
        cut = {name: values[:, kept] for name, values in self.series.items()}
        status = {name: codes[:, kept] for name, codes in self.status.items()}
        return replace(self, periods=tuple(np.array(self.periods)[kept].tolist()), series=cut, status=status)

    def take(self, variable: Variable) -> Floats:
        """A variable (area, period): divided, scaled, transformed, lagged; logarithms of 0 or less are nan."""
        values = self.find(variable.series) * variable.scale
        if variable.per:
            below = self.find(variable.per)
            values = np.divide(values, below, out=np.full(values.shape, np.nan), where=below > 0)
        if variable.transform in (Transform.LOG, Transform.LOG_CHANGE):
            values = np.log(values, out=np.full(values.shape, np.nan), where=values > 0)
        if variable.transform in (Transform.CHANGE, Transform.LOG_CHANGE):
            values = values - shifted(values, 1)
        return shifted(values, variable.lag)

    def not_positive(self, variable: Variable) -> tuple[tuple[str, str], ...]:
        """Areas and periods whose logarithm does not exist."""
        if variable.transform not in (Transform.LOG, Transform.LOG_CHANGE):
            return ()
        at = np.argwhere(self.find(variable.series) <= 0)
        return tuple((self.areas[a], self.periods[t]) for a, t in at)


def shifted(values: Floats, lag: int) -> Floats:
    """Values `lag` periods earlier, along the last axis; nan where there are none.

    Examples
    --------
    >>> shifted(np.array([[1.0, 2.0, 3.0]]), 1).tolist()
    [[nan, 1.0, 2.0]]
    """
    moved = np.full(values.shape, np.nan)
    if lag == 0:
        return values.copy()
    if lag > 0:
        moved[:, lag:] = values[:, :-lag]
    else:
        moved[:, :lag] = values[:, -lag:]
    return moved
