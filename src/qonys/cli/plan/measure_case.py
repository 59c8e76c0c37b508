"""What `qonys plan measures` is asked: the options that take more than a word, and all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from qonys.text import Language


class Show(Enum):
    """Which table."""

    RANKING = "ranking"
    PAIRS = "pairs"
    """Share of draws in which one measure is better than another."""
    LEVERS = "levers"
    """What each lever moves, its limits, costs and their sources."""
    PACKAGE = "package"
    """The measures taken together beside their sum."""


class By(Enum):
    """The yardstick."""

    INDEX = "index"
    MONEY = "money"


class CostView(Enum):
    """Whose cost counts."""

    PUBLIC = "public"
    ALL = "all"


Measures = Annotated[
    list[str] | None,
    typer.Option(help="LEVER[=SIZE]; may be repeated; all levers at their usual size if left out."),
]
Budget = Annotated[
    float | None,
    typer.Option(
        help="Public money a year, in the currency of the pack: choose the measures and sizes that do most for it.",
        min=0,
        max=1e18,
    ),
]
PackageFile = Annotated[
    Path | None, typer.Option(help="Run a package of measures, TOML; its area, seed and draws hold.")
]
AgainstFile = Annotated[Path | None, typer.Option(help="With --package: what changed since this result, JSON.")]
SaveFile = Annotated[
    Path | None, typer.Option(help="Write the measures that do good (with --budget: the chosen) as a package.")
]


@dataclass(frozen=True)
class Case:
    """What a command was asked."""

    area: str
    year: str
    measures: tuple[str, ...]
    budget: float | None
    careful: bool
    by: str
    cost: str
    draws: int
    seed: int
    pack: str
    store: Path | None
    as_of: str | None
    language: Language
