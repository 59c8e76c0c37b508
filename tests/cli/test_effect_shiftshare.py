"""`qonys effect shiftshare`: published figures, the same coefficient seen twice, wrong input in three languages."""

from __future__ import annotations

import gzip
import json

import numpy as np
import pytest
from numpy.testing import assert_allclose
from typer.testing import CliRunner

from qonys.cli.main import app
from qonys.errors import BadInput, QonysError
from qonys.text import Language
from qonys.text.errors import error_lines
from reference import reference

CONTROLS = "t2,l_shind_manuf_cbp,l_sh_popedu_c,l_sh_popfborn,l_sh_empl_f,l_sh_routine33,l_task_outsource"
METHODS = {"Homoscedastic": "homoskedastic", "EHW": "hc1", "Reg. cluster": "crv1", "AKM": "akm", "AKM0": "akm0"}


def run(*arguments):
    return CliRunner().invoke(app, ["effect", "shiftshare", *arguments])


def rows(*arguments):
    done = run(*arguments, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


def refused(*arguments):
    found = run(*arguments).exception
    assert isinstance(found, QonysError), found
    for language in Language:
        lines = error_lines(found, language)
        assert len(lines) >= 2 and (language is Language.EN or lines[0] != found.what)
    return found


def test_imports_from_china_have_the_published_errors(tmp_path):
    """Autor, Dorn, Hanson (2013) by ShiftShareSE, as in tests/effects/test_shift_share.py, through files."""
    expected = json.loads(reference("refdata/expected/shiftshare_adh_reduced_form.json").read_text())["reduced_form"]
    lines = gzip.decompress(reference("refdata/C_panel/adh_reg.csv.gz").read_bytes()).decode().splitlines()
    lines = ["region," + lines[0], *(f"{i},{line}" for i, line in enumerate(lines[1:], 1))]
    regions = "\n".join(lines).replace("TRUE", "1").replace("FALSE", "0")
    (tmp_path / "regions.csv").write_text(regions, "utf-8")
    shares = gzip.decompress(reference("refdata/C_panel/adh_W_sparse.csv.gz").read_bytes())
    (tmp_path / "shares.csv").write_bytes(shares)
    sectors = reference("refdata/C_panel/adh_sectors.csv").read_text().splitlines()
    named = [sectors[0] + ",group", *(f"{line},{int(line.split(',')[1]) // 10}" for line in sectors[1:])]
    (tmp_path / "shocks.csv").write_text("\n".join(named), "utf-8")
    found = rows(
        *(f"--{k}={tmp_path / f}.csv" for k, f in (("data", "regions"), ("shares", "shares"), ("shocks", "shocks"))),
        "--outcome", "d_sh_empl", "--instrument", "IV", "--controls", CONTROLS, "--dummies", "division",
        "--weights", "weights", "--cluster", "statefip", "--sector-cluster", "group", "--as-given",
    )  # fmt: skip
    by_method = {row["method"]: row for row in found}
    for name, method in METHODS.items():
        row = by_method[method]
        assert_allclose(row["estimate"], expected["beta"], rtol=1e-9)
        assert_allclose([row["se"], row["low"], row["high"]],
                        [expected[k][name] for k in ("se", "ci_l", "ci_r")], rtol=1e-8)  # fmt: skip


@pytest.fixture
def files(tmp_path):
    """60 regions, 25 sectors; the treatment has an effect of 2, shares are not complete."""
    rng = np.random.default_rng(6)
    n, s = 60, 25
    shares = (rng.dirichlet(np.full(s, 0.3), n) * rng.uniform(0.6, 0.95, (n, 1))).round(6)
    shocks, hidden = rng.normal(size=(2, s))
    errors = 0.1 * shares @ hidden + 0.02 * rng.normal(size=n)
    d = shares @ shocks + errors + 0.02 * rng.normal(size=n)
    y, early = 2 * d + errors, rng.normal(size=n)
    table = ["region,pay,arrivals,early,zone"]
    table += [f"R{i},{float(y[i])},{float(d[i])},{float(early[i])},Z{i % 10}" for i in range(n)]
    (tmp_path / "regions.csv").write_text("\n".join(table) + "\n", "utf-8")
    long = [f"R{i},S{k},{shares[i, k]:.6f},{shares[i, k] * 100:.4f},{shares[i, k] * shocks[k]:.6f}"
            for i in range(n) for k in range(s) if shares[i, k] > 0]  # fmt: skip
    (tmp_path / "shares.csv").write_text("\n".join(["region,sector,share,amount,change", *long]) + "\n", "utf-8")
    table = ["sector,shock,old,group", *(f"S{k},{float(shocks[k])},{float(hidden[k])},G{k // 2}" for k in range(s))]
    (tmp_path / "shocks.csv").write_text("\n".join(table) + "\n", "utf-8")
    return tmp_path


def asked(files, *more):
    named = [f"--{k}={files / f}.csv" for k, f in (("data", "regions"), ("shares", "shares"), ("shocks", "shocks"))]
    return [*named, "--outcome", "pay", "--treatment", "arrivals", *more]


def test_regions_and_shocks_give_the_same_coefficient_and_sectors_add_up_to_it(files):
    found = rows(*asked(files, "--cluster", "zone", "--sector-cluster", "group"))
    effects = {r["method"]: r for r in found if r["about"] == "effect"}
    assert {"homoskedastic", "hc1", "crv1", "akm", "akm0", "shocks", "shocks-null", "anderson-rubin"} == set(effects)
    estimates = [r["estimate"] for r in effects.values() if r["estimate"] is not None]
    assert_allclose(estimates, estimates[0], rtol=1e-8)
    assert estimates[0] == pytest.approx(2, abs=0.5)
    first = {r["method"]: r for r in found if r["about"] == "first-stage"}
    assert first["effective-f"]["statistic"] > 10 and first["shocks"]["statistic"] > 10
    sectors = rows(*asked(files, "--show", "sectors"))
    assert sum(r["weight"] for r in sectors) == pytest.approx(1)
    assert sum(r["weight"] * r["coefficient"] for r in sectors) == pytest.approx(estimates[0])


def test_without_a_sector_is_the_estimate_with_its_shock_at_nothing(files):
    first = rows(*asked(files, "--show", "sectors"))[0]
    text = (files / "shocks.csv").read_text("utf-8").splitlines()
    text = [",".join([c if i != 1 else "0" for i, c in enumerate(line.split(","))])
            if line.startswith(first["sector"] + ",") else line for line in text]  # fmt: skip
    (files / "shocks.csv").write_text("\n".join(text) + "\n", "utf-8")
    again = next(r for r in rows(*asked(files)) if r["method"] == "hc1")
    assert_allclose(first["without"], again["estimate"], rtol=1e-7)


def test_balance_and_incomplete_shares(files):
    found = rows(*asked(files, "--show", "balance", "--before", "early", "--sectors-before", "old"))
    assert [r["about"] for r in found] == ["before: early", "sectors before: old"]
    assert all(r["p"] > 0.001 for r in found)
    assert "sum is a control" in run(*asked(files)).stderr
    assert "compares regions" in run(*asked(files, "--as-given")).stderr
    assert "үлестердің қосындысы" in run(*asked(files, "--lang", "kk")).stderr
    assert "сумма долей" in run(*asked(files, "--lang", "ru")).stderr


def test_a_region_can_be_left_out_of_its_own_shifts(files):
    found = {r["method"]: r for r in rows(*asked(files, "--leave-one-out")) if r["about"] == "effect"}
    assert "shocks" not in found  # each region has shifts of its own
    assert found["akm"]["estimate"] == pytest.approx(2, abs=0.7)


def test_shares_by_period_get_a_constant_for_each(tmp_path):
    rng = np.random.default_rng(3)
    n, s = 40, 12
    regions, shares, shocks = ["region,year,pay"], ["region,sector,year,share"], ["sector,year,shock"]
    for year in (2010, 2020):
        g = rng.normal(size=s)
        shocks += [f"S{k},{year},{g[k]}" for k in range(s)]
        for i in range(n):
            w = rng.dirichlet(np.ones(s)) * 0.9
            shares += [f"R{i},S{k},{year},{w[k]}" for k in range(s)]
            regions.append(f"R{i},{year},{3 * w @ g + 0.1 * rng.normal() + year / 1000}")
    for name, table in (("regions", regions), ("shares", shares), ("shocks", shocks)):
        (tmp_path / f"{name}.csv").write_text("\n".join(table), "utf-8")
    named = [f"--{k}={tmp_path / f}.csv" for k, f in (("data", "regions"), ("shares", "shares"), ("shocks", "shocks"))]
    found = {r["method"]: r for r in rows(*named, "--outcome", "pay")}
    assert found["shocks"]["estimate"] == pytest.approx(3, abs=0.3)
    assert_allclose(found["shocks"]["estimate"], found["akm"]["estimate"], rtol=1e-8)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--outcome", "pey"], "column"),
        (["--controls", "erly"], "column"),
        (["--weights", "people"], "column"),
        (["--sector-cluster", "groop"], "column"),
        (["--cluster", "nowhere"], "column"),
    ],
)
def test_columns_that_are_not_there_get_the_nearest(files, arguments, code):
    found = refused(*asked(files), *arguments)
    assert found.code == code and found.fix


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("regions", "R3,", "R2,", "row-twice"),
        ("regions", "\nR3,", "\nR3,word", "not-a-number"),
        ("shares", "R3,S1,", "R3,S1,-", "negative"),
        ("shares", "R3,S1,0", "R3,S1,7", "effect-share-large"),
        ("shares", "R3,S1,0.", "R3,S1,0.9", "effect-shares-sum"),
        ("shares", "R3,S1,", "R3,S0,", "row-twice"),
        ("shares", "R3,S1,", "R333,S1,", "effect-stranger"),
        ("shares", "R3,S1,0", "R3,S1,o", "not-a-number"),
        ("shocks", "S3,", "S2,", "row-twice"),
        ("shocks", "S3,", "S3,x", "not-a-number"),
    ],
)
def test_faults_of_the_files_are_named_with_their_lines(files, file, old, new, fault):
    path = files / f"{file}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = refused(*asked(files))
    assert isinstance(found, BadInput) and fault in {f.code for f in found.faults}, found
    assert all(f.row for f in found.faults)


