"""The registered computations on the invented country: figures gathered, their rows, years, and what is missing."""

from __future__ import annotations

import pytest

from impact.country import toy_with_labour
from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model.parameters import Origin
from qonys.packs import load_pack
from qonys.provenance.runner import Runner
from qonys.provenance.trace import rows_behind
from qonys.store import open_store
from qonys.studies.impact import compute as impact
from toyland import toy

PEOPLE = ("workers=100,sector=docks", "families,households=20")


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A runner on the invented country, which publishes no labour figures."""
    return Runner(open_store(toy(), tmp_path_factory.mktemp("store")), impact.REGISTRY, seed=1)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A runner on a copy that does, for 2021 and 2022."""
    root = toy_with_labour(tmp_path_factory.mktemp("pack"))
    return Runner(open_store(load_pack(root), tmp_path_factory.mktemp("store")), impact.REGISTRY, seed=1)


def test_what_is_not_published_is_missing_with_the_reason(bare):
    found = bare("impact.simulate", area="TL-F", groups=PEOPLE, draws=500)
    assert found.value(measure="people", part="value") > 100
    assert found.reason(measure="wage_local", part="value") == "no-labour-force"
    with pytest.raises(CannotCompute):
        bare("impact.workers", area="TL-F", groups=PEOPLE, draws=500)


def test_a_region_with_figures(run):
    found = run("impact.simulate", area="TL-F", groups=PEOPLE, draws=500)
    assert found.value(measure="output_change", part="low") > 0
    claim = found.claim(measure="output_change", part="value")
    assert claim.status.value == "E"
    again = run("impact.simulate", **claim.call.parameters)
    assert again.claim(measure="output_change", part="value").value == claim.value


def test_figures_are_those_of_the_store(run):
    got = impact.gathered(run, impact.parameters_of(run), "TL-F", "2021")
    assert got.figures["labour_force"].value == 8200
    assert got.figures["unemployment_rate"].value == pytest.approx(0.052)
    assert got.figures["output_per_head"].value == 10_000
    assert all(f.origin is Origin.FIGURE for f in got.figures.values())
    from qonys.store import PanelQuery

    panel = run.panel(PanelQuery(("population_start",), ("TL-F",), ("2021", "2022"), 2020))["population_start"][0]
    assert got.figures["population"].value == pytest.approx(panel.mean())


def test_the_country_without_output_of_its_own_has_the_mean_of_its_regions(run):
    got = impact.gathered(run, impact.parameters_of(run), "TL", "2021").figures["output_per_head"]
    assert got.status == "E"
    assert 9000 < got.value < 12_000


def test_the_newest_year_with_most_figures_is_taken(run):
    years = {impact.gathered(run, impact.parameters_of(run), area).period for area in ("TL-F", "TL-B", "TL")}
    assert years <= {"2021", "2022"}


def test_cells_have_rows_behind_them(run):
    found = run("impact.simulate", area="TL-F", period="2021", groups=PEOPLE, draws=500)
    behind = run.store.rows(rows_behind(run, found.claim(measure="output_added", part="value")))
    assert {row["indicator"] for row in behind} == {
        "labour_force", "unemployment_rate", "population_start", "output_per_head",
    }  # fmt: skip
    assert rows_behind(run, found.claim(measure="people", part="value")) == ()


def test_scenarios_of_the_pack_and_other_tables(run):
    shape = run("impact.groups", area="TL-F", scenario="harbour", draws=500)
    assert shape.axes["group"] == ("1 workers.docks", "2 families")
    assert run("impact.workers", area="TL-F", scenario="harbour", draws=500).axes["worker"][0] == "local"
    assert run("impact.inputs", area="TL-F", scenario="harbour").value(measure="low", input="labour_force") == 8200
    origins = run("impact.origins", area="TL-F", scenario="harbour")
    assert origins.value(measure="count", origin="figure") >= 4
    found = run("impact.sensitivity", area="TL-F", scenario="harbour", target="remittances", blocks=40)
    assert found.values[0].sum() == pytest.approx(1)


def test_claims_are_examined(run):
    claim = run("impact.share_claim", area="TL", share=0.08, draws=500)
    assert claim.value(measure="stock", part="low") < claim.value(measure="stock", part="high")
    stocks = run("impact.stocks", area="TL", draws=500)
    assert stocks.value(measure="persons", stock="permits", part="value") == 441
    assert stocks.value(measure="share", stock="permits", part="high") < 0.08
    fall = run("impact.wage_claim", area="TL", fall=0.01, stock=500.0, draws=500)
    assert fall.value(measure="change", part="value") < 0


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"area": "TL-Z"}, NotFound),
        ({"area": "TL-F", "period": "soon"}, BadInput),
        ({"area": "TL-F", "groups": ("workers=-5",)}, BadInput),
        ({"area": "TL-F", "groups": ("workers=5,sector=mines",)}, NotFound),
        ({"area": "TL-F", "groups": ("workers=5,low=0.9,high=0.2",)}, BadInput),
        ({"area": "TL-F", "groups": ()}, BadInput),
        ({"area": "TL-F", "scenario": "harbor"}, NotFound),
        ({"area": "TL-A", "period": "2022"}, NotFound),
    ],
)
def test_wrong_calls_are_refused(run, asked, error):
    with pytest.raises(error):
        run("impact.simulate", **{"groups": PEOPLE, "draws": 200, **asked} if "scenario" not in asked else asked)
