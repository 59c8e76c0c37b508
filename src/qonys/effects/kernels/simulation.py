"""Panels made at random on which tests are tried out: few areas of unequal size, errors that go on over time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.kernels.absorb import Specification
from qonys.effects.kernels.least_squares import Ints, dummies
from qonys.numerics.arrays import Floats


@dataclass(frozen=True, slots=True)
class Design:
    """How panels are made: two-way fixed effects, no effect of the exposure."""

    clusters: int = 17
    periods: int = 24
    persistence: float = 0.6
    """Of errors, from period to period."""
    exposure_persistence: float = 0.7
    common: float = 0.5
    """Standard deviation of shocks of a period that areas share, each by a sensitivity of its own."""
    weighted: bool = False
    """By people: 0.2 to 2.2 million, so that the largest area has eleven times the weight of the smallest."""
    treated: int = 0
    """Areas that an exposure of 0 and 1 reaches, from a period of their own on; 0: it varies everywhere."""
    late: bool = True
    """Whether three areas enter late, with 7, 3 and 3 periods, as after a division of regions."""
    instruments: int = 0
    strength: float = 1.0
    """What instruments, by their common scale, add to the exposure."""
    endogeneity: float = 0.7
    """What errors add to an exposure that has instruments."""
    carriers: int = 0
    """Areas whose exposure (or instrument) moves `carried` times as much as elsewhere: they carry the estimate."""
    carried: float = 12.0
    counts: bool = False
    """Whether outcomes are counts, Poisson about exp(1 + half the errors), instead of the errors themselves."""


@dataclass(frozen=True, eq=False)
class Panel:
    """One made panel; rows are area-periods."""

    specification: Specification
    area: Ints  # (n,)
    period: Ints  # (n,)
    instruments: Floats | None  # (n, l)


def make(design: Design, generator: np.random.Generator) -> Panel:
    """A panel of a design. Areas differ in the scatter of their errors and of their exposure, by a factor of about 4.

    Examples
    --------
    >>> made = make(Design(clusters=14), np.random.default_rng(1))
    >>> len(np.unique(made.area)), np.sort(np.bincount(made.area))[:4].tolist()
    (14, [3, 3, 7, 24])
    """
    shape = (design.clusters, design.periods)
    spread = np.exp(generator.normal(0, 0.4, shape[0]))[:, None]
    sensitivity = generator.normal(1, 0.5, shape[0])[:, None]
    shared = design.common * generator.normal(size=shape[1])
    errors = spread * (_persistent(design.persistence, shape, generator) + sensitivity * shared)
    instruments = None
    if design.instruments:
        instruments = np.stack([_varied(design, generator) for _ in range(design.instruments)], axis=-1)
        pushed = design.strength * instruments.sum(axis=-1) / np.sqrt(design.instruments)
        exposure = pushed + design.endogeneity * errors + generator.normal(size=shape)
    else:
        exposure = _adopted(design, generator) if design.treated else _varied(design, generator)
    first = _entry(design.clusters, design.periods) if design.late else np.zeros(design.clusters, dtype=np.int64)
    use = np.arange(design.periods) >= first[:, None]
    area, period = np.nonzero(use)
    people = np.geomspace(0.2, 2.2, design.clusters)[area] if design.weighted else None
    nuisance = np.column_stack([dummies(area), dummies(period)])
    outcome = generator.poisson(np.exp(1 + 0.5 * errors)).astype(float) if design.counts else errors
    one = Specification(0, outcome[use], exposure[use], area, nuisance, people)
    return Panel(one, area, period, None if instruments is None else instruments[use])


def _varied(design: Design, generator: np.random.Generator) -> Floats:
    """Paths that go on over time, wider in some areas than in others (areas, periods)."""
    shape = (design.clusters, design.periods)
    reach = np.exp(generator.normal(0, 0.5, shape[0]))[:, None]
    reach[: design.carriers] = design.carried
    found: Floats = reach * _persistent(design.exposure_persistence, shape, generator)
    return found


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
    """First period of each area: most are there from the start, three begin late."""
    first = np.zeros(groups, dtype=np.int64)
    first[[1, groups // 2, groups - 2]] = np.maximum(periods - np.array([7, 3, 3]), 0)
    return first


def _adopted(design: Design, generator: np.random.Generator) -> Floats:
    """An exposure that is 0 and, in some areas, 1 from a period in the middle on (areas, periods)."""
    exposure = np.zeros((design.clusters, design.periods))
    late = [1, design.clusters // 2, design.clusters - 2]
    areas = generator.choice(np.delete(np.arange(design.clusters), late), design.treated, replace=False)
    for area in areas:
        exposure[area, generator.integers(design.periods // 3, 2 * design.periods // 3) :] = 1.0
    return exposure
