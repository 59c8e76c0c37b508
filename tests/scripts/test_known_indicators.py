"""The list of indicators that chapters know is fresh, and a report says which of them its pack lacks."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

from qonys.assess import Options, assess
from qonys.packs import load_pack
from qonys.report.chapters.subjects import Subject
from qonys.report.chapters.trust import KNOWN
from qonys.text import Language
from toyland import TOY, toy

SCRIPT = Path(__file__).parents[2] / "scripts" / "known_indicators.py"


def test_the_list_is_fresh():
    spec = importlib.util.spec_from_file_location("known_indicators", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    stale = [
        path.name
        for path, text in script.written((load_pack("kz"), load_pack(TOY))).items()
        if path.read_text("utf-8") != text
    ]
    assert stale == []


def test_a_report_says_what_its_pack_lacks(tmp_path):
    made = assess(toy(), out=tmp_path / "report", store=tmp_path / "store", options=Options(only=(Subject.TRUST,)))
    lacking = {name for name in tomllib.loads(KNOWN.read_text("utf-8")) if name not in toy().indicators}
    section = next(s for s in made.report.chapters[0].sections if s.id == "lacking")
    assert str(len(lacking)) in made.words[Language.EN].plain(section.blocks[0].message)
    assert lacking <= {entry.id for entry in made.ledger.entries}
