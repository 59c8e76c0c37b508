"""The ledger of a report: which sentences and figures stayed away or changed what they say, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qonys.comparisons import Refusal, Why


@dataclass(frozen=True)
class Entry:
    """One sentence, figure or table: its id, why it stayed away, what was said in its place (empty: nothing)."""

    id: str
    why: Why
    instead: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Ledger:
    """Entries in the order in which a report was made; the same one is kept once."""

    entries: list[Entry] = field(default_factory=list)

    def note(self, id: str, refusal: Refusal, instead: str = "") -> None:
        """Keep why a sentence or figure is not there."""
        entry = Entry(id, refusal.why, instead, dict(refusal.fields))
        if entry not in self.entries:
            self.entries.append(entry)

    def knows(self, id: str) -> bool:
        """Whether there is an entry of this id."""
        return any(entry.id == id for entry in self.entries)
