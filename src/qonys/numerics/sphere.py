"""Distances on the Earth."""

from __future__ import annotations

import numpy as np

from qonys.numerics.arrays import Floats

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def great_circle(points: Floats) -> Floats:
    """Kilometres between points (point, 2) of latitude and longitude in degrees: (point, point).

    Examples
    --------
    >>> quarter = great_circle(np.array([[0.0, 0.0], [0.0, 90.0]]))[0, 1]
    >>> round(float(quarter))
    10008
    """
    latitude, longitude = np.radians(points).T
    half = np.sin((latitude[:, None] - latitude) / 2) ** 2
    half = half + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    kilometres: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return kilometres
