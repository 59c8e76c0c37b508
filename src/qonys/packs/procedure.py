"""The procedure of a pack: `plans/procedure.toml` read and checked against the rules, all faults at once."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import CannotCompute
from qonys.model.procedure import Amount, AreaList, Basis, Condition, Fact, Operator, Per, Procedure, ShownCase, Step
from qonys.model.rules import RuleBook
from qonys.packs.lines import line_of_id
from qonys.packs.pack import Pack
from qonys.packs.read import Faults
from qonys.packs.rules import dated, read_rules
from qonys.packs.validate import valid_file

if TYPE_CHECKING:
    from qonys.packs import rules_schema as schema

FILE = "plans/procedure.toml"

OPERATORS = {
    Fact.STATUS: (Operator.IN, Operator.KNOWN),
    Fact.REGION: (Operator.LISTED, Operator.KNOWN),
    Fact.VISA_REGION: (Operator.LISTED, Operator.KNOWN),
    Fact.PREVIOUS_REGION: (Operator.LISTED, Operator.KNOWN),
    Fact.QUOTA: (Operator.IN, Operator.KNOWN),
    Fact.EMPLOYED: (Operator.IN, Operator.KNOWN),
    Fact.MEMBERS: (Operator.AT_LEAST, Operator.LESS_THAN),
    Fact.WORKING_AGE: (Operator.AT_LEAST, Operator.LESS_THAN, Operator.KNOWN),
    Fact.YEARS: (Operator.AT_LEAST, Operator.LESS_THAN),
    Fact.ARRIVED: (Operator.KNOWN,),
}
"""What can be asked of each fact."""
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class _Known:
    """What a file may refer to, and where its faults go."""

    pack: Pack
    book: RuleBook
    statuses: frozenset[str]
    lists: frozenset[str]
    path: Path
    faults: Faults

    def refuse(self, kind: str, text: str, name: str, column: str) -> None:
        """Note that a table refers to nothing."""
        line = line_of_id(self.path, name)
        self.faults.add(f"procedure-{kind}", self.path, line, column, name=name, text=text)


def pack_procedure(pack: Pack) -> Procedure:
    """The procedure that a pack describes.

    Raises
    ------
    CannotCompute
        If it describes none.
    BadInput
        With all faults of the file and of the rules: a step that cites no rule of the pack, parameters, statuses,
        lists or areas that it does not have, lists of one day and status that are two.
    """
    path = pack.root / FILE
    if not os.path.isfile(path):
        raise CannotCompute("procedure-none", where=str(path), fix="--pack")
    from qonys.packs import rules_schema as schema

    faults = Faults(pack.root)
    book = read_rules(pack, faults)
    table = valid_file(schema.ProcedureFile, path, faults)
    if table is None:
        faults.stop()
    assert table is not None
    statuses = frozenset(s.id for s in table.status)
    known = _Known(pack, book, statuses, frozenset(each.id for each in table.area_list), path, faults)
    _check_once([s.id for s in table.step], known)
    _check_once([s.id for s in table.status], known)
    _parameter(table.money.index, "money", "index", known)
    lists = _lists(table.area_list, known)
    if table.shown is not None and table.shown.status not in statuses:
        status = table.shown.status
        faults.add("procedure-status", path, 0, "status", name="shown", text=status)
    steps = tuple(sorted((_step(s, known) for s in table.step), key=lambda s: (s.order, s.id)))
    faults.stop()
    names = {s.id: s.names.model_dump() for s in table.status}
    aliases = {name.casefold(): id for id, each in names.items() for name in (id, *each.values())}
    money = table.money
    return Procedure(steps, names, lists, money.index, money.unit, money.currency, book, aliases, _shown(table.shown))


def _shown(table: schema.ShownTable | None) -> ShownCase | None:
    if table is None:
        return None
    return ShownCase(table.status, table.members, table.since, table.basis.model_dump(), table.note.model_dump())


def _check_once(ids: Iterable[str], known: _Known) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            known.faults.add("duplicate-key", known.path, line_of_id(known.path, id), "id", text=id)
        seen.add(id)


def _lists(tables: list[schema.ListTable], known: _Known) -> dict[str, tuple[AreaList, ...]]:
    found: dict[str, tuple[AreaList, ...]] = {}
    for t in tables:
        _rule(t.reference, t.id, "reference", known)
        for area in t.areas:
            if area not in known.pack.areas:
                known.refuse("area", area, t.id, "areas")
        for status in t.statuses:
            if status not in known.statuses:
                known.refuse("status", status, t.id, "statuses")
        span = dated(t.start, t.until, t.precision, (t.id, known.path), known.faults)
        one = AreaList(t.id, span, frozenset(t.areas), frozenset(t.statuses), t.reference)
        found[t.id] = (*found.get(t.id, ()), one)
    for id, each in found.items():
        for one, two in combinations(each, 2):
            if one.span.overlaps(two.span) and one.statuses & two.statuses:
                text = f"{id}: {two.span.start}"
                line = line_of_id(known.path, id)
                known.faults.add("rules-overlap", known.path, line, "from", text=text)
    return {id: tuple(sorted(each, key=lambda a: a.span.start)) for id, each in found.items()}


def _step(table: schema.StepTable, known: _Known) -> Step:
    for reference in table.references:
        _rule(reference, table.id, "references", known)
    if table.lasts:
        _parameter(table.lasts, table.id, "lasts", known)
    gap = table.gap.model_dump() if table.gap is not None else {}
    return Step(
        table.id, table.order, table.names.model_dump(), table.text.model_dump(), gap, Basis(table.basis),
        tuple(table.references), tuple(_condition(c, table.id, known) for c in table.condition),
        _amount(table.amount, table.id, known) if table.amount is not None else None, table.lasts,
    )  # fmt: skip


def _condition(table: schema.ConditionTable, step: str, known: _Known) -> Condition:
    fact, operator = Fact(table.fact), Operator(table.operator)
    if operator not in OPERATORS[fact]:
        known.refuse("operator", f"{fact.value} {operator.value}", step, "operator")
    number = float(table.value) if isinstance(table.value, int | float) else None
    values = () if number is not None else _words(table.value)
    if operator is Operator.IN:
        allowed = known.statuses if fact is Fact.STATUS else YES_NO
        for value in [v for v in values if v not in allowed] or ([""] if not values else []):
            known.refuse("status" if fact is Fact.STATUS else "value", value, step, "value")
    elif operator is Operator.LISTED and (len(values) != 1 or values[0] not in known.lists):
        known.refuse("list", ", ".join(values), step, "value")
    elif operator in (Operator.AT_LEAST, Operator.LESS_THAN) and number is None:
        _parameter(values[0] if values else "", step, "value", known)
    return Condition(fact, operator, values, number)


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _amount(table: schema.AmountTable, step: str, known: _Known) -> Amount:
    for column, name in (("low", table.low), ("high", table.high), ("months", table.months)):
        if name or column == "high":
            _parameter(name, step, column, known)
    for series in (table.series_low, table.series_high):
        if series and series.partition("[")[0] not in known.pack.indicators:
            known.refuse("series", series, step, "amount")
    return Amount(table.low, table.high, Per(table.per), table.months, (table.series_low, table.series_high))


def _rule(id: str, name: str, column: str, known: _Known) -> None:
    if id not in known.book.rules:
        known.refuse("rule", id, name, column)


def _parameter(id: str, name: str, column: str, known: _Known) -> None:
    if id not in known.book.values:
        known.refuse("parameter", id, name, column)
