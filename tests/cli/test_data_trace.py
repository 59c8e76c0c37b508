"""`data trace` compares all of a claim and names what differs; a damaged release is named and hides no other."""

from __future__ import annotations

import json

import pytest

from qonys.provenance.claims_file import claims_text
from qonys.store import open_store
from qonys.studies.registry import start
from toyland import toy


@pytest.fixture
def claims(tmp_path):
    """A file with one claim of the invented country, and its content."""
    run = start(open_store(toy(), tmp_path / "own"), seed=5)
    result = run("figures", series=("births",), areas=("TL-E",), periods=("2015",), borders=2015)
    path = tmp_path / "claims.json"
    path.write_text(claims_text([result.claim(measure="births", area="TL-E", period="2015")]), "utf-8")
    return path, json.loads(path.read_text("utf-8"))


def test_a_claim_that_holds(qonys, claims):
    path, content = claims
    ran = qonys("data", "trace", content["claims"][0]["id"], "--claims", str(path), "--json")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert found["holds"] and found["differs"] == [] and found["rows"][0]["source"] == "bureau"


EDITS = {
    "value": lambda c: c["claims"][0].update(value=1.0),
    "printed": lambda c: c["claims"][0].update(printed=1.0),
    "unit": lambda c: c["claims"][0].update(unit="tenge"),
    "releases": lambda c: c["calls"][0].update(releases=["0" * 64]),
    "call": lambda c: c["calls"][0]["parameters"].update(borders=2018),
    "cell": lambda c: c["claims"][0]["cell"].update(area="TL-F"),
}


@pytest.mark.parametrize("part", EDITS)
def test_a_claim_that_was_edited_does_not_hold_and_the_part_is_named(qonys, claims, part):
    path, content = claims
    EDITS[part](content)
    path.write_text(json.dumps(content), "utf-8")
    named = {"releases": "call"}.get(part, part)  # a call is known by its content, its releases among it
    ran = qonys("data", "trace", content["claims"][0]["id"], "--claims", str(path))
    assert ran.code == 1 and named in ran.out and "holds" not in ran.out
    ran = qonys("data", "trace", content["claims"][0]["id"], "--claims", str(path), "--json")
    found = json.loads(ran.out)
    assert ran.code == 1 and not found["holds"] and named in found["differs"]


def test_a_damaged_import_is_named_by_every_command_that_reads_figures(qonys, tmp_path, monkeypatch):
    monkeypatch.setenv("QONYS_STORE", str(tmp_path / "store"))
    row = "births,TL-E,,{},,{},persons,A,2030-01-01,bureau,page 1,\n"
    head = "indicator,area,borders,period,dimensions,value,unit,status,vintage,source,locator,note\n"
    for year, value in ((2013, 81), (2014, 82), (2015, 83)):
        file = tmp_path / f"{year}.csv"
        file.write_text(head + row.format(year, value))
        assert qonys("data", "import", str(file)).code == 0
    manifests = {json.loads(p.read_text())["source"]: p for p in (tmp_path / "store" / "toy").glob("*.json")}
    manifests["2014.csv"].with_suffix(".parquet").write_bytes(b"cut")
    for words in (("data", "list"), ("data", "panel", "births", "--periods", "2013:2015"), ("data", "releases")):
        ran = qonys(*words)
        assert ran.code == 0 and "LEFT OUT" in ran.err and "2014.csv" in ran.err and "delete" not in ran.err
    panel = qonys("data", "panel", "births", "--area", "TL-E", "--periods", "2013:2015", "--borders", "2015").out
    values = {line.split(",")[2]: float(line.split(",")[3]) for line in panel.splitlines()[1:]}
    assert values["2013"] == 81 and values["2015"] == 83 and values["2014"] != 82
    assert qonys("data", "import", str(tmp_path / "2014.csv")).code == 0
    ran = qonys("data", "list")
    assert ran.code == 0 and ran.err == ""


def test_a_claim_of_many_figures_says_how_many_and_lists_the_first(qonys, tmp_path):
    run = start(open_store(toy(), tmp_path / "own"), seed=5)
    result = run("wellbeing.scores", framework="toy-wellbeing", span="current")
    cell = {axis: labels[0] for axis, labels in result.axes.items()} | {"measure": "score"}
    path = tmp_path / "claims.json"
    path.write_text(claims_text([result.claim(decimals=1, **cell)]), "utf-8")
    ran = qonys("data", "trace", result.claim(decimals=1, **cell).id, "--claims", str(path))
    lines = ran.out.splitlines()
    every = json.loads(qonys("data", "trace", "", "--claims", str(path), "--json").out)
    assert every["rows"][0]["area"] == cell["area"] and every["files"]
    assert len(lines) == 22 and lines[-1] == f"… and {len(every['rows']) - 20} more figures"


def test_an_amount_names_the_line_of_its_rule(qonys, tmp_path):
    run = start(open_store(toy(), tmp_path / "own"), seed=5)
    result = run("plan.procedure", members=4, status="guest", quota="yes", days=("2018-06-01",))
    claim = result.claim(measure="money", step="welcome", part="high", day="2018-06-01")
    path = tmp_path / "claims.json"
    path.write_text(claims_text([claim]), "utf-8")
    found = json.loads(qonys("data", "trace", claim.id, "--claims", str(path), "--json").out)
    assert found["rows"] == []
    assert {(rule["indicator"], rule["value"]) for rule in found["rules"]} == {
        ("welcome_per_person", 5.0), ("token_value", 12.0),
    }  # fmt: skip
    assert all(rule["locator"].startswith("rules/settlement.toml:") for rule in found["rules"])
