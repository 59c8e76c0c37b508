"""The main job on the invented country: whole or not at all, the same every time, every number a claim that holds."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qonys.assess import Options, assess
from qonys.errors import BadInput, BrokenData, CannotCompute
from qonys.packs import load_pack
from qonys.packs.observations import pack_observations
from qonys.provenance.claims_file import read_claims
from qonys.provenance.recompute import holds, recompute
from qonys.report.blocks import Figure, Table
from qonys.report.chapters.subjects import Subject
from qonys.report.comparing import comparisons_of
from qonys.store import import_release, open_store
from qonys.studies.registry import start
from qonys.text import Language
from toyland import TOY, toy

FILES = {"report.html", "tables.xlsx", "claims.json", "manifest.json"}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assess")
    return assess(toy(), out=folder / "report", store=folder / "store", options=Options(seed=5))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def test_the_folder_is_whole(written):
    assert {p.name for p in written.folder.iterdir()} == FILES
    manifest = json.loads((written.folder / "manifest.json").read_text("utf-8"))
    assert manifest["seed"] == 5 and manifest["releases"] and manifest["versions"]["qonys"]
    found = {name: hashlib.sha256(content).hexdigest() for name, content in bytes_of(written.folder).items()}
    assert manifest["files"] == {name: digest for name, digest in found.items() if name != "manifest.json"}


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


def test_an_older_report_is_replaced_whole_and_other_files_are_kept(written, tmp_path):
    out = tmp_path / "report"
    shutil.copytree(written.folder, out)
    (out / "notes.txt").write_text("mine")
    (out / "pictures").mkdir()
    (out / "pictures" / "map.svg").write_text("mine")
    assess(toy(), "TL-F", out=out, store=tmp_path / "store")
    assert {p.name for p in out.iterdir()} == FILES | {"notes.txt", "pictures"}
    assert (out / "notes.txt").read_text() == (out / "pictures" / "map.svg").read_text() == "mine"
    assert json.loads((out / "manifest.json").read_text("utf-8"))["area"] == "TL-F"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("own", ["a file", "an edited report", "a report without its manifest", "a broken manifest"])
def test_a_file_that_no_report_left_is_not_written_over(written, tmp_path, own):
    out = tmp_path / "report"
    shutil.copytree(written.folder, out)
    if own == "a file":
        shutil.rmtree(out)
        out.mkdir()
        (out / "tables.xlsx").write_text("mine")
    elif own == "an edited report":
        (out / "report.html").write_text("mine")
    elif own == "a report without its manifest":
        (out / "manifest.json").unlink()
    else:
        (out / "manifest.json").write_text("[" * 5000)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    with pytest.raises(BadInput) as caught:
        assess(toy(), out=out, store=tmp_path / "store")
    assert caught.value.code == "output-foreign" and "--force" in caught.value.fix
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assess(toy(), out=out, store=tmp_path / "store", options=Options(seed=5, force=True))
    assert bytes_of(out) == bytes_of(written.folder)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_folder_in_the_place_of_a_file_is_said_and_nothing_is_replaced(written, tmp_path, name):
    out = tmp_path / "report"
    shutil.copytree(written.folder, out)
    (out / name).unlink()
    (out / name).mkdir()
    (out / name / "mine").write_text("mine")
    before = {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()}
    with pytest.raises(BrokenData) as caught:
        assess(toy(), out=out, store=tmp_path / "store", options=Options(force=True))
    assert caught.value.code == "output-folder-in-the-way" and name in caught.value.where
    assert {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()} == before
    assert (out / name / "mine").read_text() == "mine"


@pytest.mark.slow
def test_neither_threads_nor_hash_seed_nor_zone_nor_day_change_a_byte(tmp_path):
    """By the Python call, which takes the threads that the environment gives; the command line takes one."""
    code = (
        "import sys; from pathlib import Path; from qonys.assess import assess; from qonys.packs import load_pack;"
        "assess(load_pack(sys.argv[1]), out=Path(sys.argv[2]), store=Path(sys.argv[3]))"
    )
    for number in ("1", "2"):
        threads = {"OPENBLAS_NUM_THREADS": number, "OMP_NUM_THREADS": number}
        around = {
            "PYTHONHASHSEED": number,
            "TZ": f"Etc/GMT+{12 * (int(number) - 1)}",
            "LANG": "C" if number == "1" else "",
        }
        where = [str(TOY), str(tmp_path / number), str(tmp_path / f"store{number}")]
        subprocess.run([sys.executable, "-c", code, *where], check=True, env={**os.environ, **threads, **around})
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_a_pack_without_boundaries_has_a_report_without_maps(tmp_path):
    shutil.copytree(TOY, tmp_path / "pack")
    (tmp_path / "pack" / "boundaries.geojson").unlink()
    found = assess(load_pack(tmp_path / "pack"), out=tmp_path / "report", store=tmp_path / "store")
    assert "<svg" in (found.folder / "report.html").read_text("utf-8") and found.claims
    (tmp_path / "pack" / "boundaries.geojson").symlink_to("nowhere")
    with pytest.raises(BadInput) as caught:
        assess(load_pack(tmp_path / "pack"), out=tmp_path / "report", store=tmp_path / "store")
    assert caught.value.code == "boundaries-form"


def test_a_report_says_which_releases_it_leaves_out(tmp_path):
    one = dataclasses.replace(pack_observations(toy())[0], value=90_001.0)
    release = import_release(open_store(toy(), tmp_path / "store"), [one], "mine.csv")
    (tmp_path / "store" / "toy" / f"{release.name}.parquet").write_bytes(b"cut")
    found = assess(toy(), "TL-F", out=tmp_path / "report", store=tmp_path / "store")
    name = f"{release.name}.parquet"
    assert f"{name} (mine.csv)" in (found.folder / "report.html").read_text("utf-8")
    manifest = json.loads((found.folder / "manifest.json").read_text("utf-8"))
    assert manifest["left_out"] == [{"file": name, "reason": "data-changed"}] and len(manifest["releases"]) == 1


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


def test_the_ledger_says_what_stayed_away_and_why(written):
    why = {entry.id: (entry.why.value, entry.instead) for entry in written.ledger.entries}
    assert why["mig-largest-flow"] == ("not-separable", "mig-largest-flow-open")
    assert why["mig-decades-cities-title"] == ("one-value", "")
    assert why["returnees-granted"] == ("no-figures", "")
    for words in written.words.values():
        assert len(written.ledger.lines(words)) == len(written.ledger.entries) == len(written.ledger.said(words))


def test_the_comparisons_of_a_report_can_be_read_by_a_machine(written):
    found = comparisons_of(written.report, written.words[Language.EN])
    map_title = [c for c in found if c["id"] == "mig-map-title"]
    assert [c["set"] for c in map_title] == ["of 7 regions"] * 2
    assert {c["kind"] for c in found} >= {"superlative", "top"}


def test_one_chapter_alone(tmp_path):
    only = Options(seed=5, only=(Subject.MIGRATION,))
    found = assess(toy(), out=tmp_path / "report", store=tmp_path / "store", options=only)
    assert [chapter.id for chapter in found.report.chapters] == ["migration"]
    assert json.loads((tmp_path / "report" / "manifest.json").read_text("utf-8"))["only"] == ["migration"]
    assert "one chapter of the assessment" in (tmp_path / "report" / "report.html").read_text("utf-8")


def test_a_chapter_without_figures_alone_is_refused(tmp_path):
    blank = Options(only=(Subject.NEED,))
    with pytest.raises(CannotCompute, match="need"):
        assess(toy(), out=tmp_path / "report", store=tmp_path / "store", options=blank)
    assert not (tmp_path / "report").exists()
