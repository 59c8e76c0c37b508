"""Chapter 1: migration of the country or of one region."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qonys.report.blocks import Block, Chapter, Finding, Section
from qonys.report.chapters.compared import made
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration import (
    abroad,
    decades,
    exchange,
    growth,
    indices,
    locality,
    months,
    region,
    regions,
    study,
)
from qonys.text import PlaceName, say


def build(context: Context) -> Chapter:
    """All of the chapter that the figures allow."""
    sections = made(context, {name: partial(make, context) for name, make in _sections(context).items()})
    return Chapter("migration", 1, say("mig-chapter", area=PlaceName(context.area)), tuple(findings(context)),
                   tuple(sections))  # fmt: skip


def findings(context: Context) -> list[Block]:
    """What matters most, most important first."""
    single: dict[str, Callable[[Context], Finding | None]] = {
        "mig-growth": growth.finding, "mig-break": months.break_finding,
    }  # fmt: skip
    found: list[Finding] = []
    if context.is_country:
        single = {"mig-external": abroad.finding, "mig-villages": locality.finding, **single,
                  "mig-largest-flow": exchange.finding}  # fmt: skip
        found += regions.findings(context)
    else:
        found += region.findings(context)
    found += made(context, {name: partial(make, context) for name, make in single.items()})
    return [f for f in sorted(found, key=lambda f: -f.severity)]


def _sections(context: Context) -> dict[str, Callable[[Context], Section | None]]:
    """Sections of the country or of a region, in their order."""
    if context.is_country:
        return {
            "external": abroad.section, "regions": regions.section, "growth": growth.section,
            "locality": locality.section, "decades": decades.section, "months": months.section,
            "flows": exchange.section, "indices": indices.section, "printed": study.section,
        }  # fmt: skip
    return {
        "region": region.section, "growth": growth.section, "decades": region.history_section,
        "months": months.section, "flows": exchange.section, "printed": study.section,
    }  # fmt: skip
