"""Flows of which only the net totals are known: the table closest to a seed that has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats
from qonys.numerics.feasibility import blocked_rows


class Closeness(Enum):
    """What the table is closest in."""

    DIVERGENCE = "kl"
    """Kullback-Leibler divergence: flows keep the ratios of the seed as far as they can."""
    ABSOLUTE = "l1"
    """Sum of absolute changes: few cells change, those by much."""
    SQUARED = "l2"
    """Sum of squared changes: all flows of two areas change by equal numbers, small ones down to 0."""
    RELATIVE = "chi-square"
    """Sum of squared changes, each divided by the seed: large flows take most of the change."""


@dataclass(frozen=True)
class NetFlows:
    """Flows with given net totals."""

    flows: Floats
    """(origin, destination)"""
    multipliers: Floats
    """(area,): how far each area is pushed to send; 0 for the first. Persons for plain squared changes; empty for
    absolute ones."""
    iterations: int
    residual: float
    """Largest error of a net total, persons."""


def flows_from_net(
    net: Floats, seed: Floats, *, closeness: Closeness = Closeness.DIVERGENCE, total: float | None = None
) -> NetFlows:
    r"""The flows closest to a seed whose arrivals less departures are given.

    For the divergence :math:`M_{ij} = S_{ij} \exp(u_i - u_j)`, for squared changes
    :math:`M_{ij} = \max(0, S_{ij} + w_{ij} (u_i - u_j))` with :math:`w = 1` or, relative to the
    seed, :math:`w = S`: found by Newton steps on the convex dual. With a known total of all moves
    the seed is scaled by one more factor. Cells that are 0 in the seed stay 0; the diagonal is not
    read.

    Parameters
    ----------
    net : (area,) floats
        Arrivals less departures, persons; their sum is 0.
    seed : (area, area) floats
        Not negative: an earlier table, a gravity model, 1 off the diagonal.
    closeness : Closeness
        Divergence, absolute, squared or relative squared changes.
    total : float, optional
        All moves, where they are known too (divergence only).

    Raises
    ------
    BadInput
        If net totals do not sum to 0, or the seed is negative.
    CannotCompute
        If areas must gain more than the cells of the seed can bring them: which, and by how much.

    References
    ----------
    Willekens (1999), Mathematical Population Studies 7(3). Plane (1981), Geographical Analysis 13(2).

    Examples
    --------
    >>> flows_from_net(np.array([10.0, -10.0]), np.array([[0.0, 20], [20, 0]])).flows.round(3)
    array([[ 0.   , 15.616],
           [25.616,  0.   ]])
    """
    net, seed = np.asarray(net, float), np.asarray(seed, float) * (1 - np.eye(len(net)))
    _check(net, seed)
    if total is not None and closeness is not Closeness.DIVERGENCE:
        raise ValueError("a total of moves is kept in the divergence only")
    match closeness:
        case Closeness.ABSOLUTE:
            return _absolute(net, seed)
        case Closeness.SQUARED:
            return _newton(net, seed, None, (seed > 0).astype(np.float64))
        case Closeness.RELATIVE:
            return _newton(net, seed, None, seed)
        case _:
            return _newton(net, seed, total, None)


def _check(net: Floats, seed: Floats) -> None:
    if seed.shape != (len(net), len(net)):
        raise ValueError(f"{len(net)} net totals need a seed of {len(net)} × {len(net)}, got {seed.shape}")
    for name, wrong in (("net totals", ~np.isfinite(net)), ("seed", ~np.isfinite(seed)), ("seed", seed < 0)):
        if wrong.any():
            first = tuple(int(i) for i in np.argwhere(wrong)[0])
            raise BadInput(
                "table-not-a-number" if name == "net totals" else "table-negative",
                where=str(first),
                fix="put these cells right",
                count=int(wrong.sum()),
                name=name,
            )
    apart = float(net.sum())
    if abs(apart) > 1e-6 * max(float(np.abs(net).sum()), 1.0):
        raise BadInput("net-not-zero", where="net", fix="add the rest of the world as an area", text=f"{apart:,.6g}")
    blocked = _blocked(net, seed)
    if blocked is not None:
        raise blocked


def _blocked(net: Floats, seed: Floats) -> CannotCompute | None:
    """Areas that must gain more than can reach them: people may pass through other areas."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    if connected_components(csr_array(seed), directed=True, connection="strong")[0] == 1:
        return None
    reach = (seed > 0) | np.eye(len(net), dtype=bool)
    for _ in range(int(np.ceil(np.log2(max(len(net), 2))))):
        reach = (reach.astype(float) @ reach.astype(float)) > 0
    losing, gaining = np.flatnonzero(net < 0), np.flatnonzero(net > 0)
    found = blocked_rows(reach[np.ix_(losing, gaining)], -net[losing], net[gaining])
    if found is None:
        return None
    areas = ", ".join(str(int(losing[i])) for i in found.rows[:8])
    return CannotCompute("net-blocked", where="seed", fix="allow more cells", areas=areas, short=f"{found.short:,.6g}")


