"""Lists the indicators that chapters know by id: for the trust chapter, and as a page of the pack reference.

    python scripts/known_indicators.py            # writes both files
    python scripts/known_indicators.py --check    # says whether they are fresh

An id counts as known where it stands as a word of its own in the code of a chapter or of a study and an indicator of
the embedded packs has it. What a chapter learns from the pack itself (series of a framework, of a study of effects, of
a plan) is not listed: a pack that names it has it.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from qonys.packs import Pack, load_pack

ROOT = Path(__file__).parents[1]
CODE = ROOT / "src" / "qonys"
FOLDERS = (CODE / "report" / "chapters", CODE / "studies")
GENERAL = ("trace", "registry")
"""Modules of no subject."""
LIST = CODE / "report" / "chapters" / "known.toml"
PAGE = ROOT / "docs" / "reference" / "known-indicators.md"
HEAD = """# Indicators that chapters know

A chapter finds most series through the pack: those of a framework, of a study of effects, of a plan. It knows these by
their id. A pack that lacks one has a report without what rests on it, and the chapter on trust says how many
it lacks; `qonys assess --explain` names them. The page is made by `scripts/known_indicators.py`.

| id | indicator | unit | used for |
|---|---|---|---|
"""


def known(packs: tuple[Pack, ...]) -> dict[str, tuple[str, ...]]:
    """The subjects of each id, both in order."""
    ids = {name for pack in packs for name in pack.indicators}
    found: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for path in sorted(p for p in folder.rglob("*.py") if p.stem not in GENERAL):
            subject = path.relative_to(folder).parts[0].removesuffix(".py")
            for word in _words(path):
                if (name := word.split("[")[0]) in ids:
                    found.setdefault(name, set()).add(subject)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _words(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def written(packs: tuple[Pack, ...]) -> dict[Path, str]:
    """Both files as text."""
    found = known(packs)
    named = {name: indicator for pack in reversed(packs) for name, indicator in pack.indicators.items()}
    lines = [f"{name} = {json.dumps(subjects)}" for name, subjects in found.items()]
    rows = [
        f"| `{name}` | {named[name].names['en']} | {named[name].unit} | {', '.join(subjects)} |"
        for name, subjects in found.items()
    ]
    note = "# Indicators that chapters know by id, with what they are used for; made by scripts/known_indicators.py"
    return {LIST: "\n".join([note, *lines]) + "\n", PAGE: HEAD + "\n".join(rows) + "\n"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare the files instead of writing them")
    files = written((load_pack("kz"), load_pack(str(ROOT / "tests" / "packs" / "toy"))))
    if not parser.parse_args().check:
        for path, text in files.items():
            path.write_text(text, "utf-8")
        return 0
    stale = [path.name for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text]
    print(f"stale: {', '.join(stale)}" if stale else "fresh")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
