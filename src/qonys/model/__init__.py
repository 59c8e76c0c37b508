"""What things are: areas and their lineage, periods, indicators, observations, estimates, claims, results.

No files, no frames, no network: every other layer speaks in these terms.
"""

from qonys.model.area import Area, AreaCode, Level, Place
from qonys.model.claim import Call, Claim, Parameter
from qonys.model.estimate import Estimate
from qonys.model.framework import Criterion, Framework, Node, Span
from qonys.model.indicator import At, Direction, Indicator, Kind, Unit
from qonys.model.lineage import Change, Composition, Division, Lineage, LineageEvent, Territory
from qonys.model.observation import (
    Observation,
    Source,
    SourceKind,
    Status,
    dimensions_text,
    parse_dimensions,
    parse_vintage,
    worst,
)
from qonys.model.period import Frequency, Period

__all__ = [
    "Area",
    "AreaCode",
    "At",
    "Call",
    "Change",
    "Claim",
    "Composition",
    "Criterion",
    "Direction",
    "Division",
    "Estimate",
    "Framework",
    "Frequency",
    "Indicator",
    "Kind",
    "Level",
    "Lineage",
    "LineageEvent",
    "Node",
    "Observation",
    "Parameter",
    "Period",
    "Place",
    "Source",
    "SourceKind",
    "Span",
    "Status",
    "Territory",
    "Unit",
    "dimensions_text",
    "parse_dimensions",
    "parse_vintage",
    "worst",
]
