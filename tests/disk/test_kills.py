"""Fifty kills at random moments while figures are imported and reports are written: nothing is lost or mixed."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import time

import pytest

from qonys.disk.folder import settle, write_folder
from qonys.disk.workshop import PATTERN
from qonys.packs.observations import pack_observations
from qonys.store import import_release, open_store
from toyland import TOY, toy

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no such kill")]

IMPORTS = """
import dataclasses, os, sys
from pathlib import Path
import duckdb, numpy, pyarrow.parquet, pydantic
from qonys.packs import load_pack
from qonys.packs.observations import pack_observations
from qonys.store import import_release, open_store
pack, folder = load_pack(sys.argv[1]), Path(sys.argv[2])
one = pack_observations(pack)[0]
for line in sys.stdin:
    child = os.fork()
    if child:
        print("child", child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)
        continue
    store = open_store(pack, folder)
    for value in range(int(line), int(line) + 10_000):
        import_release(store, [dataclasses.replace(one, value=float(value))], f"{value}.csv")
        print(value, flush=True)
"""
"""Loads once, then imports in a child of its own for each line that it is told; says each import that is done."""


def killed(code: str, *arguments: str, after: float) -> list[str]:
    """What a process had said when it was killed, so many seconds after its first word."""
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        lines = [first, *process.stdout.readlines()]
    return [line.strip() for line in lines if line.endswith("\n")]


def values_of(folder) -> set[float]:
    found = open_store(toy(), folder)
    assert found.left_out == ()
    return {
        value for (value,) in found.connection.execute("SELECT value FROM observations WHERE value >= 1e6").fetchall()
    }


@pytest.fixture
def importer(tmp_path):
    """Imports from a number on, for so many seconds until it is killed; gives the numbers that it said were done."""
    command = [sys.executable, "-c", IMPORTS, str(TOY), str(tmp_path)]
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=alone) as process:

        def run(first: int, seconds: float, waits: bool) -> set[float]:
            process.stdin.write(f"{first}\n")
            process.stdin.flush()
            child = int(process.stdout.readline().split()[1])
            said = {float(process.stdout.readline())} if waits else set()
            time.sleep(seconds)
            os.kill(child, 9)
            return said | {float(line) for line in iter(lambda: process.stdout.readline().strip(), "ended")}

        yield run
        process.stdin.close()


def test_no_import_that_was_reported_is_lost(tmp_path, importer):
    draw, said = random.Random(1), set()
    open_store(toy(), tmp_path)
    for kill in range(20):
        said |= importer(10**6 + kill * 10**5, draw.uniform(0, 0.25), waits=kill % 4 > 0)
    values = values_of(tmp_path)
    assert said <= values and len(said) >= 15 and len(values - said) <= 20
    import_release(open_store(toy(), tmp_path), pack_observations(toy())[:1], "last.csv")
    assert values_of(tmp_path) == values
    assert [p.name for p in (tmp_path / "toy").iterdir() if p.match(PATTERN)] == []  # swept away by the last import


WRITES = """
import hashlib, json, sys
from pathlib import Path
from qonys.disk import folder
if sys.argv[2] == "moved":
    folder.exchange = lambda one, other: False
for number in range(10**6):
    files = {f"{i}.bin": f"{number}-{i}".encode() * 5000 for i in range(4)}
    files["manifest.json"] = json.dumps({n: hashlib.sha256(c).hexdigest() for n, c in files.items()}).encode()
    folder.write_folder(Path(sys.argv[1]), files)
    print(number, flush=True)
"""


@pytest.mark.parametrize("way", ["exchanged", "moved"])
def test_a_report_is_the_old_one_or_the_new_one(tmp_path, way):
    draw, out = random.Random(2), tmp_path / "report"
    write_folder(out, {"notes.txt": b"mine"})
    for _ in range(15):
        killed(WRITES, str(out), way, after=draw.uniform(0, 0.1))
        if way == "moved":
            settle(out)
        manifest = json.loads((out / "manifest.json").read_text())
        found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in out.glob("*.bin")}
        assert found == manifest and (out / "notes.txt").read_bytes() == b"mine"
    write_folder(out, {"manifest.json": b"{}"})
    assert [p.name for p in tmp_path.iterdir()] == ["report"]
    assert {p.suffix for p in out.iterdir()} == {".bin", ".json", ".txt"}
