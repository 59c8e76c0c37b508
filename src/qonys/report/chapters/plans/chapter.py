"""Chapter 6: what could be done, what it would do, what it costs and whom."""

from __future__ import annotations

from collections.abc import Callable

from qonys.report.blocks import Chapter, Finding, Section
from qonys.report.chapters.context import Context
from qonys.report.chapters.plans import measures, procedure, quota, settlement
from qonys.text import say

SECTIONS: tuple[Callable[[Context], tuple[Section, ...]], ...] = (
    measures.sections, quota.sections, settlement.sections, procedure.sections,
)  # fmt: skip
FINDINGS: tuple[Callable[[Context], tuple[Finding, ...]], ...] = (
    measures.findings, quota.findings, settlement.findings,
)  # fmt: skip


def build(context: Context) -> Chapter | None:
    """All of the chapter that the pack allows; none if it has nothing to plan with."""
    sections = tuple(section for make in SECTIONS for section in make(context))
    if not sections:
        return None
    lead = tuple(finding for make in FINDINGS for finding in make(context))
    return Chapter("plans", 6, say("plan-chapter"), lead, sections)
