"""Publications: their figures as printed beside the official ones, both shown and never mixed."""

from __future__ import annotations

from collections import defaultdict

from qonys.model import Level, Parameter, Period, SourceKind
from qonys.model.result import Result
from qonys.report.blocks import Block, Label, Paragraph, Section, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration.decades import history
from qonys.report.chapters.parts import claims_in, shown, sources_of, table_cell
from qonys.store import queries
from qonys.text import Items, Message, PlaceName, Sign, say

Key = tuple[str, str]
"""Area and period of a printed cell."""


def section(context: Context) -> Section | None:
    """Each printed source of the pack: monthly tables with their sums, then its other figures."""
    blocks: list[Block] = []
    for source in context.pack.sources.values():
        if source.kind is SourceKind.PRINTED:
            blocks += _source(context, source.id)
    if not blocks:
        return None
    return Section("printed", say("mig-printed"), (Paragraph(say("mig-printed-lead")), *blocks))


def _source(context: Context, source: str) -> list[Block]:
    cells: dict[str, list[Key]] = defaultdict(list)
    for indicator, dimensions, area, _, period in queries.cells(context.run.store.connection, source):
        if context.is_country or area == context.area:
            cells[f"{indicator}[{dimensions}]" if dimensions else indicator].append((area, period))
    blocks: list[Block] = []
    rest: dict[str, list[Key]] = {}
    for series, keys in cells.items():
        months = sorted({period for _, period in keys if Period.parse(period).frequency.value == "M"})
        if len(months) == 12:
            areas = tuple(dict.fromkeys(area for area, period in keys if period in months))
            blocks += _months(context, source, series, areas, tuple(months))
            keys = [key for key in keys if key[1] not in months]
        if keys:
            rest[series] = keys
    if rest:
        blocks.append(_list(context, source, rest))
    return blocks


def _months(context: Context, source: str, series: str, areas: tuple[str, ...], months: tuple[str, ...]) -> list[Block]:
    """A table of months as printed with its sums, and the official figure of the year beside it."""
    year = months[0][:4]
    ordered = tuple(a for a in context.pack.areas if a in areas)
    common: dict[str, Parameter] = {
        "series": (series,),
        "areas": ordered,
        "periods": months,
        "borders": int(year),
        "source": source,
    }
    printed = context.run("figures", **common)
    sums = context.run("compare.sums", **common, year=year)
    cells: list[tuple[TableCell, ...]] = [
        (
            PlaceName(area),
            *(table_cell(printed, Sign.ALWAYS, measure=series, area=area, period=m) for m in months),
            *(
                table_cell(sums, Sign.ALWAYS, measure=m, area=area, period=year)
                for m in ("printed", "official", "difference")
            ),
        )
        for area in ordered
    ]
    blocks: list[Block] = []
    if context.country in ordered and len(ordered) > 1:
        blocks.append(Paragraph(_sum_message(context, common, sums, year)))
    columns: tuple[Label, ...] = (
        say("ui-area"),
        *(Period.parse(m) for m in months),
        say("mig-sum-printed"),
        say("mig-official"),
        say("mig-difference"),
    )
    title = say("mig-printed-months", year=Period.parse(year), indicator=say(f"indicator-{series}"))
    sources = (source, *sources_of(context.run, claims_in(c for line in cells for c in line[-2:-1])))
    blocks.append(
        Table(
            f"printed-{series}-months",
            title,
            columns,
            tuple(cells),
            sources,
            say("unit-persons"),
            (say("mig-note-printed"),),
        )
    )
    return blocks


def _sum_message(context: Context, common: dict[str, Parameter], sums: Result, year: str) -> Message:
    totals = context.run("totals", **common)
    where = {"area": context.country}
    return say(
        "mig-printed-sum",
        cells=shown(totals, measure="cells", **where),
        parts=shown(totals, measure="parts", **where),
        official=shown(sums, measure="official", period=year, **where),
        difference=shown(sums, Sign.ALWAYS, measure="difference", period=year, **where),
        year=Period.parse(year),
    )


def _list(context: Context, source: str, series: dict[str, list[Key]]) -> Table:
    """Single figures of a publication with the official one for the same cell."""
    cells: list[tuple[TableCell, ...]] = []
    for name, keys in series.items():
        indicator = context.pack.indicators[name.partition("[")[0]]
        for area, period in keys:
            borders = int(period[:4])
            result = context.run(
                "compare", series=(name,), areas=(area,), periods=(period,), borders=borders, source=source
            )
            where = {"area": area, "period": period}
            cells.append(
                (
                    say(f"indicator-{indicator.id}"),
                    _label(context, name, area),
                    Period.parse(period),
                    say(f"unit-{indicator.unit.replace('_', '-')}"),
                    table_cell(result, measure="printed", **where),
                    _official(context, result, name, area, period),
                    table_cell(result, Sign.ALWAYS, measure="difference", **where),
                )
            )
    head = (say("ui-indicator"), say("mig-area-or-group"), say("ui-period"), say("ui-unit"))
    return Table(
        "printed-figures",
        say("mig-printed-list"),
        (*head, say("mig-printed-column"), say("mig-official"), say("mig-difference")),
        tuple(cells),
        (source, *(s for s in sources_of(context.run, claims_in(c for line in cells for c in line[5:6])))),
        None,
        (say("mig-note-printed"),),
    )


def _official(context: Context, result: Result, series: str, area: str, period: str) -> TableCell:
    """The official figure of a printed cell; net migration that was never published is derived and marked."""
    where = {"area": area, "period": period}
    if series == "net_migration" and len(period) == 4 and not result.has(measure="official", **where):
        derived = history(context, int(period))
        if derived.has(measure="net", **where):
            return shown(derived, measure="net", **where)
    return table_cell(result, measure="official", **where)


def _label(context: Context, series: str, area: str) -> Label:
    dimensions = series.partition("[")[2].rstrip("]")
    place = PlaceName(area)
    if not dimensions:
        return place
    codes = tuple(say(f"code-{part.replace('=', '-')}") for part in dimensions.split(";"))
    whole = context.pack.areas[area].level is Level.COUNTRY
    return say("mig-of-which" if whole else "mig-place-of-which", area=place, codes=Items(codes))
