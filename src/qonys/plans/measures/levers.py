"""What a lever of some size brings and costs, for many draws of what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qonys.model.measures import BUDGETS, Lever, Party, Product, Target
from qonys.model.result import Floats


@dataclass(frozen=True)
class Known:
    """Quantities by name, each (draw,); a figure is the same in all draws. `costs`: amounts by lever and number."""

    draws: int
    quantities: Mapping[str, Floats]
    costs: Mapping[tuple[str, int], Floats]

    def lacking(self, lever: Lever) -> tuple[str, ...]:
        """Quantities that the lever reads and nobody states, each once."""
        products = (
            [f.product for f in lever.flows] + [s.product for s in lever.shifts] + [c.product for c in lever.costs]
        )
        products += [lever.limit] if lever.limit else []
        names = dict.fromkeys(name for p in products for name in p.names)
        return tuple(name for name in names if name not in self.quantities)

    def of(self, product: Product, size: float) -> Floats:
        """The size times a factor and quantities, over others; (draw,).

        Examples
        --------
        >>> known = Known(2, {"a": np.array([2.0, 3.0]), "b": np.array([4.0, 4.0])}, {})
        >>> known.of(Product(0.5, ("a",), ("b",)), 8.0).tolist()
        [2.0, 3.0]
        """
        found = np.full(self.draws, size * product.factor)
        for name in product.times:
            found = found * self.quantities[name]
        for name in product.over:
            found = found / self.quantities[name]
        return found


def people(lever: Lever, size: float, known: Known) -> Floats:
    """People (or households) of each flow of the lever, (draw, flow); negative where they leave."""
    if not lever.flows:
        return np.zeros((known.draws, 0))
    return np.stack([known.of(flow.product, size) for flow in lever.flows], axis=1)


def direct(lever: Lever, size: float, known: Known) -> Mapping[Target, Floats]:
    """What the lever adds beside the people whom it moves, each (draw,)."""
    found = {target: np.zeros(known.draws) for target in Target}
    for shift in lever.shifts:
        found[shift.target] = found[shift.target] + known.of(shift.product, size)
    return found


def outlays(lever: Lever, size: float, known: Known) -> Mapping[Party, Floats]:
    """What each party pays in a year, less what others pay to it; each (draw,), 0 for those it does not touch.

    A fee that an employer pays to a budget is in it twice, once of each sign.
    """
    found = {party: np.zeros(known.draws) for party in Party}
    for number, cost in enumerate(lever.costs):
        amount = known.costs[lever.id, number] * known.of(cost.product, size)
        found[cost.payer] = found[cost.payer] + amount
        if cost.to is not None:
            found[cost.to] = found[cost.to] - amount
    return found


def public(paid: Mapping[Party, Floats]) -> Floats:
    """What the budgets pay on balance, (draw,); negative where they take in more."""
    found: Floats = np.sum([paid[party] for party in BUDGETS], axis=0)
    return found


def borne(paid: Mapping[Party, Floats]) -> Floats:
    """What all who were there before pay on balance, (draw,): payments between them cancel out.

    What goes to those who arrive is a cost to the others.
    """
    found: Floats = np.sum([each for party, each in paid.items() if party is not Party.ARRIVALS], axis=0)
    return found


def infeasible(lever: Lever, size: float, known: Known, *, country: bool) -> str:
    """The code of the reason why a lever cannot be used at this size; empty if it can.

    `regions-only`: it moves people between regions; `no-figure`: a quantity that it reads has none; `over-limit`: the
    size is above what figures allow.
    """
    if country and not lever.everywhere:
        return "regions-only"
    if known.lacking(lever):
        return "no-figure"
    if lever.limit is not None and size > float(np.median(known.of(lever.limit, 1.0))):
        return "over-limit"
    return ""
