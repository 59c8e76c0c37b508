"""Dated rules and parameters of a pack, read from `rules/*.toml` and checked, all faults at once."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

from qonys.errors import CannotCompute
from qonys.model.rules import Dated, DatedValue, Kind, Precision, Rule, RuleBook, Trust
from qonys.packs.lines import line_at, line_of_id
from qonys.packs.pack import Pack
from qonys.packs.read import Faults, read_all
from qonys.packs.validate import valid

FOLDER = "rules"


def pack_rules(pack: Pack) -> RuleBook:
    """The rules of a pack.

    Raises
    ------
    CannotCompute
        If it has none.
    BadInput
        With all faults of its files: an id that stands twice, dates the wrong way round, two values of a parameter
        on one day, a reference to nothing.
    """
    if not any((pack.root / FOLDER).glob("*.toml")):
        where = str(pack.root / FOLDER)
        raise CannotCompute("rules-none", where=where, fix="--pack")
    faults = Faults(pack.root)
    found = read_rules(pack, faults)
    faults.stop()
    return found


def read_rules(pack: Pack, faults: Faults) -> RuleBook:
    """The rules of a pack as far as they can be read; what cannot is noted."""
    from qonys.packs import rules_schema as schema

    rules: dict[str, Rule] = {}
    values: dict[str, list[tuple[DatedValue, Path]]] = {}
    for path, data in read_all(pack.root, f"{FOLDER}/*.toml", faults, required=False):
        table = valid(schema.RuleFile, data, path, faults)
        if table is None:
            continue
        for r in table.rule:
            if r.id in rules:
                faults.add("duplicate-key", path, line_of_id(path, r.id), "id", text=r.id)
            span = dated(r.valid_from, r.valid_to, r.precision, (r.id, path), faults)
            rules[r.id] = Rule(
                r.id,
                r.topic,
                span,
                r.act.model_dump(),
                r.text.model_dump(),
                Trust(r.trust),
                r.number,
                r.act_date,
                r.url,
                Kind(r.kind),
            )
        for number, v in enumerate(table.parameter):
            span = dated(v.start, v.until, v.precision, (v.id, path), faults)
            place = path.relative_to(pack.root).as_posix(), number
            one = DatedValue(v.id, float(v.value), v.unit, span, v.reference, dict(v.dimensions), *place)
            values.setdefault(v.id, []).append((one, path))
    _check_values(values, faults)
    _check_references(values, {*rules, *pack.sources}, faults)
    ordered = {id: tuple(v for v, _ in sorted(each, key=lambda e: e[0].span.start)) for id, each in values.items()}
    return RuleBook(rules, ordered, str(pack.root / FOLDER))


def place_of(pack: Pack, value: DatedValue) -> str:
    """The file of the pack and the line at which a value stands."""
    return f"{value.file}:{line_at(pack.root / value.file, ('parameter', value.number, 'value'))}"


def dated(start: dt.date, until: dt.date | None, precision: str, place: tuple[str, Path], faults: Faults) -> Dated:
    """A span of days; one that ends before it begins is a fault of the table with this id in this file."""
    if until is not None and until < start:
        name, path = place
        text = f"{name}: {start} – {until}"
        faults.add("rules-dates", path, line_of_id(path, name), "until", text=text)
    return Dated(start, until, Precision(precision))


def _check_values(values: dict[str, list[tuple[DatedValue, Path]]], faults: Faults) -> None:
    """On no day two values of the same parameter, and one unit for each."""
    for id, each in values.items():
        key = {(tuple(sorted(v.dimensions.items())), v.span.start): (v, path) for v, path in each}
        if len(key) < len(each):
            path = each[-1][1]
            text = f"{id}: {each[-1][0].span.start}"
            faults.add("rules-overlap", path, line_of_id(path, id), "from", text=text)
        for (one, _), (two, path) in pairwise(key[k] for k in sorted(key)):
            if one.dimensions == two.dimensions and one.span.overlaps(two.span):
                text = f"{id}: {two.span.start}"
                faults.add("rules-overlap", path, line_of_id(path, id), "from", text=text)
        if len({v.unit for v, _ in each}) > 1:
            path = each[-1][1]
            faults.add("rules-units", path, line_of_id(path, id), "unit", text=id)


def _check_references(values: dict[str, list[tuple[DatedValue, Path]]], known: set[str], faults: Faults) -> None:
    for id, each in values.items():
        for value, path in each:
            if value.reference not in known:
                text = value.reference
                faults.add("rules-reference", path, line_of_id(path, id), "reference", name=id, text=text)
