"""Indices of migration: how much people move, how far it shifts them, how focused the system is."""

from __future__ import annotations

from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Paragraph, Section, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration import exchange, printed
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.text import Message, Shown, say

SHOWN = {
    "cmi": 2, "courgeau_k": 2, "effectiveness": 1, "anmr": 2, "connectivity": 2, "inequality_equal": 2,
    "inequality_size": 2, "gini_total": 2, "acv": 2, "mean_distance": 0, "median_distance": 0, "decay": 2,
}  # fmt: skip
"""Indices of the table, with their digits."""


def section(context: Context) -> Section | None:
    """Indices of the estimated flows, beside those on coarser borders."""
    flows = exchange.flows(context)
    if flows is None or not context.is_country:
        return None
    period = flows.axes["period"][0]
    own = _indices(context, period, 0)
    coarse = _coarser(context)
    merged = _indices(context, period, coarse) if coarse else None
    if own is None:
        return None
    rows: tuple[tuple[TableCell, ...], ...] = tuple(
        (
            say(f"mig-index-{name.replace('_', '-')}"),
            *(_cell(own, name, part, digits) for part in ("value", "low", "high")),
            *((_cell(merged, name, "value", digits),) if merged is not None else ()),
        )
        for name, digits in SHOWN.items()
        if name in own.axes["measure"]
    )
    heads: tuple[Message, ...] = tuple(say(c) for c in ("mig-index", "mig-index-value", "mig-low", "mig-high"))
    if merged is not None:
        heads = (*heads, say("mig-index-merged", year=Period.parse(str(coarse))))
    claims = claims_in(cell for line in rows for cell in line)
    table = Table(
        "indices", say("mig-indices-table", year=Period.parse(period)), heads, rows,
        sources_of(context.run, claims[:1]), None,
        (say("mig-note-indices"), say("mig-note-interval"), say("mig-note-zoning")),
    )  # fmt: skip
    return Section("indices", say("mig-indices"), (Paragraph(say("mig-indices-lead")), table))


def _indices(context: Context, period: str, merged: int) -> Result | None:
    more = {"merged": merged} if merged else {}
    try:
        return context.run(
            "migration.indices", areas=context.regions, periods=(period,), borders=int(context.year),
            draws=printed.DRAWS, **more,
        )  # fmt: skip
    except CannotCompute:
        return None


def _coarser(context: Context) -> int:
    """A year in whose division there were fewer regions, the newest such; 0 if there was none."""
    pack = context.pack
    now = len(context.regions)
    years = [e.date.year for e in pack.lineage.events if e.date.year <= int(context.year)]
    earlier = [y - 1 for y in years if len(pack.regions(y - 1)) < now]
    return max(earlier, default=0)


def _cell(result: Result, name: str, part: str, digits: int) -> TableCell:
    if name not in result.axes["measure"] or not result.has(measure=name, part=part):
        return "–"
    return Shown(result.claim(decimals=digits, measure=name, part=part))
