"""The one query: borders, gaps, vintages and sources of the invented country, by hand."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from qonys.errors import BadInput, NotFound
from qonys.packs.observations import pack_observations
from qonys.store import PanelQuery, check_identities, open_store
from qonys.store.compose import Gap
from toyland import toy


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_store(toy(), tmp_path_factory.mktemp("store"))


def stated(indicator: str, area: str, period: str, source: str = "bureau") -> float:
    """The newest figure of a source as the pack's file states it."""
    rows = [
        o
        for o in pack_observations(toy())
        if (o.indicator, o.area, o.period.code, o.source) == (indicator, area, period, source) and not o.dimensions
    ]
    return float(max(rows, key=lambda o: o.vintage).value)


def one(store, series, area, period, borders, **more):
    panel = store.panel(PanelQuery((series,), (area,), (period,), borders, **more))
    return panel[series][0, 0], panel.gap(series, area, period), str(panel.status_of(series)[0, 0])


def test_a_figure_in_its_own_borders(store):
    assert one(store, "births", "TL-E", "2012", 2012) == (stated("births", "TL-E", "2012"), Gap.NONE, "A")


def test_a_merger_adds_its_parts(store):
    wanted = stated("births", "TL-C", "2012") + stated("births", "TL-D", "2012")
    assert one(store, "births", "TL-H", "2012", 2018)[0] == wanted


def test_parts_of_a_split_add_up_to_the_old_unit(store):
    parts = stated("births", "TL-B", "2015") + stated("births", "TL-G", "2015")
    assert one(store, "births", "TL-B", "2015", 2012)[0] == parts


def test_a_part_of_an_old_unit_is_missing_with_its_reason(store):
    value, gap, status = one(store, "births", "TL-G", "2012", 2018)
    assert np.isnan(value) and gap is not Gap.NONE and status == ""


def test_an_estimate_is_asked_for_and_marked(store):
    value, _, status = one(store, "births", "TL-G", "2012", 2018, estimates=True)
    assert status == "E" and 0 < value < stated("births", "TL-B", "2012")


def test_the_parts_of_an_estimate_add_up(store):
    parts = [one(store, "births", area, "2012", 2018, estimates=True)[0] for area in ("TL-B", "TL-G")]
    assert sum(parts) == pytest.approx(stated("births", "TL-B", "2012"))


def test_the_country_is_the_sum_of_its_regions(store):
    regions = toy().regions(2012)
    panel = store.panel(PanelQuery(("births",), (*regions, "TL"), ("2012",), 2012))
    assert panel["births"][:-1].sum() == panel["births"][-1]


def test_an_earlier_day_knows_the_earlier_vintage(store):
    now, then = (one(store, "births", "TL-E", "2015", 2015, as_of=day)[0] for day in (None, dt.date(2016, 6, 1)))
    assert now == stated("births", "TL-E", "2015") != then


def test_nothing_is_known_before_it_was_published(store):
    value, gap, _ = one(store, "births", "TL-E", "2015", 2015, as_of=dt.date(2015, 1, 1))
    assert np.isnan(value) and gap is not Gap.NONE


def test_printed_figures_are_taken_only_when_named(store):
    assert np.isnan(one(store, "net_migration", "TL-B", "2015-07", 2015)[0])
    source = next(s.id for s in toy().sources.values() if not s.kind.mixes)
    assert np.isfinite(one(store, "net_migration", "TL-B", "2015-07", 2015, source=source)[0])


def test_every_value_has_rows_and_every_gap_a_reason(store):
    areas, years = toy().regions(2021), tuple(str(y) for y in range(2010, 2023))
    panel = store.panel(PanelQuery(("births", "net_migration"), areas, years, 2021))
    for series in panel.query.series:
        for i, area in enumerate(areas):
            for p, year in enumerate(years):
                has = np.isfinite(panel[series][i, p])
                assert bool(panel.rows(series, area, year)) == has
                assert (panel.gap(series, area, year) is Gap.NONE) == has


def test_wrong_names_are_said_with_the_nearest(store):
    with pytest.raises(NotFound, match="no indicator “birth”"):
        one(store, "birth", "TL-E", "2012", 2012)
    with pytest.raises(NotFound, match="not in force"):
        one(store, "births", "TL-C", "2018", 2018)
    with pytest.raises(BadInput):
        one(store, "births[sex", "TL-E", "2012", 2012)


ATOMS = {2010: toy().regions(2010), 2015: toy().regions(2015), 2018: toy().regions(2018), 2021: toy().regions(2021)}


@pytest.mark.parametrize("borders", ATOMS)
@pytest.mark.parametrize("year", [str(y) for y in range(2010, 2023, 3)])
def test_regions_that_are_all_known_add_up_to_the_country_in_any_borders(store, borders, year):
    panel = store.panel(PanelQuery(("births",), (*ATOMS[borders], "TL"), (year,), borders))
    values = panel["births"][:, 0]
    if np.isfinite(values[:-1]).all():
        assert values[:-1].sum() == pytest.approx(values[-1])


def test_the_invented_country_has_no_residual_without_a_cause(store):
    outcomes = check_identities(store)
    assert [(o.check, o.unexplained) for o in outcomes if o.unexplained] == []
    assert all(o.tried for o in outcomes)
    assert any(r.cause for o in outcomes for r in o.residuals)
