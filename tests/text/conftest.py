"""The words of the invented country in each language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qonys.text import Language, Words, load_words

NAMES = Path(__file__).parents[1] / "packs" / "toy" / "names"


@pytest.fixture(scope="session")
def said() -> Mapping[Language, Words]:
    """Words by language."""
    return {lang: load_words(lang, ((NAMES / f"{lang.value}.ftl").read_text("utf-8"),)) for lang in Language}
