"""Chapter 5: where labour is short and how sure that is, how many people there is room for, need by sector."""

from __future__ import annotations

from qonys.errors import BadInput, CannotCompute
from qonys.packs.need import has_need
from qonys.report.blocks import Block, Chapter, Section
from qonys.report.chapters.compared import not_computed
from qonys.report.chapters.context import Context
from qonys.report.chapters.plans import need_index, need_room, need_sectors
from qonys.text import say

NUMBER = 5


def build(context: Context) -> Chapter | None:
    """All of the chapter that the figures allow; none for a pack that declares no indicators of need."""
    if not has_need(context.pack):
        return None
    sections: list[Section] = []
    lead: list[Block] = []
    for part in (need_index, need_room, need_sectors):
        try:
            section, found = part.section(context), part.finding(context)
        except (BadInput, CannotCompute) as error:
            not_computed(context, part.__name__.rpartition(".")[2].replace("_", "-"), error)
            # Figures known on an earlier day may not carry an index: what can be said is said.
            continue
        sections += [section] if section is not None else []
        lead += [found] if found is not None else []
    if not sections:
        return None
    return Chapter("need", NUMBER, say("need-chapter"), tuple(lead), tuple(sections))
