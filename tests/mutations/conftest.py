"""Running a command in this process, as a user would."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from toyland import TOY


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


@pytest.fixture
def qonys(capsys, monkeypatch, tmp_path_factory) -> Callable[..., Ran]:
    """Runs `qonys …` on a store of the test; `pack=False` leaves the invented country out."""
    monkeypatch.setenv("QONYS_STORE", str(tmp_path_factory.getbasetemp() / "store"))
    monkeypatch.setenv("QONYS_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str, pack: bool = True) -> Ran:
        from qonys.cli.main import main

        monkeypatch.setattr(sys, "argv", ["qonys", *arguments, *(("--pack", str(TOY)) if pack else ())])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
