"""Results of a simulation: the region, its workers, the groups that arrive, and what went in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np

from qonys.impact.kernels.draws import stratified
from qonys.impact.question import MONEY, Question, columns_of, inputs_of, no_figure
from qonys.impact.simulator import LABOUR, LOCAL, MIGRANT, Drawn, State, draw, earnings, mean_change, regional, state
from qonys.model import Call
from qonys.model.note import Note
from qonys.model.parameters import COMPOSITION, GENERAL, Origin, ParameterSet
from qonys.model.result import Floats, Measures, Result, stack
from qonys.numerics.generators import generator

LEVEL = 0.9
PARTS = ("low", "value", "high")
"""5 %, 50 % and 95 % of the draws: the value is the median, so that it stands between the ends whatever the shape."""

POINTS = "percentage_points"
MEASURES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "people": ("persons", ()),
    "workers": ("persons", ()),
    "households": ("families", ()),
    "wage_local": ("share", LABOUR),
    "wage_local_low": ("share", LABOUR),
    "wage_local_high": ("share", LABOUR),
    "wage_migrant": ("share", LABOUR),
    "unemployment_after": ("share", LABOUR),
    "unemployment_change": (POINTS, LABOUR),
    "employment_local": ("persons", LABOUR),
    "employment_after": ("persons", LABOUR),
    "output_change": ("share", LABOUR),
    "capital_return_change": ("share", LABOUR),
    "output_per_head_change": ("share", (*LABOUR, "population")),
    "output_added": (MONEY, (*LABOUR, "population", "output_per_head")),
    "migrant_share_before": ("share", LABOUR),
    "migrant_share_after": ("share", LABOUR),
    "arrivals_share": ("share", LABOUR),
    "earnings": (MONEY, (*LABOUR, "wage")),
    "remittances": (MONEY, (*LABOUR, "wage")),
    "housing_norm": ("m2", ()),
    "housing_kept": ("m2", ("housing_per_person",)),
    "housing_years": ("years", ("housing_per_person", "housing_commissioned")),
    "school_places": ("places", ()),
    "school_places_lacking": ("places", ("school_places_free",)),
    "preschool_places": ("places", ()),
    "preschool_places_lacking": ("places", ("preschool_places_free",)),
    "clinic_visits": ("visits", ()),
    "clinic_visits_lacking": ("visits", ("clinic_visits_free",)),
    "hospital_beds": ("beds", ()),
    "hospital_beds_lacking": ("beds", ("hospital_beds_free",)),
}
"""Unit of each measure of a region, and the figures that it needs."""

WORKERS: Mapping[str, tuple[int | None, int]] = {
    "local": (None, LOCAL), "local_low": (0, LOCAL), "local_high": (1, LOCAL),
    "migrant": (None, MIGRANT), "migrant_low": (0, MIGRANT), "migrant_high": (1, MIGRANT),
}  # fmt: skip
"""Skill and origin of the workers whose fate is told."""


def drawn_of(question: Question, draws: int, seed: int) -> Drawn:
    """Stratified draws of a question's parameters."""
    return draw(question, stratified(draws, len(columns_of(question)), generator(seed, "impact.simulate")))


def spread(values: Floats) -> Floats:
    """Low end, median and high end of draws along the first axis; parts come last."""
    tail = (1 - LEVEL) / 2
    found: Floats = np.moveaxis(np.quantile(values, [tail, 0.5, 1 - tail], axis=0), 0, -1)
    return found


def region_result(call: Call, question: Question, drawn: Drawn) -> Result:
    """What happens to the region: axes measure, part; measures in `MEASURES`, parts low, value, high."""
    found = regional(question, drawn)
    values = np.full((len(MEASURES), len(PARTS)), np.nan)
    reasons: dict[tuple[str, ...], str] = {}
    for i, (name, (_, wanted)) in enumerate(MEASURES.items()):
        if name in found:
            values[i] = spread(found[name])
            continue
        why = no_figure(next(q for q in wanted if not question.has(q)))
        reasons |= {(name, part): why for part in PARTS}
    units = {name: _unit(question, unit) for name, (unit, _) in MEASURES.items()}
    status = np.where(np.isnan(values), "", "E")
    return Result(call, {"measure": tuple(MEASURES), "part": PARTS}, values, status, units, reasons)


def workers_result(call: Call, question: Question, drawn: Drawn) -> Result:
    """What happens to those who were there: axes measure, worker, part; it needs the figures `LABOUR`.

    Measures: wage_change, unemployment_after, unemployment_change, employment_change (persons).
    """
    at = state(question, drawn)
    rate = question.value("unemployment_rate")
    parts = {name: _fate(at, rate, skill, origin) for name, (skill, origin) in WORKERS.items()}
    measures: Measures = {}
    units = {
        "wage_change": "share", "unemployment_after": "share", "unemployment_change": POINTS,
        "employment_change": "persons",
    }  # fmt: skip
    for i, (name, unit) in enumerate(units.items()):
        values = np.stack([spread(parts[worker][i]) for worker in WORKERS])
        measures[name] = (values, np.full(values.shape, "E"), unit)
    return stack(call, measures, {"worker": tuple(WORKERS), "part": PARTS})


