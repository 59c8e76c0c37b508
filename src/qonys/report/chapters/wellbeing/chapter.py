"""Chapter 3: well-being by dimension, the ranking with its intervals, trends, and what may mislead."""

from __future__ import annotations

from qonys.errors import BadInput, CannotCompute
from qonys.report.blocks import Chapter, Paragraph, Section
from qonys.report.chapters.compared import not_computed
from qonys.report.chapters.context import Context
from qonys.report.chapters.wellbeing import doubt, ranking, region, trend
from qonys.report.chapters.wellbeing.subject import Subject, subject_of
from qonys.text import PlaceName, say


def build(context: Context) -> Chapter | None:
    """All of the chapter that the figures allow; none for a pack without a framework."""
    subject = subject_of(context)
    if subject is None:
        return None
    title = say("wel-chapter", area=PlaceName(context.area))
    try:
        sections = _country(subject) if context.is_country else _region(subject)
        lead = ranking.findings(subject) if context.is_country else region.findings(subject)
    except (BadInput, CannotCompute) as error:
        not_computed(context, "wellbeing", error)
        # Figures known on an earlier day, or of a small pack, may not carry an index: the report says so.
        return Chapter("wellbeing", 3, title, (Paragraph(say("wel-cannot")),), ())
    return Chapter("wellbeing", 3, title, lead, tuple(s for s in sections if s is not None))


def _country(subject: Subject) -> tuple[Section | None, ...]:
    return (
        ranking.section(subject),
        ranking.parts(subject),
        ranking.profiles(subject),
        trend.section(subject),
        doubt.section(subject),
        doubt.guards(subject),
        ranking.others(subject),
        doubt.framework_table(subject),
    )


def _region(subject: Subject) -> tuple[Section | None, ...]:
    if not subject.has_area:
        return (ranking.section(subject),)
    return (region.standing(subject), region.peers(subject), region.gain(subject), trend.section(subject))
