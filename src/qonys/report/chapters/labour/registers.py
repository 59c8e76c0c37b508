"""Registers of foreign workers and returnees: season apart, years from releases, quotas beside what was taken."""

from __future__ import annotations

from qonys.comparisons import Declared, End, Kind, Refusal, Why, superlative
from qonys.errors import CannotCompute
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import Chart, Figure, Finding, Mark, Row, Severity, Table, TableCell
from qonys.report.chapters.compared import member, told
from qonys.report.chapters.context import Context, span
from qonys.report.chapters.parts import as_period, claims_in, ordered, period_rows, row, shown, sources_of, table_cell
from qonys.text import Message, PlaceName, Sign, say

WORKERS, SEASONAL = "foreign_workers", "foreign_workers[category=seasonal]"
TOTAL, GRANTED = "returnees_cumulative", "returnees_granted"
QUOTA = "foreign_worker_quota"
ENOUGH = 5
"""So many regions make a column."""


def _days(context: Context) -> tuple[str, ...]:
    """Days for which both the whole stock and its seasonal part are stated."""
    if not context.has(WORKERS):
        return ()
    known = [set(context.run.store.periods(s, (context.country,))) for s in (WORKERS, SEASONAL)]
    return tuple(sorted(day for day in known[0] & known[1] if len(day) == 10))


def season_apart(context: Context) -> Figure | None:
    """Foreign workers with and without those who come for a season."""
    days = _days(context)
    if len(days) < 2:
        return None
    result = context.run(
        "registers.season_apart", series=(WORKERS, SEASONAL), areas=(context.country,), periods=days,
        borders=int(context.year),
    )  # fmt: skip
    rows = [
        r
        for measure, name in (("total", "lab-with-season"), ("rest", "lab-without-season"))
        for r in period_rows(result, days, say(name), measure=measure)
    ]
    last = days[-1]
    title = say(
        "lab-season-apart-title",
        rest=shown(result, measure="rest", period=last),
        seasonal=shown(result, measure="seasonal", period=last),
        date=Period.parse(last),
    )
    return _figure(context, "season-apart", (Mark.LINES, "persons"), rows, title, say("lab-note-days"))


def season_of_work(context: Context) -> Figure | None:
    """How the number of seasonal workers goes through the year, over all years together."""
    days = _days(context)
    if len(days) < 4:
        return None
    try:
        result = context.run(
            "registers.month_factors", series=(SEASONAL,), areas=(context.country,), periods=days,
            borders=int(context.year),
        )  # fmt: skip
    except CannotCompute:
        return None
    months = [m for m in result.axes["month"] if result.has(measure="factor", month=m)]
    rows = [row(result, say(f"month-{int(m)}"), measure="factor", month=m) for m in months]
    ends = {"low": "low", "high": "high"}
    every = Declared(Kind.MONTHS, tuple(
        member(result, say(f"month-{int(m)}"), Sign.PLAIN, ends, measure="factor", month=m) for m in months
    ), all=12)  # fmt: skip
    title = told(
        context, "lab-season-title", {"high": superlative(every), "low": superlative(every, End.LEAST)},
        say("lab-season-title-plain"),
    )  # fmt: skip
    high = max(months, key=lambda m: result.value(measure="factor", month=m))
    note = say(
        "lab-note-month-factors",
        count=len(days),
        **{
            name: shown(result, measure=name, month=high)
            for name in ("low", "high")
            if result.has(measure=name, month=high)
        },
    )
    notes = (note,) if result.has(measure="low", month=high) else ()
    return _figure(context, "season-of-work", (Mark.COLUMNS, "ratio"), rows, title, *notes)


def _figure(
    context: Context, id: str, drawn: tuple[Mark, str], rows: list[Row], title: Message, *notes: Message
) -> Figure:
    """A figure of foreign workers; `drawn`: how, and in which unit."""
    claims = [r.claim for r in rows if r.claim is not None]
    alt = say("lab-alt", indicator=say("indicator-foreign_workers"))
    return Figure(id, title, Chart(drawn[0], tuple(rows), drawn[1]), alt, sources_of(context.run, claims), notes)


