"""Floors and limits that cannot hold together, by name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qonys.plans.kernels.places import Columns, Goal, program_of
from qonys.plans.kernels.program import conflict
from qonys.plans.settlement.arrays import Arrays

MOST_COLUMNS = 60_000
"""Pairs of kind and place above which no set is looked for: it would take minutes."""


def clash(arrays: Arrays) -> tuple[str, ...]:
    """The floors and limits of a smallest set that no plan keeps, households divisible or not.

    Returns
    -------
    tuple of str
        `place north >= 40`, `persons north <= 30`; empty if only whole households cannot keep them, or if there are
        too many pairs of household and place to tell.
    """
    problem = replace(arrays.problem, held=())
    kind, place = np.nonzero(problem.demand.allowed)
    if len(kind) > MOST_COLUMNS:
        return ()
    nothing = Goal(np.zeros(problem.demand.ranks + 1))
    program, _ = program_of(problem, nothing, Columns(kind.astype(np.int64), place.astype(np.int64)))
    names = [
        *("" for _ in range(problem.shape[0])),  # There are only so many households of a kind.
        *(f"{x.need.value} {x.label or ', '.join(x.places)} <= {x.amount:g}" for x in arrays.limits),
        *(f"{n} >= {a:g}" for n, a in zip(arrays.floors, problem.floors.amount, strict=True)),
    ]
    return tuple(names[row] for row in conflict(program) if names[row])
