"""The problem of a quota as a program: limits from declared terms, gains of a place, the same for any order of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from scipy.sparse import csr_array

from qonys.errors import BadInput, CannotCompute, Fault
from qonys.model.quota import AreaTerms, Cell, Limit, LimitKind, NeedLevel, QuotaProblem, QuotaTerms
from qonys.numerics.arrays import Floats
from qonys.numerics.program import Program, conflict


class Objective(Enum):
    """What a plan raises."""

    FILLED = "filled"
    """Places filled."""
    OUTPUT = "output"
    """Output of the places, money by the year."""
    BALANCED = "balanced"
    """Places, plus output relative to the country's mean, minus vulnerable local workers affected, by their weight."""


@dataclass(frozen=True)
class Gains:
    """What a place of each cell adds, (cell,)."""

    filled: Floats
    output: Floats
    """Money by the year; nan where no output is stated."""
    affected: Floats
    """Vulnerable local workers affected."""
    balanced: Floats

    def of(self, objective: Objective) -> Floats:
        """The gains of an objective."""
        return {Objective.FILLED: self.filled, Objective.OUTPUT: self.output, Objective.BALANCED: self.balanced}[
            objective
        ]


def make_problem(
    cells: Iterable[Cell], terms: QuotaTerms, year: str = "", level: NeedLevel = NeedLevel.CENTRAL
) -> QuotaProblem:
    """A problem whose cells and limits stand in a fixed order, so that the order of rows changes no answer.

    Raises
    ------
    CannotCompute
        If there is no cell.
    """
    ordered = tuple(sorted(cells, key=lambda cell: cell.key))
    if not ordered:
        raise CannotCompute("quota-no-needs", "no need is stated", where="--needs", fix="--template needs.csv")
    limits = [limit for limit in _limits(ordered, terms, level) if limit.members]
    return QuotaProblem(ordered, tuple(sorted(limits, key=lambda limit: limit.key)), terms, year, level)


def _limits(cells: Sequence[Cell], terms: QuotaTerms, level: NeedLevel) -> Iterable[Limit]:
    inside = {c.id for c in terms.categories if c.inside}
    if terms.cap is not None:
        counted = tuple(i for i, cell in enumerate(cells) if cell.category in inside)
        yield Limit(LimitKind.CAP, terms.cap, counted, act=terms.cap_act)
    for category in terms.categories:
        if category.cap is not None:
            counted = tuple(i for i, cell in enumerate(cells) if cell.category == category.id)
            yield Limit(LimitKind.CATEGORY, category.cap, counted, category=category.id, act=category.act)
    yield from _local_content(cells, terms)
    for area in dict.fromkeys(cell.area for cell in cells):
        counted = tuple(i for i, cell in enumerate(cells) if cell.area == area)
        yield from _of_area(area, counted, cells, terms, level)


def _local_content(cells: Sequence[Cell], terms: QuotaTerms) -> Iterable[Limit]:
    """Foreign places of a group beside its local staff; none where staff is not stated: it cannot be checked."""
    groups = {c.id: c.group for c in terms.categories if c.group in terms.local_shares}
    found: dict[tuple[str, str, str], list[int]] = {}
    for i, cell in enumerate(cells):
        if cell.category in groups:
            found.setdefault((cell.area, cell.sector, groups[cell.category]), []).append(i)
    for (area, sector, group), counted in found.items():
        staff = [cells[i].staff for i in counted]
        share = terms.local_shares[group]
        if share > 0 and all(s is not None for s in staff):
            most = (1 - share) / share * sum(s for s in staff if s is not None)
            yield Limit(LimitKind.LOCAL_CONTENT, most, tuple(counted), area, sector, group,
                        terms.local_acts.get(group, ""))  # fmt: skip


def _of_area(
    area: str, counted: tuple[int, ...], cells: Sequence[Cell], terms: QuotaTerms, level: NeedLevel
) -> Iterable[Limit]:
    stated = terms.areas.get(area, AreaTerms())
    floor = stated.floor
    if floor is None and terms.floor_share is not None:
        floor = terms.floor_share * sum(cells[i].wanted(level) for i in counted)
    for kind, amount in (
        (LimitKind.FLOOR, floor), (LimitKind.CEILING, stated.ceiling), (LimitKind.CAPACITY, stated.capacity)
    ):  # fmt: skip
        if amount is not None:
            yield Limit(kind, amount, counted, area)
    before = [cells[i].last_year for i in counted]
    if terms.change is not None and all(b is not None for b in before):
        last = sum(b for b in before if b is not None)
        yield Limit(LimitKind.CHANGE_UP, last * (1 + terms.change), counted, area, act=terms.change_act)
        # A need that has gone is no reason to give places.
        least = min(last * (1 - terms.change), sum(cells[i].wanted(level) for i in counted))
        yield Limit(LimitKind.CHANGE_DOWN, least, counted, area, act=terms.change_act)


