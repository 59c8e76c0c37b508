"""Declared parameters of an impact model: TOML files of a pack or of a user, read and checked, all faults at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BadInput, CannotCompute, NotFound
from qonys.model.parameters import (
    COMPOSITION,
    GENERAL,
    QUANTITIES,
    Feed,
    Group,
    Kind,
    Known,
    Origin,
    ParameterSet,
    Range,
    Scenario,
    Shape,
    Side,
    Stock,
)
from qonys.packs.lines import line_of_id
from qonys.packs.pack import Pack
from qonys.packs.read import Faults
from qonys.packs.schema import in_each
from qonys.packs.validate import valid_file

if TYPE_CHECKING:
    from qonys.packs import parameters_schema as schema

FOLDER = "impact"
PARTS = ("working_share", "school_share", "preschool_share")
"""Parts of a kind's people that do not overlap."""


@dataclass(frozen=True)
class _Source:
    """A file while it is read."""

    path: Path
    faults: Faults
    own: bool
    """Whether it is a user's."""

    def fault(self, code: str, name: str, column: str = "", **fields: object) -> None:
        """Note a fault of the table with this id, on the line where that stands."""
        self.faults.add(code, self.path, line_of_id(self.path, name), column, name=name, **fields)


def pack_parameters(pack: Pack) -> ParameterSet:
    """The parameters that a pack declares.

    Raises
    ------
    CannotCompute
        If it declares none.
    BadInput
        With all faults of its files: unknown or missing parameters, ranges the wrong way round, values that make
        no sense, series and sectors that the pack does not have.
    """
    paths = sorted((pack.root / FOLDER).glob("*.toml"))
    if not paths:
        where = str(pack.root / FOLDER)
        raise CannotCompute("impact-no-parameters", where=where, fix="--parameters")
    faults = Faults(pack.root)
    read = [_read(_Source(path, faults, own=False)) for path in paths]
    found = _merged(read, None)
    _check_series(found, pack, paths[0], faults)
    _check_whole(found, paths[0], faults)
    faults.stop()
    codes = next((s for _, s in read if s), "")
    sectors = tuple(c for c in pack.codelists[codes].codes) if codes in pack.codelists else found.sectors
    return replace(found, sectors=sectors, where=str(pack.root / FOLDER))


def load_parameters(path: Path, over: ParameterSet | None = None) -> ParameterSet:
    """The parameters of a user's file; what it leaves out is taken from others.

    Parameters
    ----------
    path : Path
        A TOML file.
    over : ParameterSet, optional
        What the file changes; without it the file declares every parameter.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults of the file.
    """
    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults = Faults(path.parent)
    own = _read(_Source(path, faults, own=True))
    faults.stop()
    if own == (ParameterSet({}, {}, money=""), ""):
        raise BadInput("settings-empty", where=str(path), fix="[[parameter]]", name=path.name)
    found = _merged([own], over)
    _check_whole(found, path, faults)
    faults.stop()
    return replace(found, where=str(path))


def _read(source: _Source) -> tuple[ParameterSet, str]:
    """A file as a set, which may lack parameters; and the codelist of its sectors."""
    from qonys.packs import parameters_schema as schema

    table = valid_file(schema.ParameterFile, source.path, source.faults)
    if table is None:
        return ParameterSet({}, {}), ""
    feeds: dict[str, tuple[Feed, ...]] = {}
    for f in table.baseline:
        if f.quantity not in QUANTITIES:
            near = ", ".join(get_close_matches(f.quantity, QUANTITIES, n=3) or QUANTITIES)
            source.fault("impact-unknown-quantity", f.quantity, "quantity", text=f.quantity, near=near)
        feeds[f.quantity] = (*feeds.get(f.quantity, ()), Feed(f.series, float(f.factor), f.lag, f.note))
    found = ParameterSet(
        ranges=_ranges(table.parameter, GENERAL, source),
        kinds={k.id: _kind(k, source) for k in table.kind},
        scenarios={s.id: Scenario(s.id, tuple(map(group_of, s.group)), s.names.model_dump()) for s in table.scenario},
        baseline=feeds,
        stocks=tuple(Stock(s.id, s.series, s.area, s.period, s.names.model_dump()) for s in table.stock),
        sectors=tuple(table.sectors),
        money=table.money or "",
    )
    return found, table.sector_codes or ""


