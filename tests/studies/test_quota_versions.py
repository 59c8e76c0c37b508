"""Versions of the national quota: in the order in which they came, whatever their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qonys.packs import load_pack
from qonys.provenance.runner import Runner
from qonys.store import open_store
from qonys.studies.quota.gather import by_category, categories, first_year, in_order, versions
from qonys.studies.registry import start

STATED = [
    ("version=zeta", "KZ", "2030"), ("", "KZ", "2030"), ("version=mar_2025", "KZ", "2030"),
    ("version=aug_2025", "KZ", "2030"), ("category=1;version=initial", "KZ", "2030"),
    ("category=1;version=aug_2025", "KZ", "2030"), ("category=1;version=feb_2022", "KZ", "2030"),
    ("category=1;project=mine", "KZ", "2030"), ("category=2", "KZ-10", "2030"), ("category=3", "KZ", "2031"),
]  # fmt: skip


@pytest.fixture(scope="module")
def kz(tmp_path_factory):
    return start(open_store(load_pack("kz"), tmp_path_factory.mktemp("store")))


@pytest.fixture
def run(kz):
    """A runner that is told what is published."""
    return told(kz, STATED)


def told(kz, stated):
    own: Runner = replace(kz, _done={}, _open=[])
    own.once(("stated", "foreign_worker_quota"), lambda: stated)
    return own


def test_versions_stand_as_they_came_and_not_by_name(run):
    of_whole = versions(run, "foreign_worker_quota")
    assert of_whole == [
        ("2030", ""), ("2030", "version=mar_2025"), ("2030", "version=aug_2025"), ("2030", "version=zeta"),
    ]  # fmt: skip
    assert in_order(run, set(of_whole[::-1])) == of_whole


def test_the_last_version_of_a_category(run):
    assert by_category(run, "2030", "1") == "foreign_worker_quota[category=1;version=aug_2025]"
    assert by_category(run, "2030", "2") == ""  # of a region alone
    assert categories(run, "2030") == {"1": "foreign_worker_quota[category=1;version=aug_2025]"}
    assert first_year(run) == 2030


def test_versions_of_the_country(kz):
    assert [d for year, d in versions(kz, "foreign_worker_quota") if year == "2025"] == [
        "version=initial", "version=mar_2025", "version=aug_2025",
    ]  # fmt: skip
    assert first_year(kz) == 2022
    assert versions(kz, "no_such_indicator") == []


def test_no_quota_at_all(kz):
    none = told(kz, [])
    assert first_year(none) > 9000
    assert categories(none, "2030") == {}
