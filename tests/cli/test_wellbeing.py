"""`qonys wellbeing` on the invented country and on files of a user's own: what is printed, what is refused and how."""

from __future__ import annotations

import csv
import io
import json

import pytest

TOML = """[goal]
id = "index"
[[node]]
id = "money"
weight = 2
[[node]]
id = "safety"
[[indicator]]
id = "income"
parent = "money"
direction = "higher"
[[indicator]]
id = "jobless"
parent = "money"
direction = "lower"
error = 0.2
[[indicator]]
id = "crime"
parent = "safety"
direction = "lower"
[method]
normalise = { how = "min max", low = 1, high = 100 }
aggregate = ["arithmetic", "geometric"]
[doubt]
normalise = [{ how = "percentile rank", low = 1, high = 100 }]
"""
FIGURES = "area,income,jobless,crime\nNorth,100,5.1,20\nSouth,80,7.2,40\nEast,120,4.4,35\nWest,95,6.0,22\n"


@pytest.fixture
def own(tmp_path):
    """Writes the two files, with changes, and gives the options that name them."""

    def write(toml=(), figures=()):
        text, table = TOML, FIGURES
        for old, new in toml:
            assert old in text
            text = text.replace(old, new)
        for old, new in figures:
            assert old in table
            table = table.replace(old, new)
        (tmp_path / "my.toml").write_text(text, "utf-8")
        (tmp_path / "my.csv").write_text(table, "utf-8")
        return ["--framework", str(tmp_path / "my.toml"), "--data", str(tmp_path / "my.csv")]

    return write


def rows(ran):
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_index_of_own_files(qonys, own):
    found = [r for r in rows(qonys("wellbeing", "index", *own(), pack=False)) if r["element"] == "index"]
    assert [r["area"] for r in found] == ["North", "East", "West", "South"]
    # By hand: income 1 + 99 x 20/40, jobless 1 + 99 x 2.1/2.8, crime 100; weights 2 to 1.
    money = ((1 + 99 * 20 / 40) + (1 + 99 * 2.1 / 2.8)) / 2
    assert float(found[0]["score"]) == pytest.approx(money ** (2 / 3) * 100 ** (1 / 3), rel=1e-9)


def test_long_tables_and_periods_give_the_same(qonys, own, tmp_path):
    options = own()
    wide = rows(qonys("wellbeing", "index", *options, pack=False))
    long = ["unit;indicator;value"]
    for row in csv.DictReader(io.StringIO(FIGURES)):
        long += [f"{row['area']};{name};{row[name]}" for name in ("income", "jobless", "crime")]
    (tmp_path / "my.csv").write_text("\n".join(long), "utf-8")
    assert rows(qonys("wellbeing", "index", *options, pack=False)) == wide


def test_uncertainty_is_the_same_on_every_run(qonys, own):
    options = own()
    first = qonys("wellbeing", "uncertainty", *options, "--draws", "3000", "--json", pack=False)
    again = qonys("wellbeing", "uncertainty", *options, "--draws", "3000", "--json", pack=False)
    assert first.out == again.out
    for row in json.loads(first.out):
        assert row["rank_low"] <= row["rank"] <= row["rank_high"] or row["rank_low"] <= row["rank_median"]


@pytest.mark.parametrize("show", ["order", "sensitivity", "mobility", "factorial", "without"])
def test_other_tables_of_the_doubt(qonys, own, show):
    found = rows(qonys("wellbeing", "uncertainty", *own(), "--show", show, "--draws", "1000", pack=False))
    assert found


def test_profile_and_explanation(qonys, own):
    options = own()
    found = rows(qonys("wellbeing", "profile", *options, "--area", "South", pack=False))
    assert found[0]["next_above"] == "West"
    told = rows(qonys("wellbeing", "explain", *options, "--area", "South", "--criterion", "crime", pack=False))
    assert [row["step"] for row in told] == ["given", "impute", "normalise", "weight", "safety", "index"]


def test_frameworks_are_drawn(qonys, own):
    path = own()[1]
    drawn = qonys("wellbeing", "frameworks", path, pack=False)
    assert "33.3% ↓  jobless [jobless]" in drawn.out
    named = rows(qonys("wellbeing", "frameworks"))
    assert named == [{"framework": "toy-wellbeing", "name": "Well-being of Toyland's regions"}]


