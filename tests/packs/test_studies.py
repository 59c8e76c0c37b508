"""Studies of effects: files that are right are read as they stand, all faults of a wrong one come at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from qonys.errors import BadInput, NotFound
from qonys.model.specification import STABLE, Choices, Estimator, Fixed, Sample, Specification, Transform, Variable
from qonys.packs import load_pack
from qonys.packs.studies import find_study, load_study, study_names
from toyland import toy

GOOD = """
[defaults]
exposure = { series = "moves", per = "people", scale = 1000, lag = 1 }
[[effect]]
id = "income"
outcome = { series = "income", transform = "log" }
controls = ["schools"]
fixed = ["area", "trend"]
sample = { first = 2001, borders = 2015, skip = [2008] }
smallest = 0.01
step = 10
[[effect]]
id = "counts"
outcome = "events"
estimator = "poisson"
[choices]
lag = [0, 1]
controls = [[], ["schools"]]
borders = ["stable", 2015]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_study_is_read_as_it_stands(tmp_path):
    study = load_study(written(tmp_path, GOOD))
    income, counts = study.specifications
    assert income == Specification(
        "income", Variable("income", transform=Transform.LOG), Variable("moves", "people", 1000.0, lag=1),
        controls=(Variable("schools"),), fixed=(Fixed.AREA, Fixed.TREND),
        sample=Sample(2001, 0, 2015, skip=("2008",)), step=10.0, smallest=0.01,
    )  # fmt: skip
    assert counts.estimator is Estimator.POISSON
    assert counts.exposure == income.exposure
    assert study.choices == Choices(lag=(0, 1), controls=((), (Variable("schools"),)), borders=(STABLE, 2015))
    assert study.find("") is income
    assert study.find("none") is None


def test_series_are_listed_once_with_what_they_are_divided_by(tmp_path):
    income = load_study(written(tmp_path, GOOD)).specifications[0]
    assert income.series == ("income", "moves", "people", "schools")
    assert income.reach == (1, 0)


def test_choices_are_gone_through_in_every_combination(tmp_path):
    study = load_study(written(tmp_path, GOOD))
    made = study.choices.of(study.specifications[0])
    assert study.choices.open == ("lag", "controls", "borders")
    assert [taken for _, taken in made] == [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]
    last = made[-1][0]
    assert (last.exposure.lag, last.controls, last.sample.borders) == (1, (Variable("schools"),), 2015)
    assert last.sample.skip == ("2008",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('id = "counts"', 'id = "income"'), "duplicate-key"),
        (('outcome = "events"', ""), "toml-schema"),
        (('estimator = "poisson"', 'estimator = "magic"'), "toml-schema"),
        (('estimator = "poisson"', 'instruments = ["a"]\nendogenous = ["b"]'), "few-instruments"),
        (("smallest = 0.01", "smallest = -1"), "toml-schema"),
        (("step = 10", "stpe = 10"), "toml-schema"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path, change, code):
    assert change[0] in GOOD
    with pytest.raises(BadInput) as caught:
        load_study(written(tmp_path, GOOD.replace(*change)))
    assert [f.code for f in caught.value.faults] == [code]


def test_all_faults_come_at_once(tmp_path):
    text = GOOD.replace('outcome = "events"', "").replace('id = "counts"', 'id = "income"')
    with pytest.raises(BadInput) as caught:
        load_study(written(tmp_path, text))
    assert sorted(f.code for f in caught.value.faults) == ["duplicate-key", "toml-schema"]


@pytest.mark.parametrize("pack", [toy(), load_pack("kz")], ids=["toy", "kz"])
def test_the_studies_of_a_pack_name_what_it_has(pack):
    assert study_names(pack)
    for name in study_names(pack):
        study = find_study(pack, name)
        for specification in study.specifications:
            assert set(specification.names) == {"kk", "ru", "en"}
            assert specification.smallest is not None


def test_a_misspelt_study_gets_the_nearest():
    with pytest.raises(NotFound) as caught:
        find_study(toy(), "toy-migratoin")
    assert caught.value.fix == "toy-migration"
