"""The invented country of the tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from qonys.packs import Pack, load_pack

TOY = Path(__file__).parent / "packs" / "toy"


@cache
def toy() -> Pack:
    """The pack, read once."""
    return load_pack(TOY)