def test_the_pack_s_index(qonys):
    own = ["--framework", "toy-wellbeing"]
    found = rows(qonys("wellbeing", "index", *own))
    assert {r["element"] for r in found} == {"wellbeing", "material", "life"}
    assert rows(qonys("wellbeing", "profile", *own, "--area", "Силан"))[0]["area"] == "TL-F"
    assert rows(qonys("wellbeing", "uncertainty", *own, "--draws", "500"))
    assert rows(qonys("wellbeing", "index", *own, "--findings"))


BAD = [
    ("infinite", (), [("South,80", "South,inf")], "my.csv:3 [income]"),
    ("word", (), [("South,80", "South,many")], "my.csv:3 [income]"),
    ("one value", (), [("20\n", "9\n"), ("40\n", "9\n"), ("35\n", "9\n"), ("22\n", "9\n")], "[crime]"),
    ("all missing", (), [(",20\n", ",\n"), (",40\n", ",\n"), (",35\n", ",\n"), (",22\n", ",\n")], "[crime]"),
    ("gap", (), [("80,7.2", "80,")], "jobless, South"),
    ("twice", (), [("West", "North")], "my.csv:5"),
    ("no column", (), [("crime", "crimes")], "crime"),
    ("goalposts", [('error = 0.2', 'error = 0.2\ngoalposts = [5, 9]')], (), "jobless.goalposts"),
    ("direction", [('parent = "safety"\ndirection = "lower"', 'parent = "safety"')], (), "my.toml:17 [direction]"),
    ("parent", [('parent = "safety"', 'parent = "safty"')], (), "my.toml:18 [parent]"),
    ("weight", [("weight = 2", "weight = -2")], (), "my.toml:5 [weight]"),
    ("levels", [('["arithmetic", "geometric"]', '["arithmetic"]')], (), "aggregate"),
    ("nothing to impute", [("[method]", '[method]\nimpute = "mean"')], (), "[method]"),
    ("log", [("[method]", '[method]\ntreat = { transform = "log", points = 0, skew = -1, kurtosis = -9 }')],
     [("West,95", "West,0")], "West, income"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("case", BAD, ids=[b[0] for b in BAD])
def test_wrong_input_is_named_in_three_short_lines(qonys, own, monkeypatch, language, case):
    _, toml, figures, where = case
    options = own(toml, figures)
    said = {}
    for spoken in ("en", language):
        monkeypatch.setenv("QONYS_LANG", spoken)
        ran = qonys("wellbeing", "index", *options, pack=False)
        assert (ran.code, ran.out) == (2, "")
        assert "Traceback" not in ran.err
        assert where in ran.err
        said[spoken] = ran.err.splitlines()
    assert language == "en" or said[language][0] != said["en"][0]


@pytest.mark.parametrize(
    "options",
    [
        ["index", "--framework", "toy-welbeing"],
        ["index", "--framework", "toy-wellbeing", "--panel", "past"],
        ["index", "--framework", "toy-wellbeing", "--period", "1900"],
        ["index", "--data", "none.csv"],
        ["index", "--framework", "none.toml", "--data", "none.csv"],
        ["profile", "--framework", "toy-wellbeing", "--area", "Nowhere"],
        ["explain", "--framework", "toy-wellbeing", "--area", "TL-B", "--criterion", "luck"],
        ["uncertainty", "--framework", "toy-wellbeing", "--draws", "3"],
        ["frameworks", "none"],
    ],
)
def test_wrong_names_are_refused(qonys, options):
    ran = qonys("wellbeing", *options)
    assert ran.code == 2
    assert ran.out == ""
    assert 1 <= len(ran.err.strip().splitlines()) <= 4


IMETA = """iCode,Level,Parent,Direction,Weight,Type
income,1,Money,1,1,Indicator
jobless,1,Money,-1,1,Indicator
crime,1,Safety,-1,1,Indicator
Money,2,Index,1,2,Aggregate
Safety,2,Index,1,1,Aggregate
Index,3,,1,1,Aggregate
"""


@pytest.fixture
def coinr(tmp_path):
    """The files of COINr with the same figures: a table of indicators, a table of figures."""
    data = FIGURES.replace("area,", "uCode,Time,").replace("North,", "North,2020,").replace("South,", "South,2020,")
    data = data.replace("East,", "East,2020,").replace("West,", "West,2020,")
    (tmp_path / "imeta.csv").write_text(IMETA, "utf-8")
    (tmp_path / "idata.csv").write_text(data, "utf-8")
    return ["--framework", str(tmp_path / "imeta.csv"), "--data", str(tmp_path / "idata.csv")]


def test_the_files_of_coinr_make_an_index(qonys, own, coinr, tmp_path):
    plain = own(toml=[("low = 1,", "low = 0,"), ('["arithmetic", "geometric"]', '"arithmetic"')])
    wanted = [r["score"] for r in rows(qonys("wellbeing", "index", *plain, pack=False))]
    found = rows(qonys("wellbeing", "index", *coinr, pack=False))
    assert [r["score"] for r in found] == wanted and {r["period"] for r in found} == {"2020"}
    # One workbook with both tables.
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "both.xlsx"))
    for name in ("iData", "iMeta"):
        sheet = book.add_worksheet(name)
        for i, line in enumerate((tmp_path / f"{name.lower()}.csv").read_text("utf-8").splitlines()):
            for j, cell in enumerate(line.split(",")):
                sheet.write(i, j, float(cell) if i and cell.lstrip("-").replace(".", "").isdigit() else cell)
    book.close()
    both = rows(qonys("wellbeing", "index", "--framework", str(tmp_path / "both.xlsx"), pack=False))
    assert [r["score"] for r in both] == wanted
    assert "jobless" in qonys("wellbeing", "frameworks", coinr[1], pack=False).out


