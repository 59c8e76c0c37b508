"""What a computation has read: figures of panels, statements, values of rules, files of the pack; each with its labels.

A read is noted when it is made and turned into rows when somebody asks: provenance costs a run next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qonys.model.rules import RuleBook
from qonys.store import PanelQuery


@dataclass(frozen=True, slots=True)
class Cells:
    """One series of a panel."""

    query: PanelQuery
    series: str

    @property
    def source(self) -> str:
        """The one source that was read; empty for the best of all."""
        return self.query.source


@dataclass(frozen=True, slots=True)
class Labelled:
    """Figures under their labels, whatever borders they are stated in."""

    series: str
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Statements:
    """All that is stated of an indicator for an area."""

    series: str
    area: str
    source: str = ""


@dataclass(frozen=True, eq=False)
class Rules:
    """The dated values of the rules of a pack."""

    book: RuleBook


@dataclass(frozen=True, slots=True)
class Declared:
    """A file of the pack, by its path in the pack."""

    file: str


Read = Cells | Labelled | Statements | Rules | Declared


@dataclass(eq=False)
class Frame:
    """What one computation has read itself, and the computations that it asked."""

    own: dict[Read, None] = field(default_factory=dict)
    asked: dict[Frame, None] = field(default_factory=dict)

    def reads(self) -> tuple[Read, ...]:
        """Everything that was read on the way, each once, in the order of reading."""
        found: dict[Read, None] = {}
        seen: set[Frame] = set()
        waiting = [self]
        while waiting:
            frame = waiting.pop()
            if frame not in seen:
                seen.add(frame)
                found.update(frame.own)
                waiting.extend(reversed(frame.asked))
        return tuple(found)
