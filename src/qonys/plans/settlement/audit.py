"""Groups compared after the plan is made: the only place that sees them, and it gives nothing back to the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.numerics.arrays import Floats
from qonys.numerics.generators import generator
from qonys.plans.settlement.offers import Offer

FEW = 10
"""Households below which a group is not judged."""
SHUFFLES = 5_000
Z = 1.959963984540054


class Verdict(Enum):
    """What can be said of a group."""

    FEW = "few"
    """Too few to tell."""
    NO_DIFFERENCE = "none-seen"
    """The interval holds no difference: that is not a proof of none."""
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group beside all others: shares from 0 to 1, differences with intervals of 95 %."""

    column: str
    group: str
    households: int
    placed: float
    placed_difference: tuple[float, float, float]
    """Low end, difference, high end."""
    first: float
    first_difference: tuple[float, float, float]
    rank: float
    """Mean rank of the places offered; a place not wished for counts one after the last wish."""
    rank_difference: float
    p_placed: float
    """Fisher's exact test."""
    p_first: float
    p_rank: float
    """Permutations of the groups."""
    verdict: Verdict


def audit(offers: Sequence[Offer], groups: Mapping[str, Mapping[str, str]], *, seed: int) -> tuple[GroupRow, ...]:
    """Each group of each column beside the other households of that column.

    Parameters
    ----------
    offers : sequence of Offer
        A finished plan.
    groups : mapping
        Column → household → group; households without a group are left out.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890 (interval of a difference, method 10); Fisher (1935), The
    Design of Experiments; Holm (1979), Scand. J. Statist. 6, 65-70 (several tests); Phipson, Smyth (2010), Stat. Appl.
    Genet. Mol. Biol. 9 (p of permutations).
    """
    by_id = {o.household.id: o for o in offers}
    worst = 1 + max((len(o.household.wishes) for o in offers), default=0)
    rows = []
    for column, members in sorted(groups.items()):
        inside: dict[str, list[Offer]] = defaultdict(list)
        for name in sorted(members):
            if members[name]:
                inside[members[name]].append(by_id[name])
        everyone = [o for name in sorted(inside) for o in inside[name]]
        for name in sorted(inside):
            flags = np.array([members[o.household.id] == name for o in everyone])
            rows.append(_row((column, name), everyone, flags, worst, seed))
    return tuple(rows)


def _row(name: tuple[str, str], everyone: Sequence[Offer], own: np.ndarray, worst: int, seed: int) -> GroupRow:
    placed = np.array([bool(o.place) for o in everyone])
    first = np.array([o.rank == 1 for o in everyone])
    rank = np.array([float(o.rank or worst) for o in everyone])
    n, others = int(own.sum()), int((~own).sum())
    few = n < FEW or others < FEW
    differences = [_difference(values, own) for values in (placed, first)]
    p_values = [_fisher(values, own) for values in (placed, first)]
    gap = float(rank[own].mean() - rank[~own].mean()) if others else np.nan
    p_rank = _permuted(rank, own, generator(seed, f"settlement.audit.{name[0]}.{name[1]}")) if others else np.nan
    # Three tests: the smallest p counts three times (the first step of Holm).
    found = 3 * min(p for p in (*p_values, p_rank)) < 0.05
    verdict = Verdict.FEW if few else Verdict.DIFFERS if found else Verdict.NO_DIFFERENCE
    return GroupRow(
        *name, n, float(placed[own].mean()), differences[0], float(first[own].mean()), differences[1],
        float(rank[own].mean()), gap, p_values[0], p_values[1], p_rank, verdict,
    )  # fmt: skip


def wilson(successes: float, n: float) -> tuple[float, float]:
    """Wilson's interval of a share.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    p, z2 = successes / n, Z * Z
    middle, half = (p + z2 / (2 * n)) / (1 + z2 / n), Z * np.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return float(middle - half), float(middle + half)


def _difference(values: np.ndarray, own: np.ndarray) -> tuple[float, float, float]:
    n, m = int(own.sum()), int((~own).sum())
    if not n or not m:
        return (np.nan, np.nan, np.nan)
    a, b = float(values[own].mean()), float(values[~own].mean())
    (l1, u1), (l2, u2) = wilson(values[own].sum(), n), wilson(values[~own].sum(), m)
    d = a - b
    return (d - np.hypot(a - l1, u2 - b), d, d + np.hypot(u1 - a, b - l2))


def _fisher(values: np.ndarray, own: np.ndarray) -> float:
    from scipy.stats import fisher_exact

    if own.all():
        return float("nan")
    table = [[int(values[side].sum()), int((~values[side]).sum())] for side in (own, ~own)]
    return float(fisher_exact(table).pvalue)


def _permuted(rank: Floats, own: np.ndarray, draw: np.random.Generator) -> float:
    """Two-sided p of a difference of means when the group's name is shuffled."""
    n, total, size = int(own.sum()), rank.sum(), len(rank)
    observed = abs(rank[own].sum() / n - (total - rank[own].sum()) / (size - n))
    count = 0
    for _ in range(SHUFFLES):
        part = rank[draw.choice(size, n, replace=False)].sum() if n < size // 2 else total - rank[
            draw.choice(size, size - n, replace=False)
        ].sum()  # fmt: skip
        count += abs(part / n - (total - part) / (size - n)) >= observed - 1e-12
    return (count + 1) / (SHUFFLES + 1)
