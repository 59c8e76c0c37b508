"""What any file may hold: text without control characters, few levels, numbers that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

DEEPEST = 32
"""Levels of tables and lists."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that are no text: neither a page nor a workbook can hold them."""


def as_text(name: str) -> str:
    r"""A name, as of a file, with what is no text spelled out: file systems take almost any bytes.

    Examples
    --------
    >>> as_text("a\x1bb.csv")
    'a\\x1bb.csv'
    """
    spelled = CONTROL.sub(lambda found: ascii(found[0])[1:-1], name)
    return spelled.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


@dataclass(frozen=True, slots=True)
class Objection:
    """A value that cannot be taken: too-deep, bad-size or control-character, and the place of it."""

    code: str
    place: tuple[int | str, ...]
    text: str


def objections(value: Any) -> Iterator[Objection]:
    """What of the tables and lists of a file cannot be taken, in the order of the file.

    Examples
    --------
    >>> [o.place for o in objections({"a": [1, 10**30], "b": "x\\x07"})]
    [('a', 1), ('b',)]
    """
    waiting: list[tuple[Any, tuple[int | str, ...]]] = [(value, ())]
    while waiting:
        own, place = waiting.pop()
        inside = own.items() if isinstance(own, Mapping) else enumerate(own) if isinstance(own, list) else ()
        if len(place) == DEEPEST and inside:
            yield Objection("too-deep", place[:1], f"{DEEPEST}")
            continue
        if isinstance(own, Mapping) and (wrong := next((key for key in own if CONTROL.search(key)), None)) is not None:
            yield Objection("control-character", place, ascii(wrong)[1:-1])
        waiting += reversed([(each, (*place, step)) for step, each in inside])
        if isinstance(own, str) and CONTROL.search(own):
            yield Objection("control-character", place, ascii(own)[1:-1][:60])
        elif _oversized(own):
            yield Objection("bad-size", place, str(own)[:20])


def _oversized(value: Any) -> bool:
    """A whole number of more than 64 bits, which is all that TOML promises and arrays can hold."""
    return isinstance(value, int) and not -(2**63) <= value < 2**63
