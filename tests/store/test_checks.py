"""Identities tried on figures of the invented country, worked out by hand."""

from __future__ import annotations

import shutil

import pytest

from qonys.packs import load_pack
from qonys.store import PanelQuery, check_identities, open_store
from toyland import TOY

WORDS = "".join(f'{key} = {{ kk = "w", ru = "w", en = "w" }}\n' for key in ("names", "definition"))
INDICATORS = {
    "idle": 'unit = "persons"\nkind = "stock"\nadditive = ["area"]\nat = "mean"\n',
    "workers": 'unit = "persons"\nkind = "stock"\nadditive = ["area"]\nat = "mean"\n',
    "idle_rate": (
        'unit = "percent"\nkind = "rate"\nat = "year"\nnumerator = "idle"\ndenominator = "workers"\nper = 100\n'
        'dimensions = ["sex"]\n'
    ),
    "output": 'unit = "persons"\nkind = "flow"\nadditive = ["area"]\nat = "year"\n',
    "volume": 'unit = "percent"\nkind = "index"\nat = "year"\n',
}
"""Regions of 2012: TL-A, TL-B, TL-C, TL-D, TL-E, TL-F; TL-B is split in 2014."""


def outcomes(tmp_path, figures, checks, residuals=""):
    """The outcome of each check by id; figures are `indicator area period dimensions value`."""
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    tables = (f'[{name}]\n{text}group = "population"\n{WORDS}' for name, text in INDICATORS.items())
    (root / "indicators_work.toml").write_text("\n".join(tables), "utf-8")
    unit = {"idle_rate": "percent", "volume": "percent"}
    rows = ["indicator,area,borders,period,dimensions,value,unit,status,vintage,source,locator,note"]
    for figure in figures:
        name, area, period, dimensions, value = figure.split(" ")
        area, _, borders = area.partition("/")
        rows.append(
            f"{name},{area},{borders},{period},{dimensions},{value},{unit.get(name, 'persons')},A,2025,bureau,,"
        )
    (root / "observations" / "work.csv").write_text("\n".join(rows) + "\n", "utf-8")
    text = "".join(
        f'[[check]]\nid = "{name}"\nnames = {{ kk = "n", ru = "n", en = "n" }}\n{check}\n'
        for name, check in checks.items()
    )
    (root / "checks.toml").write_text(text, "utf-8")
    (root / "residuals.csv").write_text("check,area,period,residual,cause,note\n" + residuals, "utf-8")
    store = open_store(load_pack(root), tmp_path / "store")
    return {o.check: o for o in check_identities(store)}, store


def left(outcome):
    return [(r.area, r.period, round(r.residual, 6)) for r in outcome.residuals]


def test_a_total_lies_between_its_parts(tmp_path):
    figures = [
        *("idle_rate TL-E 2012  5.0", "idle_rate TL-E 2012 sex=F 6", "idle_rate TL-E 2012 sex=M 4"),
        *("idle_rate TL-F 2012  5.3", "idle_rate TL-F 2012 sex=F 5.2", "idle_rate TL-F 2012 sex=M 4"),
        *("idle_rate TL-A 2012  3.7", "idle_rate TL-A 2012 sex=F 5.2", "idle_rate TL-A 2012 sex=M 4"),
        *("idle_rate TL-C 2012  3.7", "idle_rate TL-C 2012 sex=F 5.2"),
    ]
    check = 'equation = "idle_rate between idle_rate[sex=F], idle_rate[sex=M]"\nover = "area"\ntolerance = 0.1'
    found, _ = outcomes(tmp_path, figures, {"range": check}, "range,TL-A,2012,-0.3,conflict,two editions\n")
    assert found["range"].tried == 3
    assert left(found["range"]) == [("TL-A", "2012", -0.3)]
    assert [(r.cause, r.unit) for r in found["range"].residuals] == [("conflict", "percent")]


def test_a_bound_may_be_a_number(tmp_path):
    figures = ["idle TL-E 2012  50", "workers TL-E 2012  40", "idle TL-F 2012  30", "workers TL-F 2012  40"]
    found, _ = outcomes(tmp_path, figures, {"part": 'equation = "idle between 0, workers"\nover = "area"'})
    assert left(found["part"]) == [("TL-E", "2012", 10)]


RATE = 'equation = "idle_rate = 100 * idle / workers"\nover = "area"\ntolerance = 0.05'


def test_a_rate_is_the_ratio_of_its_counts_but_for_rounding(tmp_path):
    figures = [
        *("idle TL-E 2012  41", "workers TL-E 2012  1000", "idle_rate TL-E 2012  4.1"),
        *("idle TL-F 2012  46", "workers TL-F 2012  1000", "idle_rate TL-F 2012  4.7"),
        *("idle TL-A 2012  46", "workers TL-A 2012  0", "idle_rate TL-A 2012  4.7"),
    ]
    found, _ = outcomes(tmp_path, figures, {"rate": RATE})
    assert found["rate"].tried == 2
    assert left(found["rate"]) == [("TL-F", "2012", 0.1)]


