"""Measures ranked by effect for their cost: intervals, pairs on common draws, groups of equals, choice in a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from qonys.model import Call
from qonys.model.measures import Lever, Measure, Party
from qonys.model.records import records
from qonys.model.result import Floats, Measures, Result, stack
from qonys.plans.measures.kernels import ranking
from qonys.plans.measures.kernels.knapsack import choose
from qonys.plans.measures.levers import borne, public

LEVEL = 0.9
BILLION = 1e9
PARTS = ("low", "value", "high")
"""5 %, 50 % and 95 % of the draws."""


@dataclass(frozen=True, slots=True)
class Money:
    """The unit in which a table has its money, and what amounts are multiplied by for it."""

    unit: str
    factor: float = 1.0


class Yardstick(Enum):
    """How an effect on well-being is measured."""

    INDEX = "index"
    """Points of the region's composite index."""
    MONEY = "money"
    """Income of those who were there before, a year."""


class View(Enum):
    """Whose cost counts."""

    PUBLIC = "public"
    """Outlay of the budgets on balance."""
    ALL = "all"
    """What all who were there before pay on balance: employers too."""


DETAILS: Mapping[str, str] = {
    "people": "persons", "wage_local_low": "share", "wage_local_high": "share", "wage_migrant": "share",
    "unemployment_change": "percentage_points", "output_per_head_change": "share",
}  # fmt: skip
"""What else is told of a measure, with units."""
SHOWN = ("people", "wage_local_low", "wage_local_high", "unemployment_change")
"""What of it stands in a table of the ranking."""


SIMULATED: Mapping[Party, str] = {
    Party.LOCAL_LOW: "wage_local_low", Party.LOCAL_HIGH: "wage_local_high", Party.MIGRANTS: "wage_migrant",
    Party.OWNERS: "capital_return_change",
}  # fmt: skip
"""What the simulation has of each party that it holds: whether it gains or loses is not declared but found."""


@dataclass(frozen=True)
class Outcome:
    """What one measure, or a package together, does; arrays (draw,)."""

    id: str
    size: float
    index: Floats | None
    """Points; none where the index cannot respond."""
    money: Floats
    paid: Mapping[Party, Floats]
    details: Mapping[str, Floats] = field(default_factory=dict)

    def effect(self, yardstick: Yardstick) -> Floats:
        """The effect by a yardstick; nan where it cannot be had."""
        if yardstick is Yardstick.MONEY:
            return self.money
        return np.full(self.money.shape, np.nan) if self.index is None else self.index

    def cost(self, view: View) -> Floats:
        """The cost in a view."""
        return public(self.paid) if view is View.PUBLIC else borne(self.paid)


@dataclass(frozen=True)
class Refused:
    """A measure that cannot be used, and why."""

    id: str
    size: float
    reason: str
    lacking: str = ""
    """The quantity without a figure."""


@dataclass(frozen=True)
class Ranking:
    """Feasible measures from the best to the worst, and the infeasible ones."""

    outcomes: tuple[Outcome, ...]
    refused: tuple[Refused, ...]
    yardstick: Yardstick
    view: View
    pairs: Floats
    """(measure, measure): share of draws in which one is better than another."""
    first: Floats
    """(measure,): share of draws in which it is the best of all."""
    letters: tuple[str, ...]
    """Measures that share a letter cannot be told apart."""
    standings: tuple[ranking.Standing, ...]

    @property
    def paying(self) -> tuple[int, ...]:
        """Places of the measures that do good and give more than all pay for them in most of the draws."""
        good = (ranking.Standing.BUYS, ranking.Standing.FREE)
        return tuple(i for i, o in enumerate(self.outcomes) if self.standings[i] in good and pays_off(o) > 0.5)

    @property
    def saving(self) -> tuple[int, ...]:
        """Places of the measures that do no good and save more than they take away in most of the draws."""
        at = ranking.Standing.SAVES
        return tuple(i for i, o in enumerate(self.outcomes) if self.standings[i] is at and pays_off(o) > 0.5)

    @property
    def good(self) -> tuple[Outcome, ...]:
        """Measures whose effect is above zero in the middle of the draws."""
        return tuple(o for o in self.outcomes if np.median(o.effect(self.yardstick)) > 0)

    def spent(self, *, careful: bool) -> tuple[float, tuple[str, ...]]:
        """Public money spent, by the measure that chose; and measures that do harm, chosen for what they bring in."""
        cost = sum(chosen_by(o.cost(View.PUBLIC), cost=True, careful=careful) for o in self.outcomes)
        effects = {o.id: chosen_by(o.effect(self.yardstick), cost=False, careful=careful) for o in self.outcomes}
        return float(cost), tuple(id for id, effect in effects.items() if effect < 0)

    @property
    def contenders(self) -> tuple[str, ...]:
        """The first, and those that it is not ahead of in `LEVEL` of the draws."""
        return tuple(o.id for i, o in enumerate(self.outcomes) if self.pairs[0, i] < LEVEL)