def gains_of(problem: QuotaProblem) -> Gains:
    """What a place of each cell adds."""
    terms = problem.terms
    categories = {c.id: c for c in terms.categories}
    areas = [terms.areas.get(cell.area, AreaTerms()) for cell in problem.cells]
    kinds = [categories[cell.category] for cell in problem.cells]
    duration = np.array([kind.duration for kind in kinds])
    own = [a.output if a.output is not None else terms.output for a in areas]
    output = np.array([np.nan if o is None else o for o in own]) * duration
    relative = np.array([1.0 if a.unemployment is None else a.unemployment for a in areas])
    affected = np.array([kind.vulnerable for kind in kinds]) * relative
    filled = np.ones(len(areas))
    balanced = filled - terms.weight * affected
    if terms.output:
        balanced = balanced + np.nan_to_num(output / terms.output)
    return Gains(filled, output, affected, balanced)


def needs_of(problem: QuotaProblem, level: NeedLevel | None = None) -> Floats:
    """Persons needed in each cell, of the problem's level or another."""
    return np.array([cell.wanted(level or problem.level) for cell in problem.cells])


def program_of(problem: QuotaProblem, gain: Floats, upper: Floats | None = None) -> Program:
    """The program: a variable a cell, a row a limit; nobody gets more than the need."""
    n, m = len(problem.cells), len(problem.limits)
    rows = np.repeat(np.arange(m), [len(limit.members) for limit in problem.limits])
    columns = np.array([i for limit in problem.limits for i in limit.members], dtype=int)
    matrix = csr_array((np.ones(len(columns)), (rows, columns)), shape=(m, n))
    amounts = np.array([limit.amount for limit in problem.limits])
    least = np.array([limit.kind.lower for limit in problem.limits], dtype=bool)
    return Program(
        gain, matrix, np.where(least, amounts, -np.inf), np.where(least, np.inf, amounts), np.zeros(n),
        needs_of(problem) if upper is None else upper,
    )  # fmt: skip


def gain_of(problem: QuotaProblem, objective: Objective) -> Floats:
    """The gains of an objective.

    Raises
    ------
    CannotCompute
        If output is asked for and not stated.
    """
    gain = gains_of(problem).of(objective)
    if np.isnan(gain).any():
        lacking = sorted({c.area for c, g in zip(problem.cells, gain, strict=True) if np.isnan(g)})
        raise CannotCompute(
            "quota-no-output", f"no output is stated for {', '.join(lacking[:5])}", where=", ".join(lacking[:5]),
            fix="--objective filled", areas=", ".join(lacking[:5]),
        )  # fmt: skip
    return gain


def refuse(problem: QuotaProblem, program: Program) -> BadInput:
    """The error that names a smallest set of limits that cannot hold together, in places or in whole ones."""
    clash = conflict(program)
    faults = []
    for row in clash:
        limit = problem.limits[row]
        code = f"quota-limit-{limit.kind.value.replace('_', '-')}"
        most = sum(program.upper[i] for i in limit.members)
        fields: dict[str, object] = {
            "area": limit.area, "sector": limit.sector, "category": limit.category,
            "amount": round(float(limit.amount), 1), "need": round(float(most), 1), "act": limit.act or "–",
        }  # fmt: skip
        words = f"{limit.kind.value} {limit.area} {limit.sector} {limit.category}".split()
        what = f"{' '.join(words)}: {round(limit.amount, 1):.10g} (the needs there sum to {round(most, 1):.10g})"
        faults.append(Fault(code, what, limit.area or limit.category or "–", None, "", fields))
    whole = program.integer is not None
    error = BadInput(
        "quota-infeasible-whole" if whole else "quota-infeasible", f"{len(faults)} limit(s) cannot hold together",
        where="; ".join(f.what for f in faults),
        fix="loosen one of them", count=len(faults),
    )  # fmt: skip
    error.faults = tuple(faults)
    return error


def with_floors(terms: QuotaTerms, floors: Mapping[str, float]) -> QuotaTerms:
    """Terms with floors of areas that somebody asks for."""
    areas = dict(terms.areas)
    for area, floor in floors.items():
        areas[area] = replace(areas.get(area, AreaTerms()), floor=floor)
    return replace(terms, areas=areas)
