"""Statements about official figures that were printed elsewhere and must come out the same."""

from __future__ import annotations

import pytest

from qonys.packs import load_pack
from qonys.provenance.runner import Runner
from qonys.store import open_store
from qonys.studies.registry import start

YEARS = tuple(str(year) for year in range(2000, 2025))


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Runner:
    pack = load_pack("kz")
    return start(open_store(pack, tmp_path_factory.mktemp("store")))


def test_turkistan_2023(run):
    """Lost 22,759: the most of any region, the fifth most for its size (10.7 per 1,000; Zhetysu 13.0)."""
    regions = run.store.pack.regions(2023)
    balance = run("migration.balance", flow="", areas=regions, periods=("2023",), borders=2023)
    turkistan, zhetysu = {"area": "KZ-61", "period": "2023"}, {"area": "KZ-33", "period": "2023"}
    assert balance.value(measure="net", **turkistan) == -22_759
    assert balance.value(measure="loss_rank", **turkistan) == 1
    assert balance.value(measure="loss_rate_rank", **turkistan) == 5
    assert round(balance.value(measure="net_rate", **turkistan), 1) == -10.7
    assert round(balance.value(measure="net_rate", **zhetysu), 1) == -13.0
    accounts = run("migration.accounts", periods=YEARS)
    assert accounts.value(measure="natural", **turkistan) == 45_705
    assert accounts.value(measure="change", **turkistan) == 22_946


def test_monthly_minimum_as_printed_in_the_study(run):
    """Table 2: Turkistan, August 2023, −3,473."""
    printed = run(
        "figures", series=("net_migration",), areas=("KZ-61",), periods=("2023-08",), borders=2023, source="study_2024"
    )
    assert printed.value(measure="net_migration", area="KZ-61", period="2023-08") == -3_473


@pytest.mark.parametrize(("year", "net"), [("1999", -123_627), ("2006", 33_041), ("2019", -32_970), ("2023", 9_293)])
def test_net_external_migration_of_the_country(run, year, net):
    balance = run("migration.balance", flow="_external", areas=("KZ",), periods=(year,), borders=int(year))
    assert balance.value(measure="net", area="KZ", period=year) == net


def test_two_official_values_of_2008_are_both_kept(run):
    """The bureau's balance says 1,300, arrivals less departures 1,117."""
    balance = run("migration.balance", flow="_external", areas=("KZ",), periods=("2008",), borders=2008)
    assert balance.value(measure="net", area="KZ", period="2008") == 1_117
    assert balance.value(measure="difference", area="KZ", period="2008") == 1_117 - 1_300


def test_the_minimum_of_the_study_is_not_the_minimum(run):
    """The study prints −32,970 (2019) as the minimum of net migration since 1999."""
    years = tuple(str(year) for year in range(1999, 2024))
    balance = run("migration.balance", flow="_external", areas=("KZ",), periods=years, borders=2023)
    net = balance.series(measure="net", area="KZ")
    assert min(net, key=lambda year: net[year]) == "1999"
    assert sum(value < net["2019"] for value in net.values()) == 4


@pytest.mark.parametrize(
    ("area", "year", "thousand"),
    [
        ("KZ-47", "2000", 0.2),
        ("KZ-47", "2010", 9.0),
        ("KZ-39", "2000", -28.7),
        ("KZ-35", "2000", -25.1),
        ("KZ-11", "2000", -23.6),
    ],
)
def test_derived_net_migration_is_what_the_study_printed(run, area, year, thousand):
    history = run("migration.history", periods=YEARS, borders=int(year))
    assert round(history.value(measure="net", area=area, period=year) / 1000, 1) == thousand
    assert history.status[history.index({"measure": "net", "area": area, "period": year})] == "E"
