"""The ledger of a report: which sentences and figures stayed away or changed what they say, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qonys.comparisons import Refusal, Why
from qonys.text import Words, say


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

    def said(self, words: Words) -> list[dict[str, object]]:
        """The entries with their reason in a language: for a machine the id, the code and what it rests on too."""
        return [
            {
                "id": entry.id,
                "why": entry.why.value,
                "reason": words.plain(say(f"cmp-why-{entry.why.value}")),
                "instead": entry.instead or None,
                **({"about": {k: str(v) for k, v in entry.fields.items()}} if entry.fields else {}),
            }
            for entry in self.entries
        ]

    def lines(self, words: Words) -> list[str]:
        """The entries as lines for a reader."""
        return [
            words.plain(
                say(
                    "cmp-explain-instead" if entry.instead else "cmp-explain-line",
                    id=entry.id, why=say(f"cmp-why-{entry.why.value}"), instead=entry.instead,
                )
            )
            for entry in self.entries
        ]  # fmt: skip
