"""Running a command in this process, to compare its file with what Python answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from toyland import TOY


@pytest.fixture
def command(capsys, monkeypatch, tmp_path: Path) -> Callable[..., pd.DataFrame]:
    """The table that `qonys …` writes for frames: each is put into a file in place of the frame."""
    monkeypatch.setenv("QONYS_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("QONYS_LANG", "en")

    def run(*arguments: object, pack: bool = False) -> pd.DataFrame:
        from qonys.cli.main import main

        written = []
        for i, each in enumerate(arguments):
            if isinstance(each, pd.DataFrame):
                each.to_csv(tmp_path / f"given{i}.csv", index=False)
                each = tmp_path / f"given{i}.csv"
            written.append(str(each))
        out = tmp_path / "out.csv"
        more = ("--pack", str(TOY)) if pack else ()
        monkeypatch.setattr(sys, "argv", ["qonys", *written, "--out", str(out), *more])
        try:
            main()
        except SystemExit as end:
            assert not end.code, capsys.readouterr().err
        return pd.read_csv(out, keep_default_na=False, na_values=[""])

    return run
