"""The quota of foreign labour: official versions and their use, then a plan that is marked as a scenario."""

from __future__ import annotations

from contextlib import suppress

from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model import Period
from qonys.model.result import Result
from qonys.report.blocks import (
    Block,
    Chart,
    Figure,
    Finding,
    Label,
    Mark,
    Missing,
    Paragraph,
    Row,
    Section,
    Severity,
    Table,
    TableCell,
)
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, ordered, shown, sources_of, table_cell
from qonys.studies.quota.gather import QUOTA, RATE, first_year
from qonys.text import Message, PlaceName, Shown, Sign, say

Lines = tuple[tuple[TableCell, ...], ...]
USED, PERCENTS, STATED = "use_of_this_version", "percent_of_labour_force", "use_as_printed_percent"
"""Measures of the official quota."""
PERCENT = 2
"""Digits of a percent of the labour force: versions differ in the second."""


def sections(context: Context) -> tuple[Section, ...]:
    """The official quota and the scenario, for the country; nothing for a pack without a quota."""
    if not context.is_country or not context.has(QUOTA) or not context.has(RATE):
        return ()
    found = [_official(context)]
    # Figures known on an earlier day, or of a small pack, may not carry a scenario.
    with suppress(BadInput, CannotCompute, NotFound):
        found.append(_scenario(context))
    return tuple(section for section in found if section is not None)


def findings(context: Context) -> tuple[Finding, ...]:
    """How far the use of one year's quota depends on the version."""
    if not context.is_country or not context.has(QUOTA) or not context.has(RATE):
        return ()
    result = context.run("quota.official")
    uses = result.series(measure=USED)
    years: dict[str, list[str]] = {}
    for label in uses:
        years.setdefault(label[:4], []).append(label)
    several = {year: labels for year, labels in years.items() if len(labels) > 1}
    if not several:
        return ()
    year = max(several)
    low, high = (find(several[year], key=lambda label: uses[label]) for find in (min, max))
    ends = {
        "low": shown(result, measure=USED, edition=low),
        "high": shown(result, measure=USED, edition=high),
    }
    stated = [v for v in several[year] if result.has(measure=STATED, edition=v)]
    if len(stated) != 1:
        return (Finding(Severity.NOTABLE, say("quota-finding", year=year, **ends)),)
    own = shown(result, measure=STATED, edition=stated[0])
    return (Finding(Severity.NOTABLE, say("quota-finding-stated", year=year, stated=own, **ends)),)


def _percent(result: Result, measure: str, label: str) -> TableCell:
    if not result.has(measure=measure, edition=label):
        return Missing(say("reason-no-figure"))
    return Shown(result.claim(decimals=PERCENT if measure == PERCENTS else 1, measure=measure, edition=label))


def _official(context: Context) -> Section | None:
    result = context.run("quota.official")
    labels = [v for v in result.axes["edition"] if any(result.has(measure=m, edition=v) for m in ("quota", PERCENTS))]
    if not labels:
        return None
    rows: Lines = tuple(
        (
            Period.parse(label[:4]), _version(label), table_cell(result, measure="quota", edition=label),
            _percent(result, PERCENTS, label), table_cell(result, measure="permits_of_year", edition=label),
            table_cell(result, measure=USED, edition=label), _percent(result, STATED, label),
        )
        for label in labels
    )  # fmt: skip
    heads = ("ui-year", *(f"quota-{n}" for n in ("version", "places", "rate", "permits", "use", "stated-use")))
    sources = sources_of(context.run, claims_in(cell for row in rows for cell in row))
    table = Table(
        "plan-quota-official", say("quota-official-table"), tuple(say(h) for h in heads), rows, sources, None,
        (say("quota-official-note"),),
    )  # fmt: skip
    rated = [v for v in labels if result.has(measure=PERCENTS, edition=v)]
    blocks: tuple[Block, ...] = (table,)
    if rated:
        size = Shown(result.claim(decimals=PERCENT, measure=PERCENTS, edition=rated[-1]))
        blocks = (Paragraph(say("quota-official-size", year=rated[-1][:4], rate=size)), *blocks)
    return Section("plan-quota-official", say("quota-official"), blocks)


def _version(label: str) -> Label:
    version = label.partition(" ")[2]
    return say(f"code-{version.replace('=', '-')}") if version else say("lab-no-version")


def _scenario(context: Context) -> Section:
    areas = context.run("quota.areas")
    year = [v for v in context.run("quota.official").series(measure=PERCENTS)][-1][:4]
    total = say("quota-scenario-total", **{n: _number(areas, n, area="all") for n in ("need", "places")})
    blocks = [
        Paragraph(say("quota-scenario-lead", since=str(first_year(context.run)))),
        Paragraph(total),
        _by_area(context, areas),
        *_binding(context),
        *_prices(context),
        *_frontier(context),
    ]
    return Section("plan-quota-scenario", say("quota-scenario", year=year), tuple(blocks))


def _number(result: Result, measure: str, **cell: str) -> Shown:
    return Shown(result.claim(decimals=0, measure=measure, **cell))