def quota_use(context: Context) -> Table | None:
    """Each version of the national quota beside the workers that were there at the end of its year."""
    if not (context.has(QUOTA) and context.has(WORKERS)):
        return None
    versions = [
        (period, dimensions)
        for dimensions, area, period in context.run.stated(QUOTA)
        if area == context.country and len(period) == 4 and _whole(dimensions)
    ]
    days = [d for d in context.run.store.periods(WORKERS, (context.country,)) if len(d) == 10]
    taken = {year: max((d for d in days if d[:4] == year), default="") for year, _ in versions}
    known = sorted((year, d) for year, d in versions if taken[year])
    if not known:
        return None
    labels = tuple(f"{year} {d}".strip() for year, d in known)
    result = context.run(
        "registers.quota_use",
        series=tuple(f"{QUOTA}[{d}]" if d else QUOTA for _, d in known),
        periods=tuple(year for year, _ in known),
        taken=(WORKERS,) * len(known),
        days=tuple(taken[year] for year, _ in known),
        labels=labels,
        areas=(context.country,),
        borders=int(context.year),
    )
    rows: tuple[tuple[TableCell, ...], ...] = tuple(
        (
            Period.parse(year),
            say(f"code-{d.replace('=', '-')}") if d else say("lab-no-version"),
            table_cell(result, measure="quota", period=label),
            Period.parse(taken[year]),
            table_cell(result, measure="taken", period=label),
        )
        for label, (year, d) in zip(labels, known, strict=True)
    )
    context.ledger.note("lab-use", Refusal(Why.OTHER_GROUP, {"over": WORKERS, "under": QUOTA}))
    columns = ("ui-year", "lab-version", "lab-quota", "lab-day", "lab-workers")
    return _table(context, "quota-use", tuple(say(c) for c in columns), rows, say("lab-note-use"))


def _whole(dimensions: str) -> bool:
    return not dimensions or (dimensions.startswith("version=") and ";" not in dimensions)


def _table(
    context: Context, id: str, columns: tuple[Message, ...], rows: tuple[tuple[TableCell, ...], ...], *notes: Message
) -> Table:
    sources = sources_of(context.run, claims_in(cell for line in rows for cell in line))
    return Table(id, say(f"lab-{id}-table"), columns, rows, sources, None, notes)


def _returnee_years(context: Context) -> Result | None:
    if not (context.has(TOTAL) and context.has(GRANTED)):
        return None
    try:
        releases = context.run("registers.releases", series=(TOTAL, GRANTED), areas=(context.country,))
    except CannotCompute:
        return None
    stated = sorted({day[:4] for day in releases.axes["period"]})
    years = span(stated[0], str(int(stated[-1]) - 1))
    return context.run("registers.years", series=(TOTAL, GRANTED), areas=(context.country,), periods=years)


def returnee_years(context: Context) -> Table | None:
    """How many were granted the status in each year, from the releases, beside the year as printed."""
    result = _returnee_years(context)
    if result is None:
        return None
    years = [y for y in result.axes["period"] if result.has(measure="granted", period=y)]
    if not years:
        return None
    measures = (("start", Sign.PLAIN), ("releases", Sign.PLAIN), ("granted", Sign.PLAIN), ("error", Sign.PLAIN),
                ("printed", Sign.PLAIN), ("difference", Sign.ALWAYS))  # fmt: skip
    rows: tuple[tuple[TableCell, ...], ...] = tuple(
        (Period.parse(y), *(table_cell(result, sign, measure=m, period=y) for m, sign in measures)) for y in years
    )
    columns = (say("ui-year"), *(say(f"lab-year-{m}") for m, _ in measures))
    return _table(context, "returnee-years", columns, rows, say("lab-note-years"))


