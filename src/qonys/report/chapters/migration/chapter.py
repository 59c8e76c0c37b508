"""Chapter 1: migration of the country or of one region."""

from __future__ import annotations

from qonys.report.blocks import Block, Chapter, Finding, Section
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
    sections = _of_country(context) if context.is_country else _of_region(context)
    return Chapter(
        "migration",
        1,
        say("mig-chapter", area=PlaceName(context.area)),
        tuple(findings(context)),
        tuple(s for s in sections if s is not None),
    )


def findings(context: Context) -> list[Block]:
    """What matters most, most important first."""
    if context.is_country:
        found: tuple[Finding | None, ...] = (
            abroad.finding(context),
            *regions.findings(context),
            locality.finding(context),
            growth.finding(context),
            months.break_finding(context),
            exchange.finding(context),
        )
    else:
        found = (*region.findings(context), growth.finding(context), months.break_finding(context))
    return [f for f in sorted((f for f in found if f), key=lambda f: -f.severity)]


def _of_country(context: Context) -> list[Section | None]:
    return [
        abroad.section(context),
        regions.section(context),
        growth.section(context),
        locality.section(context),
        decades.section(context),
        months.section(context),
        exchange.section(context),
        indices.section(context),
        study.section(context),
    ]


def _of_region(context: Context) -> list[Section | None]:
    return [
        region.section(context),
        growth.section(context),
        region.history_section(context),
        months.section(context),
        exchange.section(context),
        study.section(context),
    ]
