"""At a terminal a person reads a table: names, units, digits, intervals, the first rows, what next; a pipe gets all."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import unicodedata

import pytest

from qonys.cli.output import _digits
from toyland import TOY

PAIRS = [(o, d) for o in "ABCDEFG" for d in "ABCDEFG" if o != d]
FLOWS = "origin,destination,flow\n" + "".join(f"{o},{d},{1082.800123 * (i + 1)}\n" for i, (o, d) in enumerate(PAIRS))
PEOPLE = "area,population\n" + "".join(f"{a},{100000 * (i + 1)}\n" for i, a in enumerate("ABCDEFG"))
WIDE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def files(tmp_path, monkeypatch):
    for name, text in {"flows": FLOWS, "people": PEOPLE}.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def screen(qonys, files, monkeypatch):
    """What a command shows at a terminal of some size, in this process."""

    def run(*arguments, language="en", columns=100, lines=30, pack=False):
        with monkeypatch.context() as patched:
            for module in ("telling", "output", "data", "areas", "assess"):
                patched.setattr(f"qonys.cli.{module}.at_terminal", lambda: True)
            for name, value in {"QONYS_LANG": language, "COLUMNS": columns, "LINES": lines}.items():
                patched.setenv(name, str(value))
            ran = qonys(*arguments, pack=pack)
        assert ran.code == 0, ran.err
        return ran.out + ran.err

    return run


@pytest.fixture
def at_terminal(files, tmp_path):
    """Runs a command on a pseudo-terminal of some size; gives what was shown."""

    def run(*arguments, language="en", columns=100, lines=30, pack=False):
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = {**os.environ, "QONYS_LANG": language, "QONYS_STORE": str(tmp_path / "store"), "TERM": "xterm"}
        environment.pop("COLUMNS", None)
        words = [*arguments, *(("--pack", str(TOY)) if pack else ())]
        done = subprocess.Popen([sys.executable, "-m", "qonys", *words], stdout=follower, stderr=follower,
                                cwd=tmp_path, env=environment)  # fmt: skip
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        os.close(leader)
        assert done.wait() == 0, shown.decode()
        return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")

    return run


LANGUAGES = {
    "en": ("From", "Flow", "Unit: people", "and 17 more rows", "What next", "1,083"),
    "ru": ("Откуда", "Поток", "Единица: человек", "и ещё 17 строк", "Что дальше", "1\u00a0083"),
    "kk": ("Қайдан", "Ағын", "Өлшем бірлігі: адам", "және тағы 17 жол", "Енді не істеуге болады", "1\u00a0083"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_is_in_the_readers_language(at_terminal, language):
    shown = at_terminal("migration", "round", "--flows", "flows.csv", language=language)
    assert all(said in shown for said in LANGUAGES[language]), shown
    assert "--out table.xlsx" in shown and "qonys migration components --flows flows.csv" in shown


def test_the_language_may_stand_before_the_command(at_terminal):
    assert "Откуда" in at_terminal("--lang", "ru", "migration", "round", "--flows", "flows.csv")


def test_a_pipe_gets_every_row_and_digit(qonys, at_terminal, tmp_path):
    given = ("migration", "components", "--flows", str(tmp_path / "flows.csv"))
    piped = list(csv.DictReader(io.StringIO(qonys(*given, pack=False).out)))
    assert len(piped) == len(PAIRS) + 7
    assert {row["flow"] for row in piped} >= {_digits(1082.800123 * (i + 1)) for i in range(len(PAIRS))}
    assert "1082.800123" not in at_terminal("migration", "components", "--flows", "flows.csv")
    json_at_terminal = at_terminal("migration", "components", "--flows", "flows.csv", "--json")
    assert "1082.800123" in json_at_terminal and "What next" not in json_at_terminal


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_the_terminal(screen, language, columns):
    shown = screen("migration", "accounts", language=language, columns=columns, pack=True)
    table = shown.partition(LANGUAGES[language][4])[0]
    assert max(map(width, table.splitlines())) <= columns
    assert (columns == 60) <= ("…" in shown)


def width(text):
    return sum(2 if WIDE.match(c) else 0 if unicodedata.combining(c) else 1 for c in text)


def test_areas_are_shown_by_name_and_codes_kept_for_the_pipe(qonys, screen):
    shown = screen("migration", "accounts", pack=True, columns=120)
    assert "Belen" in shown
    assert "TL-E" not in shown.partition("What next")[0]
    assert "TL-E" in qonys("migration", "accounts").out


def test_an_interval_is_one_cell_with_its_probability(screen):
    given = ("migration", "indices", "--flows", "flows.csv", "--population", "people.csv", "--draws", "50")
    shown = screen(*given, "--level", "0.9")
    assert re.search(r"90\s% interval", shown) and re.search(r"\d … \d", shown)
    assert "low" not in shown.split() and "high" not in shown.split()


def test_notes_stand_below_the_table(at_terminal):
    shown = at_terminal("migration", "round", "--flows", "flows.csv")
    assert shown.index("From") < shown.index("moves inside areas are not stated") < shown.index("What next")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_is_a_power_of_ten_and_none_has_a_tail_of_digits(screen, language):
    for given in (("migration", "accounts"), ("data", "conflicts"), ("data", "list"), ("wellbeing", "index")):
        shown = screen(*given, language=language, pack=True, columns=120)
        assert not re.search(r"\de[+-]\d|\d[.,]\d{6,}", shown), shown


def test_what_next_carries_the_options_that_were_written(screen):
    given = ("migration", "round", "--flows", "flows.csv", "--value", "flow", "--random")
    shown = screen(*given)
    assert "qonys migration components --flows flows.csv --value flow" in shown
    assert "--random" not in shown


def test_markup_in_labels_is_shown_as_it_is(at_terminal, tmp_path):
    (tmp_path / "bad.csv").write_text("origin,destination,flow\nA[red]x,B,5\nB,A[red]x,7\n", "utf-8")
    assert "A[red]x" in at_terminal("migration", "round", "--flows", "bad.csv")


def test_controls_in_cells_do_not_reach_the_terminal():
    from qonys.cli.audience import Audience
    from qonys.cli.screen import screen_lines

    rows = [{"area": "A\x1b[2J", "note": "x\u202ey", "births": 5.0}, {"area": "B", "note": "z", "births": 6.0}]
    shown = "\n".join(screen_lines(rows, Audience(asked="en"), (80, 30)))
    assert "A\\x1b[2J" in shown and "x\\u202ey" in shown and "\x1b" not in shown and "\u202e" not in shown


LISTS = ("list", "conflicts", "check", "check --all", "releases", "panel births --periods 2012")
UNCERTAINTY = ("intervals", "sensitivity", "without", "factorial", "order")
DIAGNOSES = ("correlations", "alpha", "components", "weights")
PRINTED = [
    *(f"data {name}" for name in LISTS), "areas", "areas TL-E", "migration accounts",
    "migration estimate --periods 2021 --draws 20", "impact parameters",
    "wellbeing index", "wellbeing index --findings", "wellbeing profile --area TL-E", "wellbeing frameworks",
    *(f"wellbeing uncertainty --draws 200 --show {show}" for show in UNCERTAINTY),
    *(f"wellbeing diagnose --show {show}" for show in DIAGNOSES),
]  # fmt: skip


@pytest.mark.parametrize("asked", PRINTED)
def test_each_column_that_is_printed_is_declared(screen, monkeypatch, asked):
    from qonys.cli import columns

    real, unknown = columns.column, set()

    def watched(name, command, cells):
        found = real(name, command, cells)
        if not (found.declared or name == "num" or name.endswith(("low", "high"))):  # A system of codes; ends.
            unknown.add(name)
        return found

    monkeypatch.setattr(columns, "column", watched)
    assert screen(*asked.split(), pack=True) and unknown == set()


def test_intervals_of_an_index_are_points_and_places(screen):
    shown = screen("wellbeing", "uncertainty", "--draws", "200", pack=True, columns=120)
    assert re.search(r"90\s%", shown) and " … " in shown and not re.search(r"\d,\d{3}", shown)


@pytest.mark.parametrize("asked", ["impact parameters", "migration accounts", "wellbeing uncertainty --draws 200"])
def test_a_narrow_terminal_keeps_the_figures(screen, asked):
    shown = screen(*asked.split(), pack=True, columns=70)
    assert sum(bool(re.search(r"\s\d[\d,.]*(\s|$)", line)) for line in shown.splitlines()) > 5


def test_notes_name_areas_as_tables_do(monkeypatch):
    from qonys.cli import telling
    from qonys.cli.audience import Audience
    from qonys.model.note import Note
    from qonys.text import Language
    from toyland import toy

    said: list[str] = []
    monkeypatch.setattr(telling, "audience", lambda: Audience(pack=toy()))
    monkeypatch.setattr(telling, "say", said.append)
    telling.tell([Note("areas-odd", {"names": "TL-E, North, TL-F+TL-G"})], Language.EN)
    assert telling._by_name("TL-E, North, TL-F+TL-G", Language.EN) == "Orlin Region, North, Silan+Tarn Region"
    assert telling._by_name(5, Language.EN) == 5 and len(said) == 1