def _newton(net: Floats, seed: Floats, total: float | None, weight: Floats | None) -> NetFlows:
    """Newton steps on the dual: its Hessian is the Laplacian of the slopes, the first area is held at 0.

    `weight` is what a unit of the multipliers adds to a flow in least squares; none for the divergence.
    """
    n = len(net)
    u, level = np.zeros(n), 0.0
    scale = max(float(np.abs(net).max(initial=0.0)), float(seed.sum()) / n, 1.0)
    for step in range(1, 201):
        flows, slope = _flows(seed, u, level, weight)
        gap = np.append(flows.sum(axis=1) - flows.sum(axis=0) + net, flows.sum() - total if total is not None else 0.0)
        residual = float(np.abs(gap).max())
        if residual <= 1e-9 * scale:
            return NetFlows(flows, u - u[0], step, float(np.abs(gap[:-1]).max()))
        move = _step(slope, gap, total is not None)
        size, before = 1.0, _dual(seed, net, total, u, level, weight)
        while size > 1e-10:
            new = _dual(seed, net, total, u + size * move[:n], level + size * move[n], weight)
            # Near the optimum the change of the dual drowns in its own rounding.
            if np.isfinite(new) and new <= before + 1e-4 * size * float(gap @ move) + 1e-13 * abs(before):
                break
            size /= 2
        if size <= 1e-10:
            break
        u, level = u + size * move[:n], level + size * move[n]
    raise CannotCompute("net-slow", where="seed", fix="allow more cells, or another total", text=f"{residual:,.3g}")


def _flows(seed: Floats, u: Floats, level: float, weight: Floats | None) -> tuple[Floats, Floats]:
    """Flows at given multipliers, and how they change with them."""
    if weight is not None:
        flows = np.maximum(seed + weight * (u[:, None] - u), 0.0)
        return flows, weight * (flows > 0)
    with np.errstate(over="ignore"):
        table: Floats = seed * np.exp(np.clip(u[:, None] - u + level, -700, 700))
    return table, table


def _step(slope: Floats, gap: Floats, with_total: bool) -> Floats:
    n = len(slope)
    hessian = np.zeros((n + 1, n + 1))
    hessian[:n, :n] = np.diag(slope.sum(axis=1) + slope.sum(axis=0)) - slope - slope.T
    if with_total:
        hessian[:n, n] = hessian[n, :n] = slope.sum(axis=1) - slope.sum(axis=0)
        hessian[n, n] = slope.sum()
    free = slice(1, n + 1) if with_total else slice(1, n)
    move = np.zeros(n + 1)
    ridge = 1e-12 * max(float(np.diag(hessian).max()), 1.0)
    part = hessian[free, free]
    move[free] = np.linalg.solve(part + ridge * np.eye(len(part)), -gap[free])
    return move


def _dual(seed: Floats, net: Floats, total: float | None, u: Floats, level: float, weight: Floats | None) -> float:
    if weight is not None:
        flows = np.maximum(seed + weight * (u[:, None] - u), 0.0)
        return float(np.divide(flows**2, weight, out=np.zeros_like(flows), where=weight > 0).sum() / 2 + net @ u)
    with np.errstate(over="ignore"):
        value = float((seed * np.exp(np.clip(u[:, None] - u + level, -700, 700))).sum() + net @ u)
    return value - (level * total if total is not None else 0.0)


def _absolute(net: Floats, seed: Floats) -> NetFlows:
    """Least absolute change as a linear program: more and less than the seed in each cell."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array, hstack

    origin, destination = np.nonzero(seed)
    cells, k = np.arange(len(origin)), len(origin)
    ones = np.ones(k)
    balance = coo_array(
        (np.concatenate([ones, -ones]), (np.concatenate([destination, origin]), np.tile(cells, 2))), shape=(len(net), k)
    )
    have = balance @ seed[origin, destination]
    bounds = [(0, None)] * k + [(0, float(s)) for s in seed[origin, destination]]
    found = linprog(
        np.ones(2 * k), A_eq=hstack([balance, -balance]).tocsr(), b_eq=net - have, bounds=bounds, method="highs"
    )
    if not found.success:
        raise CannotCompute("net-blocked", where="seed", fix="allow more cells", areas="", short="")
    flows = seed.copy()
    flows[origin, destination] += found.x[:k] - found.x[k:]
    residual = float(np.abs(flows.sum(axis=0) - flows.sum(axis=1) - net).max())
    return NetFlows(flows, np.empty(0), int(found.nit), residual)
