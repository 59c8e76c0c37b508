"""Groups of people written in one line, as a call or a command takes them, and checked against what is declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from math import isfinite

from qonys.errors import BadInput, NotFound
from qonys.model.parameters import COMPOSITION, SKILLS, Group, Kind, ParameterSet, Side

WORDS = ("people", "households", "sector", "pay", "side", *SKILLS, *COMPOSITION)
"""What may stand in the line of a group, besides its kind and number."""


def parse_group(text: str) -> Group:
    """The group of a line `kind=number,word=value,…`.

    `workers=5000` means 5,000 people of the kind `workers`; further words: `households` instead of the
    number (`families,households=400`), `sector=F`, `low=0.9,high=0.1`, `pay=0.8`, `side=local`, and each
    part of the composition (`school_share=0.2`).

    Raises
    ------
    BadInput
        For words that are not known, numbers that are none, no number of people or two.

    Examples
    --------
    >>> parse_group("workers=5000,sector=F,low=0.9,high=0.1")
    Group(kind='workers', people=5000.0, households=None, sector='F', skills={'low': 0.9, 'high': 0.1}, stated={}, \
pay=1.0, side=None)
    """
    first, *rest = [part.strip() for part in text.split(",")]
    kind, equals, number = first.partition("=")
    group = Group(kind.strip())
    if equals:
        group = replace(group, people=_number(number, "people", text))
    for part in rest:
        word, equals, value = (piece.strip() for piece in part.partition("="))
        if word not in WORDS or not equals:
            raise _unknown("impact-unknown-word", word, WORDS, text)
        group = _with(group, word, value, text)
    return group


def _with(group: Group, word: str, value: str, where: str) -> Group:
    if word == "sector":
        return replace(group, sector=value)
    if word == "side":
        if value not in {side.value for side in Side}:
            raise _unknown("impact-unknown-side", value, tuple(side.value for side in Side), where)
        return replace(group, side=Side(value))
    number = _number(value, word, where)
    if word in SKILLS:
        return replace(group, skills={**group.skills, word: number})
    if word in COMPOSITION:
        return replace(group, stated={**group.stated, word: number})
    return replace(group, people=number) if word == "people" else _other(group, word, number)


def _other(group: Group, word: str, number: float) -> Group:
    return replace(group, households=number) if word == "households" else replace(group, pay=number)


def _number(text: str, word: str, where: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise BadInput("impact-no-number", where=where, fix=f"{word}=1000", name=word, text=text)
    return number


def checked(groups: Iterable[Group], parameters: ParameterSet, where: str = "") -> tuple[Group, ...]:
    """The groups, if they fit what is declared.

    Raises
    ------
    BadInput
        For no people, negative people, shares of skills that do not add up to 1 or parts of the composition
        that make no sense.
    NotFound
        For a kind, a sector or a skill that is not declared.
    """
    found = tuple(groups)
    if not found:
        raise BadInput("impact-no-people", where=where, fix="workers=1000")
    for group in found:
        place = where or group.kind
        _check_names(group, parameters, place)
        _check_people(group, place)
        _check_shares(group, parameters.kinds[group.kind], place)
    return found


def _check_names(group: Group, parameters: ParameterSet, where: str) -> None:
    if group.kind not in parameters.kinds:
        raise _unknown("impact-unknown-kind", group.kind, tuple(parameters.kinds), where)
    if group.sector and group.sector not in parameters.sectors:
        raise _unknown("impact-unknown-sector", group.sector, parameters.sectors, where)
    for skill in group.skills:
        if skill not in SKILLS:
            raise _unknown("impact-unknown-skill", skill, SKILLS, where)


def _check_people(group: Group, where: str) -> None:
    given = [number for number in (group.people, group.households) if number is not None]
    if len(given) != 1:
        raise BadInput("impact-people-or-households", where=where, fix=f"{group.kind}=1000", name=group.kind)
    for name, number in (("people", given[0]), ("pay", group.pay)):
        if number < 0 or not isfinite(number) or (name == "pay" and number == 0):
            raise BadInput("impact-negative", where=where, fix="", name=f"{group.kind}, {name}", text=f"{number:g}")


def _check_shares(group: Group, kind: Kind, where: str) -> None:
    for name, value in (*group.stated.items(), *group.skills.items()):
        known = COMPOSITION.get(name, COMPOSITION["high_share"])
        if not known.admits(value):
            raise BadInput(
                "impact-out-of-bounds",
                where=where,
                fix="",
                name=f"{group.kind}, {name}",
                text=f"{value:g}",
                low=f"{known.minimum:g}",
                high=f"{known.maximum:g}",
            )
    total = sum(group.skills.values())
    if group.skills and abs(total - 1) > 1e-6:
        fix, text = "low=0.9,high=0.1", f"{total:g}"
        raise BadInput("impact-skills-sum", where=where, fix=fix, name=group.kind, text=text)
    top = [group.stated.get(n, kind.ranges[n].high) for n in ("working_share", "school_share", "preschool_share")]
    stated = [group.stated.get(n, 0.0) for n in ("working_share", "school_share", "preschool_share")]
    if sum(stated) > 1 + 1e-9 or (any(stated) and sum(top) > 1 + 1e-9):
        text = f"{max(sum(stated), sum(top)):g}"
        raise BadInput("impact-composition-sum", where=where, fix="", name=group.kind, text=text)


def _unknown(code: str, name: str, known: tuple[str, ...], where: str) -> NotFound:
    near = ", ".join(get_close_matches(name, known, n=3) or known[:8])
    return NotFound(code, where=where, fix=near, name=name)
