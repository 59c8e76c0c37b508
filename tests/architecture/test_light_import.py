"""`import qonys` and `qonys --help` load nothing heavy, so that both answer at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numpy", "pandas", "duckdb", "altair", "pyarrow", "pydantic", "vl_convert", "xlsxwriter"}

IMPORT = "import qonys, qonys.cli, qonys.cli.main"
HELP = """
import contextlib, io
from qonys.cli.main import main
sys.argv = ["qonys", "--help"]
with contextlib.redirect_stdout(io.StringIO()) as page, contextlib.suppress(SystemExit):
    main()
assert "assess" in page.getvalue()
"""


def loaded(code: str) -> set[str]:
    """The heavy packages that a new interpreter holds after this code."""
    script = f"import sys\n{code}\nprint(*({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.mark.parametrize("code", [IMPORT, HELP], ids=["import", "help"])
def test_start_is_light(code: str) -> None:
    assert loaded(code) == set()


def test_weight_is_seen() -> None:
    assert "numpy" in loaded("import numpy")