def _by_area(context: Context, result: Result) -> Table:
    codes = [a for a in result.axes["area"] if a != "all"]
    rows: Lines = tuple(
        (
            PlaceName(a) if a != "all" else say("quota-all"),
            *(table_cell(result, measure=m, area=a) for m in ("need", "places", "coverage", "affected")),
        )
        for a in (*ordered(result, codes, measure="places"), "all")
    )
    heads = (say("ui-area"), *(say(f"quota-{n}") for n in ("need", "plan", "coverage", "affected")))
    sources = sources_of(context.run, claims_in(rows[0])[:1])
    notes = (say("quota-scenario-note"),)
    return Table("plan-quota-areas", say("quota-scenario-table"), heads, rows, sources, None, notes)


def _limit_name(label: str) -> Message:
    """A limit by its label: kind, area, sector, category."""
    kind, *rest = label.split(":")
    if kind == "category":
        return say("quota-kind-category", category=_category(rest[0]))
    if kind == "local_content":
        sector = say(f"code-sector-{rest[1]}") if rest[1] != "other" else say("quota-sector-other")
        return say("quota-kind-local-content", area=PlaceName(rest[0]), sector=sector)
    if kind == "floor":
        return say("quota-floors-all") if rest == ["all"] else say("quota-kind-floor", area=PlaceName(rest[0]))
    return say("quota-kind-cap")


def _category(code: str) -> Message:
    return say(f"code-category-{code}")


def _points(result: Result, measure: str, label: str, sign: Sign = Sign.ALWAYS) -> TableCell:
    if not result.has(measure=measure, limit=label):
        return Missing(say("reason-no-figure"))
    return Shown(result.claim(decimals=2, measure=measure, limit=label), sign)


def _binding(context: Context) -> tuple[Block, ...]:
    """Limits that cost something, the dearest first, and the two dearest in words."""
    result = context.run("quota.limits")
    duals = result.series(measure="dual")
    named = [v for v in duals if duals[v] and v.split(":")[0] in ("cap", "category", "local_content", "floor")]
    ranked = sorted(named, key=lambda v: -abs(duals[v]))
    if not ranked:
        return ()
    rows: Lines = tuple(
        (
            _limit_name(label), table_cell(result, measure="amount", limit=label), _points(result, "dual", label),
            *(table_cell(result, measure=m, limit=label) for m in ("dual_from", "dual_to")),
        )
        for label in ranked
    )  # fmt: skip
    heads = tuple(say(f"quota-{n}") for n in ("limit", "amount", "dual", "from", "to"))
    table = Table("plan-quota-limits", say("quota-limits-table"), heads, rows, (), None, (say("quota-limits-note"),))
    said = [s for s in (_in_words(result, label) for label in _worth_saying(ranked, duals)) if s is not None]
    return (*(Paragraph(s) for s in said), table)


def _worth_saying(ranked: list[str], duals: dict[str, float]) -> list[str]:
    """The dearest category and the dearest floor."""
    gains = [v for v in ranked if duals[v] > 0 and v.startswith("category")]
    costs = [v for v in ranked if duals[v] < 0]
    return gains[:1] + costs[:1]


def _in_words(result: Result, label: str) -> Message | None:
    if not all(result.has(measure=m, limit=label) for m in ("dual", "dual_from", "dual_to")):
        return None
    kind, *rest = label.split(":")
    if kind == "floor":
        subject = say("quota-subject-floor", area=PlaceName(rest[0]))
    else:
        subject = say("quota-subject-category", category=rest[0] if rest[0].isdigit() else _category(rest[0]))
    gain = Shown(result.claim(decimals=2, measure="dual", limit=label), Sign.NEVER)
    ends = {end: _number(result, m, limit=label) for end, m in (("low", "dual_from"), ("high", "dual_to"))}
    id = "quota-dual-floor" if result.value(measure="dual", limit=label) < 0 else "quota-dual-limit"
    return say(id, subject=subject, gain=gain, **ends)


def _prices(context: Context) -> tuple[Block, ...]:
    result = context.run("quota.floors")
    prices = result.series(measure="price")
    dear = sorted((v for v in prices if prices[v] > 0), key=lambda v: (-prices[v], v))
    if not dear:
        return ()
    rows: Lines = tuple((_limit_name(v), _points(result, "price", v, Sign.PLAIN)) for v in dear)
    heads = (say("quota-limit"), say("quota-price"))
    note = (say("quota-floors-note"),)
    return (Table("plan-quota-floors", say("quota-floors-table"), heads, rows, (), None, note),)


def _frontier(context: Context) -> tuple[Block, ...]:
    """Points at even distances as bars: affected for each number of places filled."""
    result = context.run("quota.frontier")
    points = [p for p in result.axes["point"] if p.startswith("point:")]
    if len(points) < 2:
        return ()
    rows = []
    for point in points[::3]:
        claim = result.claim(decimals=0, measure="affected", point=point)
        filled = Shown(result.claim(decimals=0, measure="filled", point=point))
        rows.append(Row(say("quota-frontier-row", filled=filled), claim.value, None, claim))
    chart = Chart(Mark.BARS, tuple(rows), "persons")
    title, alt = say("quota-frontier-title"), say("quota-frontier-alt")
    notes = (say("quota-frontier-axis"), say("quota-frontier-note"))
    return (Figure("plan-quota-frontier", title, chart, alt, (), notes),)
