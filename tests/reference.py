"""Reference inputs and results that lie beside the project; without them a test says that it was skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared"


def reference(path: str) -> Path:
    """A file of ../shared, e.g. `refdata/expected/ipf2.json`; skips the test where it is not there."""
    file = FOLDER / path
    if not file.exists():
        pytest.skip(f"../shared/{path} is not there")
    return file
