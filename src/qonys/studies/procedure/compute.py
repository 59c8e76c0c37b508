"""The procedure of a household as results that can be computed again, and its lines as sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from qonys.errors import BadInput
from qonys.model import Call, Period
from qonys.model.procedure import Household, Procedure
from qonys.model.result import Cell, Floats, Measures, Result, stack
from qonys.model.rules import Rule
from qonys.packs.procedure import FILE, pack_procedure
from qonys.plans.procedure.steps import Line, Reason, Verdict, evaluate, prepare
from qonys.provenance.computation import PERIOD, SERIES, Choice, Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.reads import Rules
from qonys.provenance.runner import Runner
from qonys.tables.procedure import Facts
from qonys.text import Message, PlaceName, say

PARTS = ("low", "high")


def procedure_of(run: Runner) -> Procedure:
    """The procedure of the pack, read once."""
    found = run.declared(FILE, lambda: pack_procedure(run.pack))
    run.note(Rules(found.rules))
    return found


def household_of(run: Runner, call: Call) -> Household:
    """The household of a call: `members`, `status`, `region`, `quota` (yes, no or left out)."""
    p, procedure = Parameters(call), procedure_of(run)
    facts = Facts(run.store.pack, procedure, _days(call)[0])
    quota = {"yes": True, "no": False}.get(p.text("quota"))
    members = facts.members(p.number("members"), "members")
    return Household(members, facts.status(p.text("status"), "status"), facts.region(p.text("region"), "region"), quota)


def _days(call: Call) -> tuple[dt.date, ...]:
    words = Parameters(call).words("days")
    try:
        found = tuple(map(dt.date.fromisoformat, words))
    except ValueError:
        found = ()
    if not found:
        raise BadInput("bad-parameter", where=call.function, fix="2026-03-01", name="days", text=", ".join(words))
    return found


def _amounts(run: Runner, call: Call) -> Result:
    """Amounts of a household by step and day: in the unit of the procedure and in money, lower and upper."""
    procedure, household = procedure_of(run), household_of(run, call)
    days = Parameters(call).words("days")
    steps = tuple(s.id for s in procedure.steps if s.amount is not None)
    shape = (len(steps), len(PARTS), len(days))
    units, money = np.full(shape, np.nan), np.full(shape, np.nan)
    reasons: dict[tuple[str, ...], str] = {}
    for d, day in enumerate(_days(call)):
        for line in evaluate(prepare(procedure, day), household):
            if line.step.id in steps:
                _put(line, (units, money), (steps.index(line.step.id), d))
                _explain(line, days[d], reasons)
    status = np.full(shape, "A", dtype="<U1")
    measures: Measures = {"units": (units, status, procedure.unit), "money": (money, status, procedure.currency)}
    found = stack(call, measures, {"step": steps, "part": PARTS, "day": days})
    return Result(call, found.axes, found.values, found.status, found.units, reasons)


def _put(line: Line, into: tuple[Floats, Floats], at: tuple[int, int]) -> None:
    if line.amount is None:
        return
    step, day = at
    for array, ends in zip(
        into, ((line.amount.low, line.amount.high), (line.amount.money_low, line.amount.money_high)), strict=True
    ):
        array[step, :, day] = [np.nan if end is None else end for end in ends]


def _explain(line: Line, day: str, reasons: dict[tuple[str, ...], str]) -> None:
    """Why an amount is missing."""
    for part in PARTS:
        no_low = part == "low" and line.step.amount is not None and not line.step.amount.low
        why = "procedure-no-low" if no_low else ""
        if line.amount is None:
            why = "procedure-no-amount" if line.verdict is Verdict.UNKNOWN else "procedure-not"
        elif not no_low and line.amount.money_high is None:
            reasons["money", line.step.id, part, day] = "procedure-no-index"
        if why:
            reasons["units", line.step.id, part, day] = reasons["money", line.step.id, part, day] = why


def _of_amount(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The values of the rules that an amount is made of, in force on its day."""
    procedure = procedure_of(run)
    amount = next(s.amount for s in procedure.steps if s.id == cell["step"])
    assert amount is not None
    names = (amount.low if cell["part"] == "low" else amount.high, amount.months)
    index = (procedure.index,) if cell["measure"] == "money" else ()
    yield {SERIES: tuple(filter(None, (*names, *index))), PERIOD: (cell["day"],)}


def said(line: Line, household: Household, day: dt.date) -> Message:
    """The verdict of a line in words."""
    place = household.visa_region if line.fact is not None and line.fact.value == "visa_region" else household.region
    match line.reason:
        case Reason.FACT | Reason.MISSING if line.fact is not None:
            return say(f"proc-{line.reason.value}", fact=say(f"proc-fact-{line.fact.value.replace('_', '-')}"))
        case Reason.NOT_LISTED:
            return say("proc-not-listed", area=PlaceName(place))
        case Reason.LIST_DAY | Reason.RULE_DAY:
            return say(f"proc-{line.reason.value}", year=str(day.year))
        case Reason.OVER:
            return say("proc-over", until="–" if line.until is None else Period.parse(line.until.isoformat()))
    return say(f"proc-{line.reason.value}")


def act_of(rule: Rule, name: Message | str) -> Message | str:
    """The act of a rule with its number and date, as far as they are known."""
    match bool(rule.number), rule.act_date:
        case True, dt.date() as date:
            return say("proc-act-number-date", act=name, number=rule.number, date=Period.parse(date.isoformat()))
        case True, _:
            return say("proc-act-number-only", act=name, number=rule.number)
        case _, dt.date() as date:
            return say("proc-act-date-only", act=name, date=Period.parse(date.isoformat()))
    return name


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {"plan.procedure": Computation(_amounts, narrow=_of_amount)}