def test_a_workbook_of_another_layout_is_refused_with_the_one_that_is_read(qonys, tmp_path):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "tool.xlsx"))
    book.add_worksheet("Database").write_row(0, 0, ["Ind.01", "Ind.02"])
    book.worksheets()[0].write_row(1, 0, [1, 2])
    book.close()
    ran = qonys("wellbeing", "index", "--framework", str(tmp_path / "tool.xlsx"), pack=False)
    assert ran.code == 2 and "iMeta" in ran.err and "iData" in ran.err and "uCode" in ran.err


def test_gaps_of_a_table_without_steps_are_filled_and_told(qonys, coinr, tmp_path):
    path = tmp_path / "idata.csv"
    path.write_text(path.read_text("utf-8").replace("7.2", "NA"), "utf-8")
    ran = qonys("wellbeing", "index", *coinr, pack=False)
    assert ran.code == 0 and "1" in ran.err and "--method" in ran.err
    (tmp_path / "steps.toml").write_text('[method]\nimpute = { how = "neighbours", count = 1 }\n', "utf-8")
    other = qonys("wellbeing", "index", *coinr, "--method", str(tmp_path / "steps.toml"), pack=False)
    assert other.code == 0 and other.err == "" and other.out != ran.out
    (tmp_path / "steps.toml").write_text("[goal]\n", "utf-8")
    wrong = qonys("wellbeing", "index", *coinr, "--method", str(tmp_path / "steps.toml"), pack=False)
    assert wrong.code == 2 and "goal" in wrong.err


def test_a_pack_takes_its_own_framework(qonys, tmp_path):
    import shutil

    from toyland import TOY

    assert rows(qonys("wellbeing", "index")) == rows(qonys("wellbeing", "index", "--framework", "toy-wellbeing"))
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    shutil.copy(root / "frameworks/toy-wellbeing.toml", root / "frameworks/other.toml")
    ran = qonys("wellbeing", "index", "--pack", str(root), pack=False)
    assert ran.code == 2 and "--framework other" in ran.err and "kz" not in ran.err
    head = root / "pack.toml"
    head.write_text(head.read_text("utf-8") + 'framework = "other"\n', "utf-8")
    assert rows(qonys("wellbeing", "index", "--pack", str(root), pack=False))
    head.write_text(head.read_text("utf-8").replace('"other"', '"none"'), "utf-8")
    ran = qonys("wellbeing", "index", "--pack", str(root), pack=False)
    assert ran.code == 2 and "none" in ran.err and "pack.toml" in ran.err


