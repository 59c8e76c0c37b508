"""Which criteria of an index have figures of its last year, on the invented country."""

from __future__ import annotations

import csv
import shutil

import numpy as np
import pytest

from qonys.packs import load_pack
from qonys.report.chapters.context import Context
from qonys.report.chapters.wellbeing.ranking import carried
from qonys.report.chapters.wellbeing.subject import Subject, subject_of
from qonys.report.names import pack_catalogue
from qonys.store import open_store
from qonys.studies.registry import start
from qonys.studies.wellbeing.compute import features
from qonys.studies.wellbeing.gather import newest_years
from qonys.text import Language, load_words
from toyland import TOY

REGIONS = ("TL-B", "TL-E", "TL-F", "TL-G", "TL-H", "TL-I", "TL-J")


def subject(tmp_path, without: frozenset[str]) -> Subject:
    """The index of the country without incomes of 2023 in these regions."""
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    path = root / "observations" / "income.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(r for r in rows if not (r["period"] == "2023" and r["area"] in without))
    pack = load_pack(root)
    run = start(open_store(pack, tmp_path / "store"))
    found = subject_of(Context(run, pack.country))
    assert found is not None
    return found


def test_a_criterion_of_the_last_year_is_one_that_most_regions_have(tmp_path):
    made = subject(tmp_path, frozenset(REGIONS[:3]))
    assert newest_years(made.context.run, "toy-wellbeing", "current") == ("2023",) * 4
    assert carried(made) == ()


def test_what_is_carried_on_is_said(tmp_path):
    made = subject(tmp_path, frozenset(REGIONS))
    assert made.newest == {"income": "2022", "arrivals": "2023", "mortality": "2023", "births": "2023"}
    (paragraph,) = carried(made)
    assert paragraph.message.id == "wel-carried"
    assert (paragraph.message.arguments["own"], paragraph.message.arguments["all"]) == (3, 4)


@pytest.mark.parametrize("language", list(Language))
def test_it_is_said_in_each_language(tmp_path, language):
    made = subject(tmp_path, frozenset(REGIONS))
    catalogue = pack_catalogue(made.context.pack, language.value)
    said = load_words(language, (catalogue,)).plain(carried(made)[0].message)
    assert "2023" in said and "3" in said and "{" not in said


def test_regions_look_alike_by_the_newest_figures_of_each_series(tmp_path):
    """Towns are not known in 2024 where the index goes on to it: those of 2023 count."""
    made = subject(tmp_path, frozenset())
    root = tmp_path / "toy"
    path = root / "frameworks" / "toy-wellbeing.toml"
    text = path.read_text("utf-8").replace("last = 2023", "last = 2024")
    path.write_text(text, "utf-8")
    run = start(open_store(load_pack(root), tmp_path / "store"))
    before = features(made.context.run, "toy-wellbeing", "current", 3)
    after = features(run, "toy-wellbeing", "current", 4)
    assert before.shape == after.shape and np.isfinite(before).all()
    assert np.isfinite(after).all()
    assert np.allclose(before[:, 1:], after[:, 1:])
