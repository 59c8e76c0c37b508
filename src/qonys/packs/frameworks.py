"""Frameworks of a composite index: TOML files of a pack or of a user, read and checked."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BadInput, NotFound
from qonys.model import Criterion, Direction, Framework, Node, Span
from qonys.packs.pack import Pack
from qonys.packs.read import Faults, read_toml
from qonys.packs.validate import valid

if TYPE_CHECKING:
    from qonys.packs import schema

FOLDER = "frameworks"


def framework_names(pack: Pack) -> tuple[str, ...]:
    """Names of the frameworks that a pack ships."""
    return tuple(sorted(path.stem for path in (pack.root / FOLDER).glob("*.toml")))


def find_framework(pack: Pack, name: str) -> Framework:
    """The framework of this name in a pack.

    Raises
    ------
    NotFound
        If the pack has none of this name.
    BadInput
        With all faults of its file, among them series and units that the pack does not have.
    """
    names = framework_names(pack)
    if name not in names:
        near = ", ".join(get_close_matches(name, names, n=3) or names)
        raise NotFound("framework-not-found", where=f"pack {pack.id}", fix=near, name=name)
    path = pack.root / FOLDER / f"{name}.toml"
    framework = load_framework(path)
    faults = Faults(pack.root)
    _check_series(framework, pack, path, faults)
    faults.stop()
    return replace(framework, criteria=tuple(_named(c, pack) for c in framework.criteria))


def default_framework(pack: Pack) -> str:
    """The framework that is meant where none is named: the one that the pack declares, else its only one.

    Raises
    ------
    NotFound
        If the pack declares none and has several, or none at all.
    """
    names = framework_names(pack)
    if pack.framework or len(names) == 1:
        return pack.framework or names[0]
    fix = ", ".join(f"--framework {name}" for name in names) or "--framework my.toml --data my.csv"
    raise NotFound("no-default-framework", where=f"pack {pack.id}", fix=fix, name=pack.id)


def load_framework(path: Path) -> Framework:
    """The framework of a file.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults of the file: directions or weights that are missing, parents that are not there,
        ids that stand twice, branches of unequal depth, goalposts the wrong way round.
    """
    from qonys.packs import schema

    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults = Faults(path.parent)
    data = read_toml(path, faults)
    faults.stop()
    table = valid(schema.FrameworkFile, data, path, faults)
    if table is None:
        raise BadInput.file(faults.found)
    nodes = (Node(table.goal.id, "", names=_texts(table.goal), reason=_reason(table.goal)), *_nodes(table))
    criteria = tuple(_criterion(c, table.goal.id) for c in table.indicator)
    ordered = tree_of(nodes, criteria, path, faults)
    faults.stop()
    return Framework(
        id=path.stem,
        nodes=ordered,
        criteria=criteria,
        spans=tuple(Span(s.id, s.first, s.last, s.borders) for s in table.panel),
        context=tuple(table.context.series) if table.context else (),
        method=table.method,
        doubt=table.doubt,
        where=str(path),
    )


def with_method(framework: Framework, path: Path) -> Framework:
    """The framework with the steps of a file that holds [method] and [doubt] alone; what it leaves out stays.

    Raises
    ------
    NotFound
        If there is no such file.
    BadInput
        With all faults of the file.
    """
    from qonys.packs import schema

    if not os.path.isfile(path):
        raise NotFound.file(path)
    faults = Faults(path.parent)
    data = read_toml(path, faults)
    faults.stop()
    table = valid(schema.MethodFile, data, path, faults)
    if table is None:
        raise BadInput.file(faults.found)
    if not (table.method or table.doubt):
        raise BadInput("settings-empty", where=str(path), fix="[method]", name=path.name)
    method, doubt = {**framework.method, **table.method}, {**framework.doubt, **table.doubt}
    return replace(framework, method=method, doubt=doubt, where=str(path))


def _named(criterion: Criterion, pack: Pack) -> Criterion:
    """The criterion with the name and the unit of its series, where it has none of its own."""
    own = pack.indicators[criterion.series.partition("[")[0]]
    return replace(criterion, names=criterion.names or own.names, unit=criterion.unit or own.unit)


def _nodes(table: schema.FrameworkFile) -> tuple[Node, ...]:
    return tuple(
        Node(n.id, n.parent or table.goal.id, float(n.weight), _pair(n.interval), _texts(n), _reason(n))
        for n in table.node
    )


def _criterion(c: schema.CriterionTable, goal: str) -> Criterion:
    return Criterion(
        id=c.id,
        parent=c.parent or goal,
        series=c.series or c.id,
        direction=Direction(c.direction),
        weight=float(c.weight),
        interval=_pair(c.interval),
        unit=c.unit,
        relative=c.relative,
        denominator=c.denominator,
        per=float(c.per),
        events=c.events,
        error=None if c.error is None else float(c.error),
        goalposts=_pair(c.goalposts),
        names=_texts(c),
        reason=_reason(c),
        strength=c.strength.model_dump() if c.strength else {},
        weakness=c.weakness.model_dump() if c.weakness else {},
    )


def _pair(written: Sequence[float] | None) -> tuple[float, float] | None:
    return None if written is None else (float(written[0]), float(written[1]))


def _texts(table: schema.GoalTable) -> Mapping[str, str]:
    if table.names is not None:
        return table.names.model_dump()
    return dict.fromkeys(("kk", "ru", "en"), table.name) if table.name else {}


def _reason(table: schema.GoalTable) -> Mapping[str, str]:
    return (
        dict.fromkeys(("kk", "ru", "en"), table.reason) if isinstance(table.reason, str) else table.reason.model_dump()
    )


def tree_of(nodes: Sequence[Node], criteria: Sequence[Criterion], path: Path, faults: Faults) -> tuple[Node, ...]:
    """Nodes in the order of the tree; what does not fit into it is a fault, on its line if there is a file."""
    line = _Lines(path)
    seen: set[str] = set()
    every: list[Node | Criterion] = [*nodes, *criteria]
    for each in every:
        if each.id in seen:
            faults.add("duplicate-key", path, line(each.id, last=True), "id", text=each.id)
        seen.add(each.id)
    known = {n.id for n in nodes}
    for each in every[1:]:
        if each.parent not in known or each.parent == each.id:
            near = ", ".join(get_close_matches(each.parent, known, n=1) or sorted(known))
            faults.add("unknown-parent", path, line(each.id), "parent", text=each.parent, name=each.id, near=near)
    for c in criteria:
        _check_criterion(c, path, line(c.id), faults)
    for each in every[1:]:
        if each.interval is not None and not each.interval[0] < each.interval[1]:
            faults.add("interval-turned", path, line(each.id), "interval", name=each.id)
    if faults.found:
        return tuple(nodes)
    return _ordered(nodes, criteria, path, line, faults)


def _check_criterion(c: Criterion, path: Path, row: int | None, faults: Faults) -> None:
    if c.goalposts is not None and not c.goalposts[0] < c.goalposts[1]:
        faults.add("goalposts-turned", path, row, "goalposts", name=c.id)
    if c.relative and c.denominator:
        faults.add("divided-twice", path, row, "denominator", name=c.id)
    if c.per != 1 and not (c.denominator or c.events):
        faults.add("per-nothing", path, row, "per", name=c.id)


def _ordered(
    nodes: Sequence[Node], criteria: Sequence[Criterion], path: Path, line: _Lines, faults: Faults
) -> tuple[Node, ...]:
    """Parents before children; each criterion at one depth, each node with something under it."""
    depth, waiting, ordered = {nodes[0].id: 0}, list(nodes[1:]), [nodes[0]]
    while ready := [n for n in waiting if n.parent in depth]:
        for node in ready:
            depth[node.id] = depth[node.parent] + 1
        ordered += ready
        waiting = [n for n in waiting if n.id not in depth]
    for node in waiting:
        faults.add("parent-circle", path, line(node.id), "parent", name=node.id)
    if waiting:
        return tuple(nodes)
    parents = {n.parent for n in nodes} | {c.parent for c in criteria}
    deepest = max(depth[c.parent] for c in criteria)
    for node in ordered:
        if node.id not in parents:
            faults.add("node-empty", path, line(node.id), "id", name=node.id)
    for c in criteria:
        if depth[c.parent] != deepest:
            faults.add("uneven-tree", path, line(c.id), "parent", name=c.id)
    return tuple(ordered)


def _check_series(framework: Framework, pack: Pack, path: Path, faults: Faults) -> None:
    """Series, denominators and units must be those of the pack."""
    line = _Lines(path)
    for c in framework.criteria:
        for column, series in (("series", c.series), ("denominator", c.denominator), ("events", c.events)):
            name = series.partition("[")[0]
            if name and name not in pack.indicators:
                faults.add("unknown-indicator", path, line(c.id), column, text=name)
        plain = not (c.relative or c.denominator)
        own = pack.indicators.get(c.series.partition("[")[0])
        if plain and own is not None and c.unit and c.unit != own.unit:
            faults.add("wrong-unit", path, line(c.id), "unit", text=c.unit)
    for series in framework.context:
        if series.partition("[")[0] not in pack.indicators:
            faults.add("unknown-indicator", path, None, "context.series", text=series)


class _Lines:
    """On which line of a file the table with an id stands."""

    def __init__(self, path: Path) -> None:
        self._lines = path.read_text("utf-8").splitlines() if os.path.isfile(path) else []

    def __call__(self, name: str, *, last: bool = False) -> int | None:
        pattern = re.compile(rf"\s*id\s*=\s*[\"']{re.escape(name)}[\"']")
        found = [i for i, text in enumerate(self._lines, 1) if name and pattern.match(text)]
        return (found[-1] if last else found[0]) if found else None