def group_of(table: schema.GroupTable) -> Group:
    """A group of people as the model has it."""
    return Group(
        kind=table.kind,
        people=None if table.people is None else float(table.people),
        households=None if table.households is None else float(table.households),
        sector=table.sector,
        skills={name: float(share) for name, share in table.skills.items()},
        stated={name: float(share) for name, share in table.composition.items()},
        pay=float(table.pay),
        side=None if table.side is None else Side(table.side),
    )


def _kind(table: schema.KindTable, source: _Source) -> Kind:
    ranges = _ranges(table.parameter, COMPOSITION, source, f"{table.id}.")
    highest = sum(ranges[name].high for name in PARTS if name in ranges)
    if highest > 1 + 1e-9:
        source.fault("impact-composition-sum", table.id, "parameter", text=f"{highest:g}")
    return Kind(table.id, Side(table.side), ranges, table.names.model_dump())


def _ranges(
    tables: Iterable[schema.RangeTable], known: Mapping[str, Known], source: _Source, prefix: str = ""
) -> dict[str, Range]:
    found: dict[str, Range] = {}
    for t in tables:
        name = prefix + t.id
        if t.id not in known:
            near = ", ".join(get_close_matches(t.id, known, n=3) or tuple(known)[:5])
            source.fault("impact-unknown-parameter", t.id, "id", text=name, near=near)
            continue
        if t.id in found:
            source.fault("duplicate-key", t.id, "id", text=name)
        _check_range(t, known[t.id], source)
        origin = Origin.USER if source.own else Origin.ASSUMPTION if t.assumption else Origin.RANGE
        found[t.id] = Range(
            t.id, float(t.low), float(t.central), float(t.high), Shape(t.shape), t.unit, in_each(t.source), origin,
            t.dated, t.note.model_dump() if t.note else {},
        )  # fmt: skip
    return found


def _check_range(t: schema.RangeTable, known: Known, source: _Source) -> None:
    if not t.low <= t.central <= t.high:
        source.fault("impact-range-turned", t.id, "low", low=t.low, central=t.central, high=t.high)
    for column, value in (("low", t.low), ("high", t.high)):
        if not known.admits(value):
            source.fault(
                "impact-out-of-bounds",
                t.id,
                column,
                text=f"{value:g}",
                low=f"{known.minimum:g}",
                high=f"{known.maximum:g}",
            )
    if t.shape == Shape.LOG_UNIFORM.value and t.low * t.high <= 0:
        source.fault("impact-log-range", t.id, "shape")


def _merged(read: list[tuple[ParameterSet, str]], over: ParameterSet | None) -> ParameterSet:
    """Later sets change earlier ones; a kind that is written again changes the parameters it names."""
    found = over or ParameterSet({}, {}, money="")
    for each, _ in read:
        kinds = dict(found.kinds)
        for name, kind in each.kinds.items():
            kinds[name] = replace(kind, ranges={**kinds[name].ranges, **kind.ranges}) if name in kinds else kind
        found = ParameterSet(
            {**found.ranges, **each.ranges}, kinds, {**found.scenarios, **each.scenarios},
            {**found.baseline, **each.baseline}, (*found.stocks, *each.stocks), each.sectors or found.sectors,
            each.money or found.money,
        )  # fmt: skip
    return found if found.money else replace(found, money="money")


def _check_whole(found: ParameterSet, path: Path, faults: Faults) -> None:
    lacking = [name for name in GENERAL if name not in found.ranges]
    for kind in found.kinds.values():
        lacking += [f"{kind.id}.{name}" for name in COMPOSITION if name not in kind.ranges]
    if faults.found:
        return  # What is wrong elsewhere may be what is missing here.
    if not found.kinds:
        lacking.append("[[kind]]")
    for name in lacking:
        faults.add("impact-missing-parameter", path, None, "", name=name)


def _check_series(found: ParameterSet, pack: Pack, path: Path, faults: Faults) -> None:
    series = [f.series for feeds in found.baseline.values() for f in feeds] + [s.series for s in found.stocks]
    for name in series:
        plain = name.partition("[")[0]
        if plain not in pack.indicators:
            faults.add("unknown-indicator", path.parent, None, name, text=plain)


def scenario_of(parameters: ParameterSet, name: str) -> Scenario:
    """The scenario of this name.

    Raises
    ------
    NotFound
        With the nearest names.
    """
    if name not in parameters.scenarios:
        near = ", ".join(get_close_matches(name, parameters.scenarios, n=3) or parameters.scenarios)
        raise NotFound("impact-unknown-scenario", where=parameters.where, fix=near, name=name)
    return parameters.scenarios[name]
