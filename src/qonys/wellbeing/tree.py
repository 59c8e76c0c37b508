"""A framework drawn as a tree: names, weights as shares of the whole, directions, reasons."""

from __future__ import annotations

from qonys.model import Criterion, Framework, Node

ARROWS = {1.0: "↑", -1.0: "↓"}


def tree_rows(framework: Framework, language: str) -> list[dict[str, object]]:
    """One row for each node and criterion, in the order of the tree; `share` is the weight in the whole.

    Examples
    --------
    >>> from qonys.model import Criterion, Direction, Node
    >>> parts = (Criterion("a", "goal", "a", Direction.HIGHER, 3.0), Criterion("b", "goal", "b", Direction.LOWER))
    >>> [(row["id"], row["share"]) for row in tree_rows(Framework("f", (Node("goal", ""),), parts), "en")]
    [('goal', 1.0), ('a', 0.75), ('b', 0.25)]
    """
    rows: list[dict[str, object]] = []
    _walk(framework, framework.goal, 1.0, 0, language, rows)
    return rows


def tree_lines(framework: Framework, language: str) -> list[str]:
    """The tree as lines of text; ↑ more is better, ↓ less is."""
    lines = []
    for row in tree_rows(framework, language):
        arrow = f" {row['direction']}" if row["direction"] else ""
        lines.append(
            f"{'  ' * int(str(row['depth']))}{float(str(row['share'])):6.1%}{arrow}  {row['name']} [{row['id']}]"
        )
        if row["reason"]:
            lines.append(f"{'  ' * int(str(row['depth']))}        {row['reason']}")
    return lines


def _walk(
    framework: Framework, node: Node, share: float, depth: int, language: str, rows: list[dict[str, object]]
) -> None:
    rows.append(_row(node, share, depth, language, ""))
    children: list[Node | Criterion] = [n for n in framework.nodes if n.parent == node.id]
    children += [c for c in framework.criteria if c.parent == node.id]
    total = sum(child.weight for child in children)
    for child in children:
        part = share * child.weight / total
        if isinstance(child, Node):
            _walk(framework, child, part, depth + 1, language, rows)
        else:
            rows.append(_row(child, part, depth + 1, language, ARROWS[child.sign]))


def _row(each: Node | Criterion, share: float, depth: int, language: str, direction: str) -> dict[str, object]:
    name = each.names.get(language) or (each.series if isinstance(each, Criterion) else each.id)
    return {
        "depth": depth,
        "id": each.id,
        "name": name,
        "share": share,
        "direction": direction,
        "reason": each.reason.get(language, ""),
    }
