"""Levers of a pack and packages of measures: TOML files read and checked, all faults at once; packages written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import CannotCompute, NotFound
from qonys.model.measures import (
    Cost,
    Flow,
    Lever,
    Measure,
    MeasureFigure,
    MeasureSet,
    Mechanism,
    Mover,
    Package,
    Party,
    Product,
    Shift,
    Target,
)
from qonys.model.parameters import Origin as From
from qonys.model.parameters import ParameterSet, Range, Shape
from qonys.packs.frameworks import find_framework, framework_names
from qonys.packs.lines import line_of_id
from qonys.packs.pack import Pack
from qonys.packs.read import Faults
from qonys.packs.schema import in_each
from qonys.packs.validate import valid_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qonys.packs import measures_schema as schema
    from qonys.packs.parameters_schema import Stated

FILE = Path("plans") / "measures.toml"
PACKAGES = Path("plans") / "packages"
BASE = ("population", "labour_force", "unemployment_rate", "output_per_head", "wage", "housing_per_person")
"""Figures of the area that every lever may read."""


@dataclass(frozen=True)
class _Source:
    path: Path
    faults: Faults

    def fault(self, code: str, name: str, column: str = "", **fields: object) -> None:
        self.faults.add(code, self.path, line_of_id(self.path, name), column, name=name, **fields)


def has_measures(pack: Pack) -> bool:
    """Whether the pack declares levers."""
    return os.path.isfile(pack.root / FILE)


def pack_measures(pack: Pack, parameters: ParameterSet) -> MeasureSet:
    """The levers that a pack declares.

    Parameters
    ----------
    pack : Pack
        The country.
    parameters : ParameterSet
        Of its simulator: levers bring its kinds of people.

    Raises
    ------
    CannotCompute
        If it declares none.
    BadInput
        With all faults of the file.
    """
    path = pack.root / FILE
    if not os.path.isfile(path):
        where = str(pack.root / FILE)
        raise CannotCompute("plan-no-measures", where=where, fix="plans/measures.toml")
    found = read_measures(path, parameters)
    faults = Faults(pack.root)
    for figure in found.figures.values():
        plain = figure.series.partition("[")[0]
        if plain not in pack.indicators:
            line = line_of_id(path, figure.id)
            faults.add("unknown-indicator", path, line, "series", text=plain)
    _check_criteria(found, pack, path, faults)
    faults.stop()
    return found


def _check_criteria(found: MeasureSet, pack: Pack, path: Path, faults: Faults) -> None:
    """The framework is one of the pack's, and it has the criteria that measures move."""
    if not found.framework:
        return
    known = framework_names(pack)
    criteria: tuple[str, ...] = ()
    if found.framework in known:
        criteria = tuple(c.id for c in find_framework(pack, found.framework).criteria)
    else:
        near = ", ".join(get_close_matches(found.framework, known, n=3) or known)
        faults.add("plan-lever-framework", path, None, "framework", name=found.framework, near=near)
    for name in found.moves if criteria else ():
        if name not in criteria:
            near = ", ".join(get_close_matches(name, criteria, n=3) or criteria[:5])
            faults.add("plan-lever-criterion", path, None, "criterion", name=name, near=near)


def read_measures(path: Path, parameters: ParameterSet) -> MeasureSet:
    """The levers of one file, checked against the parameters of the simulator."""
    from qonys.packs import measures_schema as schema

    source = _Source(path, Faults(path.parent))
    table = valid_file(schema.MeasureFile, path, source.faults)
    source.faults.stop()
    assert table is not None
    _once(source, (t.id for t in table.parameter))
    _once(source, (t.id for t in table.figure))
    _once(source, (t.id for t in table.lever))
    kinds = {f"{kind}.{name}" for kind, k in parameters.kinds.items() for name in k.ranges}
    known = (*BASE, *(t.id for t in table.figure), *(t.id for t in table.parameter), *sorted(kinds))
    ranges = {t.id: _range(t, t.id, source) for t in table.parameter}
    levers = {t.id: _lever(t, source, known, parameters) for t in table.lever}
    source.faults.stop()
    return MeasureSet(
        table.framework, table.span, {m.criterion: Mover(m.by) for m in table.moves},
        {f.id: MeasureFigure(f.id, f.series, f.of == "country", f.period, float(f.factor), f.lag)
         for f in table.figure},
        ranges, frozenset(t.id for t in table.parameter if t.regional), levers,
        table.money, float(table.money_factor), table.caution.model_dump(), str(path),
    )  # fmt: skip


