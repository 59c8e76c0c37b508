"""What a reader of users' tables needs to know of its surroundings: whom to tell what it did, whose names it knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from qonys.errors import NotFound

if TYPE_CHECKING:
    from qonys.model.note import Note
    from qonys.packs import Pack


def _nobody(note: Note) -> None:
    """Notes are not heard."""


@dataclass(frozen=True)
class Reading:
    """Where notes go, and the pack whose names of areas are known; it is loaded when a name is first asked about."""

    tell: Callable[[Note], None] = _nobody
    load: Callable[[], Pack | None] | None = None
    _told: set[tuple[str, str]] = field(default_factory=set)

    def note(self, code: str, **fields: object) -> None:
        """Tell what was done to a table, each thing once."""
        key = (code, repr(sorted(fields.items(), key=lambda item: item[0])))
        if key not in self._told:
            from qonys.model.note import Note

            self._told.add(key)
            self.tell(Note(code, fields))

    @cached_property
    def pack(self) -> Pack | None:
        """The pack, if there is one."""
        return self.load() if self.load is not None else None

    def code(self, name: str) -> str:
        """The code of the area of this name; empty if the pack knows none."""
        if self.pack is None:
            return ""
        try:
            return self.pack.find_area(name).code
        except NotFound:
            return ""

    def is_country(self, name: str) -> bool:
        """Whether this is a name of the whole country."""
        from qonys.model import Level

        code = self.code(name)
        return bool(code) and self.pack is not None and self.pack.areas[code].level is Level.COUNTRY


_CURRENT: ContextVar[Reading | None] = ContextVar("reading", default=None)
_SILENT = Reading()


def reading() -> Reading:
    """The surroundings of this moment."""
    return _CURRENT.get() or _SILENT


@contextmanager
def surroundings(tell: Callable[[Note], None], load: Callable[[], Pack | None] | None = None) -> Iterator[None]:
    """Tables that are read inside tell their notes here and know the names of this pack."""
    token = _CURRENT.set(Reading(tell, load))
    try:
        yield
    finally:
        _CURRENT.reset(token)