def test_what_is_missing_is_said(files):
    path = files / "shocks.csv"
    path.write_text(
        "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("S3,")), "utf-8"
    )
    assert refused(*asked(files)).code == "effect-no-shock"
    less = [a for a in asked(files) if not a.startswith("--shocks")]
    assert refused(*less).code == "effect-no-shocks"


def test_an_exposure_that_is_the_same_everywhere_says_nothing(files):
    path = files / "shocks.csv"
    head, *rest = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *(f"{line.split(',')[0]},1,0,G" for line in rest)]), "utf-8")
    assert refused(*asked(files)).code == "effect-instruments-blind"


def test_sector_options_need_the_file_of_shocks(files):
    own = (f"--data={files / 'regions'}.csv", f"--shares={files / 'shares'}.csv", "--outcome", "pay")
    for more in (("--sector-cluster", "nope"), ("--sectors-before", "old")):
        assert refused(*own, "--instrument", "arrivals", *more).code == "effect-shocks-needed"


def test_names_with_spaces_are_not_mixed_up(files):
    """Region A with sector `B C` is not region `A B` with sector C."""
    table = (files / "regions.csv").read_text("utf-8").replace("R0,", "A,").replace("R1,", "A B,")
    (files / "regions.csv").write_text(table, "utf-8")
    lines = (files / "shares.csv").read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("R0,", "R1,"))]
    (files / "shares.csv").write_text("\n".join([*kept, "A,B C,0.5,1,1", "A B,C,0.5,1,1"]) + "\n", "utf-8")
    with (files / "shocks.csv").open("a", encoding="utf-8") as file:
        file.write("B C,0.1,0.1,G0\nC,0.2,0.1,G0\n")
    assert rows(*asked(files))[0]["estimate"] == pytest.approx(2, abs=0.5)


