"""The declared table of columns: words in three languages, kinds, digits, and the layout of what is printed."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from qonys.cli.audience import Audience
from qonys.cli.columns import TEXTUAL, declared
from qonys.cli.digits import Format, fit, write
from qonys.cli.layout import Shown, lines_of, width_of, widths_for, wrap
from qonys.cli.main import app
from qonys.cli.screen import screen_lines
from qonys.text import Language
from qonys.text.catalogue import load_catalogue

NUMERIC = {"count", "number", "value", "mixed", "share", "rank", "p", "flag"}
TABLE = declared()
OWN = {(command, name): spec for command, found in TABLE["command"].items() for name, spec in found.items()}
COMMON = {name: spec for name, spec in TABLE.items() if name != "command"}


@pytest.mark.parametrize("language", list(Language))
def test_each_declared_column_has_a_head(language):
    catalogue = load_catalogue(language, only=("shown",))
    ids = [f"head-{n.replace('_', '-')}" for n in COMMON]
    ids += [f"head-{c.replace(' ', '-')}-{n.replace('_', '-')}" for c, n in OWN if "*" not in n]
    own = {f"head-{c.replace(' ', '-')}-{n.replace('_', '-')}": f"head-{n.replace('_', '-')}" for c, n in OWN}
    assert [i for i in ids if not catalogue.has(i) and not catalogue.has(own.get(i, i))] == []


def test_kinds_are_known():
    for spec in (*COMMON.values(), *OWN.values()):
        assert spec.split()[0].partition(":")[0] in TEXTUAL | NUMERIC, spec


def test_each_command_that_may_follow_is_a_command_and_is_described():
    root, words = get_command(app), load_catalogue(Language.EN, only=("shown",))
    text = files("qonys.cli").joinpath("next.toml").read_text("utf-8")
    for path, following in tomllib.loads(text).items():
        for name, template in [("", path), *following]:
            found = root
            for word in template.split():
                if not hasattr(found, "commands"):
                    break
                found = found.commands[word]
            assert not hasattr(found, "commands"), template
            assert not name or words.has(f"next-{name}")
            options = {opt for p in found.params for opt in p.opts}
            assert set(re.findall(r"--[a-z-]+", template)) <= options


def now(language="en", command=("plan", "quota"), **params):
    context = SimpleNamespace(command_path=" ".join(("qonys", *command)), params=params,
                              command=SimpleNamespace(params=[SimpleNamespace(name="out")]))  # fmt: skip
    return Audience(asked=language, context=context)


def shown(rows, columns=100, **more):
    return "\n".join(screen_lines(rows, now(**more), (columns, 40)))


@pytest.mark.parametrize(
    ("kind", "numbers", "unit", "written"),
    [
        ("count", [0.036272087, 1679.73], "persons", ["<1", "1,680"]),
        ("value", [1.0828e6, 12.5], "persons", ["1,082,800", "12"]),
        ("number", [0.00086459, 0.0020695], "", ["0.00086", "0.00207"]),
        ("share", [0.125, 0.5], "", ["12.5", "50.0"]),
        ("share", [1.0, 0.25], "", ["100", "25"]),
        ("p", [0.0, 0.0004, 0.0391], "", ["<0.001", "<0.001", "0.039"]),
        ("value", [57083577342.2, 44431104409.1], "kzt", ["57.1", "44.4"]),
        ("rank", [1.0, 12.0], "", ["1", "12"]),
    ],
)
def test_digits_mean_something(kind, numbers, unit, written):
    form = fit(kind, numbers, unit, people=unit == "persons")
    assert [write(x, form, Language.EN) for x in numbers] == written


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=30),
    st.sampled_from(sorted(NUMERIC)),
)
def test_a_column_has_the_same_decimals_and_no_power_of_ten(numbers, kind):
    form = fit(kind, numbers)
    texts = [write(x, form, Language.EN) for x in numbers]
    decimals = {len(text.partition(".")[2]) for text in texts if "<" not in text and "×" not in text}
    assert len(decimals) <= 1 and not any("e" in text for text in texts)


@pytest.mark.parametrize(("language", "text"), [("en", "12,345.5"), ("ru", "12\u00a0345,5"), ("kk", "12\u00a0345,5")])
def test_thousands_are_grouped_as_the_language_writes_them(language, text):
    assert write(12345.5, Format(1), Language(language)) == text


def test_ends_without_a_middle_and_points_are_said():
    ends = {"a": (1.0, None, None), "b": (2.5, 2.5, 2.5), "c": (-1.5, 2.0, 4.0)}
    rows = [{"term": name, "low": low, "value": value, "high": high} for name, (low, value, high) in ends.items()]
    text = shown(rows, command=("effect", "x"))
    assert "≥ 1.0" in text and "−1.5 … 4.0" in text and text.count("2.5") == 2


def test_what_is_alike_in_all_rows_stands_above():
    rows = [{"area": name, "period": "2023", "births": 1200.0 * i, "status": "E"} for i, name in enumerate("ABCD", 1)]
    text = shown(rows, command=("migration", "accounts"))
    assert text.startswith("Period: 2023 · Status: E · Unit: people") and "Status: E: estimate" in text


def test_columns_that_do_not_fit_are_named():
    rows = [{"area": f"A{i}", **{f"figure {j}": 12345.678 * j + i for j in range(12)}} for i in range(3)]
    text = shown(rows, columns=60)
    assert "Not shown, for want of width: " in text and "figure 11" in text and "--out table.xlsx" in text
    assert all(width_of(line) <= 60 for line in text.splitlines())


def test_rows_that_do_not_fit_are_counted():
    text = shown([{"area": f"A{i}", "births": float(i)} for i in range(2000)])
    assert "1,968 more rows" in text


def test_no_rows_is_said():
    assert shown([]) == "The table has no rows."


def test_marks_on_letters_take_no_place_and_wide_letters_two():
    assert width_of("и\u0306") == 1 and width_of("日本") == 4 and width_of("Әл-Фараби") == 9
    assert wrap("日本語日本語", 4) == ["日本", "語日", "本語"]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6), st.integers(20, 120))
def test_a_layout_is_never_wider_than_asked(cells, width):
    columns = [Shown(f"head {i}", "unit", cells, wraps=True, key=i == 0) for i in range(4)]
    kept, widths = widths_for(columns, width)
    heads, rows = lines_of(kept, widths)
    assert all(width_of(line) <= width for line in (*heads, *(line for row in rows for line in row)))


@pytest.mark.parametrize(
    ("value", "written"),
    [(12345678901.2, "12345678901.2"), (0.1 + 0.2, "0.3"), (1 / 3, "0.3333333333"), (1082800.0, "1082800")],
)
def test_a_pipe_gets_the_digits_that_are_known(value, written):
    from qonys.cli.output import _digits

    assert _digits(value) == written