def ranked(
    outcomes: Sequence[Outcome], refused: Sequence[Refused], yardstick: Yardstick, view: View = View.ALL
) -> Ranking:
    """Measures in order of effect for their cost.

    Parameters
    ----------
    outcomes : sequence of Outcome
        On the same draws, so that what all share does not set them apart.
    refused : sequence of Refused
        Kept beside them.
    yardstick : Yardstick
    view : View
    """
    if not outcomes:
        return Ranking((), tuple(refused), yardstick, view, np.zeros((0, 0)), np.zeros(0), (), ())
    effect = np.stack([o.effect(yardstick) for o in outcomes], axis=1)
    cost = np.stack([o.cost(view) for o in outcomes], axis=1)
    at = list(ranking.order(effect, cost))
    effect, cost = effect[:, at], cost[:, at]
    pairs = ranking.ahead(effect, cost)
    middle = ranking.standings(np.median(effect, axis=0), np.median(cost, axis=0))
    return Ranking(
        tuple(outcomes[i] for i in at), tuple(refused), yardstick, view, pairs, ranking.first(effect, cost),
        ranking.letters(ranking.alike(pairs, LEVEL)), tuple(ranking.Standing(int(s)) for s in middle),
    )  # fmt: skip


def pays_off(outcome: Outcome) -> float:
    """Share of the draws in which a measure gives more income than all pay for it."""
    return float((outcome.money > outcome.cost(View.ALL)).mean())


def ranking_result(call: Call, found: Ranking, money: Money) -> Result:
    """A ranking as a result: axes measure, lever, part (low, value, high).

    Measures: those of `outcomes_result`, and rank, first (share of draws in which it is the best), ahead_of_next,
    good (share in which its effect is above 0), pays_off (share in which it gives more income than all pay for it): one
    value each. Infeasible measures come last, without values.
    """
    outcomes, refused = found.outcomes, found.refused
    told = outcomes_result(call, outcomes, (found.yardstick, found.view), money)
    names = (*(o.id for o in outcomes), *(r.id for r in refused))
    own = np.full((5, len(names), len(PARTS)), np.nan)
    for i in range(len(outcomes)):
        own[0, i, 1], own[1, i, 1] = i + 1, found.first[i]
        own[2, i, 1] = found.pairs[i, i + 1] if i + 1 < len(outcomes) else np.nan
        own[3, i, 1] = (outcomes[i].effect(found.yardstick) > 0).mean()
        own[4, i, 1] = pays_off(outcomes[i])
    gap = np.full((len(told.axes["measure"]), len(refused), len(PARTS)), np.nan)
    values = np.concatenate([np.concatenate([told.values, gap], axis=1), own])
    units = {**told.units, "rank": "rank", "first": "share", "ahead_of_next": "share", "good": "share",
             "pays_off": "share"}  # fmt: skip
    status = np.where(np.isnan(values), "", "E")
    reasons: dict[tuple[str, ...], str] = {
        (name, r.id, part): r.reason for name in units for r in refused for part in PARTS
    }
    axes = {"measure": tuple(units), "lever": names, "part": PARTS}
    return Result(call, axes, values, status, units, {**told.reasons, **reasons})