def _fate(at: State, rate: float, skill: int | None, origin: int) -> tuple[Floats, Floats, Floats, Floats]:
    chosen = slice(None) if skill is None else slice(skill, skill + 1)
    persons = at.base.persons[:, chosen, origin]
    jobless = at.settled.unemployment[:, chosen, origin]
    after = (persons * jobless).sum(axis=1) / persons.sum(axis=1)
    wage = mean_change(at, (origin,)) if skill is None else at.settled.production.wages[:, skill, origin] - 1
    kept = (persons * ((1 - jobless) / (1 - rate) - 1)).sum(axis=1)
    return wage, after, 100 * (after - rate), kept


def groups_result(call: Call, question: Question, drawn: Drawn) -> Result:
    """What each group brings: axes measure, group, part; groups are numbered as in the scenario.

    Measures: people, workers, school_places, preschool_places, earnings, remittances; it needs the figures `LABOUR`,
    the last two the wage too.
    """
    at = state(question, drawn)
    labels = tuple(
        f"{i} {a.group.kind}{'.' * bool(a.group.sector)}{a.group.sector}" for i, a in enumerate(at.arrivals, 1)
    )
    nothing = np.full(len(drawn.values), np.nan)
    earned = [earnings(question, at, a) if question.has("wage") else nothing for a in at.arrivals]
    columns = {
        "people": ([a.people for a in at.arrivals], "persons"),
        "workers": ([a.workers.sum(axis=1) for a in at.arrivals], "persons"),
        "school_places": ([a.school for a in at.arrivals], "places"),
        "preschool_places": ([a.preschool for a in at.arrivals], "places"),
        "earnings": (earned, MONEY),
        "remittances": ([e * a.sent for e, a in zip(earned, at.arrivals, strict=True)], MONEY),
    }
    measures: Measures = {}
    for name, (drawn_values, unit) in columns.items():
        values = np.stack([spread(v) for v in drawn_values])
        measures[name] = (values, np.full(values.shape, "E"), _unit(question, unit))
    return stack(call, measures, {"group": labels, "part": PARTS})


def inputs_result(call: Call, question: Question, language: str = "en") -> Result:
    """What went in: measures low, central, high; axis input. Status A: an official figure; E: declared or stated.

    Beside each input its group, unit, origin, and its source in the `language`.
    """
    found = inputs_of(question)
    status = np.array(["A" if i.origin is Origin.FIGURE else "E" for i in found])
    columns = {"low": [i.low for i in found], "central": [i.central for i in found], "high": [i.high for i in found]}
    measures: Measures = {name: (np.array(values), status, "number") for name, values in columns.items()}
    return stack(call, measures, {"input": tuple(i.id for i in found)}).beside(
        "input", group=tuple(i.group for i in found), unit=tuple(i.unit for i in found),
        origin=tuple(i.origin.value for i in found),
        source=tuple(i.source if isinstance(i.source, str) else i.source[language] for i in found),
    )  # fmt: skip


def inputs_note(question: Question) -> Note:
    """How many inputs are official, declared, assumed, the user's own."""
    counted = Counter(i.origin.value for i in inputs_of(question))
    said = {name: str(counted[name]) for name in ("figure", "range", "assumption", "user")}
    return Note("impact-inputs", {**said, "area": question.area, "period": question.period or "–"})


def parameters_result(call: Call, declared: ParameterSet, language: str) -> Result:
    """The declared ranges: measures low, central, high; axis range, `kind.parameter`; words in the `language`."""
    every = [("", r, GENERAL[r.id].group) for r in declared.ranges.values()]
    every += [(k.id, r, COMPOSITION[r.id].group) for k in declared.kinds.values() for r in k.ranges.values()]
    ranges, labels = [r for _, r, _ in every], tuple(f"{kind}.{r.id}".lstrip(".") for kind, r, _ in every)
    columns = {"low": [r.low for r in ranges], "central": [r.central for r in ranges], "high": [r.high for r in ranges]}
    measures: Measures = {
        name: (np.array(values), np.full(len(ranges), "E"), "number") for name, values in columns.items()
    }
    return stack(call, measures, {"range": labels}).beside(
        "range", kind=tuple(kind for kind, _, _ in every), parameter=tuple(r.id for r in ranges),
        group=tuple(group for _, _, group in every), shape=tuple(r.shape.value for r in ranges),
        unit=tuple(r.unit for r in ranges), origin=tuple(r.origin.value for r in ranges),
        dated=tuple(r.dated.isoformat() if r.dated else "" for r in ranges),
        source=tuple(r.source[language] for r in ranges), note=tuple(r.note.get(language, "") for r in ranges),
    )  # fmt: skip


def origins_result(call: Call, question: Question) -> Result:
    """How many inputs are official figures, ranges with a source, assumptions, the user's own; axis origin."""
    counted = Counter(i.origin for i in inputs_of(question))
    values = np.array([float(counted[origin]) for origin in Origin])
    return stack(
        call, {"count": (values, np.full(values.shape, "A"), "count")}, {"origin": tuple(o.value for o in Origin)}
    )


def _unit(question: Question, unit: str) -> str:
    return question.parameters.money if unit == MONEY else unit


RESULTS: Mapping[str, Callable[[Call, Question, Drawn], Result]] = {
    "simulate": region_result, "workers": workers_result, "groups": groups_result,
}  # fmt: skip
"""Tables of a simulation by their names."""
