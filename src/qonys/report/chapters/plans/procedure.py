"""The procedure step by step: a typical household now, amounts by year, the rules behind."""

from __future__ import annotations

import datetime as dt

from qonys.errors import QonysError
from qonys.model import Period
from qonys.model.procedure import Household, Procedure, ShownCase
from qonys.model.result import Result
from qonys.plans.procedure.steps import evaluate, prepare
from qonys.report.blocks import Block, Missing, Paragraph, Section, Table, TableCell
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.studies.procedure.compute import act_of, procedure_of, said
from qonys.text import PlaceName, Shown, say


def sections(context: Context) -> tuple[Section, ...]:
    """The procedure; nothing for a pack that describes none or names no household to show."""
    try:
        procedure = procedure_of(context.run)
    except QonysError:
        return ()
    if procedure.shown is None:
        return ()
    case, last = procedure.shown, _last_day(procedure)
    area = _receiving(procedure, last, context.area)
    if area is None:
        return ()
    household = Household(case.members, case.status, area, True, arrived=last)
    lead = say("proc-section-lead", members=case.members, area=PlaceName(area), day=Period.parse(last.isoformat()))
    blocks: tuple[Block, ...] = (
        Paragraph(lead), Paragraph(say("procedure-basis")), _steps(procedure, household, last),
        *_amounts(context, procedure, case, last), _references(procedure),
    )  # fmt: skip
    return (Section("plan-procedure", say("proc-section"), blocks),)


def _last_day(procedure: Procedure) -> dt.date:
    """The first day of the last year whose index is known: a date of the figures, not of the clock."""
    return max(v.span.start for v in procedure.rules.values[procedure.index])


def _receiving(procedure: Procedure, day: dt.date, area: str) -> str | None:
    """An area that receives the status that is shown on the day; the area of the report if it is one."""
    assert procedure.shown is not None
    for each in (a for several in procedure.lists.values() for a in several):
        if each.span.surely_holds(day) and procedure.shown.status in each.statuses:
            return area if area in each.areas else min(each.areas)
    return None


def _steps(procedure: Procedure, household: Household, day: dt.date) -> Table:
    lines = evaluate(prepare(procedure, day), household)
    rows: tuple[tuple[TableCell, ...], ...] = tuple(
        (
            say(f"step-{line.step.id}"),
            say(f"proc-verdict-{line.verdict.value}"),
            said(line, household, day),
            act_of(line.rule, say(f"rule-{line.rule.id}")),
        )
        for line in lines
    )
    title = say(
        "proc-steps-table", status=say(f"household-{household.status}"), members=household.members,
        area=PlaceName(household.region),
    )  # fmt: skip
    return Table(
        "procedure-steps", title, tuple(map(say, ("proc-step", "proc-verdict", "proc-why", "proc-act"))), rows, ()
    )


def _amounts(context: Context, procedure: Procedure, case: ShownCase, last: dt.date) -> tuple[Table, ...]:
    """Amounts by day in indices, and in money."""
    days = _days(procedure, case.since, last)
    result = context.run("plan.procedure", members=case.members, status=case.status, days=tuple(map(str, days)))
    return tuple(_table(context, procedure, case, result, measure) for measure in ("units", "money"))


def _table(context: Context, procedure: Procedure, case: ShownCase, result: Result, measure: str) -> Table:
    heads, columns = [say("proc-day")], []
    for step in procedure.steps:
        if step.amount is None:
            continue
        name = say(f"step-{step.id}")
        ends = ("high",) if step.amount.low in ("", step.amount.high) else ("low", "high")
        columns += [(step.id, end) for end in ends]
        same = step.amount.low == step.amount.high
        heads += [name if same else say(f"proc-amount-{end}", step=name) for end in ends]
    days = result.axes["day"]
    rows = tuple((Period.parse(day), *(_cell(result, measure, s, p, day) for s, p in columns)) for day in days)
    sources = sources_of(context.run, claims_in([cell for row in rows for cell in row]))
    notes = (say("proc-note-index"), say("procedure-note")) if measure == "money" else ()
    unit = say(f"unit-{result.units[measure].replace('_', '-')}")
    title = say("proc-amount-in", amount=say("proc-amounts-table", members=case.members), unit=unit)
    return Table(f"procedure-{measure}", title, tuple(heads), rows, sources, unit, notes)


def _days(procedure: Procedure, since: int, last: dt.date) -> tuple[dt.date, ...]:
    """The first day of each year, and days on which the index changed within one."""
    years = {dt.date(year, 1, 1) for year in range(since, last.year + 1)}
    changed = {v.span.start for v in procedure.rules.values[procedure.index] if v.span.start.year >= since}
    return tuple(sorted(years | changed))


def _cell(result: Result, measure: str, step: str, part: str, day: str) -> TableCell:
    cell = {"measure": measure, "step": step, "part": part, "day": day}
    if result.has(**cell):
        return Shown(result.claim(decimals=0, **cell))
    return Missing(say(f"reason-{result.reason(**cell) or 'no-figure'}"))


def _references(procedure: Procedure) -> Table:
    cited = dict.fromkeys(r for step in procedure.steps for r in step.references)
    rows = []
    for id in cited:
        rule = procedure.rules.rules[id]
        date: TableCell = Period.parse(rule.act_date.isoformat()) if rule.act_date else "–"
        rows.append((say(f"rule-{id}"), rule.number or "–", date, say(f"proc-trust-{rule.trust.value.lower()}")))
    heads = tuple(map(say, ("proc-act", "proc-number", "proc-act-date", "proc-trust")))
    return Table("procedure-references", say("proc-references-table"), heads, tuple(rows), ())
