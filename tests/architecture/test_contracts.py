"""Keeps the contracts of pyproject.toml in step with the folders: no code stands outside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "qonys"


def contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return found


def capabilities() -> set[str]:
    """The layer of siblings in which migration stands."""
    layers = next(c["layers"] for c in contracts() if c.get("exhaustive"))
    return {name.strip(" ()") for name in next(layer for layer in layers if "migration" in layer).split("|")}


def folders_unseen(root: Path) -> list[str]:
    """Folders with code but without `__init__.py`: import-linter passes over them in silence."""
    folders = {path.parent for path in root.rglob("*.py")}
    return sorted(folder.relative_to(root).as_posix() for folder in folders if not (folder / "__init__.py").is_file())


def test_the_layers_leave_nothing_out() -> None:
    contract = next(c for c in contracts() if c.get("exhaustive"))
    assert contract["containers"] == ["qonys"]
    assert "exhaustive_ignores" not in contract
    assert folders_unseen(SRC) == []


def test_an_unseen_folder_is_seen(tmp_path: Path) -> None:
    (tmp_path / "side").mkdir()
    (tmp_path / "__init__.py").touch()
    (tmp_path / "side" / "way.py").touch()
    assert folders_unseen(tmp_path) == ["side"]


def test_each_capability_is_kept_from_queries_and_charts() -> None:
    kept = next(c for c in contracts() if c["name"] == "Capabilities neither query nor draw")["source_modules"]
    assert set(kept) == {f"qonys.{name}" for name in capabilities() if (SRC / name).is_dir()}


def test_each_capability_is_kept_from_store_and_words() -> None:
    upper, lower = next(c for c in contracts() if c["name"] == "Capabilities neither fetch nor speak")["layers"]
    assert {name.strip(" ()") for name in upper.split(":")} == {"sources", "store", "tables", "text"}
    assert {name.strip(" ()") for name in lower.split(":")} == capabilities()
