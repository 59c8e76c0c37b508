"""What a report compares: each statement with its set, who leads, and what it leaves open; for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qonys.comparisons import Change, Newest, Rank, Several, Statement, Superlative, Top
from qonys.report.blocks import Block, Figure, Finding, Paragraph, Report, Table
from qonys.report.collect import blocks_of
from qonys.text import Items, Message, Words
from qonys.text.statements import set_message


def comparisons_of(report: Report, words: Words) -> list[dict[str, object]]:
    """The comparisons of a report in its order: sentence, kind, set, who leads, whether that is open."""
    found = []
    for message in _messages((*report.findings, *blocks_of(report.chapters))):
        for inner in _tree(message):
            found += [{"id": inner.id, **_described(statement, words)} for statement in inner.compares]
    return found


def _messages(blocks: Iterable[Block]) -> Iterator[Message]:
    for block in blocks:
        match block:
            case Paragraph() | Finding():
                yield block.message
            case Figure() | Table():
                yield block.title


def _tree(argument: object) -> Iterator[Message]:
    match argument:
        case Message():
            yield argument
            for inner in argument.arguments.values():
                yield from _tree(inner)
        case Items():
            for part in argument.parts:
                yield from _tree(part)


def _described(statement: Statement, words: Words) -> dict[str, object]:
    kind = type(statement).__name__.lower()
    match statement:
        case Superlative():
            return {
                "kind": kind, "end": statement.end.value, "set": words.plain(set_message(statement.declared)),
                "values": [item.value for item in statement.leaders], "together": len(statement.leaders),
                "open": not statement.alone and not statement.tied, "contradicted": bool(statement.counter),
            }  # fmt: skip
        case Rank():
            return {"kind": kind, "set": words.plain(set_message(statement.declared)), "place": statement.place,
                    "of": statement.of, "unit": statement.unit}  # fmt: skip
        case Top():
            return {"kind": kind, "set": words.plain(set_message(statement.declared)),
                    "shown": len(statement.shown), "apart": statement.apart}  # fmt: skip
        case Change():
            return {"kind": kind, "course": statement.course.value}
        case Several():
            return {"kind": kind, "of": len(statement.tests), "kept": len(statement.kept)}
        case Newest():
            return {"kind": kind, "period": statement.period.code, "passed": [c.period.code for c in statement.passed]}
