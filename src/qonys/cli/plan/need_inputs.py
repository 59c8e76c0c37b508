"""What `qonys plan need` is asked about: what is declared, figures of the pack or a user's own, and rows to print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.cli.options import opened
from qonys.errors import BadInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qonys.model.need import NeedPlan
    from qonys.packs import Pack
    from qonys.plans.need.index import Evidence, Shortage
    from qonys.plans.need.room import Room
    from qonys.provenance.runner import Runner
    from qonys.tables.need import OwnNeed

Row = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """What the command was asked about."""

    area: str = ""
    components: Path | None = None
    figures: Path | None = None
    pack: str = ""
    store: Path | None = None
    as_of: str | None = None


@dataclass(frozen=True)
class Given:
    """What is declared and what is known: a runner where a pack was opened, a user's figures where there are any.

    `own` has codes in the place of labels where all of them are areas of the pack; `alone` if they are not.
    """

    plan: NeedPlan
    run: Runner | None = None
    own: OwnNeed | None = None
    alone: bool = False


def given(asked: Asked) -> Given:
    """The declared components and the figures; the pack is left alone where it is not needed."""
    from qonys.packs.need import load_need, pack_need
    from qonys.tables.need import OwnNeed, read_need

    if asked.components is not None and asked.figures is not None:
        plan = load_need(asked.components)
        return Given(plan, None, read_need(asked.figures, plan), alone=True)
    from qonys.studies.registry import start

    pack, store = opened(asked.pack, asked.store, asked.as_of)
    plan = load_need(asked.components, pack) if asked.components is not None else pack_need(pack)
    if asked.figures is None:
        return Given(plan, start(store))
    own = read_need(asked.figures, plan)
    codes: dict[str, str] = {}
    unknown: list[NotFound] = []
    for label in own.labels:
        try:
            codes[label] = pack.find_area(label).code
        except NotFound as error:
            unknown.append(error)
    if unknown and len(codes) > len(unknown):
        # Most rows are areas of the pack: the others are slips, not another set of areas.
        raise unknown[0]
    if unknown:
        return Given(plan, start(store), own, alone=True)
    _check_areas(pack, codes)
    named = OwnNeed(tuple(codes.values()), {codes[label]: row for label, row in own.values.items()})
    return Given(plan, start(store), named)


def _check_areas(pack: Pack, codes: Mapping[str, str]) -> None:
    """Each region of today's division once."""
    in_force = pack.regions(9999)
    seen: dict[str, str] = {}
    for label, code in codes.items():
        if code in seen:
            what = f"{label!r} and {seen[code]!r} are one area: {code}"
            raise BadInput("row-twice", what, where=f"--figures {code}", fix="", name=f"{seen[code]}, {label}")
        if code not in in_force:
            raise NotFound.area(label, where=f"--figures {code}", near=tuple(in_force[:5]))
        seen[code] = label


def evidence_for(found: Given) -> Evidence:
    """Figures of the components: official, a user's alone, or a user's in the place of official ones."""
    from qonys.plans.need.index import evidence_of

    if found.own is not None and found.alone:
        return evidence_of(found.plan, found.own.labels, found.own.values)
    from qonys.plans.need.own import evidence_over
    from qonys.studies.need.compute import evidence

    assert found.run is not None
    official = evidence(found.run, found.plan)
    return official if found.own is None else evidence_over(found.plan, official, found.own.values)


def room_for(found: Given) -> Room:
    """Room for people: official, a user's alone, or a user's in the place of official figures."""
    from qonys.plans.need.own import room_alone, room_over
    from qonys.tables.need import OWN

    if found.own is not None and found.alone:
        return room_alone(found.plan, found.own.labels, found.own.values, OWN)
    from qonys.studies.need.compute import rooms

    assert found.run is not None
    official = rooms(found.run, found.plan)
    return official if found.own is None else room_over(official, found.own.values, OWN)


def code_of(found: Given, area: str, labels: tuple[str, ...]) -> str:
    """The label of an area that was asked for.

    Raises
    ------
    NotFound
        With the nearest ones.
    """
    from difflib import get_close_matches

    if area in labels:
        return area
    where = "--area"
    if found.run is not None and not found.alone:
        code = found.run.store.pack.find_area(area).code
        if code in labels:
            return code
        where = f"--area {code}"
    near = tuple(get_close_matches(area, labels, n=3) or labels[:5])
    raise NotFound.area(area, where=where, near=near)


