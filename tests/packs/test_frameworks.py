"""Frameworks: those of packs, and every fault of a user's file at once, with its line."""

from __future__ import annotations

import pytest

from qonys.errors import BadInput, NotFound
from qonys.packs import load_pack
from qonys.packs.frameworks import find_framework, framework_names, load_framework
from qonys.packs.load import embedded
from qonys.wellbeing.recipe import doubt, recipe
from qonys.wellbeing.tree import tree_rows

HEAD = '[goal]\nid = "goal"\n'


def write(folder, text):
    path = folder / "own.toml"
    path.write_text(HEAD + text, "utf-8")
    return path


def indicator(name, more=""):
    return f'[[indicator]]\nid = "{name}"\nparent = "goal"\ndirection = "higher"\n{more}\n'


@pytest.mark.parametrize("name", [(p, f) for p in embedded() for f in framework_names(load_pack(p))])
def test_shipped_frameworks_say_why_in_three_languages(name):
    own = find_framework(load_pack(name[0]), name[1])
    for part in (*own.nodes, *own.criteria):
        assert set(part.names) == set(part.reason) == {"kk", "ru", "en"}
        assert all([*part.names.values(), *part.reason.values()])
    recipe(own)
    doubt(own)
    leaves = [row for row in tree_rows(own, "en") if row["direction"]]
    assert sum(row["share"] for row in leaves) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (indicator("a") + indicator("a"), "duplicate-key", 9),
        ('[[indicator]]\nid = "a"\nparent = "gaol"\ndirection = "higher"\n', "unknown-parent", 4),
        ('[[indicator]]\nid = "a"\nparent = "goal"\n', "toml-schema", 3),
        (indicator("a", 'direction2 = "x"'), "toml-schema", 7),
        (indicator("a", "weight = 0"), "toml-schema", 7),
        (indicator("a", "weight = -1"), "toml-schema", 7),
        (indicator("a", "weight = nan"), "toml-schema", 7),
        (indicator("a", "goalposts = [5, 5]"), "goalposts-turned", 4),
        (indicator("a", "interval = [0.5, 0.2]"), "interval-turned", 4),
        (indicator("a", "interval = [0.5, 2]"), "toml-schema", 7),
        (indicator("a", "per = 1000"), "per-nothing", 4),
        (indicator("a", 'relative = true\ndenominator = "b"'), "divided-twice", 4),
        ('[[node]]\nid = "n"\n' + indicator("a"), "node-empty", 4),
        ('[[node]]\nid = "n"\nparent = "m"\n[[node]]\nid = "m"\nparent = "n"\n' + indicator("a"), "parent-circle", 4),
        (
            '[[node]]\nid = "n"\n[[indicator]]\nid = "b"\nparent = "n"\ndirection = "lower"\n' + indicator("a"),
            "uneven-tree",
            10,
        ),
        ("", "toml-schema", None),
        ("[[indicator", "toml-syntax", None),
    ],
)
def test_faults_are_named_with_their_line(tmp_path, text, code, line):
    with pytest.raises(BadInput) as error:
        load_framework(write(tmp_path, text))
    assert (code, line) in [(f.code, f.row) for f in error.value.faults]


def test_all_faults_at_once(tmp_path):
    with pytest.raises(BadInput) as error:
        load_framework(write(tmp_path, indicator("a", "goalposts = [2, 1]") + indicator("b", "per = 10")))
    assert len(error.value.faults) == 2


def test_a_pack_s_framework_may_name_its_series_and_units_alone(tmp_path):
    import shutil

    from toyland import TOY

    shutil.copytree(TOY, tmp_path / "toy")
    path = tmp_path / "toy" / "frameworks" / "toy-wellbeing.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('unit = "persons"', 'unit = "percent"').replace('"deaths"', '"death"'), "utf-8")
    with pytest.raises(BadInput) as error:
        find_framework(load_pack(tmp_path / "toy"), "toy-wellbeing")
    assert {f.code for f in error.value.faults} == {"wrong-unit", "unknown-indicator"}


def test_an_unknown_framework_is_met_with_the_nearest():
    from toyland import toy

    with pytest.raises(NotFound) as error:
        find_framework(toy(), "toy-welbeing")
    assert error.value.fix == "toy-wellbeing"
