"""Each function of the door has an example and types; the reference is written from them; the import is light."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import qonys

ROOT = Path(__file__).parents[2]
OPENED = [name for name in qonys.__all__ if getattr(qonys, name).__module__.startswith("qonys.api")]


@pytest.mark.parametrize("name", [n for n in OPENED if inspect.isfunction(getattr(qonys, n))])
def test_each_function_has_an_example_and_types(name: str) -> None:
    public = getattr(qonys, name)
    assert ">>> " in (public.__doc__ or "")
    assert "return" in inspect.get_annotations(inspect.unwrap(public))


def test_the_reference_is_fresh() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "python_reference.py", "--check"], check=False)
    assert done.returncode == 0


def test_names_are_visible_to_tab() -> None:
    assert set(qonys.__all__) <= set(dir(qonys))


def test_the_import_loads_nothing_else() -> None:
    code = "import sys, qonys; print(*(name for name in sys.modules if name.startswith('qonys')))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["qonys"]
