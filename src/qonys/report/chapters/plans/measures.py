"""Measures of the assessed area: lever, size, effect with its interval, cost, who pays; what cannot be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from qonys.comparisons import Declared, Item, Kind, Refusal, Superlative, Why, superlative, top
from qonys.errors import QonysError
from qonys.model.measures import Lever
from qonys.model.result import Result
from qonys.packs.measures import has_measures
from qonys.plans.measures.ranking import LEVEL, PARTS, Ranking, Yardstick
from qonys.report.blocks import Block, Finding, Missing, Paragraph, Section, Severity, Table, TableCell
from qonys.report.chapters.compared import not_computed
from qonys.report.chapters.context import Context
from qonys.report.chapters.parts import claims_in, sources_of
from qonys.studies.measures.compute import ranking_of
from qonys.studies.measures.gather import levers_of
from qonys.text import Argument, Items, Message, PlaceName, Shown, Sign, say

MOST_DECIMALS = 6
SMALL = 5
"""So many times the largest effect has to go into the doubt of the index to be called far less than it."""


@dataclass(frozen=True)
class _Subject:
    context: Context
    result: Result
    ranking: Ranking
    levers: dict[str, Lever]

    @property
    def points(self) -> bool:
        """Whether effects are points of the index."""
        return self.ranking.yardstick is Yardstick.INDEX

    @property
    def effect(self) -> str:
        """The measure of the result that holds the effect."""
        return self.ranking.yardstick.value

    def name(self, lever: str) -> Message:
        return say(f"lever-{lever}")

    def size(self, lever: str, size: float) -> Message:
        unit = self.levers[lever].unit.replace("_", "-")
        if unit in ("percentage-points", "percent"):
            return say("plan-size-points" if unit == "percentage-points" else "plan-size-percent", size=float(size))
        return say("plan-size", size=float(size), unit=say(f"unit-{unit}"))

    def number(self, measure: str, lever: str, part: str, sign: Sign = Sign.PLAIN) -> Shown:
        """A number to two digits: more would pretend to know them."""
        value = self.result.value(measure=measure, lever=lever, part=part)
        digits = 0 if value == 0 else 1 - floor(log10(abs(value)))
        decimals = min(digits, MOST_DECIMALS)
        return Shown(self.result.claim(decimals=decimals, measure=measure, lever=lever, part=part), sign)

    def share(self, measure: str, lever: str) -> Shown:
        """A share of the draws."""
        return Shown(self.result.claim(decimals=0, measure=measure, lever=lever, part="value"))


def sections(context: Context) -> tuple[Section, ...]:
    """The measures; nothing for a pack without levers, or an area without the figures they need."""
    found = _subject(context)
    if found is None or not found.ranking.outcomes:
        return ()
    kind = "index" if found.points else "money"
    blocks: tuple[Block, ...] = (
        Paragraph(say("plan-says-caution", caution=say("measures-caution"))),
        Paragraph(say(f"plan-about-{kind}")),
        *_tables(found),
        *_own_doubt(found),
        *_harm(found),
        *_refused(found),
    )
    return (Section("plan-measures", say("plan-measures"), blocks),)


def findings(context: Context) -> tuple[Finding, ...]:
    """Which measures give more than they cost in most draws; none is an answer."""
    found = _subject(context)
    if found is None or not found.ranking.outcomes:
        return ()
    said: dict[str, Argument] = {"area": PlaceName(context.area), "count": str(len(found.ranking.outcomes))}
    said["saves"] = say("plan-saves", names=_named(found, found.ranking.saving)) if found.ranking.saving else (
        say("cmp-none")
    )  # fmt: skip
    paying = found.ranking.paying
    if not paying:
        context.ledger.note("plan-lead-pays", Refusal(Why.NOT_MET), "plan-lead-none")
        return (Finding(Severity.NOTABLE, say("plan-lead-none", **said)),)
    message = say("plan-lead-pays", **said, paying=len(paying), names=_named(found, paying), best=_best(found))
    return (Finding(Severity.NOTABLE, message),)


def _named(found: _Subject, places: tuple[int, ...]) -> Items:
    """Measures by name with their size and the share of the draws in which their money is above zero on balance."""
    outcomes = [found.ranking.outcomes[i] for i in places]
    return Items(
        tuple(
            say(
                "plan-paying", name=found.name(o.id), size=found.size(o.id, o.size), share=found.share("pays_off", o.id)
            )
            for o in outcomes
        )
    )


def _best(found: _Subject) -> Message:
    """The measure that gives most per unit of cost among those that pay, or that it cannot be told."""
    places = found.ranking.paying
    labels = {i: say("plan-quoted", name=found.name(found.ranking.outcomes[i].id)) for i in places}
    items = tuple(Item(labels[i], float(-i)) for i in places)

    def apart(one: Item, other: Item) -> bool:
        return bool(found.ranking.pairs[int(-one.value), int(-other.value)] >= LEVEL)

    every = Declared(Kind.PAYING, items)
    most, order = superlative(every, apart=apart), top(every, len(items), apart=apart)
    if isinstance(most, Superlative):
        return say("plan-best", top=most)
    found.context.ledger.note("plan-best", most, "" if isinstance(order, Refusal) else "plan-best-open")
    return say("cmp-none") if isinstance(order, Refusal) else say("plan-best-open", top=order)


def _subject(context: Context) -> _Subject | None:
    if not has_measures(context.pack):
        return None
    try:
        result = context.run("plan.measures", area=context.area)
        ranking = ranking_of(context.run, result.call)
        levers = levers_of(context.run).levers
    except QonysError as error:
        not_computed(context, "plan-measures", error)
        return None
    return _Subject(context, result, ranking, dict(levers))


def _tables(found: _Subject) -> tuple[Table, Table]:
    """What measures do, in the order of the effect; what they cost, in the order of effect per unit of cost."""
    places = range(len(found.ranking.outcomes))
    kind = "index" if found.points else "money"
    unit = say(f"unit-{found.result.units['public_cost'].replace('_', '-')}")
    area = PlaceName(found.context.area)
    by_effect = sorted(places, key=lambda i: -_effect(found, i))
    effects, costs = [_effects(found, place) for place in by_effect], [_costs(found, place) for place in places]
    sources = sources_of(found.context.run, claims_in(effects[0])[:1])
    heads = ("plan-col-measure", "plan-col-size", "imp-low", "imp-value", "imp-high", "plan-col-more")
    first = Table(
        "plan-measures", say(f"plan-order-{kind}", area=area, unit=unit), tuple(map(say, heads)), tuple(effects),
        sources, None, (say("imp-note-interval"), say("plan-note-partial")),
    )  # fmt: skip
    priced = ("plan-col-measure", "plan-col-cost", "plan-col-public", "plan-col-ratio", "plan-col-alike",
              "plan-col-pays")  # fmt: skip
    notes = (say("plan-note-order"), say(f"plan-note-ratio-{kind}", unit=unit), say("plan-note-alike"))
    second = Table(
        "plan-costs", say("plan-table-costs", area=area, unit=unit), tuple(map(say, priced)), tuple(costs), sources,
        None, notes,
    )  # fmt: skip
    return first, second


def _effect(found: _Subject, place: int) -> float:
    return found.result.value(measure=found.effect, lever=found.ranking.outcomes[place].id, part="value")


def _effects(found: _Subject, place: int) -> tuple[TableCell, ...]:
    outcome = found.ranking.outcomes[place]
    ends = (found.number(found.effect, outcome.id, part, Sign.ALWAYS) for part in PARTS)
    more = found.share("pays_off", outcome.id)
    return found.name(outcome.id), found.size(outcome.id, outcome.size), *ends, more


def _costs(found: _Subject, place: int) -> tuple[TableCell, ...]:
    outcome = found.ranking.outcomes[place]
    ratio: TableCell = Missing(say("plan-reason-no-cost"))
    if found.result.has(measure="ratio", lever=outcome.id, part="value"):
        ratio = found.number("ratio", outcome.id, "value", Sign.ALWAYS)
    pays = Items(tuple(say(f"plan-party-{p.value.replace('_', '-')}") for p in found.levers[outcome.id].payers))
    costs = (found.number(name, outcome.id, "value") for name in ("total_cost", "public_cost"))
    return found.name(outcome.id), *costs, ratio, found.ranking.letters[place], say("plan-pays", parties=pays)


def _own_doubt(found: _Subject) -> tuple[Paragraph, ...]:
    """How far the index itself is known, beside what measures add to it."""
    own = levers_of(found.context.run)
    if not found.points:
        return ()
    try:
        result = found.context.run("wellbeing.intervals", framework=own.framework, span=own.span)
        ends = {part: result.claim(decimals=1, measure=f"score_{part}", area=found.context.area)
                for part in ("low", "high")}  # fmt: skip
    except QonysError:
        return ()
    most = max(abs(found.result.value(measure="index", lever=o.id, part=part)) for o in found.ranking.outcomes
               for part in PARTS)  # fmt: skip
    if SMALL * most > ends["high"].value - ends["low"].value:
        return ()
    return (Paragraph(say("plan-says-index-doubt", area=PlaceName(found.context.area), **ends)),)


def _harm(found: _Subject) -> tuple[Paragraph, ...]:
    """Measures that lower what is measured, in the middle of the draws."""
    bad = [o.id for o in found.ranking.outcomes
           if found.result.value(measure=found.effect, lever=o.id, part="value") < 0]  # fmt: skip
    if not bad:
        return ()
    names = Items(tuple(say("plan-quoted", name=found.name(lever)) for lever in bad))
    return (Paragraph(say("plan-says-harm", names=names)),)


def _refused(found: _Subject) -> tuple[Paragraph, ...]:
    """Measures that cannot be used here, by reason."""
    by_reason: dict[str, list[str]] = {}
    for refused in found.ranking.refused:
        by_reason.setdefault(refused.reason, []).append(refused.id)
    return tuple(
        Paragraph(
            say(
                "plan-says-refused",
                names=Items(tuple(say("plan-quoted", name=found.name(lever)) for lever in levers)),
                reason=say(f"plan-reason-{reason}"),
            )
        )
        for reason, levers in by_reason.items()
    )
