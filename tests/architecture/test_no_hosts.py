"""The tree works on any machine: no registry's host, no path of one machine, no lock file that holds either."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written in pieces, so that this file does not find itself.
HOSTS = ("pypi" + r"\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "npm" + r"js\.(?:com|org)")
OPTIONS = ("--(?:extra-)?" + "index-url", "--find" + "-links", '"' + 'resolved":')
FOLDERS = ("work", "root", "farm", "tmp", "opt", r"home/\w+", r"Users/\w+")
FOREIGN = re.compile("|".join([*HOSTS, *OPTIONS, rf"(?<![\w.\-~*)}}$/])/(?:{'|'.join(FOLDERS)})/\w"]))
LOCKS = {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}


def kept_files() -> list[Path]:
    """Every file that is or would be committed."""
    listing = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        done = subprocess.run(listing, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout: git does not list the files")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def foreign(paths: Iterable[Path]) -> list[str]:
    found = []
    for path in paths:
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if match := FOREIGN.search(line):
                found.append(f"{path.name}:{number}: {match[0]}")
    return found


def test_no_host_and_no_machine() -> None:
    assert foreign(kept_files()) == []


def test_no_lock_with_addresses() -> None:
    assert [path.name for path in kept_files() if path.name in LOCKS] == []


@pytest.mark.parametrize(
    "line",
    [
        "https://py" + "pi.org/simple",
        "-r /ro" + "ot/core.txt",
        "cd /tm" + "p/x",
        '"reso' + 'lved": 1',
        "'/home/a" + "b/c'",
    ],
)
def test_a_foreign_line_is_seen(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(f"fine\n{line}\n", encoding="utf-8")
    assert len(foreign([tmp_path / "a.txt"])) == 1


@pytest.mark.parametrize("line", ["#!/usr/bin/env bash", "site/work/x", "https://example.org/work/x", "/report/"])
def test_an_own_line_is_not(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.txt").write_text(line, encoding="utf-8")
    assert foreign([tmp_path / "a.txt"]) == []
