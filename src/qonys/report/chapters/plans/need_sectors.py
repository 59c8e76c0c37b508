"""Published figures of need by sector and occupation: a forecast that is no shortage, foreign workers, vacancies."""

from __future__ import annotations

from qonys.model import Period, parse_dimensions
from qonys.model.result import Result
from qonys.report.blocks import Block, Finding, Missing, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, shown, sources_of, table_cell
from qonys.studies.need.compute import plan_of
from qonys.studies.need.published import Published, borders_of, published
from qonys.text import Message, Shown, say

VACANCIES, RESUMES = "vacancies", "resumes"


def finding(context: Context) -> Finding | None:
    """Vacancies beside résumés in the last year that has both."""
    if not (context.has(VACANCIES) and context.has(RESUMES)):
        return None
    years = sorted(set(context.years(VACANCIES, (context.area,))) & set(context.years(RESUMES, (context.area,))))
    if not years:
        return None
    at = {"area": context.area, "period": years[-1]}
    result = context.run("plan.need_vacancies", series=(VACANCIES, RESUMES), **at)
    if not result.has(measure="ratio", area=context.area):
        return None
    ratio = result.value(measure="ratio", area=context.area)
    numbers = {m: _thousands(result, measure=m, area=context.area) for m in ("vacancies", "resumes")}
    said = say(
        "need-lead-vacancies", year=years[-1], **numbers, ratio=shown(result, measure="ratio", area=context.area),
        more="yes" if ratio > 1 else "no",
    )  # fmt: skip
    return Finding(Severity.NOTABLE, said)


def _thousands(result: Result, **cell: str) -> Shown:
    return Shown(result.claim(decimals=-2, **cell))


def section(context: Context) -> Section | None:
    """All published figures by sector and occupation of the area; the sum of the forecast for the country."""
    mine = [p for p in published(context.run, plan_of(context.run)) if p.area == context.area]
    if not mine:
        return None
    blocks: list[Block] = [Paragraph(say("need-sectors-lead"))]
    blocks += [_table(context, dimension, mine) for dimension in dict.fromkeys(p.dimension for p in mine)]
    return Section("need-sectors", say("need-sectors"), tuple(blocks))


def _table(context: Context, dimension: str, mine: list[Published]) -> Table:
    """Codes down; each indicator with its period and span across; published totals last."""
    here = _newest([p for p in mine if p.dimension == dimension])
    columns = list(dict.fromkeys((p.indicator, _span(p), p.period) for p in here))
    codes = list(dict.fromkeys(p.code for p in here))
    by_key = {(p.code, (p.indicator, _span(p), p.period)): p.series for p in here}
    rows: list[tuple[TableCell, ...]] = [
        (say(f"code-{dimension}-{c}"), *(_cell(context, by_key.get((c, key), ""), key[2]) for key in columns))
        for c in codes
    ]
    totals = tuple(_cell(context, f"{i}[span={s}]" if s else i, period) for i, s, period in columns)
    if claims_in(totals):
        rows.append((say("ui-total"), *totals))
    heads = (say(f"need-by-{dimension}"), *(_head(*key) for key in columns))
    sources = sources_of(context.run, (c for line in rows for c in claims_in(line)))
    notes = (say("need-note-forecast"), say("need-note-published"))
    return Table(f"need-{dimension}", say(f"need-table-{dimension}"), heads, tuple(rows), sources, None, notes)


def _newest(found: list[Published]) -> list[Published]:
    """Of each indicator and span the last period: parts of two dates do not stand beside each other."""
    last: dict[tuple[str, str], str] = {}
    for p in found:
        old = last.setdefault((p.indicator, _span(p)), p.period)
        if Period.parse(p.period).last > Period.parse(old).last:
            last[p.indicator, _span(p)] = p.period
    return [p for p in found if p.period == last[p.indicator, _span(p)]]


def _span(p: Published) -> str:
    return dict(parse_dimensions(p.series.partition("[")[2].rstrip("]"))).get("span", "")


def _head(indicator: str, span: str, period: str) -> Message:
    when = say(f"code-span-{span}") if span else Period.parse(period)
    return say("need-head", indicator=say(f"indicator-{indicator}"), when=when)


def _cell(context: Context, series: str, period: str) -> TableCell:
    if not series:
        return Missing(say("reason-no-figure"))
    result = context.figures(series, areas=(context.area,), periods=(period,), borders=borders_of(period))
    return table_cell(result, measure=series, area=context.area, period=period)