def test_balance_without_columns_to_test_is_refused(files):
    assert refused(*asked(files), "--show", "balance").code == "effect-no-before"


def changed_table(files, name, column, value):
    """A column of a table, with the same figure (or one of each row) everywhere."""
    path = files / f"{name}.csv"
    head, *lines = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    at = head.index(column)
    made = [[*c[:at], str(value(i) if callable(value) else value), *c[at + 1 :]] for i, c in enumerate(lines)]
    path.write_text("\n".join(",".join(c) for c in [head, *made]) + "\n", "utf-8")


def finite(text):
    return "NaN" not in text and "Infinity" not in text and "nan" not in text


@pytest.mark.parametrize("value", [5, 0])
@pytest.mark.parametrize("more", [(), ("--treatment", "arrivals")])
def test_equal_outcomes_are_refused(files, value, more):
    changed_table(files, "regions", "pay", value)
    asked_for = [a for a in asked(files, *more) if a not in ("--treatment", "arrivals") or more]
    assert refused(*asked_for).code == "effect-flat-outcome"


def test_an_equal_treatment_is_refused(files):
    changed_table(files, "regions", "arrivals", 3)
    assert refused(*asked(files)).code == "effect-instruments-blind"


def test_figures_beyond_all_measure_are_refused(files):
    changed_table(files, "regions", "pay", lambda i: f"{1 + i}e300")
    assert refused(*asked(files)).code in ("effect-extreme", "faulty-file")