def names_of(found: Given, labels: tuple[str, ...], language: str) -> Mapping[str, str]:
    """Names of areas in a language; a label of the user's stands for itself."""
    if found.run is None or found.alone:
        return {label: label for label in labels}
    areas = found.run.store.pack.areas
    return {label: areas[label].names[language] for label in labels}


def index_rows(shorts: Shortage, names: Mapping[str, str]) -> list[Row]:
    """The index, from the greatest shortage to the smallest."""
    order = sorted(range(len(shorts.areas)), key=lambda i: -shorts.central[i])
    return [
        {
            "area": shorts.areas[i], "name": names[shorts.areas[i]],
            "low": shorts.low[i], "central": shorts.central[i], "high": shorts.high[i],
            "rank_low": shorts.rank_low[i], "rank": shorts.rank[i], "rank_high": shorts.rank_high[i],
            "coverage": shorts.coverage[i], "among_top_5": shorts.top[i],
        }
        for i in order
    ]  # fmt: skip


def component_rows(found: Given, evidence: Evidence, names: Mapping[str, str], language: str) -> list[Row]:
    """The figures that went in, with their year, the file that would fill a gap, and why there is one."""
    from qonys.plans.need.index import compared, weight_ranges

    enough = compared(found.plan, evidence)
    weights = weight_ranges(found.plan.components, found.plan.concentration)
    whole = sum(c.weight for c in found.plan.components.values())
    rows: list[Row] = []
    for k, name in enumerate(evidence.components):
        c = found.plan.components[name]
        for i, area in enumerate(evidence.areas):
            reason = evidence.reasons.get((name, area), "")
            rows.append(
                {
                    "component": name, "title": c.names.get(language, name), "area": area, "name": names[area],
                    "value": evidence.values[i, k], "error": evidence.errors[i, k], "unit": c.unit,
                    "year": evidence.years.get(name, ""), "direction": c.direction.value, "weight": c.weight / whole,
                    "weight_low": weights[name][0], "weight_high": weights[name][1],
                    "compared": "yes" if name in enough else "no", "reason": reason,
                    "file": c.file if reason else "",
                }
            )  # fmt: skip
    return rows


def capacity_rows(found: Given, room: Room, names: Mapping[str, str], language: str) -> list[Row]:
    """People a year by area and capacity: whom the additions serve, own growth, what is left, and what binds."""
    from qonys.model import Call
    from qonys.plans.need.room import room_result

    result = room_result(Call("plan.need_room"), room)
    rows: list[Row] = []
    for area in room.areas:
        for name in room.capacities:
            c = found.plan.capacities[name]
            cell = {"area": area, "capacity": name}
            numbers = {m: result.value(measure=m, **cell) for m in result.axes["measure"]}
            reason = result.reason(measure="room", **cell)
            rows.append(
                {
                    "area": area, "name": names[area], "capacity": name, "title": c.names.get(language, name),
                    **numbers, "unit": "persons", "years": room.years.get((name, area), ""),
                    "binding": "yes" if room.binding(area) == name else "",
                    "reason": reason, "file": c.file if reason else "",
                }
            )  # fmt: skip
    return rows


def published_rows(found: Given, language: str) -> list[Row]:
    """Figures by sector and occupation; none without a pack."""
    if found.run is None:
        return []
    from qonys.studies.need.published import borders_of, published

    pack = found.run.store.pack
    rows: list[Row] = []
    for p in published(found.run, found.plan):
        result = found.run(
            "figures", series=(p.series,), areas=(p.area,), periods=(p.period,), borders=borders_of(p.period)
        )
        value = result.value(measure=p.series, area=p.area, period=p.period)
        rows.append(
            {
                "indicator": p.indicator, "title": pack.indicators[p.indicator].names[language], "by": p.dimension,
                "code": p.code, "code_name": pack.codelists[p.dimension].codes[p.code][language], "area": p.area,
                "name": pack.areas[p.area].names[language], "period": p.period,
                "also": _also(pack, p.series, p.dimension, language), "value": value,
                "unit": result.units[p.series], "series": p.series,
            }
        )  # fmt: skip
    return rows


def _also(pack: Pack, series: str, dimension: str, language: str) -> str:
    """What else tells a series apart, in words: the years that a total is over."""
    from qonys.model.observation import parse_dimensions

    others = parse_dimensions(series.partition("[")[2].rstrip("]"))
    lists = pack.codelists
    said = (lists[n].codes[c].get(language, c) if n in lists else c for n, c in others.items() if n != dimension)
    return "; ".join(said)
