"""What chapters compare: results as declared sets, and sentences that change or stay away with their reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import nan
from typing import TypeVar

from qonys.comparisons import Declared, Item, Kind, Refusal, Statement, Why
from qonys.errors import QonysError
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import shown
from qonys.text import Argument, Message, PlaceName, Sign, say

S = TypeVar("S")

ENDS = ("low", "high")


def member(
    result: Result, label: Argument, sign: Sign = Sign.PLAIN, ends: Mapping[str, str] | None = None, /, **cell: str
) -> Item:
    """A cell of a result as a member of a set: how its number is signed, and the measures of its interval."""
    if not result.has(**cell):
        return Item(label, nan)
    low, high = (result.value(**{**cell, "measure": ends[e]}) if ends else nan for e in ENDS)
    said = shown(result, sign, **cell)
    return Item(label, result.value(**cell), said.claim, low, high, said)


def areas_set(result: Result, areas: Iterable[str], sign: Sign = Sign.PLAIN, /, **cell: str) -> Declared:
    """One measure of some areas, their names as labels."""
    return Declared(Kind.AREAS, tuple(member(result, PlaceName(a), sign, area=a, **cell) for a in areas))


def years_set(result: Result, years: Iterable[str], sign: Sign = Sign.PLAIN, /, **cell: str) -> Declared:
    """One measure over periods."""
    return Declared(Kind.YEARS, tuple(member(result, Period.parse(y), sign, period=y, **cell) for y in years))


def told(
    context: Context, id: str, statements: Mapping[str, Statement | Refusal], plain: Message, **arguments: Argument
) -> Message:
    """A sentence that compares, or the plain one where one of its comparisons is refused; the ledger keeps why."""
    for refused in statements.values():
        if isinstance(refused, Refusal):
            context.ledger.note(id, refused, plain.id)
            return plain
    return say(id, **{k: v for k, v in statements.items() if not isinstance(v, Refusal)}, **arguments)


def kept(context: Context, id: str, statement: S | Refusal) -> S | None:
    """A statement, or none with its reason in the ledger."""
    if isinstance(statement, Refusal):
        context.ledger.note(id, statement)
        return None
    return statement


def made(context: Context, makers: Mapping[str, Callable[[], S | None]]) -> list[S]:
    """What each maker gives; those that give nothing are noted by name, unless they noted why themselves."""
    found = []
    for name, make in makers.items():
        before = len(context.ledger.entries)
        block = make()
        if block is not None:
            found.append(block)
        elif len(context.ledger.entries) == before:
            context.ledger.note(name, Refusal(Why.NO_FIGURES))
    return found


def not_computed(context: Context, name: str, error: QonysError) -> None:
    """Note that a chapter or figure rests on a computation that refused these figures, and by which rule."""
    context.ledger.note(name, Refusal(Why.NOT_COMPUTED, {"error": error.code}))
