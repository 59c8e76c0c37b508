"""Tables of flows between areas: what a user's file or an estimate holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qonys.errors import NotFound
from qonys.model.result import Floats


@dataclass(frozen=True)
class FlowTable:
    """Moves between areas, persons, as values [..., origin, destination].

    `axes` name what stands before origin and destination (period, sex, age, group); a
    table without any has none. The diagonal holds moves inside an area; `inside` says
    whether the source states them.
    """

    areas: tuple[str, ...]
    axes: Mapping[str, tuple[str, ...]]
    values: Floats
    inside: bool
    stated: NDArray[np.bool_] | None = None
    """Which cells the source states, in the shape of `values`; the others count as 0. None: all."""

    def __post_init__(self) -> None:
        shape = (*(len(labels) for labels in self.axes.values()), len(self.areas), len(self.areas))
        if self.values.shape != shape:
            raise ValueError(f"axes and areas say {shape}, values are {self.values.shape}")

    def merged(self, groups: Mapping[str, str]) -> FlowTable:
        """Flows between groups of areas; moves between members of a group are moves inside it.

        Raises
        ------
        NotFound
            If an area has no group.
        """
        lacking = [area for area in self.areas if area not in groups]
        if lacking:
            raise NotFound("group", where="groups", fix=", ".join(lacking[:5]), name=lacking[0])
        names = tuple(dict.fromkeys(groups[area] for area in self.areas))
        member = np.array([[groups[area] == name for name in names] for area in self.areas], float)
        return replace(self, areas=names, values=member.T @ self.values @ member, inside=True, stated=None)
