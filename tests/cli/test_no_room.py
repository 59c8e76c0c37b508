"""A full disk, a folder that cannot be written, one that vanishes: three lines, exit code 2, nothing half-written."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from toyland import TOY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no limits of that kind")


def ran(*words: str, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, which cannot write files of more than `most` bytes, nor past any rights."""
    import resource

    def limit() -> None:
        if sys.platform == "linux":
            library = ctypes.CDLL(None)
            for right in (1, 2, 3):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER, which root has
                library.prctl(24, right, 0, 0, 0)  # PR_CAPBSET_DROP
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [sys.executable, "-m", "qonys", *words]
    said = {**os.environ, "QONYS_LANG": "en"}
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, env=said, check=False, timeout=120)


def three_lines(done: subprocess.CompletedProcess[str], what: str) -> bool:
    """Whether it ended with one error in three lines; notes on the figures may stand before it."""
    lines = done.stderr.splitlines()
    return done.returncode == 2 and what in lines[-3] and lines[-2].startswith("  where:") and lines[-1][:6] == "  try:"


def entries(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


@pytest.mark.parametrize("most", [0, 1000, 20_000])
def test_a_disk_that_fills_while_the_store_is_written(tmp_path, most):
    store = tmp_path / "store"
    done = ran("data", "list", "--pack", str(TOY), "--store", str(store), most=most)
    assert three_lines(done, "disk is full")
    assert [name for name in entries(store) if "." in name and not name.endswith(".lock")] == []


@pytest.mark.slow
def test_a_disk_that_fills_while_a_report_is_written(tmp_path):
    own = ("--pack", str(TOY), "--store", str(tmp_path / "store"))
    assert ran("data", "list", *own).returncode == 0
    done = ran("assess", *own, "--out", str(tmp_path / "report"), most=100_000)
    assert three_lines(done, "disk is full") and entries(tmp_path / "report") == []
    assert ran("assess", *own, "--out", str(tmp_path / "report")).returncode == 0
    before = {p.name: p.read_bytes() for p in (tmp_path / "report").iterdir()}
    done = ran("assess", *own, "--area", "TL-F", "--out", str(tmp_path / "report"), most=100_000)
    assert three_lines(done, "disk is full")
    assert {p.name: p.read_bytes() for p in (tmp_path / "report").iterdir()} == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report", "store"]


@pytest.mark.parametrize("name", ["table.csv", "table.json", "table.xlsx"])
def test_a_disk_that_fills_while_a_table_is_written(tmp_path, name):
    (tmp_path / "flows.csv").write_text("origin,destination,flow\nA,B,5\nB,A,7\nA,C,2\nC,A,1\nB,C,3\nC,B,4\n")
    out = tmp_path / name
    out.write_bytes(b"old")
    done = ran("migration", "components", "--flows", str(tmp_path / "flows.csv"), "--out", str(out), most=50)
    assert three_lines(done, "disk is full") and out.read_bytes() == b"old"
    assert entries(tmp_path) == ["flows.csv", name]


@pytest.mark.skipif(sys.platform != "linux" and os.geteuid() == 0, reason="everything may be written by root")
@pytest.mark.parametrize("command", ["list", "assess"])
def test_a_folder_that_cannot_be_written(tmp_path, command):
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(0o500)
    store = str(shut / "store") if command == "list" else str(tmp_path / "store")
    words = ("data", "list") if command == "list" else ("assess", "--out", str(shut / "report"))
    done = ran(*words, "--pack", str(TOY), "--store", store)
    shut.chmod(0o700)
    assert three_lines(done, "cannot be written") and entries(shut) == []


@pytest.mark.parametrize("name", ["n" * 300, "ж" * 200, "a/" + "n" * 300 + "/b"])
@pytest.mark.parametrize("option", ["--out", "--store", "--file", "--pack"])
def test_a_name_longer_than_the_disk_takes(tmp_path, name, option):
    long = str(tmp_path / name)
    own = ("--pack", str(TOY), "--store", str(tmp_path / "store"))
    words = {
        "--out": ("assess", *own, "--out", long),
        "--store": ("data", "list", "--pack", str(TOY), "--store", long),
        "--file": ("data", "import", long, *own),
        "--pack": ("data", "list", "--pack", long),
    }[option]
    done = ran(*words)
    assert done.returncode == 2 and len(done.stderr.splitlines()) in (2, 3) and "Traceback" not in done.stderr


def test_a_folder_that_vanishes_between_opening_and_reading(tmp_path):
    import shutil

    from qonys.errors import BrokenData
    from qonys.store import open_store
    from toyland import toy

    store = open_store(toy(), tmp_path / "store")
    shutil.rmtree(tmp_path / "store")
    with pytest.raises(BrokenData) as caught:
        store.periods("births")
    assert caught.value.code == "store-unread"


def test_the_current_folder_that_vanished(tmp_path):
    code = (
        "import os, shutil, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone');"
        "sys.argv = ['qonys', 'assess', '--out', 'report', '--pack', sys.argv[1], '--store', sys.argv[2]];"
        "from qonys.__main__ import run; run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(TOY), str(tmp_path / "store")],
        cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "QONYS_LANG": "en"}, check=False, timeout=120,
    )  # fmt: skip
    assert three_lines(done, "not there")
