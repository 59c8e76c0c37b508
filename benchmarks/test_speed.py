"""Speed of what a user waits for. Limits are in docs/reference/benchmarks.md; here they are measured, not tested."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qonys.packs import load_pack
from qonys.store import PanelQuery, open_store

TEN = (
    "population_start",
    "births",
    "deaths",
    "net_migration",
    "income_per_capita",
    "grp_per_capita",
    "unemployment_rate",
    "life_expectancy",
    "labour_force",
    "net_migration_internal",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("store")


def test_import(benchmark):
    benchmark.pedantic(lambda: subprocess.run([sys.executable, "-c", "import qonys"], check=True), rounds=5)


def test_help(benchmark):
    command = [sys.executable, "-m", "qonys", "--help"]
    benchmark.pedantic(lambda: subprocess.run(command, check=True, capture_output=True), rounds=5)


def test_panel_of_ten_indicators_twenty_regions_25_years(benchmark, folder):
    pack = load_pack("kz")
    store = open_store(pack, folder)
    query = PanelQuery(TEN, pack.regions(2024), tuple(str(y) for y in range(2000, 2025)), 2024)
    store.panel(query)
    found = benchmark(store.panel, query)
    assert found.values.shape == (10, 20, 25)


def test_identities_on_all_figures(benchmark, folder):
    from qonys.store import check_identities

    store = open_store(load_pack("kz"), folder)
    benchmark.pedantic(check_identities, (store,), rounds=3)


def test_assess_the_country(benchmark, folder, tmp_path):
    command = [
        sys.executable,
        "-m",
        "qonys",
        "assess",
        "--store",
        str(folder),
        "--out",
        str(tmp_path / "report"),
        "--json",
    ]
    benchmark.pedantic(lambda: subprocess.run(command, check=True, capture_output=True), rounds=3, warmup_rounds=1)
