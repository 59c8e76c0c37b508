"""Statements as arguments of messages: whom a comparison names, over which set, and what it leaves open.

A statement that is given to a message as `x` becomes several arguments. `$x` names the member
or members, `$x_value` is their number, `$x_count` how many they are, `$x_set` the set that was
compared (“of 20 regions”), `$x_counter` a known sum that says otherwise, `$x_apart` that they
cannot be told apart. A rank has `$x_place`, `$x_of` and `$x_tie`. Names that end in `_set` and
`_of` come from statements alone: a message that compares and states its set cannot be filled
in any other way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from qonys.comparisons import Change, Newest, Rank, Several, Statement, Superlative, Top
from qonys.comparisons.sets import Declared, Item, Kind, spans
from qonys.model import Claim, Period
from qonys.text.message import Argument, Items, Message, Shown

STATEMENTS = (Superlative, Rank, Top, Change, Newest, Several)
RESERVED = ("_set", "_of")
"""Ends of argument names that only a statement may fill."""


def say(id: str, /, **arguments: Argument | Statement) -> Message:
    """A message with its arguments; a statement of a comparison becomes several (`text.statements`).

    Raises
    ------
    ValueError
        If an argument is named as only a statement may name it: a set or a number compared is not written by hand.
    """
    given: dict[str, Argument] = {}
    own: dict[str, Argument] = {}
    compared: list[Statement] = []
    for name, argument in arguments.items():
        if isinstance(argument, STATEMENTS):
            compared.append(argument)
            given |= arguments_of(name, argument)
        elif name.endswith(RESERVED):
            raise ValueError(f"{id}: ${name} comes from a statement of a comparison")
        else:
            own[name] = argument
    return Message(id, {**given, **own}, tuple(compared))


def arguments_of(name: str, statement: Statement) -> dict[str, Argument]:
    """The arguments that a statement gives a message under a name."""
    match statement:
        case Superlative():
            return _superlative(name, statement)
        case Rank():
            return _rank(name, statement)
        case Top():
            return {f"{name}_shown": len(statement.shown), f"{name}_count": statement.apart,
                    f"{name}_set": set_message(statement.declared),
                    f"{name}_of": len(statement.declared.known)}  # fmt: skip
        case Change():
            return {f"{name}_before": _label(statement.before), f"{name}_after": _label(statement.after),
                    f"{name}_course": statement.course.value, **_value(f"{name}_was", statement.before),
                    **_value(f"{name}_is", statement.after)}  # fmt: skip
        case Newest():
            return {name: statement.period}
        case Several():
            return {f"{name}_of": len(statement.tests), f"{name}_count": len(statement.kept),
                    f"{name}_lost": len(statement.lost)}  # fmt: skip


def _superlative(name: str, found: Superlative) -> dict[str, Argument]:
    labels = tuple(_label(item) for item in found.leaders)
    return {
        name: labels[0] if found.alone else Items(labels),
        **(_value(f"{name}_value", found.first) if found.alone or found.tied else _value_of(f"{name}_value", found)),
        f"{name}_count": len(labels),
        f"{name}_set": set_message(found.declared),
        f"{name}_counter": _counter(found),
        f"{name}_apart": _message("cmp-none" if found.alone else "cmp-tied" if found.tied else "cmp-apart"),
    }


def _value_of(name: str, found: Superlative) -> Mapping[str, Argument]:
    """The number of the first of several that do not print alike, with whose it is."""
    value = _value("value", found.first)
    return {name: _message("cmp-value-of", who=_label(found.first), **value)} if value else {}


def _rank(name: str, found: Rank) -> dict[str, Argument]:
    place: Argument = found.place if found.claim is None else Shown(found.claim)
    return {
        name: _label(found.item), **_value(f"{name}_value", found.item), f"{name}_place": place,
        f"{name}_of": found.of, f"{name}_tie": found.tied, f"{name}_set": set_message(found.declared),
    }  # fmt: skip


def _value(name: str, item: Item) -> Mapping[str, Argument]:
    said = item.claim if item.said is None else cast("Argument", item.said)
    return {} if said is None else {name: said}


def _label(item: Item) -> Argument:
    return cast("Argument", item.label)


def _message(id: str, **arguments: Argument) -> Message:
    return Message(id, arguments)


def _counter(found: Superlative) -> Message:
    """A known sum by which a member without a figure goes further."""
    if not found.counter:
        return _message("cmp-none")
    sum_ = found.counter[0]
    total: Argument = f"{sum_.total:.0f}" if sum_.claim is None else sum_.claim
    return _message(f"cmp-counter-{found.end.value}", label=cast("Argument", sum_.label), total=total)


def set_message(declared: Declared) -> Message:
    """The set that was compared: “of the 6 years known (2016, 2020–2025)”."""
    count, kind = len(declared.known), declared.kind
    if kind is Kind.YEARS:
        return _years(declared, count)
    if kind is Kind.MONTHS and isinstance(declared.detail, Period):
        return _message("cmp-set-months-of", count=count, year=declared.detail)
    if kind is Kind.AREAS and not declared.whole:
        return _message("cmp-set-areas-known", count=count, all=declared.size)
    return _message(f"cmp-set-{kind.value}", count=count)


def _years(declared: Declared, count: int) -> Message:
    known = spans([_year(item) for item in declared.known])
    first, last = known[0][0], known[-1][1]
    if len(known) == 1:
        return _message("cmp-set-years", first=str(first), last=str(last))
    written = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in known)
    return _message("cmp-set-years-known", count=count, years=written)


def _year(item: Item) -> int:
    return item.label.year if isinstance(item.label, Period) else int(str(item.label)[:4])


def claims_of(statement: Statement) -> tuple[Claim, ...]:
    """Claims that a statement rests on, those of its whole set."""
    match statement:
        case Superlative() | Rank() | Top():
            return tuple(item.claim for item in statement.declared.known if item.claim is not None)
        case Change():
            return tuple(i.claim for i in (statement.before, statement.after) if i.claim is not None)
        case _:
            return ()