def stale_finding(context: Context) -> Finding | None:
    """A printed year that its own releases contradict."""
    result = _returnee_years(context)
    if result is None:
        return None
    wrong = [
        y
        for y in result.axes["period"]
        if result.has(measure="difference", period=y)
        and abs(result.value(measure="difference", period=y)) > 5 * result.value(measure="error", period=y)
    ]
    if not wrong:
        context.ledger.note("lab-stale-year", Refusal(Why.NOT_MET))
        return None
    year = max(wrong, key=lambda y: abs(result.value(measure="difference", period=y)))
    return Finding(
        Severity.NOTABLE,
        say(
            "lab-stale-year",
            year=Period.parse(year),
            printed=shown(result, measure="printed", period=year),
            granted=shown(result, measure="granted", period=year),
            error=shown(result, measure="error", period=year),
        ),
    )


def steered(context: Context) -> Table | None:
    """Where the settlement quota would have people live beside where returnees do settle."""
    parts = _steered_parts(context)
    if parts is None:
        return None
    quota, moved, free = parts
    result = context.run(
        "registers.steered", quota=quota, moved=moved, free=free, areas=context.regions, borders=int(context.year)
    )
    refused = next((r for (measure, _), r in result.reasons.items() if measure == "fulfilment"), "")
    measures = ("quota", "quota_share", "free_share") if refused else (
        "quota", "moved", "fulfilment", "quota_share", "free_share"
    )  # fmt: skip
    areas = [a for a in context.regions if any(result.has(measure=m, area=a) for m in measures)]
    by_quota = ordered(result, areas, measure="quota_share")
    rows: tuple[tuple[TableCell, ...], ...] = tuple(
        (PlaceName(a), *(table_cell(result, measure=m, area=a) for m in measures)) for a in by_quota
    )
    heads = {
        "quota": say("lab-of-period", indicator=_named(quota[0]), period=Period.parse(quota[1])),
        "moved": say("lab-of-period", indicator=say("lab-moved"), period=as_period(moved[1])),
        "fulfilment": say("lab-fulfilment"),
        "quota_share": say("lab-quota-share"),
        "free_share": say("lab-of-period", indicator=say("lab-free-share"), period=as_period(free[1])),
    }
    notes = [say("lab-note-steered"), say("lab-note-some-regions")]
    if refused:
        notes.append(say("lab-note-no-fulfilment" if refused == "other-group" else "lab-note-length"))
        context.ledger.note("lab-fulfilment", Refusal(Why(refused), {"moved": moved[1], "quota": quota[1]}))
    return _table(context, "steered", (say("ui-area"), *(heads[m] for m in measures)), rows, *notes)


def _named(series: str) -> Message:
    """The quota, and the group that it is for."""
    dimensions = series.partition("[")[2].rstrip("]")
    return say("lab-of-which", indicator=say("lab-quota"), codes=say(f"code-{dimensions.replace('=', '-')}")) if (
        dimensions
    ) else say("lab-quota")  # fmt: skip


def _steered_parts(context: Context) -> tuple[tuple[str, str], ...] | None:
    """Series and period of quota, people moved and free settlement: of each the last that enough regions have.

    The quota is of one group alone: groups of which some regions lack a figure are not added up.
    """
    found: list[tuple[str, str]] = []
    for indicator in ("settlement_quota", "settlement_moved", "returnees_settlement_share"):
        known: dict[tuple[str, str], set[str]] = {}
        for dimensions, area, period in context.run.stated(indicator) if context.has(indicator) else ():
            if area in context.regions and "version" not in dimensions and ";" not in dimensions:
                known.setdefault((period, dimensions), set()).add(area)
        enough = {key: areas for key, areas in known.items() if len(areas) >= ENOUGH}
        if found and indicator == "settlement_moved" and (same := _same_year(enough, found[0][1])):
            enough = same
        if not enough:
            return None
        period, dimensions = max(enough, key=lambda k: (Period.parse(k[0]).last, len(enough[k]), k))
        found.append((f"{indicator}[{dimensions}]" if dimensions else indicator, period))
    return tuple(found)


def _same_year(enough: dict[tuple[str, str], set[str]], year: str) -> dict[tuple[str, str], set[str]]:
    return {key: areas for key, areas in enough.items() if key[0][:4] == year}