def outcomes_result(call: Call, outcomes: Sequence[Outcome], by: tuple[Yardstick, View], money: Money) -> Result:
    """What measures do: axes measure, lever, part (low, value, high).

    Measures: index, money, public_cost, total_cost, ratio (effect for the cost in the view: points per 1,000 million,
    or money for money; nan where the cost is not above 0 in every draw), what each party pays, the details.
    """
    yardstick, view = by
    points = yardstick is Yardstick.INDEX
    unit = {"index": "index", "money": money.unit, "public_cost": money.unit, "total_cost": money.unit}
    unit |= {"ratio": "points_per_billion" if points else "ratio"}
    unit |= {f"pays_{party.value}": money.unit for party in Party} | dict(DETAILS)
    values = {name: np.full((len(outcomes), len(PARTS)), np.nan) for name in unit}
    reasons: dict[tuple[str, ...], str] = {}
    for i, outcome in enumerate(outcomes):
        for name, draws in drawn(outcome).items():
            values[name][i] = spread(draws) * (money.factor if unit[name] == money.unit else 1)
        effect, cost = outcome.effect(yardstick), outcome.cost(view)
        ratio = ranking.ratio_quantiles(effect[:, None], cost[:, None], (0.05, 0.5, 0.95))[:, 0]
        values["ratio"][i] = ratio * (BILLION if points else 1)
        lacking = {"index": "no-index" if outcome.index is None else "", "ratio": "" if cost.min() > 0 else "no-cost"}
        reasons |= {(name, outcome.id, part): why for name, why in lacking.items() if why for part in PARTS}
    measures: Measures = {name: (v, np.full(v.shape, "E"), unit[name]) for name, v in values.items()}
    result = stack(call, measures, {"lever": tuple(o.id for o in outcomes), "part": PARTS})
    return replace(result, reasons=reasons)


def drawn(outcome: Outcome) -> dict[str, Floats]:
    """The draws of all that is told of an outcome, by measure; no index where it cannot respond."""
    found = {} if outcome.index is None else {"index": outcome.index}
    found |= {"money": outcome.money, "public_cost": public(outcome.paid), "total_cost": borne(outcome.paid)}
    found |= {f"pays_{party.value}": paid for party, paid in outcome.paid.items()}
    return found | {name: v for name, v in outcome.details.items() if name in DETAILS}


