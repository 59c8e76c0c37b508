"""The procedure for a household on a day: which step applies, which does not, what is missing to tell; amounts.

How this works. For a day the rules, parameters and lists in force are looked up once (`prepare`). A household is
then held against the conditions of each step; a condition holds, does not, or cannot be told because a fact of the
household is missing, no list is known for the day, or the day of a change is not known within its year. A step that
cannot be told still carries its amount: what it would be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from qonys.errors import CannotCompute
from qonys.model.procedure import (
    AreaList,
    Basis,
    Condition,
    Fact,
    Household,
    Operator,
    Per,
    Procedure,
    Step,
    years_later,
)
from qonys.model.rules import Dated, DatedValue, Rule


class Verdict(Enum):
    """What can be said of a step."""

    APPLIES = "applies"
    NOT = "does-not-apply"
    UNKNOWN = "cannot-tell"


class Reason(Enum):
    """Why."""

    MEETS = "meets"
    """All conditions hold."""
    FACT = "fact"
    """A fact of the household speaks against it."""
    NOT_LISTED = "not-listed"
    OVER = "over"
    """The years of a duty are over."""
    MISSING = "missing"
    """A fact of the household is not given."""
    NO_RULE = "no-rule"
    """No rule is known for the day."""
    NO_LIST = "no-list"
    """No list of areas is known for the day."""
    RULE_DAY = "rule-day"
    """The rule began in this year or month; on which day is not known."""
    LIST_DAY = "list-day"
    """The list changed in this year; on which day is not known."""
    NO_AMOUNT = "no-amount"
    """No amount is known for the day."""
    PRACTICE = "practice"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of a household, in the unit of amounts and in money; none: not known, or no lower limit."""

    low: float | None
    high: float
    money_low: float | None
    money_high: float | None
    """None if the unit's value on the day is not known."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step for one household."""

    step: Step
    verdict: Verdict
    reason: Reason
    fact: Fact | None
    """The fact that decides, or is missing."""
    amount: Sum | None
    start: dt.date | None
    """First day of the rule, list or amount behind the verdict; of a duty, the arrival."""
    until: dt.date | None
    rule: Rule
    """The rule that carries the step on the day; if none is known, the nearest that is cited."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A step on a day."""

    step: Step
    rule: Rule
    span: Dated | None
    """None: nothing in force is known."""
    sure: bool
    low: float | None = None
    high: float | None = None
    """One person's or household's, all months together; none: no amount is known."""


@dataclass(frozen=True)
class Prepared:
    """A procedure on a day; serves any number of households."""

    procedure: Procedure
    day: dt.date
    steps: tuple[_Ready, ...]
    index: DatedValue | None
    """Value of the unit of amounts; none if it is not known on the day."""
    lists: Mapping[tuple[str, str], tuple[AreaList | None, AreaList | None]] = field(default_factory=dict)
    """By id and status: the list in force, and for one that may have begun later the one before it."""


def prepare(procedure: Procedure, day: dt.date) -> Prepared:
    """The rules, amounts and lists of a day.

    Raises
    ------
    CannotCompute
        If the day is before any rule that the steps cite.
    """
    first = min(procedure.rules.rules[r].span.start for s in procedure.steps for r in s.references)
    if day < first:
        raise CannotCompute("procedure-before-rules", where="--date", fix=str(first), day=str(day), first=str(first))
    lists = {
        (id, status): _in_force(each, status, day)
        for id, each in procedure.lists.items() for status in procedure.statuses
    }  # fmt: skip
    steps = tuple(_ready(procedure, step, day) for step in procedure.steps)
    return Prepared(procedure, day, steps, procedure.rules.at(procedure.index, day), lists)


def _in_force(each: tuple[AreaList, ...], status: str, day: dt.date) -> tuple[AreaList | None, AreaList | None]:
    own = [a for a in each if status in a.statuses]
    now = next((a for a in own if a.span.holds(day)), None)
    if now is None or now.span.surely_holds(day):
        return now, now
    eve = now.span.start - dt.timedelta(days=1)
    return now, next((a for a in own if a.span.holds(eve)), None)


def _ready(procedure: Procedure, step: Step, day: dt.date) -> _Ready:
    """A step with what is in force on the day: its amount, the length of its duty, or the first rule that it cites."""
    book = procedure.rules
    cited = [book.rules[r] for r in step.references]
    named = (step.amount.high, step.amount.low, step.amount.months) if step.amount else (step.lasts,)
    names = [name for name in dict.fromkeys(named) if name]
    if not names:
        span = cited[0].span
        return _Ready(step, cited[0], span if span.holds(day) else None, span.surely_holds(day))
    values = {name: book.at(name, day) for name in names}
    found = [v for v in values.values() if v is not None]
    if len(found) < len(names):
        return _Ready(step, cited[0], None, False)
    rule = book.rules.get(found[0].reference, cited[0])
    sure = all(v.span.surely_holds(day) for v in found)
    if step.amount is None:
        return _Ready(step, rule, found[0].span, sure)
    months = values[step.amount.months].value if step.amount.months else 1.0  # type: ignore[union-attr]
    low = values[step.amount.low].value * months if step.amount.low else None  # type: ignore[union-attr]
    return _Ready(step, rule, found[0].span, sure, low, found[0].value * months)


