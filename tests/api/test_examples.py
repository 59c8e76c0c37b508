"""The examples of the door run as they are printed; the reference is written from them; the import stays light."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import qonys
import qonys.api

MODULES = ["qonys", *(f"qonys.api.{m.name}" for m in pkgutil.iter_modules(qonys.api.__path__))]
ROOT = Path(__file__).parents[2]
OPENED = [name for name in qonys.__all__ if getattr(qonys, name).__module__.startswith("qonys.api")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert found.failed == 0


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


def test_the_import_takes_a_moment() -> None:
    code = "import time; t = time.perf_counter(); import qonys; print(time.perf_counter() - t)"
    least = min(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3))
    assert least < 0.2
