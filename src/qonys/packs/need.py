"""What is declared about labour need: the TOML file of a pack or of a user, read and checked, all faults at once."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import CannotCompute, NotFound
from qonys.model.need import Capacity, Change, Component, Direction, Kind, NeedPlan, Quantity
from qonys.packs.lines import line_of_id
from qonys.packs.pack import Pack
from qonys.packs.read import Faults, read_toml
from qonys.packs.validate import valid

if TYPE_CHECKING:
    from qonys.packs import need_schema as schema

FILE = "plans/need.toml"


def has_need(pack: Pack) -> bool:
    """Whether a pack declares what an index of shortage needs."""
    return os.path.isfile(pack.root / FILE)


def pack_need(pack: Pack) -> NeedPlan:
    """What a pack declares.

    Raises
    ------
    CannotCompute
        If it declares nothing.
    BadInput
        With all faults of its file.
    """
    path = pack.root / FILE
    if not os.path.isfile(path):
        raise CannotCompute("need-not-declared", where=str(path), fix="--components")
    return load_need(path, pack)


def load_need(path: Path, pack: Pack | None = None) -> NeedPlan:
    """What a file declares; its series are looked for in a pack if one is given.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults of the file: values that make no sense, ids given twice, weights that are all 0, series that
        the pack does not have.
    """
    if not os.path.isfile(path):
        raise NotFound.file(path)
    from qonys.packs.need_schema import NeedFile

    faults = Faults(pack.root if pack and path.is_relative_to(pack.root) else path.parent)
    data = read_toml(path, faults)
    faults.stop()
    table = valid(NeedFile, data, path, faults)
    faults.stop()
    assert table is not None
    _check_ids(table, path, faults)
    if pack is not None:
        _check_series(table, pack, path, faults)
    faults.stop()
    return _plan(table, str(path))


def _plan(table: schema.NeedFile, where: str) -> NeedPlan:
    return NeedPlan(
        components={c.id: _component(c) for c in table.component},
        capacities={
            c.id: Capacity(
                c.id, c.series, Kind(c.kind), c.standard, c.oldest, float(c.factor), c.file,
                c.names.model_dump() if c.names else {}, c.note.model_dump() if c.note else {},
            )
            for c in table.capacity
        },
        quantities={q.id: Quantity(q.id, q.stock, q.percent, q.rest) for q in table.quantity},
        population=table.people.population,
        births=table.people.births,
        deaths=table.people.deaths,
        concentration=float(table.index.concentration),
        least_share=float(table.index.least_share),
        drift=float(table.index.drift),
        doubt=float(table.index.doubt),
        published=tuple((t.indicator, t.dimension) for t in table.published),
        where=where,
    )  # fmt: skip


def _component(c: schema.ComponentTable) -> Component:
    return Component(
        c.id, c.series, Direction(c.direction), float(c.weight), float(c.error), c.unit, c.oldest, c.per,
        Change(c.change), c.years, float(c.factor), c.file,
        c.names.model_dump() if c.names else {}, c.note.model_dump() if c.note else {},
    )  # fmt: skip


def _check_ids(table: schema.NeedFile, path: Path, faults: Faults) -> None:
    ids = [q.id for q in table.quantity] + [c.id for c in table.component] + [c.id for c in table.capacity]
    counted = Counter(ids)
    for name, times in counted.items():
        if times > 1:
            faults.add("duplicate-key", path, line_of_id(path, name), "id", text=name)
    if not any(c.weight for c in table.component):
        line = line_of_id(path, table.component[0].id)
        faults.add("need-no-weight", path, line, "weight")


def _check_series(table: schema.NeedFile, pack: Pack, path: Path, faults: Faults) -> None:
    """Series that neither the pack nor the file has; an empty one says that there is none."""
    made = {q.id for q in table.quantity}
    asked = [(q.id, s) for q in table.quantity for s in (q.stock, q.percent)]
    asked += [(c.id, s) for c in table.component for s in (c.series, c.per)]
    asked += [(c.id, s) for c in table.capacity for s in (c.series, c.standard)]
    asked += [("", t.indicator) for t in table.published]
    asked += [("", s) for s in (table.people.population, table.people.births, table.people.deaths)]
    for name, series in asked:
        plain = series.partition("[")[0]
        if plain and plain not in pack.indicators and plain not in made:
            faults.add("unknown-indicator", path, line_of_id(path, name), "series", text=plain)
