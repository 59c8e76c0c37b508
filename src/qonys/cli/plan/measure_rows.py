"""Tables of `qonys plan measures`: what is asked for, gathered and laid out in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qonys.cli.options import opened
from qonys.cli.plan.measure_case import Case
from qonys.errors import BadInput, CannotCompute
from qonys.model.note import Note

if TYPE_CHECKING:
    from qonys.model.measures import Lever, Measure, Party
    from qonys.plans.measures.ranking import Outcome, Ranking, Yardstick
    from qonys.provenance.runner import Runner
    from qonys.studies.measures.gather import Setting
    from qonys.text.catalogue import Catalogue

Row = dict[str, object]


def runner(case: Case) -> Runner:
    from qonys.studies.registry import start

    _, store = opened(case.pack, case.store, case.as_of)
    return start(store, seed=case.seed)


def setting(case: Case, run: Runner | None = None) -> Setting:
    """Everything that measures read."""
    from qonys.studies.measures.gather import levers_of, setting_of

    own = run or runner(case)
    pack = own.store.pack
    levers_of(own)
    code = pack.find_area(case.area).code if case.area else pack.country
    return setting_of(own, code, case.year, case.draws, case.seed)


def chosen(at: Setting, case: Case) -> tuple[Measure, ...]:
    """The measures asked for: by name, within the budget, or all of them at their usual size."""
    from qonys.studies.measures.compute import affordable, parse, usual, yardstick_of

    if case.budget is not None:
        if case.measures:
            raise BadInput(
                "plan-budget-alone", "--budget chooses by itself", where="--budget, --measure", fix="--budget 1e9"
            )
        found = affordable(at, case.budget, yardstick_of(at, case.by), careful=case.careful)
        if not found:
            what = f"no measure does good within {case.budget:g}"
            raise CannotCompute("plan-nothing-affordable", what, where=f"--budget, {at.area}", fix="", area=at.area)
        return found
    return parse(case.measures, at.measures) if case.measures else usual(at.measures)


def ranking(at: Setting, measures: tuple[Measure, ...], case: Case) -> Ranking:
    """Measures ranked."""
    from qonys.plans.measures.ranking import View
    from qonys.studies.measures.compute import rank, yardstick_of

    return rank(at, measures, yardstick_of(at, case.by), View(case.cost))


def ranked_rows(at: Setting, found: Ranking, measures: tuple[Measure, ...], case: Case) -> list[Row]:
    """A row a measure, the best first, the infeasible last."""
    from qonys.plans.measures.ranking import pays_off

    rests_on = _basis(case)
    rows: list[Row] = []
    for i, outcome in enumerate(found.outcomes):
        lever = at.measures.levers[outcome.id]
        after = found.pairs[i, i + 1] if i + 1 < len(found.outcomes) else None
        rows.append({
            "rank": i + 1, **_named(lever, outcome.size, case), **_effect(at, outcome, found.yardstick, case),
            "standing": found.standings[i].name.lower(), "alike": found.letters[i], "first": float(found.first[i]),
            "ahead_of_next": None if after is None else float(after),
            "good": float((outcome.effect(found.yardstick) > 0).mean()),
            "pays_off": pays_off(outcome), **_about(outcome, lever, case),
            "reason": "", "basis": rests_on,
        })  # fmt: skip
    for refused in found.refused:
        lever = at.measures.levers[refused.id]
        said = _catalogue(case).said(f"plan-reason-{refused.reason}")
        lacking = f": {refused.lacking}" if refused.lacking else ""
        rows.append({"rank": None, **_named(lever, refused.size, case), "reason": said + lacking, "basis": rests_on})
    return rows


def _named(lever: Lever, size: float, case: Case) -> Row:
    name = lever.names.get(case.language.value, lever.id)
    return {"lever": lever.id, "name": name, "mechanism": lever.mechanism.value, "size": size, "unit": lever.unit}


def _effect(at: Setting, outcome: Outcome, by: Yardstick, case: Case) -> Row:
    """The effect, its cost and the two beside each other."""
    from qonys.model import Call
    from qonys.plans.measures.ranking import PARTS, Money, View, outcomes_result

    money = Money(at.question.parameters.money)
    told = outcomes_result(Call("plan.measures", {}), (outcome,), (by, View(case.cost)), money)
    row: Row = {}
    cost = {"all": "total_cost", "public": "public_cost"}[case.cost]
    for name, measure in (("effect", by.value), ("cost", cost), ("ratio", "ratio")):
        for part in PARTS:
            row[name if part == "value" else f"{name}_{part}"] = told.value(
                measure=measure, lever=outcome.id, part=part
            )
        row[f"{name}_unit"] = "points" if told.units[measure] == "index" else told.units[measure]
    row["public_cost"] = told.value(measure="public_cost", lever=outcome.id, part="value")
    return row


def _about(outcome: Outcome, lever: Lever, case: Case) -> Row:
    """Who moves, who pays, who gains and loses."""
    import numpy as np

    from qonys.plans.measures.ranking import sides

    said = _catalogue(case)

    def parties(found: Iterable[Party]) -> str:
        return ", ".join(said.said(f"plan-party-{party.value.replace('_', '-')}") for party in found)

    middle = {name: float(np.median(outcome.details[name])) for name in _DETAILS if name in outcome.details}
    gain, lose = sides(outcome, lever)
    return {**middle, "pays": parties(lever.payers), "gains": parties(gain), "loses": parties(lose)}


_DETAILS = ("people", "wage_local_low", "wage_local_high", "unemployment_change")


def pair_rows(at: Setting, found: Ranking, measures: tuple[Measure, ...], case: Case) -> list[Row]:
    """For each two measures the share of draws in which the first is better, the better-ranked first."""
    rests_on = _basis(case)
    ids = [o.id for o in found.outcomes]
    pairs = [(i, j) for i in range(len(ids)) for j in range(i + 1, len(ids))]
    return [
        {
            "lever": ids[i], "other": ids[j], "ahead": float(found.pairs[i, j]),
            "alike": bool(set(found.letters[i]) & set(found.letters[j])), "basis": rests_on,
        }
        for i, j in pairs
    ]  # fmt: skip


def package_rows(at: Setting, found: Ranking, measures: tuple[Measure, ...], case: Case) -> list[Row]:
    """Measures taken together, their sum, and each."""
    from qonys.studies.measures.compute import together

    feasible = {o.id for o in found.outcomes}
    taken = tuple(m for m in measures if m.lever in feasible)
    if not taken:
        what = f"none of the measures can be used in {at.area}"
        raise CannotCompute("plan-none-feasible", what, where=at.area, fix="--show ranking", area=at.area)
    return together_rows(at, together(at, taken), found.yardstick, case)


def together_rows(at: Setting, outcomes: tuple[Outcome, ...], by: Yardstick, case: Case) -> list[Row]:
    rests_on = _basis(case)
    said = _catalogue(case)
    rows: list[Row] = []
    for outcome in outcomes:
        lever = at.measures.levers.get(outcome.id)
        name = lever.names.get(case.language.value, "") if lever else said.said(f"plan-{outcome.id}")
        size, unit = (outcome.size, lever.unit) if lever else (None, "")
        head: Row = {"lever": outcome.id, "name": name, "size": size, "unit": unit}
        rows.append({**head, **_effect(at, outcome, by, case), "basis": rests_on})
    return rows


def levers(at: Setting, case: Case) -> list[Row]:
    """A row for each lever, parameter and cost: ranges, sources, what is assumed."""
    rows: list[Row] = []
    said = _catalogue(case)
    for lever in at.measures.levers.values():
        rows.append({
            "kind": "lever", "id": lever.id, **_named(lever, lever.usual, case),
            "maximum": lever.maximum, "note": lever.reason.get(case.language.value, ""),
        })  # fmt: skip
        for cost in lever.costs:
            payers = [said.said(f"plan-party-{p.value.replace('_', '-')}") for p in (cost.payer, cost.to) if p]
            rows.append({"kind": "cost", "id": lever.id, "name": " → ".join(payers), **_range(cost.range, case)})
    rows += [{"kind": "parameter", "id": name, **_range(r, case)} for name, r in at.measures.parameters.items()]
    for figure in at.measures.figures.values():
        value = at.known.quantities.get(figure.id)
        row: Row = {"kind": "figure", "id": figure.id, "central": None if value is None else float(value[0])}
        period = next((b[3] for b in at.behind.get(figure.id, ())), "")
        rows.append({**row, "origin": "figure", "source": f"{figure.series}, {period}" if period else figure.series})
    return [{name: row.get(name) for name in _LEVER_COLUMNS} for row in rows]


_LEVER_COLUMNS = (
    "kind", "id", "name", "mechanism", "size", "maximum", "low", "central", "high", "shape", "unit", "origin", "source",
    "note",
)  # fmt: skip


def _range(r: object, case: Case) -> Row:
    from qonys.model.parameters import Range

    assert isinstance(r, Range)
    return {"low": r.low, "central": r.central, "high": r.high, "shape": r.shape.value, "unit": r.unit,
            "origin": r.origin.value, "source": r.source[case.language.value]}  # fmt: skip


def basis(at: Setting, case: Case) -> tuple[Note, ...]:
    """Where effects come from: a line of every output."""
    text = at.measures.caution.get(case.language.value, "")
    place = {"area": at.area, "period": at.question.period}
    found = Note("plan-basis", f"{at.area}, {at.question.period}. {text}", {**place, "caution": text})
    return (found, *_older(at, case))


def _older(at: Setting, case: Case) -> tuple[Note, ...]:
    """Figures that the year does not have, with the year from which they are."""
    if not at.older:
        return ()
    from qonys.packs import load_pack

    indicators, language = load_pack(case.pack).indicators, case.language.value
    listed = "; ".join(f"{indicators[s.partition('[')[0]].names[language]}: {p}" for s, p in at.older.items())
    return (Note("plan-older", f"of earlier years: {listed}", {"listed": listed}),)


def remarks(at: Setting, found: Ranking, case: Case) -> Iterator[Note]:
    """What the reader has to know of a ranking: the yardstick, measures that cannot be told apart."""
    yardstick = found.yardstick.value
    yield Note(f"plan-by-{yardstick}", f"by {yardstick}", {})
    if not found.paying:
        yield Note("plan-none-pays", "no measure gives more than it costs in most draws", {})
    if len(found.outcomes) > 1:
        names = [at.measures.levers[name].names.get(case.language.value, name) for name in found.contenders]
        said = {"first": names[0], "others": "; ".join(names[1:]), "level": "90"}
        code = "plan-first-alike" if len(names) > 1 else "plan-first-clear"
        yield Note(code, f"first: {', '.join(names)}", said)
    if case.budget is not None:
        yield from _of_budget(at, found, case)


def _of_budget(at: Setting, found: Ranking, case: Case) -> Iterator[Note]:
    """What is spent, by the measure of money that chose; and what is chosen only for what it brings in."""
    from qonys.plans.measures.ranking import View, chosen_by

    effects = [chosen_by(o.effect(found.yardstick), cost=False, careful=case.careful) for o in found.outcomes]
    spent = sum(chosen_by(o.cost(View.PUBLIC), cost=True, careful=case.careful) for o in found.outcomes)
    code = "plan-budget-careful" if case.careful else "plan-budget-used"
    yield Note(code, f"spends {spent:.0f} of {case.budget:.0f}", {"spent": round(spent, 0), "budget": case.budget})
    harm = [at.measures.levers[o.id].names.get(case.language.value, o.id)
            for o, effect in zip(found.outcomes, effects, strict=True) if effect < 0]  # fmt: skip
    if harm:
        named = "; ".join(harm)
        yield Note("plan-budget-harm", f"chosen for what it brings in: {named}", {"names": named})


def _basis(case: Case) -> str:
    return _catalogue(case).said("plan-basis-word")


def _catalogue(case: Case) -> Catalogue:
    from qonys.text.catalogue import load_catalogue

    return load_catalogue(case.language, only=("plan_measures",))
