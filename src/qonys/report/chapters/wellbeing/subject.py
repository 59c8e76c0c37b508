"""What the chapter is about: a framework of the pack, its newest panel and its longest one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from qonys.comparisons import Declared, End, Item, Kind, Level, Refusal, Superlative, level_of, superlative
from qonys.model import Criterion, Framework, Node, Span
from qonys.model.claim import Parameter
from qonys.model.result import Result
from qonys.packs.frameworks import framework_names
from qonys.report.blocks import TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import table_cell
from qonys.studies.wellbeing.gather import framework_of, newest_years
from qonys.text import Message, PlaceName, Shown, Sign, say

SURE = 0.9
"""Share of the draws from which on one region is said to be ahead of another."""
DIGITS = {"index": 1, "ratio": 2, "rank": 0, "share": 0}


@dataclass(frozen=True)
class Subject:
    """One framework in one assessment."""

    context: Context
    framework: Framework
    span: Span

    @property
    def year(self) -> str:
        """The last year."""
        return self.span.years[-1]

    @property
    def goal(self) -> str:
        """Id of the goal."""
        return self.framework.goal.id

    @property
    def dimensions(self) -> tuple[Node, ...]:
        """Nodes below the goal."""
        return tuple(n for n in self.framework.nodes if n.parent == self.goal)

    @property
    def longest(self) -> Span:
        """The longest panel."""
        return max(self.framework.spans, key=lambda s: s.last - s.first)

    def run(self, function: str, span: Span | None = None, **more: Parameter) -> Result:
        """A computation of the framework."""
        chosen = span or self.span
        return self.context.run(f"wellbeing.{function}", framework=self.framework.id, span=chosen.id, **more)

    @cached_property
    def scores(self) -> Result:
        """Scores and ranks of the newest panel."""
        return self.run("scores")

    @cached_property
    def intervals(self) -> Result:
        """Intervals of the last year."""
        return self.run("intervals")

    @property
    def areas(self) -> tuple[str, ...]:
        """Areas of the index, the best first."""
        ranks = self.scores.series(measure="rank", element=self.goal, period=self.year)
        return tuple(sorted(ranks, key=lambda a: (ranks[a], a)))

    def set_of(self, result: Result, /, **cell: str) -> Declared:
        """One measure of all areas of the index as a set."""
        items = []
        for area in self.areas:
            said = self.shown(result, area=area, **cell)
            items.append(Item(PlaceName(area), said.claim.value, said.claim, said=said))
        return Declared(Kind.AREAS, tuple(items))

    @cached_property
    def ranked(self) -> Declared:
        """The index of the last year as a set."""
        return self.set_of(self.intervals, measure="score")

    def apart(self, end: End) -> Callable[[Item, Item], bool]:
        """Whether the one at an end of the order is there in nearly all draws that both share."""
        order = self.run("order")

        def judged(one: Item, other: Item) -> bool:
            higher, lower = (one, other) if end is End.MOST else (other, one)
            codes = (cast("PlaceName", item.label).code for item in (higher, lower))
            return order.value(measure="probability", **dict(zip(("area", "other"), codes, strict=True))) >= SURE

        return judged

    def extreme(self, end: End) -> Superlative | Refusal:
        """Who stands at an end of the index, with those that cannot be told from it."""
        return superlative(self.ranked, end, apart=self.apart(end))

    @cached_property
    def newest(self) -> dict[str, str]:
        """By criterion the newest year of figures of most regions; empty if there is none."""
        years = newest_years(self.context.run, self.framework.id, self.span.id)
        return {c.id: year for c, year in zip(self.framework.criteria, years, strict=True)}

    @property
    def has_area(self) -> bool:
        """Whether the assessed area has an index."""
        return self.context.area in self.scores.axes["area"]

    def name(self, part: Node | Criterion | str) -> Message:
        """The name of a node or criterion."""
        return say(f"part-{self.framework.id}-{part if isinstance(part, str) else part.id}")

    def strength(self, criterion: str) -> Message:
        """What a criterion is called where a region does well by it."""
        found = self.framework.criterion(criterion)
        if found.strength:
            return say(f"strength-{self.framework.id}-{criterion}")
        high = level_of(found.sign, strength=True) is Level.HIGH
        return self.name(criterion) if high else say("wel-fewer-better", name=self.name(criterion))

    def weakness(self, criterion: str) -> Message:
        """What a criterion is called where a region does badly by it."""
        found = self.framework.criterion(criterion)
        return say(f"weakness-{self.framework.id}-{criterion}") if found.weakness else self.name(criterion)

    def reason(self, part: str) -> Message:
        """Why a node or criterion is there."""
        return say(f"reason-{self.framework.id}-{part}")

    def shown(self, result: Result, sign: Sign = Sign.PLAIN, /, **cell: str) -> Shown:
        """A claim with digits for its unit."""
        return Shown(result.claim(decimals=DIGITS.get(result.units[cell["measure"]], 1), **cell), sign)

    def cell(self, result: Result, sign: Sign = Sign.PLAIN, /, **cell: str) -> TableCell:
        """A cell of a table, or why it is empty."""
        return self.shown(result, sign, **cell) if result.has(**cell) else table_cell(result, sign, **cell)


def subject_of(context: Context, name: str = "") -> Subject | None:
    """The framework of this name with its newest panel; the pack's principal one if none is named."""
    names = framework_names(context.pack)
    if not names:
        return None
    chosen = name or next((n for n in names if framework_of(context.run, n).goal.id == "wellbeing"), names[0])
    framework = framework_of(context.run, chosen)
    if not framework.spans:
        return None
    return Subject(context, framework, max(framework.spans, key=lambda s: (s.borders, s.last)))
