"""Notes: what was done to figures that the user must see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """A treatment of figures that the user must see: a code for the catalogues, and the words of a programmer."""

    code: str
    what: str
    fields: Mapping[str, object] = field(default_factory=dict)
