"""Files are asked for and written in one way: names that no disk takes are no traceback, nothing is half-written."""

from __future__ import annotations

import re
from pathlib import Path

SRC = Path(__file__).parents[2] / "src" / "qonys"
RAISES = re.compile(r"\.(is_file|is_dir|exists|is_symlink)\(\)")
"""Of a path; they raise for a name that is too long, where `os.path.isfile` says no."""
WRITES = re.compile(r"\.(write_text|write_bytes|mkdir|rename)\(|open\([^)]*[\"'][wax]b?[\"']|os\.(replace|rename)\(")


def lines_with(pattern: re.Pattern[str], beside: tuple[str, ...]) -> list[str]:
    """Lines of the code that match, but for folders and files that may hold them."""
    return [
        f"{name}:{number}: {line.strip()}"
        for path in sorted(SRC.rglob("*.py"))
        if not (name := path.relative_to(SRC).as_posix()).startswith(beside)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_whether_a_file_is_there_is_asked_without_an_exception() -> None:
    assert lines_with(RAISES, ("disk/",)) == []


def test_files_are_written_by_one_package() -> None:
    """What else writes is given a part that is put in its place when it is whole."""
    parts = ("disk/", "store/write.py", "cli/output.py")
    assert lines_with(WRITES, parts) == []
