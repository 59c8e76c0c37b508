"""Computations of measures: feasible ones ranked, compared in pairs, taken together as a package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model import Call
from qonys.model.measures import Measure, MeasureSet
from qonys.model.parameters import Range
from qonys.model.records import Given, records
from qonys.model.result import Cell, Result
from qonys.packs.measures import check
from qonys.packs.read import Faults
from qonys.plans.measures.levers import infeasible
from qonys.plans.measures.ranking import (
    Money,
    Outcome,
    Ranking,
    Refused,
    View,
    Yardstick,
    added_up,
    effects_table,
    outcomes_result,
    pairs_result,
    ranked,
    ranked_table,
    ranking_result,
    within,
)
from qonys.provenance.computation import Choice, Computation, one
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.studies.measures.gather import Setting, levers_of, outcome_of, read_by, setting_of

DRAWS = 4000
TOGETHER, SUM = "together", "added-up"


def parse(lines: Sequence[str], levers: MeasureSet, where: str = "--measure") -> tuple[Measure, ...]:
    """Measures written as `lever=size`; a lever alone has its usual size.

    Raises
    ------
    BadInput
        With all faults: no number, unknown levers, sizes outside the limits, levers given twice.
    """
    path = Path(where)
    faults, found = Faults(Path()), []
    for line in lines:
        name, equals, text = (part.strip() for part in line.partition("="))
        try:
            size = float(text) if equals else levers.levers[name].usual if name in levers.levers else 1.0
        except ValueError:
            faults.add("not-a-number", path, None, name, text=text)
            continue
        found.append(Measure(name, size))
    check(found, levers, path, faults)
    faults.stop()
    return tuple(found)


def usual(levers: MeasureSet) -> tuple[Measure, ...]:
    """Every lever at its usual size."""
    return tuple(Measure(lever.id, lever.usual) for lever in levers.levers.values())


def tried(setting: Setting, measures: Sequence[Measure]) -> tuple[tuple[Outcome, ...], tuple[Refused, ...]]:
    """What each feasible measure does by itself, and why the others cannot be used."""
    outcomes, refused = [], []
    for m in measures:
        lever = setting.measures.levers[m.lever]
        why = infeasible(lever, m.size, setting.known, country=setting.country) or ("" if lever.held else "not-held")
        if not why:
            try:
                outcomes.append(outcome_of(setting, (m,), m.lever))
                continue
            except CannotCompute as error:
                why = error.code.removeprefix("impact-")
        refused.append(Refused(m.lever, m.size, why, next(iter(setting.known.lacking(lever)), "")))
    return tuple(outcomes), tuple(refused)


def yardstick_of(setting: Setting, name: str = "") -> Yardstick:
    """The yardstick asked for; the index where the area has one, else money.

    Raises
    ------
    CannotCompute
        If the index is asked for and cannot respond.
    """
    wanted = Yardstick(name) if name else Yardstick.INDEX if setting.index is not None else Yardstick.MONEY
    if wanted is Yardstick.INDEX and setting.index is None:
        where = f"{setting.area}, {setting.question.period}"
        raise CannotCompute("plan-no-index", where=where, fix="--by money", area=setting.area)
    return wanted


def rank(setting: Setting, measures: Sequence[Measure], yardstick: Yardstick, view: View = View.ALL) -> Ranking:
    """Measures of a setting ranked."""
    outcomes, refused = tried(setting, measures)
    return ranked(outcomes, refused, yardstick, view)


def together(setting: Setting, measures: Sequence[Measure]) -> tuple[Outcome, ...]:
    """A package: what it does together, what its parts do by themselves added up, and each part.

    Raises
    ------
    CannotCompute
        If one of its measures cannot be used, with the reason.
    """
    for m in measures:
        lever = setting.measures.levers[m.lever]
        why = infeasible(lever, m.size, setting.known, country=setting.country)
        if why:
            raise CannotCompute(
                f"plan-{why}",
                where=f"{setting.area}, {setting.question.period}",
                fix="another size, area or lever",
                name=m.lever,
                text=f"{m.size:g}",
                lacking=next(iter(setting.known.lacking(lever)), ""),
            )
    alone = tuple(outcome_of(setting, (m,), m.lever) for m in measures)
    return outcome_of(setting, measures, TOGETHER), added_up(alone, SUM), *alone


def affordable(setting: Setting, budget: float, yardstick: Yardstick, *, careful: bool = False) -> tuple[Measure, ...]:
    """The measures and sizes that do most within a budget of public money.

    A lever that does harm by itself is among them only where what it brings in pays for others that do more good.

    Raises
    ------
    BadInput
        For a budget below 0.
    """
    if not budget >= 0:
        raise BadInput("plan-budget", where="--budget", fix="1000000000", text=f"{budget:g}")
    levers = tuple(setting.measures.levers.values())
    sizes = [Measure(lever.id, size) for lever in levers for size in lever.sizes]
    outcomes, _ = tried(setting, sizes)
    return within(outcomes, budget, yardstick, careful=careful)


def setting_for(run: Runner, call: Call) -> Setting:
    """The setting of a call: `area` (the country if left out), `period` (a year), `draws`."""
    p = Parameters(call)
    seed = run.seed
    area = p.text("area") or run.store.pack.country
    return setting_of(run, area, p.text("period"), p.number("draws") or DRAWS, seed)


def _choice(call: Call, setting: Setting) -> tuple[Yardstick, View]:
    p = Parameters(call)
    names = {"by": (p.text("by"), Yardstick), "cost": (p.text("cost"), View)}
    for name, (text, kind) in names.items():
        if text and text not in {each.value for each in kind}:
            near = ", ".join(get_close_matches(text, [k.value for k in kind]) or [k.value for k in kind])
            raise NotFound("label", where=f"{call.function} [{name}]", fix=near, label=text)
    return yardstick_of(setting, p.text("by")), View(p.text("cost") or View.ALL.value)


def _measures(run: Runner, call: Call) -> tuple[Measure, ...]:
    lines = Parameters(call).words("measures")
    return parse(lines, levers_of(run), "measures") if lines else usual(levers_of(run))


def ranking_of(run: Runner, call: Call) -> Ranking:
    """The ranking of a call, made once: `measures` (`lever=size`; all levers if left out), `by`, `cost`."""
    setting = setting_for(run, call)
    by, view = _choice(call, setting)
    measures = _measures(run, call)
    key = ("plan.ranking", setting.area, setting.question.period, setting.known.draws, by, view, measures)
    return run.once(key, lambda: rank(setting, measures, by, view))


def _ranking(run: Runner, call: Call) -> Result:
    return ranking_result(call, ranking_of(run, call), money_of(setting_for(run, call)))


def _table(run: Runner, call: Call) -> Result:
    """A row a measure, money in the currency of the pack."""
    setting = setting_for(run, call)
    return ranked_table(call, ranking_of(run, call), setting.measures.levers, Money(setting.question.parameters.money))


def package_of(run: Runner, call: Call) -> tuple[Outcome, ...]:
    """What the measures of a call do together, added up and each; computed once."""
    return run.once(("plan.together", call.id), lambda: together(setting_for(run, call), _measures(run, call)))


def _package(run: Runner, call: Call) -> Result:
    """A row each for the package together, its parts added up, and each part."""
    setting, outcomes = setting_for(run, call), package_of(run, call)
    by, levers = _choice(call, setting), setting.measures.levers
    told = outcomes_result(call, outcomes, by, Money(setting.question.parameters.money))
    units = tuple(levers[o.id].unit if o.id in levers else "" for o in outcomes)
    sizes = [o.size if o.id in levers else np.nan for o in outcomes]
    return effects_table(call, told, by, sizes).beside("lever", unit=units)


def _levers(run: Runner, call: Call) -> Result:
    """A row for each lever, cost, parameter and figure: ranges, sources, what is assumed; words in the `language`."""
    setting, spoken = setting_for(run, call), Parameters(call).text("language")
    own = setting.measures
    rows: list[dict[str, object]] = []
    for lever in own.levers.values():
        rows.append({
            "row": f"lever:{lever.id}", "id": lever.id, "mechanism": lever.mechanism.value, "size": lever.usual,
            "unit": lever.unit, "maximum": lever.maximum, "note": lever.reason.get(spoken, ""),
        })  # fmt: skip
        for i, cost in enumerate(lever.costs):
            payers = "→".join(party.value for party in (cost.payer, cost.to) if party)
            rows.append({"row": f"cost:{lever.id}.{i}", "id": lever.id, "name": payers, **_range(cost.range, spoken)})
    rows += [{"row": f"parameter:{name}", "id": name, **_range(r, spoken)} for name, r in own.parameters.items()]
    for figure in own.figures.values():
        value = setting.known.quantities.get(figure.id)
        period = next((b[2] for b in setting.behind.get(figure.id, ())), "")
        source = f"{figure.series}, {period}" if period else figure.series
        central = None if value is None else float(value[0])
        rows.append({"row": f"figure:{figure.id}", "id": figure.id, "central": central, "origin": "figure",
                     "source": source})  # fmt: skip
    numbers: Given = {
        name: (np.array([row.get(name) for row in rows], dtype=float), "number")
        for name in ("size", "maximum", "low", "central", "high")
    }
    texts = {name: [str(row.get(name, "")) for row in rows]
             for name in ("id", "name", "mechanism", "shape", "unit", "origin", "source", "note")}  # fmt: skip
    labels = [str(row["row"]) for row in rows]
    kinds = {"kind": [label.partition(":")[0] for label in labels]}
    return records(call, ("row", labels), numbers, {**kinds, **texts})


def _range(r: Range, spoken: str) -> dict[str, object]:
    return {"low": r.low, "central": r.central, "high": r.high, "shape": r.shape.value, "unit": r.unit,
            "origin": r.origin.value, "source": r.source.get(spoken, "")}  # fmt: skip


def money_of(setting: Setting) -> Money:
    """The unit of money of tables."""
    own = setting.measures
    return Money(own.money, own.money_factor) if own.money else Money(setting.question.parameters.money)


OF_EFFECT = frozenset({"effect", "ratio", "rank", "first", "ahead_of_next", "good"})
"""What rests on the effect in the yardstick that is asked for."""


def _of_figures(run: Runner, call: Call, cell: Cell) -> Iterator[Choice]:
    """The figures of the area that measures read; the index, and what is told by it, rests on those of all areas."""
    setting = setting_for(run, call)
    measure = cell["measure"].removesuffix("_low").removesuffix("_high")
    by_index = measure in OF_EFFECT and _choice(call, setting)[0] is Yardstick.INDEX
    if by_index or measure == Yardstick.INDEX.value:
        yield {}
    yield from (one(place) for name in read_by(setting) for place in setting.behind.get(name, ()))


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    "plan.levers": _levers,
    "plan.measure_pairs": lambda run, call: pairs_result(call, ranking_of(run, call)),
    "plan.measure_table": Computation(_table, narrow=_of_figures),
    "plan.measures": Computation(_ranking, narrow=_of_figures),
    "plan.package": Computation(_package, narrow=_of_figures),
}
