"""A framework as Python writes it: nodes and their parts, a minus before what is better lower."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from qonys.errors import BadInput
from qonys.model import Criterion, Direction, Framework, Node
from qonys.packs.frameworks import tree_of
from qonys.packs.read import Faults

Tree = Sequence[str] | Mapping[str, Any]
"""Criteria, or nodes with what stands under them."""
GOAL = "index"
PLACE = Path("qonys.index")
"""What errors call a framework that is no file: nothing that is looked for."""
OWN = ("goalposts", "denominator", "per", "relative", "events", "error", "interval", "weight", "unit")
"""What may be said of one criterion."""


def framework_of(
    tree: Tree, weights: Mapping[str, float], criteria: Mapping[str, Mapping[str, Any]],
    method: Mapping[str, Any], doubt: Mapping[str, Any],
) -> Framework:  # fmt: skip
    """The framework of a tree.

    Raises
    ------
    BadInput
        For weights and options of names that the tree does not have, a name twice, branches of unequal depth.

    Examples
    --------
    >>> made = framework_of({"money": ["income", "-jobless"], "safety": ["-crime"]}, {"money": 2}, {}, {}, {})
    >>> [(c.id, c.parent, c.sign) for c in made.criteria]
    [('income', 'money', 1.0), ('jobless', 'money', -1.0), ('crime', 'safety', -1.0)]
    >>> [(n.id, n.weight) for n in made.nodes]
    [('index', 1.0), ('money', 2.0), ('safety', 1.0)]
    """
    nodes, leaves = [(GOAL, "")], list[tuple[str, str]]()
    _walk(tree, GOAL, nodes, leaves)
    names = [name for name, _ in nodes] + [name.removeprefix("-") for name, _ in leaves]
    for given in (weights, criteria):
        _refuse_unknown(given, names)
    faults = Faults(Path())
    made = [Node(name, parent, float(weights.get(name, 1.0))) for name, parent in nodes]
    found = tuple(_criterion(name, parent, weights, criteria) for name, parent in leaves)
    if not found:
        raise BadInput("tree-empty", where=str(PLACE), fix='["income", "-jobless"]')
    ordered = tree_of(made, found, PLACE, faults)
    faults.stop()
    return Framework(GOAL, ordered, found, method=dict(method), doubt=dict(doubt), where=str(PLACE))


def _walk(part: Any, parent: str, nodes: list[tuple[str, str]], leaves: list[tuple[str, str]]) -> None:
    if isinstance(part, Mapping):
        for name, below in part.items():
            nodes.append((str(name), parent))
            _walk(below, str(name), nodes, leaves)
    elif isinstance(part, str):
        leaves.append((part, parent))
    elif isinstance(part, Sequence) and all(isinstance(name, str) for name in part):
        leaves += [(name, parent) for name in part]
    else:
        raise BadInput("tree-part", where=str(PLACE), fix='{"money": ["income", "-jobless"]}', name=parent)


def _criterion(
    name: str, parent: str, weights: Mapping[str, float], criteria: Mapping[str, Mapping[str, Any]]
) -> Criterion:
    plain = name.removeprefix("-")
    own = dict(criteria.get(plain, {}))
    for option in own:
        if option not in OWN:
            near = ", ".join(get_close_matches(option, OWN, n=3) or OWN)
            raise BadInput("option-unknown", where=f"{PLACE} [{plain}]", fix=near, name=option)
    if "goalposts" in own:
        own["goalposts"] = tuple(map(float, own["goalposts"]))
    way = Direction.LOWER if name.startswith("-") else Direction.HIGHER
    return Criterion(plain, parent, plain, way, **{"weight": float(weights.get(plain, 1.0)), **own})


def _refuse_unknown(given: Mapping[str, Any], names: Sequence[str]) -> None:
    for name in given:
        if name not in names:
            near = ", ".join(get_close_matches(name, names, n=3) or names)
            raise BadInput("tree-name", where=str(PLACE), fix=near, name=name)
