"""Reading frames and files of a user: what the readers did to them is kept, to stand beside the result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from qonys.tables.reading import surroundings

if TYPE_CHECKING:
    from qonys.model.note import Note
    from qonys.packs import Pack


@contextmanager
def noting() -> Iterator[list[Note]]:
    """Notes of the tables that are read inside; names of areas are those of the pack that is installed, as in files."""
    notes: list[Note] = []
    with surroundings(notes.append, _installed):
        yield notes


@cache
def _installed() -> Pack:
    from qonys.packs.load import embedded, load_pack

    return load_pack(embedded()[0])