def test_criteria_stand_under_the_goal_where_no_parent_is_named(qonys, own, tmp_path):
    options = own()
    text = TOML.replace('parent = "money"\n', "").replace('parent = "safety"\n', "")
    text = text.replace('[[node]]\nid = "money"\nweight = 2\n[[node]]\nid = "safety"\n', "")
    text = text.replace('["arithmetic", "geometric"]', '"arithmetic"')
    (tmp_path / "my.toml").write_text(text, "utf-8")
    found = rows(qonys("wellbeing", "index", *options, pack=False))
    assert {r["element"] for r in found} == {"index"} and len(found) == 4


def test_scores_pass_through_as_they_are(qonys, own, tmp_path):
    options = own(toml=[('{ how = "min max", low = 1, high = 100 }', '"none"'), ('["arithmetic", "geometric"]',
                        '"arithmetic"')])  # fmt: skip
    ran = qonys("wellbeing", "index", *options, pack=False)
    assert ran.code == 2 and "jobless" in ran.err and "crime" in ran.err
    text = (tmp_path / "my.toml").read_text("utf-8").replace('direction = "lower"', 'direction = "higher"')
    (tmp_path / "my.toml").write_text(text, "utf-8")
    found = {r["area"]: float(r["score"]) for r in rows(qonys("wellbeing", "index", *options, pack=False))
             if r["element"] == "index"}  # fmt: skip
    assert found["North"] == pytest.approx((2 * (100 + 5.1) / 2 + 20) / 3)


@pytest.mark.parametrize("show", ["correlations", "alpha", "components", "weights"])
def test_diagnoses_are_printed(qonys, own, show):
    assert rows(qonys("wellbeing", "diagnose", *own(), "--show", show, pack=False))
    assert rows(qonys("wellbeing", "diagnose", "--show", show))


def test_a_kind_of_correlation_goes_with_correlations_only(qonys, own):
    ran = qonys("wellbeing", "diagnose", *own(), "--show", "alpha", "--kind", "spearman", pack=False)
    assert ran.code == 2 and "--kind" in ran.err


def test_all_steps_in_one_workbook_or_one_table(qonys, own, tmp_path):
    from python_calamine import CalamineWorkbook

    options = own()
    assert qonys("wellbeing", "steps", *options, "--out", str(tmp_path / "steps.xlsx"), pack=False).code == 0
    again = (tmp_path / "steps.xlsx").read_bytes()
    book = CalamineWorkbook.from_path(tmp_path / "steps.xlsx")
    assert book.sheet_names[:3] == ["given", "comparable", "filled"]
    scores = {r["area"]: r["score"] for r in rows(qonys("wellbeing", "index", *options, pack=False))
              if r["element"] == "index"}  # fmt: skip
    sheet = book.get_sheet_by_name("index").to_python()
    assert {row[0]: f"{row[2]:.10g}" for row in sheet[1:]} == scores
    assert qonys("wellbeing", "steps", *options, "--out", str(tmp_path / "steps.xlsx"), pack=False).code == 0
    assert (tmp_path / "steps.xlsx").read_bytes() == again
    long = rows(qonys("wellbeing", "steps", *options, pack=False))
    assert {r["area"]: r["value"] for r in long if r["step"] == "nodes" and r["element"] == "index"} == scores


DOUBT = """
[goal]
id = "goal"
[[indicator]]
id = "a"
parent = "goal"
direction = "higher"
[[indicator]]
id = "b"
parent = "goal"
direction = "lower"
[doubt]
"""
COMMANDS = (("index",), ("profile", "--area", "x"), ("explain", "--area", "x", "--criterion", "a"), ("uncertainty",))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("line", ["figurs = 1", 'figures = "much"', "normalise = 3", 'treat = [{ points = "x" }]'])
def test_a_mistake_in_doubt_is_said_by_every_command(qonys, tmp_path, command, line):
    (tmp_path / "own.toml").write_text(DOUBT + line)
    (tmp_path / "own.csv").write_text("unit,a,b\nx,1,2\ny,2,1\nz,3,5\nw,4,4\n")
    own = ("--framework", str(tmp_path / "own.toml"), "--data", str(tmp_path / "own.csv"))
    ran = qonys("wellbeing", *command, *own, pack=False)
    assert ran.code == 2 and "own.toml [doubt" in ran.err and len(ran.err.splitlines()) == 3
