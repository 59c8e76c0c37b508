"""What readers tell of the tables they read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qonys.model.note import Note
from qonys.packs import load_pack
from qonys.tables.reading import surroundings
from toyland import TOY


@pytest.fixture
def told() -> Iterator[list[Note]]:
    """The notes of the tables that a test reads; areas are those of the invented country."""
    notes: list[Note] = []
    with surroundings(notes.append, lambda: load_pack(TOY)):
        yield notes