def sides(outcome: Outcome, lever: Lever) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who gains and who loses by a measure: as declared, and those whose pay or return moves one way.

    One way: the middle 90 % of the draws does not hold zero. Where it does, a party stands on neither side.
    """
    ends = {p: spread(outcome.details[name]) for p, name in SIMULATED.items() if name in outcome.details}
    gain = tuple(party for party, (low, _, _) in ends.items() if low > 0)
    lose = tuple(party for party, (_, _, high) in ends.items() if high < 0)
    return (*lever.gains, *gain), (*lever.loses, *lose)


def added_up(outcomes: Sequence[Outcome], id: str) -> Outcome:
    """What measures would do if none got in the way of another: effects and costs added up, draw by draw."""
    whole = all(o.index is not None for o in outcomes)
    index = np.sum([o.index for o in outcomes if o.index is not None], axis=0) if whole else None
    money: Floats = np.sum([o.money for o in outcomes], axis=0)
    paid = {party: np.sum([o.paid[party] for o in outcomes], axis=0) for party in Party}
    names = [name for name in DETAILS if all(name in o.details for o in outcomes)]
    return Outcome(id, np.nan, index, money, paid, {n: np.sum([o.details[n] for o in outcomes], axis=0) for n in names})


def effects_table(
    call: Call, told: Result, by: tuple[Yardstick, View], sizes: Sequence[float], more: Sequence[str] = ()
) -> Result:
    """A row a measure: size, effect, cost in the view and ratio with ends and units, and more measures of a result.

    Parameters
    ----------
    call : Call
    told : Result
        Of `outcomes_result` or `ranking_result`.
    by : (Yardstick, View)
    sizes : sequence of float
    more : sequence of str
        Measures of which the middle stands in the table.
    """
    parts = {
        "effect": by[0].value,
        "cost": {View.ALL: "total_cost", View.PUBLIC: "public_cost"}[by[1]],
        "ratio": "ratio",
    }
    picked = {name if part == "value" else f"{name}_{part}": (measure, part)
              for name, measure in parts.items() for part in PARTS}  # fmt: skip
    picked |= {name: (name, "value") for name in (*more, "public_cost")}
    place = told.axes["measure"].index
    given = {name: (told.values[place(m), :, PARTS.index(part)], told.units[m]) for name, (m, part) in picked.items()}
    units = {f"{name}_unit": "points" if told.units[m] == "index" else told.units[m] for name, m in parts.items()}
    return records(call, ("lever", told.axes["lever"]), {"size": (sizes, "number"), **given}, units)


def ranked_table(call: Call, found: Ranking, levers: Mapping[str, Lever], money: Money) -> Result:
    """A ranking with a row a measure, the best first, the infeasible last: what it does, who pays, gains and loses."""
    more = ("rank", "first", "ahead_of_next", "good", "pays_off", *SHOWN)
    sizes = [*(o.size for o in found.outcomes), *(r.size for r in found.refused)]
    told = ranking_result(call, found, money)
    made = effects_table(call, told, (found.yardstick, found.view), sizes, more)
    rows = [levers[name] for name in made.axes["lever"]]
    moved = [sides(o, levers[o.id]) for o in found.outcomes]
    blank = [""] * len(found.refused)
    words = {
        "mechanism": [lever.mechanism.value for lever in rows], "unit": [lever.unit for lever in rows],
        "standing": [*(s.name.lower() for s in found.standings), *blank], "alike": [*found.letters, *blank],
        "pays": [*(_listed(levers[o.id].payers) for o in found.outcomes), *blank],
        "gains": [*(_listed(gain) for gain, _ in moved), *blank],
        "loses": [*(_listed(lose) for _, lose in moved), *blank],
        "reason": [*("" for _ in found.outcomes), *(f"{r.reason}:{r.lacking}" for r in found.refused)],
    }  # fmt: skip
    for unit in ("effect_unit", "cost_unit", "ratio_unit"):
        words[unit] = [*[str(made.texts[unit].words)] * len(moved), *blank]
    return made.beside("lever", **{name: tuple(each) for name, each in words.items()})


def _listed(parties: Sequence[Party]) -> str:
    return ",".join(party.value for party in parties)


def pairs_result(call: Call, found: Ranking) -> Result:
    """For each two measures the share of draws in which the first is better, the better-ranked first."""
    ids = [o.id for o in found.outcomes]
    pairs = [(i, j) for i in range(len(ids)) for j in range(i + 1, len(ids))]
    texts = {
        "lever": [ids[i] for i, _ in pairs], "other": [ids[j] for _, j in pairs],
        "alike": [str(bool(set(found.letters[i]) & set(found.letters[j]))) for i, j in pairs],
    }  # fmt: skip
    ahead = {"ahead": ([float(found.pairs[pair]) for pair in pairs], "share")}
    return records(call, ("pair", [f"{ids[i]}:{ids[j]}" for i, j in pairs]), ahead, texts)


def spread(draws: Floats) -> Floats:
    """Low end, median and high end of draws, (3,)."""
    tail = (1 - LEVEL) / 2
    found: Floats = np.quantile(draws, [tail, 0.5, 1 - tail])
    return found


def within(
    outcomes: Sequence[Outcome], budget: float, yardstick: Yardstick, *, careful: bool = False
) -> tuple[Measure, ...]:
    """The measures that do most for a budget of public money: of each lever one size or none, proven best.

    Effects are taken by themselves and added up; what the choice does together is simulated afterwards.

    Parameters
    ----------
    outcomes : sequence of Outcome
        One for each feasible size of each lever, by itself.
    budget : float
        Outlay of the budgets on balance, a year, in money of the pack.
    yardstick : Yardstick
    careful : bool
        Effects at their low end and costs at their high end instead of their means.
    """
    if not outcomes:
        return ()
    effect = np.array([chosen_by(o.effect(yardstick), cost=False, careful=careful) for o in outcomes])
    cost = np.array([chosen_by(o.cost(View.PUBLIC), cost=True, careful=careful) for o in outcomes])
    _, group = np.unique([o.id for o in outcomes], return_inverse=True)
    taken = choose(effect, cost, group, budget)
    return tuple(Measure(o.id, o.size) for o, t in zip(outcomes, taken, strict=True) if t > 0.5)


def chosen_by(draws: Floats, *, cost: bool, careful: bool) -> float:
    """The number by which a budget chooses: the mean of draws; of a careful choice their bad end."""
    return float(np.quantile(draws, 0.95 if cost else 0.05) if careful else draws.mean())
