"""Several tests: which of many still hold once it is counted that they are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

from qonys.comparisons.statements import Refusal, Why

LEVEL = 0.05


@dataclass(frozen=True)
class Tested:
    """One test of a family: its name, its p value, and p once the family is counted."""

    label: object
    p: float
    adjusted: float


@dataclass(frozen=True)
class Several:
    """A family of tests at one level."""

    tests: tuple[Tested, ...]
    level: float

    @property
    def kept(self) -> tuple[Tested, ...]:
        """Those that hold for the whole family."""
        return tuple(test for test in self.tests if test.adjusted <= self.level)

    @property
    def lost(self) -> tuple[Tested, ...]:
        """Those that would hold only if they were the only one."""
        return tuple(test for test in self.tests if test.p <= self.level < test.adjusted)


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """p values adjusted for their number; nan stays nan and is not counted.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6, 65-70.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    order = sorted((i for i, value in enumerate(p) if not isnan(value)), key=lambda i: p[i])
    adjusted, floor = [nan] * len(p), 0.0
    for place, i in enumerate(order):
        floor = max(floor, min(1.0, (len(order) - place) * p[i]))
        adjusted[i] = floor
    return tuple(adjusted)


def several(labels: Sequence[object], p: Sequence[float], level: float = LEVEL) -> Several | Refusal:
    """A family of tests with p values adjusted by Holm's steps.

    Parameters
    ----------
    labels : sequence
        What was tested.
    p : sequence of float
        A p value for each; nan where there is none.
    """
    if not any(not isnan(value) for value in p):
        return Refusal(Why.NO_FIGURES, {"of": len(labels)})
    return Several(tuple(map(Tested, labels, p, holm(p))), level)
