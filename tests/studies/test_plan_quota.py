"""The scenario of a quota: claims that can be traced to published figures."""

from __future__ import annotations

import pytest

from qonys.packs import load_pack
from qonys.provenance.trace import rows_behind
from qonys.store import open_store
from qonys.studies.registry import start


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return start(open_store(load_pack("kz"), tmp_path_factory.mktemp("store")))


def test_versions_are_apart_and_use_is_of_each(run):
    result = run("quota.official")
    cell = {"measure": "use_of_this_version", "edition": "2023 version=redistributed"}
    assert result.value(**cell) == pytest.approx(14_500 / 18_000)
    claim = result.claim(decimals=1, **cell)
    assert len(set(rows_behind(run, claim))) == 2


def test_a_plan_keeps_published_categories(run):
    limits = run("quota.limits", year="2026")
    for label in limits.axes["limit"]:
        least = label.startswith(("floor", "change_down"))
        room = limits.value(measure="amount", limit=label) - limits.value(measure="taken", limit=label)
        assert (-room if least else room) >= -1e-5
    assert limits.value(measure="amount", limit="category:3") == 5893
    areas = run("quota.areas", year="2026")
    parts = areas.series(measure="places")
    assert parts.pop("all") == pytest.approx(sum(parts.values()))
    rows = set(rows_behind(run, areas.claim(measure="places", area="all")))
    assert len(rows) > 60


def test_the_same_scenario_for_any_year_with_figures(run):
    for year in ("2022", "2023", "2024", "2025"):
        assert run("quota.areas", year=year).value(measure="places", area="all") > 10_000
