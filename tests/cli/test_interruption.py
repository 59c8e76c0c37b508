"""Ctrl-C: one line and exit code 130, also while a package is imported that would make something else of it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SWALLOWS = """
import os, signal
try:
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(10**6):
        pass
except BaseException:
    raise ImportError("made into an error of its own")
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("package", ["duckdb", "rich", "qonys.cli.main", "pydantic"])
def test_an_interruption_while_a_package_is_imported(tmp_path, package):
    """The package is replaced by one that swallows what is raised while it is imported."""
    (tmp_path / "swallows.py").write_text(SWALLOWS)
    code = (
        "import importlib.abc, importlib.util, sys\n"
        f"sys.path.insert(0, {str(tmp_path)!r})\n"
        "class Finder(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {package!r}:\n"
        f"            return importlib.util.spec_from_file_location(name, {str(tmp_path / 'swallows.py')!r})\n"
        "sys.meta_path.insert(0, Finder())\n"
        f"sys.argv = ['qonys', 'assess', '--store', {str(tmp_path / 'store')!r}, '--out', {str(tmp_path / 'out')!r}]\n"
        "from qonys.__main__ import run\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (130, "interrupted; nothing was written\n")
    assert not (tmp_path / "out").exists()
