"""The language of tables and messages is asked for in one way everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from qonys.cli.main import app


def commands(of: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command with its path."""
    own = of or get_command(app)
    for name, command in getattr(own, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_takes_a_language_and_speaks_to_machines(path):
    options = {name for parameter in ALL[path].params for name in parameter.opts}
    assert {"--lang", "--json"} <= options


PLACES = {
    "before the command": ("--lang", "ru", "data", "conflicts", "--pack", "none"),
    "after the group": ("data", "--lang", "ru", "conflicts", "--pack", "none"),
    "after the command": ("data", "conflicts", "--lang", "ru", "--pack", "none"),
    "the last counts": ("--lang", "kk", "data", "conflicts", "--lang=ru", "--pack", "none"),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_option_may_stand_anywhere(qonys, place):
    ran = qonys(*PLACES[place], pack=False)
    assert ran.code == 2 and ran.err.startswith("нет набора данных")


@pytest.mark.parametrize("asked", [("data", "list"), ("effect", "studies"), ("plan", "need"), ("impact", "parameters")])
def test_tables_hear_the_option_of_the_program(qonys, asked):
    plain = qonys(*asked, "--lang", "kk", "--json", pack=False)
    assert plain.code == 0 and qonys("--lang", "kk", *asked, "--json", pack=False).out == plain.out
    assert qonys(*asked, "--json", pack=False).out != plain.out


def test_the_environment_speaks_where_no_option_does(qonys, monkeypatch):
    monkeypatch.setenv("QONYS_LANG", "kk")
    assert "деректер жинағы" in qonys("data", "releases", "--pack", "none", pack=False).err


def test_an_option_of_one_run_is_forgotten_in_the_next(qonys):
    assert "нет" in qonys("--lang", "ru", "data", "check", "--pack", "none", pack=False).err
    assert "no pack" in qonys("data", "check", "--pack", "none", pack=False).err


def test_a_language_that_is_none_is_refused_anywhere(qonys):
    for asked in (("--lang", "de", "areas"), ("data", "--lang", "de", "check"), ("areas", "--lang", "de")):
        ran = qonys(*asked)
        assert ran.code == 2 and "de" in ran.err and "kk, ru, en" in ran.err
