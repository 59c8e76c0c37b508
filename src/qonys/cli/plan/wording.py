"""The lines of a procedure in words, in one language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qonys.model.rules import Kind
from qonys.studies.procedure.compute import act_of, said
from qonys.text import Language, say
from qonys.text.words import load_words

if TYPE_CHECKING:
    from qonys.model.procedure import Household, Procedure, Step
    from qonys.model.rules import Rule
    from qonys.packs import Pack
    from qonys.plans.procedure.steps import Line, Prepared
    from qonys.text import Message
    from qonys.text.words import Words


def _in_force(rule: Rule, day: dt.date) -> str:
    """Whether a rule holds on a day; of an act that was not read nobody can say so, a draft does not."""
    if rule.kind is Kind.DRAFT or not rule.span.holds(day):
        return "no"
    return "yes" if rule.kind is Kind.ACT and rule.span.surely_holds(day) else "unknown"


@dataclass
class Wording:
    """Says lines; what many households share is put into words once."""

    pack: Pack
    procedure: Procedure
    language: Language
    brief: bool = False
    """Whether only the verdict, the reason and the amount are said: many households."""
    _said: dict[object, str] = field(default_factory=dict)
    _words: Words | None = None

    @property
    def words(self) -> Words:
        """The words of the language with the names of the pack."""
        if self._words is None:
            self._words = load_words(self.language, (self.pack.name_texts[self.language.value],))
        return self._words

    def name(self, step: Step) -> str:
        """The name of a step."""
        return step.names[self.language.value]

    def text(self, line: Line, household: Household, day: dt.date) -> str:
        """All that is to be said of a step: the verdict, why, what happens, how much, what is not known, the rule."""
        place = (household.region, household.visa_region)
        key = (line.step.id, line.verdict, line.reason, line.fact, line.amount, line.start, line.until, place)
        if key not in self._said:
            if len(self._said) > 100_000:
                self._said.clear()
            self._said[key] = self._made(line, household, day)
        return self._said[key]

    def _made(self, line: Line, household: Household, day: dt.date) -> str:
        own = self.language.value
        head = say(
            "proc-line", step=self.name(line.step), verdict=say(f"proc-verdict-{line.verdict.value}"),
            why=said(line, household, day),
        )  # fmt: skip
        if self.brief:
            return " ".join([self._plain(head), *([self._plain(self._sum(line))] if line.amount else [])])
        parts = [self._plain(head), line.step.text[own]]
        if line.amount is not None:
            parts.append(self._plain(self._sum(line)))
        parts += [line.step.gap.get(own, ""), self._plain(self._reference(line.rule))]
        return " ".join(part for part in parts if part)

    def _plain(self, message: Message) -> str:
        return self.words.plain(message)

    def _sum(self, line: Line) -> Message:
        from qonys.plans.procedure.steps import Verdict

        amount = line.amount
        assert amount is not None
        money = say("proc-no-money")
        if amount.money_high is not None:
            money = self._range(amount.money_low, amount.money_high, self.procedure.currency)
        head = "proc-sum" if line.verdict is Verdict.APPLIES else "proc-sum-if"
        return say(head, amount=self._range(amount.low, amount.high, self.procedure.unit), money=money)

    def _range(self, low: float | None, high: float, unit: str) -> Message:
        number = self.words.number
        ends = {"high": number(high), "unit": self.words.unit(unit)}
        if low is None:
            return say("proc-up-to", **ends)
        return say("proc-one", **ends) if low == high else say("proc-range", low=number(low), **ends)

    def references(self, prepared: Prepared) -> Iterator[dict[str, object]]:
        """The rules that the steps cite, one row for a step and a rule."""
        own = self.language.value
        for step in prepared.procedure.steps:
            for id in step.references:
                rule = prepared.procedure.rules.rules[id]
                yield {
                    "step": step.id, "name": self.name(step), "rule": id, "act": rule.act[own], "number": rule.number,
                    "act_date": rule.act_date.isoformat() if rule.act_date else "",
                    "from": rule.span.start.isoformat(), "precision": rule.span.precision.value,
                    "until": rule.span.until.isoformat() if rule.span.until else "", "trust": rule.trust.value,
                    "kind": rule.kind.value, "in_force": _in_force(rule, prepared.day),
                    "url": rule.url, "text": rule.text[own],
                }  # fmt: skip

    def _reference(self, rule: Rule) -> Message:
        trust = say(f"proc-trust-{rule.trust.value.lower()}")
        return say("proc-reference", act=act_of(rule, rule.act[self.language.value]), trust=trust)
