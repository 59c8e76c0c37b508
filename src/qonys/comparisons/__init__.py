"""Comparisons: what may be said of figures beside each other, as a typed statement or a typed refusal with its reason.

Pure: labelled values with their status, intervals and the set that they are declared to come
from go in; superlatives, ranks, changes come out, and whether two figures may be divided.
Chapters, commands and the page say nothing that compares but through them. The words stand
in the catalogues (`comparisons.ftl`).
"""

from qonys.comparisons.changes import Change, Course, change
from qonys.comparisons.directions import Level, level_of
from qonys.comparisons.evidence import Evidence, against, half_unit
from qonys.comparisons.newest import Candidate, Newest, newest
from qonys.comparisons.ranks import Rank, in_order, rank
from qonys.comparisons.ratios import Terms, unlike
from qonys.comparisons.sets import Aggregate, Declared, Item, Kind
from qonys.comparisons.several import Several, Tested, holm, several
from qonys.comparisons.statements import Refusal, Why
from qonys.comparisons.superlatives import End, Superlative, superlative
from qonys.comparisons.tops import Top, top

Statement = Superlative | Rank | Top | Change | Newest | Several
"""What a sentence that compares is made of."""

__all__ = [
    "Aggregate",
    "Candidate",
    "Change",
    "Course",
    "Declared",
    "End",
    "Evidence",
    "Item",
    "Kind",
    "Level",
    "Newest",
    "Rank",
    "Refusal",
    "Several",
    "Statement",
    "Superlative",
    "Terms",
    "Tested",
    "Top",
    "Why",
    "against",
    "change",
    "half_unit",
    "holm",
    "in_order",
    "level_of",
    "newest",
    "rank",
    "several",
    "superlative",
    "top",
    "unlike",
]
