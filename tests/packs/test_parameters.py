"""Declared parameters: what a pack's and a user's files may say, and all faults of a file at once."""

from __future__ import annotations

import shutil

import pytest

from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model.parameters import COMPOSITION, GENERAL, Origin
from qonys.packs import load_pack
from qonys.packs.load import embedded
from qonys.packs.parameters import load_parameters, pack_parameters, scenario_of
from toyland import TOY, toy


def own(tmp_path, *changes, name="parameters.toml"):
    """A file of the invented country with changes."""
    text = (TOY / "impact" / name).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def codes(path, over=None):
    with pytest.raises(BadInput) as raised:
        load_parameters(path, over)
    return [(fault.code, fault.row is not None) for fault in raised.value.faults]


def test_the_toy_declares_everything():
    found = pack_parameters(toy())
    assert set(found.ranges) == set(GENERAL)
    assert all(set(kind.ranges) == set(COMPOSITION) for kind in found.kinds.values())
    assert found.ranges["sigma_skill"].origin is Origin.RANGE
    assert found.ranges["covered_share"].origin is Origin.ASSUMPTION


@pytest.mark.parametrize("name", embedded())
def test_embedded_packs_declare_everything_with_source_and_day(name):
    found = pack_parameters(load_pack(name))
    every = [*found.ranges.values(), *(r for k in found.kinds.values() for r in k.ranges.values())]
    assert all(r.source and r.dated for r in every)
    for r in every:
        assert (r.origin is Origin.ASSUMPTION) == ("assum" in r.source["en"]), r.id
    assert all({"kk", "ru", "en"} == set(r.note) for r in found.ranges.values())
    assert found.stocks and found.sectors and found.scenarios


def test_a_users_file_changes_what_it_names(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[parameter]]\nid = "sigma_skill"\nlow = 3\ncentral = 3\nhigh = 3\nunit = "elasticity"\nsource = "me"\n',
        "utf-8",
    )
    found = load_parameters(path, pack_parameters(toy()))
    assert (found.ranges["sigma_skill"].low, found.ranges["sigma_skill"].origin) == (3, Origin.USER)
    assert found.ranges["sigma_origin"].origin is Origin.RANGE
    assert found.money == "crown"


def test_without_a_pack_a_file_declares_everything(tmp_path):
    path = own(tmp_path)
    assert {code for code, _ in codes(path)} == {"impact-missing-parameter"}
    both = tmp_path / "both.toml"
    both.write_text(path.read_text("utf-8") + (TOY / "impact" / "kinds.toml").read_text("utf-8"), "utf-8")
    assert set(load_parameters(both).kinds) == {"workers", "families"}


FAULTS = [
    ("low = 1.5\ncentral = 2\n", "low = 2.4\ncentral = 2\n", "impact-range-turned"),
    ("low = 1.5\ncentral = 2\n", "low = 0\ncentral = 2\n", "impact-out-of-bounds"),
    ("low = 1.5\ncentral = 2\n", "low = -1\ncentral = 2\n", "impact-out-of-bounds"),
    ("low = 0.3\ncentral = 0.35\nhigh = 0.4\n", "low = 0.3\ncentral = 0.35\nhigh = 1.4\n", "impact-out-of-bounds"),
    ("high = -0.05", "high = 0", "impact-out-of-bounds"),
    ('id = "sigma_skill"', 'id = "sigma_skil"', "impact-unknown-parameter"),
    ('id = "sigma_skill"', 'id = "sigma_origin"', "duplicate-key"),
    ('low = 0\ncentral = 0.5\nhigh = 1\nshape = "uniform"', 'low = 0\ncentral = 0.5\nhigh = 1\nshape = "log-uniform"',
     "impact-log-range"),
    ('shape = "pert"', 'shape = "normal"', "toml-schema"),
    ("low = 1.5\ncentral = 2\n", 'low = "much"\ncentral = 2\n', "toml-schema"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code"), FAULTS)
def test_faults_are_found_on_their_line(tmp_path, old, new, code):
    found = codes(own(tmp_path, (old, new)), pack_parameters(toy()))
    assert (code, True) in found


def test_all_faults_are_said_at_once(tmp_path):
    path = own(
        tmp_path, ("low = 1.5", "low = 2.4"), ("high = -0.05", "high = 0"), ('id = "housing_area"', 'id = "house"')
    )
    assert len(codes(path, pack_parameters(toy()))) == 3


def test_parts_of_a_kind_are_no_more_than_all(tmp_path):
    path = own(tmp_path, ("high = 0.25\n", "high = 0.6\n"), name="kinds.toml")
    assert ("impact-composition-sum", True) in codes(path, pack_parameters(toy()))


def test_one_is_a_fine_elasticity(tmp_path):
    path = own(tmp_path, ("low = 1.5\ncentral = 2\n", "low = 1\ncentral = 2\n"))
    assert load_parameters(path, pack_parameters(toy())).ranges["sigma_skill"].low == 1


def test_series_and_quantities_must_exist(tmp_path):
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    path = root / "impact" / "baseline.toml"
    path.write_text(path.read_text("utf-8").replace('"income_per_capita"', '"luck"'), "utf-8")
    with pytest.raises(BadInput) as raised:
        pack_parameters(load_pack(root))
    assert [f.code for f in raised.value.faults] == ["unknown-indicator"]
    path.write_text(path.read_text("utf-8").replace('"luck"', '"births"').replace('"wage"', '"wages"'), "utf-8")
    with pytest.raises(BadInput) as raised:
        pack_parameters(load_pack(root))
    assert [f.code for f in raised.value.faults] == ["impact-unknown-quantity"]


def test_what_is_not_there(tmp_path):
    with pytest.raises(NotFound):
        load_parameters(tmp_path / "none.toml")
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    shutil.rmtree(root / "impact")
    with pytest.raises(CannotCompute):
        pack_parameters(load_pack(root))
    with pytest.raises(NotFound):
        scenario_of(pack_parameters(toy()), "harbor")
