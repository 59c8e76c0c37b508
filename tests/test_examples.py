"""Every example in a docstring runs as it is printed."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import qonys

MODULES = [
    "qonys",
    *(m.name for m in pkgutil.walk_packages(qonys.__path__, "qonys.") if not m.name.endswith("__main__")),
]


def examples(name: str) -> bool:
    """Whether a module has an example; one without is not loaded for nothing."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.loader is not None
    return ">>> " in (spec.loader.get_source(name) or "")  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", list(filter(examples, MODULES)))
def test_examples_run(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert found.attempted > 0 and found.failed == 0
