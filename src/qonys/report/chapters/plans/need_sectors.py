"""Published figures of need by sector and occupation: a forecast that is no shortage, foreign workers, vacancies."""

from __future__ import annotations

from qonys.claims.plan_need import plan_of
from qonys.claims.plan_need_published import Published, borders_of, published
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Block, Finding, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, shown, sources_of, table_cell
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
    """Codes down; each indicator with its period and span across."""
    rows_of = [p for p in mine if p.dimension == dimension]
    columns = list(dict.fromkeys((p.indicator, _span(p), p.period) for p in rows_of))
    codes = list(dict.fromkeys(p.code for p in rows_of))
    rows = tuple((say(f"code-{dimension}-{c}"), *(_cell(context, rows_of, c, key) for key in columns)) for c in codes)
    heads = (say("ui-indicator"), *(_head(*key) for key in columns))
    sources = sources_of(context.run, (c for line in rows for c in claims_in(line)))
    title = say("need-sectors-table") if dimension == "sector" else say("need-occupations-table")
    return Table(f"need-{dimension}", title, heads, rows, sources, None, (say("need-note-forecast"),))


def _span(p: Published) -> str:
    return p.series.partition("span=")[2].rstrip("]").partition(";")[0]


def _head(indicator: str, span: str, period: str) -> Message:
    when = say(f"code-span-{span}") if span else Period.parse(period)
    return say("need-head", indicator=say(f"indicator-{indicator}"), when=when)


def _cell(context: Context, rows: list[Published], code: str, key: tuple[str, str, str]) -> TableCell:
    found = next((p for p in rows if p.code == code and (p.indicator, _span(p), p.period) == key), None)
    if found is None:
        series = rows[0].series
        result = context.figures(series, areas=(context.area,), periods=(key[2],), borders=borders_of(key[2]))
        return table_cell(result, measure="–", area=context.area, period=key[2])
    result = context.figures(
        found.series, areas=(found.area,), periods=(found.period,), borders=borders_of(found.period)
    )
    return table_cell(result, measure=found.series, area=found.area, period=found.period)
