"""Floors and limits that cannot hold together, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from qonys.errors import BadInput, Fault
from qonys.model.settlement import Need
from qonys.numerics.program import conflict
from qonys.plans.settlement.arrays import Arrays
from qonys.plans.settlement.floors import class_of
from qonys.plans.settlement.kernels.places import Columns, Goal, program_of

MOST_COLUMNS = 60_000
"""Pairs of kind and place above which no set is looked for: it would take minutes."""


def refuse(arrays: Arrays, floors: Mapping[str, float]) -> BadInput:
    """The error that names a smallest set of floors and limits that no plan keeps.

    Without names if only whole households cannot keep them, or if there are too many pairs of household and place.
    """
    asked = ", ".join(f"{name}={share:g}" for name, share in floors.items())
    error = BadInput("settle-floors", where=f"--floor {asked}", fix=asked, text=asked)
    error.faults = clash(arrays)
    return error


def clash(arrays: Arrays) -> tuple[Fault, ...]:
    """A smallest set of floors and limits that no plan keeps, households divisible or not; empty if none was found."""
    problem = replace(arrays.problem, held=())
    kind, place = np.nonzero(problem.demand.allowed)
    if len(kind) > MOST_COLUMNS:
        return ()
    nothing = Goal(np.zeros(problem.demand.ranks + 1))
    program, _ = program_of(problem, nothing, Columns(kind.astype(np.int64), place.astype(np.int64)))
    first = problem.shape[0]
    named, rows = [*_limits(arrays), *_floors(arrays)], conflict(program)
    found = [named[row - first] for row in rows if row >= first]
    if found and len(found) < len(rows):  # More households of some kinds would keep them.
        found.append(Fault("settle-clash-households", "–", None, "", _numbers(arrays)))
    asked = {arrays.floors[row - first - len(arrays.limits)].name for row in rows if row >= first + len(arrays.limits)}
    return (*found, *_shut_out(arrays, asked))


def _numbers(arrays: Arrays) -> dict[str, object]:
    count, sizes = arrays.problem.demand.count, arrays.sizes
    return {"households": float(count.sum()), "persons": float(count @ sizes)}


def _limits(arrays: Arrays) -> list[Fault]:
    found = []
    for limit, amount in zip(arrays.limits, arrays.problem.supply.amount, strict=True):
        name = limit.label or ", ".join(limit.places)
        sized = "-of" if limit.need is Need.HOMES and limit.kind else ""
        fields: dict[str, object] = {"place": name, "amount": float(amount), "kind": limit.kind}
        found.append(Fault(f"settle-clash-{limit.need.value}{sized}", name, None, "", fields))
    return found


def _floors(arrays: Arrays) -> list[Fault]:
    found = []
    for floor, amount in zip(arrays.floors, arrays.problem.floors.amount, strict=True):
        fields: dict[str, object] = {"place": floor.name, "amount": float(amount), "kind": floor.programme}
        programme = "-programme" if floor.programme else ""
        found.append(Fault(f"settle-clash-floor-{floor.about}{programme}", floor.name, None, "", fields))
    return found


def _shut_out(arrays: Arrays, sizes: set[str]) -> tuple[Fault, ...]:
    """Households of these classes of sizes that fit in no place, however the others are placed."""
    d = arrays.problem.demand
    shut = [k for k in np.flatnonzero(~d.allowed.any(axis=1)) if class_of(int(arrays.sizes[k])) in sizes]
    if not shut:
        return ()
    fields: dict[str, object] = {"households": float(d.count[shut].sum()), "largest": float(arrays.sizes[shut].max())}
    return (Fault("settle-clash-shut", "–", None, "", fields),)
