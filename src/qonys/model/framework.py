"""Frameworks of a composite index: a tree of goal, dimensions and criteria, with the reason of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from qonys.model.indicator import Direction


@dataclass(frozen=True, slots=True)
class Node:
    """The goal or a group of criteria under it."""

    id: str
    parent: str
    """Empty for the goal."""
    weight: float = 1.0
    """Relative to its siblings."""
    interval: tuple[float, float] | None = None
    """Least and largest share among its siblings that experts would give it."""
    names: Mapping[str, str] = field(default_factory=dict)
    reason: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One indicator of a framework: which series, which way is better, how it enters."""

    id: str
    parent: str
    series: str
    direction: Direction
    weight: float = 1.0
    interval: tuple[float, float] | None = None
    unit: str = ""
    relative: bool = False
    """Divided by the figure of the whole (the country) of the same period."""
    denominator: str = ""
    """A series it is divided by."""
    per: float = 1.0
    """What the quotient is multiplied by."""
    events: str = ""
    """The series whose events a rate counts: its chance error is that of a Poisson count."""
    error: float | None = None
    """Standard deviation of a figure as it is given, before it is divided, where it is known."""
    goalposts: tuple[float, float] | None = None
    """Worst and best figure by value, low first; none: those of the figures at hand."""
    names: Mapping[str, str] = field(default_factory=dict)
    reason: Mapping[str, str] = field(default_factory=dict)
    strength: Mapping[str, str] = field(default_factory=dict)
    """What it is called where a unit does well by it: few residents of failing housing."""
    weakness: Mapping[str, str] = field(default_factory=dict)

    @property
    def sign(self) -> float:
        """1 where more is better, -1 where less is."""
        return 1.0 if self.direction is Direction.HIGHER else -1.0


@dataclass(frozen=True, slots=True)
class Span:
    """Years in one division that an index is computed for."""

    id: str
    first: int
    last: int
    borders: int

    @property
    def years(self) -> tuple[str, ...]:
        """All years."""
        return tuple(str(year) for year in range(self.first, self.last + 1))


@dataclass(frozen=True)
class Framework:
    """A tree whose leaves are criteria, all at one depth, and how the index is made."""

    id: str
    nodes: tuple[Node, ...]
    """The goal first, each parent before its children."""
    criteria: tuple[Criterion, ...]
    spans: tuple[Span, ...] = ()
    context: tuple[str, ...] = ()
    """Series in which regions are compared to find those that look alike."""
    method: Mapping[str, Any] = field(default_factory=dict)
    """The steps and their options, as written."""
    doubt: Mapping[str, Any] = field(default_factory=dict)
    """What is varied to see how sure the ranking is, as written."""
    where: str = ""
    """The file it was read from."""

    @property
    def goal(self) -> Node:
        """The root."""
        return self.nodes[0]

    def criterion(self, id: str) -> Criterion:
        """The criterion of this id."""
        return next(c for c in self.criteria if c.id == id)

    @cached_property
    def levels(self) -> tuple[tuple[Node, ...], ...]:
        """Nodes of each level above the criteria, the lowest first; the last holds the goal alone."""
        depth = {self.goal.id: 0}
        for node in self.nodes[1:]:
            depth[node.id] = depth[node.parent] + 1
        deepest = max(depth.values())
        return tuple(tuple(n for n in self.nodes if depth[n.id] == d) for d in range(deepest, -1, -1))

    @cached_property
    def parents(self) -> tuple[tuple[int, ...], ...]:
        """For the criteria and for each level of nodes but the last: the place of each one's parent in the next."""
        below: list[tuple[str, ...]] = [tuple(c.parent for c in self.criteria)]
        below += [tuple(n.parent for n in level) for level in self.levels[:-1]]
        found = []
        for names, level in zip(below, self.levels, strict=True):
            place = {node.id: i for i, node in enumerate(level)}
            found.append(tuple(place[name] for name in names))
        return tuple(found)

    @cached_property
    def weights(self) -> tuple[tuple[float, ...], ...]:
        """Weights of the criteria and of each level of nodes but the last."""
        return (tuple(c.weight for c in self.criteria), *(tuple(n.weight for n in level) for level in self.levels[:-1]))

    @cached_property
    def intervals(self) -> tuple[tuple[tuple[float, float] | None, ...], ...]:
        """Elicited intervals of the weights, as `weights`."""
        levels = (tuple(n.interval for n in level) for level in self.levels[:-1])
        return (tuple(c.interval for c in self.criteria), *levels)

    def span(self, name: str) -> Span | None:
        """The span of this id."""
        return next((s for s in self.spans if s.id == name), None)
