"""Claims: computed again they hold, traced they name figures, damaged they are refused."""

from __future__ import annotations

import dataclasses
import json

import pytest

from qonys.errors import BadInput, NotFound, QonysError
from qonys.provenance.claims_file import claims_text, read_claims
from qonys.provenance.recompute import claim_record, holds, recompute
from qonys.provenance.trace import rows_behind
from qonys.store import open_store
from qonys.studies.registry import start
from toyland import toy

YEARS = tuple(str(y) for y in range(2012, 2023))


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return start(open_store(toy(), tmp_path_factory.mktemp("store")), seed=5)


@pytest.fixture(scope="module")
def claims(run):
    regions = toy().regions(2021)
    balance = run("migration.balance", flow="", areas=regions, periods=("2021",), borders=2021)
    accounts = run("migration.accounts", periods=YEARS)
    flows = run("migration.flows", areas=regions, periods=("2021",), borders=2021, draws=20)
    return [
        balance.claim(measure="net", area=regions[0], period="2021"),
        balance.claim(measure="net_rate", decimals=1, area=regions[0], period="2021"),
        accounts.claim(measure="natural", area="TL", period="2015"),
        flows.claim(measure="moves", origin=regions[0], destination=regions[1], period="2021"),
        flows.claim(measure="high", origin=regions[0], destination=regions[1], period="2021"),
    ]


def test_a_claim_computed_again_holds(run, claims):
    fresh = start(run.store, seed=5)
    for claim in claims:
        again = recompute(fresh, claim)
        assert holds(claim, again) and again.id == claim.id and again.status == claim.status


def test_a_changed_value_does_not_hold(run, claims):
    for claim in claims:
        wrong = dataclasses.replace(claim, value=claim.value + 10)
        assert not holds(wrong, recompute(run, wrong))


def test_every_claim_names_the_figures_it_rests_on(run, claims):
    for claim in claims:
        rows = run.store.rows(rows_behind(run, claim))
        assert rows and all(r["locator"] for r in rows)


def test_the_net_rests_on_arrivals_departures_and_net_alone(run, claims):
    rows = run.store.rows(rows_behind(run, claims[0]))
    assert {r["indicator"] for r in rows} <= {"arrivals", "departures", "net_migration"}


def test_claims_survive_a_file(tmp_path, claims):
    path = tmp_path / "claims.json"
    path.write_text(claims_text(claims), "utf-8")
    read = read_claims(path)
    assert {c.id: c.printed for c in claims} == {key: c.printed for key, c in read.items()}
    assert list(read.values()) == claims


@pytest.mark.parametrize("text", ["", "{", "[]", '{"claims": 3}', '[{"id": "x"}]'])
def test_a_damaged_file_is_a_clear_error(tmp_path, text):
    path = tmp_path / "claims.json"
    path.write_text(text, "utf-8")
    with pytest.raises(QonysError):
        if not read_claims(path):
            raise BadInput("empty")


def test_an_unknown_computation_is_said_with_the_nearest(run):
    with pytest.raises(NotFound) as caught:
        run("migration.balanse")
    assert "migration.balance" in caught.value.fix


def test_a_wrong_parameter_is_said(run):
    with pytest.raises(BadInput) as caught:
        run("migration.balance", flow="", areas="TL-E", periods=("2021",), borders=2021)
    assert caught.value.code == "bad-parameter"


def test_each_call_is_computed_once(run):
    one, two = (run("migration.accounts", periods=YEARS) for _ in range(2))
    assert one is two


def test_records_are_json(claims):
    assert json.loads(json.dumps([claim_record(c) for c in claims]))
