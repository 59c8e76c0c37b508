"""Figures of a shift-share design: regions, sectors, the shares of each region, the shocks of each sector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qonys.model.result import Floats

Labels = NDArray[Any]


@dataclass(frozen=True, eq=False)
class ShiftShareFigures:
    """n regions (or regions and periods) and s sectors (or sectors and periods)."""

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    shares: Floats  # (n, s)
    outcome: Floats  # (n,)
    treatment: Floats | None  # (n,), what the instrument stands for
    instrument: Floats | None  # (n,), where it is given and not made of shares and shocks
    controls: Floats  # (n, m), with a constant
    weights: Floats | None  # (n,)
    clusters: Labels | None  # (n,)
    shocks: Floats | None  # (s,)
    sector_clusters: Labels | None  # (s,)
    sector_periods: Labels | None  # (s,), where shares are by period
    own_shifts: Floats | None = None  # (n, s), shifts of the others, where each region is left out
    before: Mapping[str, Floats] = field(default_factory=dict)  # (n,) each: what regions had before
    sectors_before: Mapping[str, Floats] = field(default_factory=dict)  # (s,) each
    counts: Mapping[str, int] = field(default_factory=dict)  # what was left out, by reason

    @property
    def constants(self) -> Floats:
        """Controls of sectors (s, p): a constant, or one for each period."""
        if self.sector_periods is None:
            return np.ones((len(self.sectors), 1))
        found: Floats = (self.sector_periods[:, None] == np.unique(self.sector_periods)).astype(float)
        return found