def test_a_rate_that_is_only_computed_proves_nothing(tmp_path):
    figures = ["idle TL-E 2012  41", "workers TL-E 2012  1000", "idle_rate TL-F 2012  4.7"]
    found, store = outcomes(tmp_path, figures, {"rate": RATE})
    assert found["rate"].tried == 0
    panel = store.panel(PanelQuery(("idle_rate",), ("TL-E",), ("2012",), 2012))
    assert panel["idle_rate"][0, 0] == pytest.approx(4.1)


def test_a_tolerance_may_grow_with_the_figure(tmp_path):
    figures = [
        *("output TL-E 2012  1009", "idle TL-E 2012  1000", "output TL-F 2012  109", "idle TL-F 2012  100"),
        *("output TL-A 2012  -1009", "idle TL-A 2012  -1000"),
    ]
    check = 'equation = "output = idle"\nover = "area"\nrelative = 0.01\ntolerance = 2'
    found, _ = outcomes(tmp_path, figures, {"near": check})
    assert left(found["near"]) == [("TL-F", "2012", 9)]


def test_a_level_and_its_index_agree(tmp_path):
    figures = [
        *("output TL-E 2011  200", "output TL-E 2012  220", "volume TL-E 2012  110"),
        *("output TL-F 2011  200", "output TL-F 2012  220", "volume TL-F 2012  105", "volume TL-F 2011  101"),
    ]
    found, _ = outcomes(tmp_path, figures, {"chain": 'equation = "volume = 100 * output / output@-1"\nover = "area"'})
    assert found["chain"].tried == 2
    assert left(found["chain"]) == [("TL-F", "2012", -5)]


def test_quarters_against_their_year(tmp_path):
    quarters = [f"idle_rate TL-E 2012-Q{q}  {value}" for q, value in enumerate((4, 5, 5, 4), 1)]
    figures = [*quarters, "idle_rate TL-E 2012  4.7", "idle_rate TL-F 2012-Q1  4", "idle_rate TL-F 2012  4"]
    check = 'equation = "0.25 * idle_rate = idle_rate"\nover = "quarters"\ntolerance = 0.1'
    found, _ = outcomes(tmp_path, figures, {"mean": check})
    assert found["mean"].tried == 1
    assert left(found["mean"]) == [("TL-E", "2012", -0.2)]


REGIONS = ("TL-A", "TL-B", "TL-C", "TL-D", "TL-E", "TL-F")


def test_the_country_lies_within_the_range_of_its_regions(tmp_path):
    figures = [f"volume {area} {year}  {100 + i}" for year in (2011, 2012, 2013) for i, area in enumerate(REGIONS)]
    figures = [*figures[:-1], "volume TL 2011  103", "volume TL 2012  106", "volume TL 2013  106"]
    found, _ = outcomes(tmp_path, figures, {"range": 'equation = "volume between volume"\nover = "regions"'})
    assert found["range"].tried == 2, "one region is missing in 2013"
    assert left(found["range"]) == [("TL", "2012", 1)]


def test_years_and_borders_of_an_identity(tmp_path):
    """Figures restated in the division of 2014: TL-B is split into TL-B and TL-G."""
    figures = [f"output {area}/2014 {year}  10" for year in (2011, 2012) for area in (*REGIONS, "TL-G")]
    figures += ["output TL 2011  70", "output TL 2012  71"]
    own = 'equation = "output = output"\nover = "regions"'
    checks = {
        "own": own,
        "late": f"{own}\nborders = 2014\nfirst = 2012",
        "early": f"{own}\nborders = 2014\nlast = 2011",
    }
    found, _ = outcomes(tmp_path, figures, checks)
    assert {name: o.tried for name, o in found.items()} == {"own": 2, "late": 1, "early": 1}
    assert left(found["late"]) == [("TL", "2012", -1)] and left(found["early"]) == []


def test_an_estimate_is_shared_by_the_people_of_its_year(tmp_path):
    """TL-B of 2012 has 30 people in the later TL-B and 10 in TL-G; in 2015 they are 30 and 30."""
    people = {"TL-B": (30, 30), "TL-G": (10, 30)}
    figures = [
        f"population_mean {area}/2014 {year}  {people.get(area, (50, 50))[i]}"
        for i, year in enumerate((2012, 2015))
        for area in (*REGIONS, "TL-G")
    ]
    figures += [f"output TL-B {year}  400" for year in (2011, 2012, 2013)]
    figures += [f"volume TL-B/2014 {year}  100" for year in (2012, 2015)]
    figures += [f"volume TL-G/2014 {year}  120" for year in (2012, 2015)]
    _, store = outcomes(tmp_path, figures, {"n": 'equation = "volume = volume"\nover = "area"'})
    cut = store.panel(PanelQuery(("output",), ("TL-B", "TL-G"), ("2011", "2012", "2013"), 2014, estimates=True))
    assert cut["output"].round(9).tolist() == [[300, 300, 300], [100, 100, 100]]
    assert set(cut.status_of("output").ravel()) == {"E"}
    joined = store.panel(PanelQuery(("volume",), ("TL-B",), ("2012", "2015"), 2012, estimates=True))
    assert joined["volume"].round(9).tolist() == [[105, 110]]
