"""claims.json read back: every part of a claim is compared, and a file of another shape is one clear error."""

from __future__ import annotations

import copy
import json

import pytest

from qonys.errors import BrokenData, CannotCompute, NotFound
from qonys.model.claim import Call, Claim, meant
from qonys.provenance.claims_file import claims_text, read_stored
from qonys.provenance.recompute import recompute
from qonys.store import open_store
from qonys.studies.registry import start
from toyland import toy


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return start(open_store(toy(), tmp_path_factory.mktemp("store")), seed=5)


@pytest.fixture(scope="module")
def content(run):
    result = run("migration.balance", flow="", areas=toy().regions(2021), periods=("2021",), borders=2021)
    claim = result.claim(measure="net_rate", decimals=1, area=toy().regions(2021)[0], period="2021")
    return json.loads(claims_text([claim]))


def written(tmp_path, content):
    path = tmp_path / "claims.json"
    path.write_text(json.dumps(content), "utf-8")
    return path


EDITS = {
    "value": lambda c: c["claims"][0].update(value=c["claims"][0]["value"] + 1e-5),
    "printed": lambda c: c["claims"][0].update(printed=c["claims"][0]["printed"] + 0.1),
    "unit": lambda c: c["claims"][0].update(unit="persons"),
    "status": lambda c: c["claims"][0].update(status="E"),
    "cell": lambda c: c["claims"][0]["cell"].update(area=toy().regions(2021)[1]),
    "decimals": lambda c: c["claims"][0].update(decimals=0),
    "releases": lambda c: c["calls"][0].update(releases=["0" * 64]),
    "function": lambda c: c["calls"][0].update(function="migration.overview"),
    "parameter": lambda c: c["calls"][0]["parameters"].update(borders=2018),
    "seed": lambda c: c["calls"][0].update(seed=6),
    "as_of": lambda c: c["calls"][0].update(as_of="2020-01-01"),
}
NAMED = {"decimals": "cell", **dict.fromkeys(("function", "parameter", "seed", "as_of"), "call")}


@pytest.mark.parametrize("part", EDITS)
def test_each_edit_is_named(run, tmp_path, content, part):
    edited = copy.deepcopy(content)
    EDITS[part](edited)
    (stored,) = read_stored(written(tmp_path, edited)).values()
    whole = copy.deepcopy(content)
    (right,) = read_stored(written(tmp_path, whole)).values()
    found = stored.differences(recompute(run, right.claim), run.store.known)
    assert NAMED.get(part, part) in found


def test_a_claim_as_it_was_written_holds(run, tmp_path, content):
    (stored,) = read_stored(written(tmp_path, content)).values()
    assert stored.differences(recompute(run, stored.claim), run.store.known) == ()


def test_a_claim_of_an_older_version_with_all_its_digits_holds(run, tmp_path, content):
    result = run("migration.balance", flow="", areas=toy().regions(2021), periods=("2021",), borders=2021)
    older = copy.deepcopy(content)
    older["claims"][0]["value"] = result.value(measure="net_rate", area=toy().regions(2021)[0], period="2021")
    assert older != content
    (stored,) = read_stored(written(tmp_path, older)).values()
    assert stored.differences(recompute(run, stored.claim), run.store.known) == ()


WRONG = (None, 3, 1.5, True, "x", [], [1], {}, {"a": 1}, 10**400, "\ud800", [[[]]])
PLACES = [("calls", 0, name) for name in ("id", "function", "parameters", "releases", "as_of", "seed")]
PLACES += [("claims", 0, n) for n in ("id", "call", "cell", "value", "printed", "unit", "decimals", "status")]
PLACES += [("format",), ("calls",), ("claims",), ("calls", 0), ("claims", 0)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_another_type_in_any_field_is_one_error_or_a_claim_that_does_not_hold(run, tmp_path, content, place):
    (right,) = read_stored(written(tmp_path, content)).values()
    again = recompute(run, right.claim)
    for wrong in WRONG:
        edited = copy.deepcopy(content)
        inside = edited
        for step in place[:-1]:
            inside = inside[step]
        if inside[place[-1]] == wrong:
            continue
        inside[place[-1]] = wrong
        try:
            stored = read_stored(written(tmp_path, edited))
        except BrokenData as error:
            assert error.code == "claims-broken"
            continue
        assert all(each.differences(again, run.store.known) for each in stored.values())


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[" * 100_000, '{"format": 1, "calls": [], "claims": [' + "9" * 9000, "\xff\xfe", '{"a":' * 5000],
)
def test_a_file_of_another_shape_is_one_error(tmp_path, text):
    path = tmp_path / "claims.json"
    path.write_text(text, "latin-1")
    with pytest.raises(BrokenData) as caught:
        read_stored(path)
    assert caught.value.code == "claims-broken"


def test_a_claim_of_no_call_is_one_error(tmp_path, content):
    with pytest.raises(BrokenData):
        read_stored(written(tmp_path, {**content, "calls": []}))


@pytest.mark.parametrize("name", ["nowhere.json", "ж" * 3000, "a\0b", "."])
def test_a_file_that_is_not_there_is_said(tmp_path, name):
    with pytest.raises(NotFound):
        read_stored(tmp_path / name)


PARAMETERS = ({}, {"areas": ()}, {"periods": ("x",), "areas": ("TL",)}, {"borders": -1}, {"draws": -5}, {"years": 3})


@pytest.mark.parametrize("parameters", PARAMETERS, ids=str)
def test_parameters_that_no_command_gives_are_an_error_of_ours(run, parameters):
    from qonys.errors import QonysError

    for function in run.table:
        claim = Claim(Call(function, parameters), {"measure": "net"}, 1.0, "persons")
        with pytest.raises(QonysError):
            recompute(run, claim)


def test_what_a_computation_makes_of_them_is_said_with_its_name(run):
    with pytest.raises(CannotCompute) as caught:
        recompute(run, Claim(Call("change", {}), {"measure": "before"}, 1.0, "persons"))
    assert caught.value.code == "claim-parameters" and "change" in caught.value.what


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "kept"),
    [
        (0.22993418886279784, 1, "share", 0.229934189),
        (0.22993418886279782, 1, "share", 0.229934189),
        (3e-17, 2, "persons", 0.0),
        (-3e-17, 2, "persons", 0.0),
        (20033842.0, 0, "persons", 20033842.0),
        (123456789012345.0, 0, "tenge", 123456789012345.0),
        (1234567890123.4567, 0, "tenge", 1234567890000.0),
        (float("inf"), 0, "ratio", float("inf")),
    ],
)
def test_a_stored_value_has_the_digits_that_are_meant(value, decimals, unit, kept):
    assert meant(value, decimals, unit) == kept and str(meant(value, decimals, unit)) == str(kept)
