"""The notebooks run from the first cell to the last; what they say is asserted in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs" / "notebooks").glob("*.ipynb"))


def code_of(path: Path) -> list[str]:
    """The code cells of a notebook."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path) -> None:
    names: dict[str, object] = {}
    for number, cell in enumerate(code_of(path), 1):
        exec(compile(cell, f"{path.name}, cell {number}", "exec"), names)


def test_each_asserts_what_it_says() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["effect", "flows", "index"]
    for path in NOTEBOOKS:
        assert any("assert " in cell for cell in code_of(path))
