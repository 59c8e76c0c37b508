"""Walking a report: all its blocks, and all the claims that it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from qonys.model import Claim
from qonys.report.blocks import Block, Chapter, Figure, Finding, Mark, Missing, Paragraph, Report, Table
from qonys.text import Items, Message, Shown


def blocks_of(chapters: Iterable[Chapter]) -> Iterator[Block]:
    """All blocks in the order in which they are printed."""
    for chapter in chapters:
        yield from chapter.lead
        for section in chapter.sections:
            yield from section.blocks


def without_maps(chapter: Chapter) -> Chapter:
    """A chapter of a pack that has no boundaries: nothing can be drawn on a map. Sections that held maps alone go."""

    def kept(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(b for b in blocks if not (isinstance(b, Figure) and b.chart.mark in (Mark.MAP, Mark.ARROWS)))

    sections = (replace(section, blocks=kept(section.blocks)) for section in chapter.sections)
    return replace(chapter, lead=kept(chapter.lead), sections=tuple(s for s in sections if s.blocks))


def claims_of(blocks: Iterable[Block]) -> tuple[Claim, ...]:
    """Every claim that the blocks print, each once, in order."""
    found: dict[str, Claim] = {}
    for block in blocks:
        for claim in _in_block(block):
            found.setdefault(claim.id, claim)
    return tuple(found.values())


def claims_of_report(report: Report) -> tuple[Claim, ...]:
    """Every claim of a report."""
    return claims_of((*report.findings, *blocks_of(report.chapters)))


def _in_block(block: Block) -> Iterator[Claim]:
    match block:
        case Paragraph() | Finding():
            yield from _in(block.message)
        case Figure():
            for message in (block.title, *block.notes):
                yield from _in(message)
            yield from (row.claim for row in block.chart.rows if row.claim is not None)
        case Table():
            yield from _in(block.title)
            for line in block.rows:
                for cell in line:
                    if not isinstance(cell, Missing):
                        yield from _in(cell)


def _in(argument: object) -> Iterator[Claim]:
    match argument:
        case Claim():
            yield argument
        case Shown():
            yield argument.claim
        case Message():
            for inner in argument.arguments.values():
                yield from _in(inner)
        case Items():
            for inner in argument.parts:
                yield from _in(inner)
