"""The main job on the invented country: whole or not at all, the same every time, every number a claim that holds."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qonys.assess import Options, assess
from qonys.claims import holds, recompute, start
from qonys.claims.files import read_claims
from qonys.report.blocks import Figure, Table
from qonys.store import open_store
from toyland import TOY, toy

FILES = {"report.html", "tables.xlsx", "claims.json", "manifest.json"}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assess")
    return assess(toy(), out=folder / "report", store=folder / "store", options=Options(seed=5))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES - {"manifest.json"}}


def test_the_folder_is_whole(written):
    assert {p.name for p in written.folder.iterdir()} == FILES
    manifest = json.loads((written.folder / "manifest.json").read_text("utf-8"))
    assert manifest["seed"] == 5 and manifest["releases"] and manifest["versions"]["qonys"]
    for name, content in bytes_of(written.folder).items():
        assert manifest["files"][name] == hashlib.sha256(content).hexdigest()


def test_no_two_figures_or_tables_share_an_id(written):
    blocks = [b for c in written.report.chapters for s in c.sections for b in s.blocks if isinstance(b, Figure | Table)]
    ids = [block.id for block in blocks]
    assert sorted(ids) == sorted(set(ids))


def test_no_two_places_of_the_page_share_an_address(written):
    places = re.findall(r'\sid="([^"]+)"', (written.folder / "report.html").read_text("utf-8"))
    assert len(places) > 300
    assert sorted(set(places)) == sorted(places)


def test_the_same_seed_writes_the_same_bytes(written, tmp_path):
    again = assess(toy(), out=tmp_path / "again", store=tmp_path / "store", options=Options(seed=5))
    assert bytes_of(again.folder) == bytes_of(written.folder)


def test_every_printed_number_holds_when_computed_again(written, tmp_path):
    run = start(open_store(toy(), tmp_path), seed=5)
    claims = read_claims(written.folder / "claims.json")
    assert len(claims) > 500
    assert [c.id for c in claims.values() if not holds(c, recompute(run, c))] == []


def test_a_region_has_a_report_of_its_own(tmp_path):
    found = assess(toy(), "TL-F", out=tmp_path / "report", store=tmp_path / "store")
    assert found.report.area == "TL-F" and {p.name for p in found.folder.iterdir()} == FILES


def test_every_region_can_be_assessed(tmp_path):
    for area in toy().regions(2022):
        assert assess(toy(), area, out=tmp_path / area, store=tmp_path / "store").claims


def test_an_older_report_is_replaced_whole(written, tmp_path):
    out = tmp_path / "report"
    out.mkdir()
    (out / "report.html").write_text("old")
    (out / "notes.txt").write_text("mine")
    assess(toy(), out=out, store=tmp_path / "store")
    assert (out / "notes.txt").read_text() == "mine"
    assert (out / "report.html").read_text("utf-8").startswith("<!doctype html>")


def command(tmp_path: Path, *more: str) -> list[str]:
    own = ("--pack", str(TOY), "--store", str(tmp_path / "store"))
    return [sys.executable, "-m", "qonys", "assess", *own, *more]


@pytest.mark.slow
@pytest.mark.parametrize("after", [0.3, 1.0, 2.0])
def test_an_interrupted_run_leaves_nothing_half_written(tmp_path, after):
    process = subprocess.Popen(
        command(tmp_path, "--out", str(tmp_path / "report")), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    left = {p.name for p in tmp_path.iterdir()} - {"store"}
    if process.returncode == 0:
        pytest.skip("the report was done before the interruption")
    assert process.returncode in (130, -signal.SIGINT) and "Traceback" not in said
    assert left == set()


@pytest.mark.slow
def test_two_runs_at_once_share_a_store(tmp_path):
    each = [
        subprocess.Popen(
            command(tmp_path, "--out", str(tmp_path / name)), stdout=subprocess.DEVNULL, env={**os.environ}
        )
        for name in ("one", "two")
    ]
    assert [process.wait(timeout=180) for process in each] == [0, 0]
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