def test_two_sectors_have_no_error_by_sector(tmp_path):
    rng = np.random.default_rng(3)
    share, x = rng.uniform(size=20), rng.normal(size=(2, 20))
    table = ["region,pay,arrivals", *(f"R{i},{x[0, i]},{share[i] + 0.3 * x[1, i]}" for i in range(20))]
    (tmp_path / "regions.csv").write_text("\n".join(table), "utf-8")
    long = ["region,sector,share", *(f"R{i},S{k},{[share[i], 1 - share[i]][k]}" for i in range(20) for k in (0, 1))]
    (tmp_path / "shares.csv").write_text("\n".join(long), "utf-8")
    (tmp_path / "shocks.csv").write_text("sector,shock\nS0,1\nS1,0\n", "utf-8")
    done = run(*asked(tmp_path), "--json")
    found = {r["method"]: r for r in json.loads(done.stdout) if r["about"] == "effect"}
    for method in ("akm", "akm0"):
        assert found[method]["reason"] == "no-error" and found[method]["estimate"] is not None
        assert [found[method][name] for name in ("se", "low", "high", "p")] == [None] * 4
    assert found["hc1"]["se"] > 0 and finite(done.stdout)
    assert "scores of clusters cancel" in done.stderr


def test_sets_of_two_rays_are_printed_as_sets(files):
    changed_table(files, "regions", "arrivals", lambda i: np.sin(7.0 * i))
    done = run(*asked(files), "--json")
    found = {r["method"]: r for r in json.loads(done.stdout) if r["about"] == "effect"}
    open_ = [r for r in found.values() if r["shape"] in ("rays", "line")]
    assert open_ and finite(done.stdout)
    for row in open_:
        assert row["set"].startswith("(-inf, ") and row["low"] is row["high"] is None
        assert row["shape"] == "line" or " U " in row["set"]
