"""Small frameworks and tables for tests."""

from __future__ import annotations

from typing import Any

import numpy as np

from qonys.model import Criterion, Direction, Framework, Node
from qonys.wellbeing.pipeline import Table


def framework(
    count: int = 3, *, method: dict[str, Any] | None = None, doubt: dict[str, Any] | None = None
) -> Framework:
    """Criteria c0, c1, ... under two nodes: the last criterion alone under the second."""
    nodes = (Node("goal", ""), Node("first", "goal", 2.0), Node("second", "goal", 1.0))
    parents = ["first"] * (count - 1) + ["second"]
    criteria = tuple(Criterion(f"c{i}", p, f"c{i}", Direction.HIGHER) for i, p in enumerate(parents))
    return Framework("test", nodes, criteria, method=method or {}, doubt=doubt or {}, where="test.toml")


def table(values: Any, error: Any = None) -> Table:
    """A table of figures (period, unit, criterion) or (unit, criterion) that need no division."""
    given = np.asarray(values, float)
    given = given[None] if given.ndim == 2 else given
    t, u, n = given.shape
    return Table(
        tuple(f"u{i}" for i in range(u)),
        tuple(str(2000 + i) for i in range(t)),
        given,
        np.where(np.isnan(given), "", "A"),
        np.ones((t, u, 1)),
        (None,) * n,
        np.ones(n),
        error=None if error is None else np.broadcast_to(np.asarray(error, float), given.shape),
    )
