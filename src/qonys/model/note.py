"""Notes: what was done to figures that the user must see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qonys.english import english


@dataclass(frozen=True)
class Note:
    """A treatment of figures that the user must see: a code of the catalogues, and what fills its places."""

    code: str
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """In English; a note of what could not be computed in the words of the error."""
        return english(("note", "error"), self.code, self.fields)
