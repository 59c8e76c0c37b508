"""The public surface is closed: each name can be had, and has a place in the reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import qonys

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def documented() -> set[str]:
    """Names set as code in a heading or a table of the reference."""
    pages = [page.read_text("utf-8") for page in sorted(REFERENCE.rglob("*.md"))]
    return {name for page in pages for name in re.findall(r"`(?:qonys\.)?(\w+)(?:\([^`]*\))?`", page)}


def test_the_list_is_in_order() -> None:
    assert list(qonys.__all__) == sorted(set(qonys.__all__))


@pytest.mark.parametrize("name", qonys.__all__)
def test_each_name_can_be_had(name: str) -> None:
    assert getattr(qonys, name) is not None


def test_no_other_name_can_be_had() -> None:
    with pytest.raises(AttributeError, match="has no attribute"):
        getattr(qonys, "a_name_that_nobody_wrote")  # noqa: B009


@pytest.mark.parametrize("name", qonys.__all__)
def test_each_name_is_documented(name: str) -> None:
    assert name in documented()


def test_a_name_without_a_page_is_seen() -> None:
    assert "a_name_that_nobody_wrote" not in documented()
