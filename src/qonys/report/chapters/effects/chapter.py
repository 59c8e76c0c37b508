"""Chapter 4: what the data say migration does to outcomes, how sure, and what they cannot say."""

from __future__ import annotations

from qonys.errors import BadInput, CannotCompute
from qonys.report.blocks import Chapter, Paragraph
from qonys.report.chapters.compared import not_computed
from qonys.report.chapters.context import Context
from qonys.report.chapters.effects import after, curve, other, whatif
from qonys.report.chapters.effects.subject import Subject, subjects
from qonys.text import say

NET = "accounts.net_migration"


def build(context: Context) -> Chapter | None:
    """All of the chapter that the figures allow; none for a pack without a study."""
    found = subjects(context)
    principal = found.get(NET) or next(iter(found.values()), None)
    if principal is None:
        return None
    title = say("eff-chapter")
    try:
        return _chapter(principal, found)
    except (BadInput, CannotCompute) as error:
        not_computed(context, "effects", error)
        # Figures known on an earlier day, or of a small pack, may not carry an estimate: the report says so.
        return Chapter("effects", 4, title, (Paragraph(say("eff-cannot")),), ())


def _chapter(principal: Subject, found: dict[str, Subject]) -> Chapter:
    lacking, lack = other.missing(principal)
    driven, driver = after.influence(principal)
    sections = (
        after.section(principal),
        driven,
        after.methods(principal),
        curve.section(principal),
        other.path(principal),
        other.flows(found),
        lacking,
        *whatif.sections(principal.context),
    )
    lead = (
        after.finding(principal),
        *(f for f in (driver, lack, *whatif.findings(principal.context)) if f is not None),
    )
    return Chapter("effects", 4, say("eff-chapter"), lead, tuple(s for s in sections if s is not None))
