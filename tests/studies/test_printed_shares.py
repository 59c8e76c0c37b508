"""Flows and shares that a pack prints for the very year of an estimate, on the invented country."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qonys.packs import load_pack
from qonys.provenance.recompute import holds, recompute
from qonys.provenance.runner import Runner
from qonys.provenance.trace import rows_behind
from qonys.report.blocks import Paragraph
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration import printed
from qonys.store import open_store
from qonys.studies.registry import start
from toyland import TOY

HEAD = "indicator,area,borders,period,dimensions,value,unit,status,vintage,source,locator,note\n"
INDICATOR = """
[{name}]
unit = "{unit}"
kind = "{kind}"
at = "year"
minimum = 0
dimensions = [{sides}]
group = "migration"
names = {{ kk = "көшулер", ru = "переезды", en = "moves" }}
definition = {{ kk = "көшулер", ru = "переезды", en = "moves" }}
"""
SIDE = '[{}]\nnames = {{ kk = "аумақ", ru = "территория", en = "area" }}\n[{}.codes]\n'
CODES = "".join(
    f'TL_{x} = {{ kk = "{x} өңірі", ru = "регион {x}", en = "region {x}" }}\n' for x in "BEFGHIJ"
)  # fmt: skip
PRINTED = [
    # Of 706 who came to Silan 120 came from Velda; half of those who left Dorva went to Silan.
    ("moves_between_regions", "TL-F", "origin=TL_I", "120", "persons"),
    ("moves_between_regions_share", "TL-B", "destination=TL_F", "40.5", "percent"),
    ("moves_between_regions_share", "TL-F", "origin=TL_I", "60", "percent"),
    ("moves_between_regions_share", "TL-G", "origin=TL_H", "12.5", "percent"),
]


def pack_with(folder: Path, rows: list[tuple[str, str, str, str, str]]) -> Path:
    root = folder / "toy"
    shutil.copytree(TOY, root)
    sides = INDICATOR.format(name="moves_between_regions", unit="persons", kind="flow", sides='"origin"')
    sides += INDICATOR.format(
        name="moves_between_regions_share", unit="percent", kind="rate", sides='"origin", "destination"'
    )
    (root / "indicators_moves.toml").write_text(sides, "utf-8")
    codes = "".join(SIDE.format(side, side) + CODES for side in ("destination", "origin"))
    (root / "codelists_moves.toml").write_text(codes, "utf-8")
    lines = [
        f'{name},{area},,2021,{dimensions},{value},{unit},A,2022-04,bureau,"table 9",'
        for name, area, dimensions, value, unit in sorted(rows)
    ]
    (root / "observations" / "moves.csv").write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return root


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    return start(open_store(load_pack(pack_with(tmp_path, PRINTED)), tmp_path / "store"), seed=5)


def estimated(run: Runner):
    return run("migration.flows", areas=run.store.pack.regions(2021), periods=("2021",), borders=2021, draws=20)


def test_printed_flows_and_shares_of_the_year_hold_and_contradictions_are_named(run):
    flows = estimated(run)
    at = {"origin": "TL-B", "destination": "TL-F", "period": "2021"}
    # No figure says how many moved inside regions: all 400 who left Dorva went to others.
    assert flows.value(measure="moves", **at) == pytest.approx(0.405 * 400)
    assert flows.value(measure="printed_departures", **at) == pytest.approx(0.405)
    silan = {"origin": "TL-I", "destination": "TL-F", "period": "2021"}
    assert flows.value(measure="moves", **silan) == pytest.approx(120)
    assert flows.reason(measure="printed_arrivals", **silan) == "contradicts-print"


def test_a_printed_share_is_traced_to_its_own_row_and_a_flow_to_all(run):
    flows = estimated(run)
    own = flows.claim(measure="printed_departures", origin="TL-B", destination="TL-F", period="2021")
    assert [r["value"] for r in run.store.rows(rows_behind(run, own))] == [40.5]
    moves = flows.claim(measure="moves", origin="TL-B", destination="TL-F", period="2021")
    assert holds(moves, recompute(run, moves))
    named = {r["indicator"] for r in run.store.rows(rows_behind(run, moves))}
    assert {"moves_between_regions", "moves_between_regions_share", "arrivals_internal"} <= named


def test_the_report_says_how_many_are_held_and_names_the_contradiction(run):
    blocks = printed.used(Context(run, "TL"), estimated(run))
    messages = [block.message for block in blocks if isinstance(block, Paragraph)]
    assert [m.id for m in messages] == ["mig-flow-held", "mig-flow-contradicts-print"]
    assert (messages[0].arguments["flows"], messages[0].arguments["shares"]) == (1, 2)


def test_a_round_share_is_rounded_to_a_whole_percent(tmp_path):
    rows = [("moves_between_regions_share", "TL-G", "origin=TL_H", "20", "percent")]
    run = start(open_store(load_pack(pack_with(tmp_path, rows)), tmp_path / "store"), seed=5)
    flows = estimated(run)
    ends = [flows.value(measure=m, origin="TL-H", destination="TL-G", period="2021") / 251 for m in ("low", "high")]
    assert 0.17 < ends[0] < 0.2 < ends[1] < 0.23