def evaluate(prepared: Prepared, household: Household) -> tuple[Line, ...]:
    """Each step for a household, in their order.

    Parameters
    ----------
    prepared : Prepared
        From `prepare`.
    household : Household
        Facts that are not known are left empty; the lines say which is missing. An arrival after the day is not known
        on it.

    Returns
    -------
    tuple of Line
        One for each step.
    """
    if household.arrived is not None and household.arrived > prepared.day:
        household = replace(household, arrived=None)
    return tuple(_line(prepared, ready, household) for ready in prepared.steps)


def _line(prepared: Prepared, ready: _Ready, household: Household) -> Line:
    verdict, reason, fact = _judged(prepared, ready, household)
    amount = _sum(prepared, ready, household) if verdict is not Verdict.NOT else None
    span, rule = ready.span, ready.rule
    if (listed := _list_behind(prepared, ready.step, household.status)) is not None:
        span, rule = listed.span, prepared.procedure.rules.rules[listed.reference]
    start, until = (None, None) if span is None else (span.start, span.until)
    if ready.step.lasts and household.arrived is not None and span is not None:
        years = int(prepared.procedure.rules.value_at(ready.step.lasts, prepared.day))
        start, until = household.arrived, years_later(household.arrived, years) - dt.timedelta(days=1)
    return Line(ready.step, verdict, reason, fact, amount, start, until, rule)


def _list_behind(prepared: Prepared, step: Step, status: str) -> AreaList | None:
    """The list on which a step stands, if the step cites the rule of the list; for any status if none is known."""
    wanted = {c.values[0] for c in step.conditions if c.operator is Operator.LISTED}
    found = [now for (id, s), (now, _) in prepared.lists.items() if id in wanted and s in (status or s,) and now]
    return next((each for each in found if each.reference in step.references), None)


def _judged(prepared: Prepared, ready: _Ready, household: Household) -> tuple[Verdict, Reason, Fact | None]:
    if ready.span is None:
        return Verdict.UNKNOWN, (Reason.NO_AMOUNT if ready.step.amount else Reason.NO_RULE), None
    open_question: tuple[Reason, Fact | None] | None = None
    for condition in ready.step.conditions:
        held, reason = _held(prepared, condition, household)
        if held is False:
            return Verdict.NOT, reason, condition.fact
        if held is None and open_question is None:
            fact = Fact.ARRIVED if condition.fact is Fact.YEARS else condition.fact
            open_question = (
                reason,
                Fact.STATUS if reason is Reason.MISSING and _by_status(condition, household) else fact,
            )
    if ready.step.basis is not Basis.RULE:
        return Verdict.UNKNOWN, Reason(ready.step.basis.value.replace("_", "-")), None
    if not ready.sure:
        return Verdict.UNKNOWN, Reason.RULE_DAY, None
    if open_question is not None:
        return Verdict.UNKNOWN, *open_question
    return Verdict.APPLIES, Reason.MEETS, None


def _by_status(condition: Condition, household: Household) -> bool:
    """Whether the status is what is missing for a list, and not the area."""
    return condition.operator is Operator.LISTED and bool(household.text(condition.fact)) and not household.status


def _held(prepared: Prepared, condition: Condition, household: Household) -> tuple[bool | None, Reason]:
    """Whether a condition holds; none if that cannot be told."""
    if condition.operator is Operator.LISTED:
        return _listed(prepared, condition, household)
    if condition.operator in (Operator.AT_LEAST, Operator.LESS_THAN):
        number = household.number(condition.fact, prepared.day)
        bound = condition.number
        if bound is None:
            dated = prepared.procedure.rules.at(condition.values[0], prepared.day)
            if dated is None:
                return None, Reason.NO_RULE
            bound = dated.value
        if number is None:
            return None, Reason.MISSING
        held = number >= bound if condition.operator is Operator.AT_LEAST else number < bound
        return held, Reason.OVER if condition.fact is Fact.YEARS else Reason.FACT
    text = household.text(condition.fact)
    if not text:
        return None, Reason.MISSING
    return condition.operator is Operator.KNOWN or text in condition.values, Reason.FACT


def _listed(prepared: Prepared, condition: Condition, household: Household) -> tuple[bool | None, Reason]:
    area = household.text(condition.fact)
    if not area:
        return None, Reason.MISSING
    statuses = (household.status,) if household.status else tuple(prepared.procedure.statuses)
    answers = {_in_list(prepared, condition.values[0], status, area) for status in statuses}
    if len(answers) > 1:
        return None, Reason.MISSING
    return answers.pop()


def _in_list(prepared: Prepared, id: str, status: str, area: str) -> tuple[bool | None, Reason]:
    now, before = prepared.lists.get((id, status), (None, None))
    if now is None:
        return None, Reason.NO_LIST
    inside = area in now.areas
    if before is None or inside != (area in before.areas):
        return None, Reason.LIST_DAY
    return inside, Reason.NOT_LISTED


def _sum(prepared: Prepared, ready: _Ready, household: Household) -> Sum | None:
    """The amount × persons (or 1) × months."""
    if ready.step.amount is None or ready.high is None:
        return None
    count = household.members if ready.step.amount.per is Per.PERSON else 1
    worth = prepared.index.value if prepared.index is not None else None
    low, high = None if ready.low is None else ready.low * count, ready.high * count
    if worth is None:
        return Sum(low, high, None, None)
    return Sum(low, high, None if low is None else low * worth, high * worth)
