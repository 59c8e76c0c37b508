"""Panels made at random on which tests are tried out: few areas of unequal size, errors that go on over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.absorb import Specification
from qonys.effects.kernels.least_squares import Ints, dummies
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, slots=True)
class Design:
    """How panels are made. Two-way fixed effects, no effect of the exposure."""

    clusters: int = 17
    periods: int = 24
    persistence: float = 0.6  # of errors, from period to period
    exposure_persistence: float = 0.7
    common: float = 0.5  # standard deviation of shocks that all areas share in a period, by their own sensitivity
    weighted: bool = False  # by people: the largest area has eleven times those of the smallest
    treated: int = (
        0  # areas that an exposure of 0 and 1 reaches, from a period of their own on; 0: it varies everywhere
    )
    late: bool = True  # whether some areas enter late, as after a division of regions
    strength: float = 0.0  # of an instrument: what a unit of it adds to the exposure; 0: no instrument


@dataclass(frozen=True, eq=False)
class Panel:
    """One made panel; rows are area-periods."""

    specification: Specification
    area: Ints
    period: Ints
    instrument: Floats | None


def make(design: Design, generator: np.random.Generator) -> Panel:
    """A panel of a design: areas enter late as regions of a country do, and differ in the scatter of their errors.

    Examples
    --------
    >>> made = make(Design(clusters=14), np.random.default_rng(1))
    >>> len(np.unique(made.area)), int(np.bincount(made.area).min()), int(np.bincount(made.area).max())
    (14, 7, 24)
    """
    groups, periods = design.clusters, design.periods
    spread = np.exp(generator.normal(0, 0.4, groups))[:, None]
    sensitivity = generator.normal(1, 0.5, groups)[:, None]
    shared = design.common * generator.normal(size=periods)
    errors = spread * (_persistent(design.persistence, (groups, periods), generator) + sensitivity * shared)
    instrument = None
    if design.treated:
        exposure = _adopted(design, generator)
    else:
        reach = np.exp(generator.normal(0, 0.5, groups))[:, None]
        exposure = reach * _persistent(design.exposure_persistence, (groups, periods), generator)
    if design.strength:
        instrument = exposure
        exposure = design.strength * instrument + 0.7 * errors + generator.normal(size=errors.shape)
    first = _entry(groups, periods) if design.late else np.zeros(groups, dtype=np.int64)
    use = np.arange(periods) >= first[:, None]
    area, period = np.nonzero(use)
    people = np.geomspace(0.2, 2.2, groups)[area] if design.weighted else None
    nuisance = np.column_stack([dummies(area), dummies(period)])
    one = Specification(0, errors[use], exposure[use], area, nuisance, people)
    return Panel(one, area, period, None if instrument is None else instrument[use])


def _persistent(persistence: float, shape: tuple[int, int], generator: np.random.Generator) -> Floats:
    """Stationary first-order autoregressions with variance 1 (areas, periods)."""
    noise = generator.normal(size=shape)
    found = np.empty(shape)
    found[:, 0] = noise[:, 0]
    scale = np.sqrt(1 - persistence**2)
    for t in range(1, shape[1]):
        found[:, t] = persistence * found[:, t - 1] + scale * noise[:, t]
    return found


def _entry(groups: int, periods: int) -> Ints:
    """First period of each area: most are there from the start, three begin later, as after a division of regions."""
    first = np.zeros(groups, dtype=np.int64)
    late = np.array([periods // 4, periods // 2, periods - 7])
    first[[1, groups // 2, groups - 2]] = late
    return first


def _adopted(design: Design, generator: np.random.Generator) -> Floats:
    """An exposure that is 0 and, in some areas, 1 from a period in the middle on."""
    exposure = np.zeros((design.clusters, design.periods))
    areas = generator.choice(np.delete(np.arange(design.clusters), [1, design.clusters - 2]), design.treated, False)
    for area in areas:
        exposure[area, generator.integers(design.periods // 3, 2 * design.periods // 3) :] = 1.0
    return exposure