def _once(source: _Source, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            source.fault("duplicate-key", name, "id", text=name)
        seen.add(name)


def _range(t: Stated, id: str, source: _Source) -> Range:
    if not t.low <= t.central <= t.high:
        source.fault("impact-range-turned", id.partition(".")[0], "low", low=t.low, central=t.central, high=t.high)
    elif t.shape == Shape.LOG_UNIFORM.value and t.low * t.high <= 0:
        source.fault("impact-log-range", id.partition(".")[0], "shape")
    origin = From.ASSUMPTION if t.assumption else From.RANGE
    return Range(id, float(t.low), float(t.central), float(t.high), Shape(t.shape), t.unit, in_each(t.source), origin,
                 t.dated)  # fmt: skip


def _lever(t: schema.LeverTable, source: _Source, known: Sequence[str], parameters: ParameterSet) -> Lever:
    for f in t.flow:
        if f.kind not in parameters.kinds:
            near = ", ".join(get_close_matches(f.kind, parameters.kinds, n=3) or parameters.kinds)
            source.fault("plan-lever-kind", t.id, "kind", text=f.kind, near=near)
        if f.skills and abs(sum(f.skills.values()) - 1) > 1e-6:
            source.fault("plan-lever-skills", t.id, "skills", text=f"{sum(f.skills.values()):g}")
    if list(t.sizes) != sorted(set(t.sizes)) or t.sizes[-1] > t.maximum:
        source.fault("plan-lever-sizes", t.id, "sizes")

    def product(p: schema.ProductTable) -> Product:
        for name in (*p.times, *p.over):
            if name not in known:
                near = ", ".join(get_close_matches(name, known, n=3) or known[:5])
                source.fault("plan-lever-quantity", t.id, "times", text=name, near=near)
        return Product(float(p.factor), tuple(p.times), tuple(p.over))

    costs = tuple(
        Cost(Party(c.payer), Party(c.to) if c.to else None, _range(c, f"{t.id}.{i}", source), product(c))
        for i, c in enumerate(t.cost, 1)
    )
    return Lever(
        t.id, Mechanism(t.mechanism), t.unit, tuple(map(float, t.sizes)), float(t.maximum), t.everywhere,
        tuple(Flow(f.kind, product(f), f.households, {k: float(v) for k, v in f.skills.items()}, float(f.pay))
              for f in t.flow),
        tuple(Shift(Target(s.target), product(s)) for s in t.shift), costs,
        product(t.limit) if t.limit else None, tuple(map(Party, t.gains)), tuple(map(Party, t.loses)),
        t.names.model_dump(), t.reason.model_dump(), t.held,
    )  # fmt: skip


def read_package(path: Path, levers: MeasureSet) -> Package:
    """A package of measures.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults: levers that are not declared, sizes outside the limits, a lever given twice.
    """
    from qonys.packs import measures_schema as schema

    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults = Faults(path.parent)
    table = valid_file(schema.PackageFile, path, faults)
    faults.stop()
    assert table is not None
    measures = tuple(Measure(m.lever, float(m.size), m.note) for m in table.measure)
    check(measures, levers, path, faults)
    faults.stop()
    head = table.package
    return Package(
        head.name, head.area, head.year, head.seed, head.draws, measures, head.prepared_by, head.approved_by,
        head.approved_on.isoformat() if head.approved_on else "", head.note,
    )  # fmt: skip


def check(measures: Sequence[Measure], levers: MeasureSet, path: Path, faults: Faults) -> None:
    """Note what is wrong with measures: unknown levers, sizes outside the limits, levers given twice."""
    seen: dict[str, int | None] = {}
    for place, m in enumerate(measures):
        line = _line_of_lever(path, m.lever, sum(other.lever == m.lever for other in measures[:place]))
        if m.lever not in levers.levers:
            near = ", ".join(get_close_matches(m.lever, levers.levers, n=3, cutoff=0.4) or levers.levers)
            faults.add("plan-unknown-lever", path, line, "lever", name=m.lever, near=near)
            continue
        top = levers.levers[m.lever].maximum
        if not (isfinite(m.size) and 0 < m.size <= top):
            faults.add("plan-lever-size", path, line, "size", name=m.lever, text=f"{m.size:g}", high=f"{top:g}")
        if m.lever in seen:
            faults.add("plan-lever-twice", path, line, "lever", name=m.lever)
        seen.setdefault(m.lever, line)


def _line_of_lever(path: Path, name: str, place: int) -> int | None:
    """The line of a file that names a lever for the first, second, … time."""
    if not os.path.isfile(path):
        return None
    starts = tuple(f"lever={mark}{name}{mark}" for mark in "\"'")
    lines = path.read_text("utf-8", errors="replace").splitlines()
    found = [i for i, text in enumerate(lines, 1) if text.replace(" ", "").startswith(starts)]
    return found[place] if place < len(found) else None


def package_text(package: Package) -> str:
    """A package as TOML: the same package always gives the same text."""
    head = [
        ("name", package.name), ("area", package.area), ("year", package.year), ("seed", package.seed),
        ("draws", package.draws), ("prepared_by", package.prepared_by), ("approved_by", package.approved_by),
        ("approved_on", package.approved_on), ("note", package.note),
    ]  # fmt: skip
    lines = ["[package]", *(_line(k, v) for k, v in head if v != "")]
    for m in package.measures:
        lines += ["", "[[measure]]", _line("lever", m.lever), _line("size", m.size)]
        lines += [_line("note", m.note)] if m.note else []
    return "\n".join(lines) + "\n"


def _line(name: str, value: object) -> str:
    if name == "approved_on":
        return f"{name} = {value}"
    if isinstance(value, str):
        marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
        text = "".join(marks.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}") for c in value)
        return f'{name} = "{text}"'
    assert isinstance(value, int | float)
    return f"{name} = {int(value) if float(value).is_integer() else repr(value)}"
