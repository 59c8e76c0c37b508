"""Classes of values for maps and coloured tables: a few colours that a reader can name again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qonys.report.charts.theme import ABOVE, BELOW, SEQUENTIAL


@dataclass(frozen=True, slots=True)
class Classes:
    """Bounds between classes, ascending, and one colour more than bounds."""

    bounds: tuple[float, ...]
    colours: tuple[str, ...]

    def of(self, value: float) -> int:
        """Number of the class that holds the value; a bound belongs to the class above it."""
        return sum(value >= bound for bound in self.bounds)


def classes(values: Sequence[float], diverging: bool, decimals: int) -> Classes:
    """Classes of about equal numbers of values whose bounds are rounded; if diverging, zero is a bound."""
    return _diverging(values, decimals) if diverging else _sequential(values, decimals)


def _sequential(values: Sequence[float], decimals: int) -> Classes:
    count = min(len(SEQUENTIAL), max(1, len(set(values))))
    bounds = _rounded([_quantile(values, i / count) for i in range(1, count)], decimals)
    bounds = [b for b in bounds if values and min(values) < b <= max(values)]
    return Classes(tuple(bounds), _spread(SEQUENTIAL, len(bounds) + 1))


def _diverging(values: Sequence[float], decimals: int) -> Classes:
    sizes = [abs(v) for v in values if v]
    steps = [b for b in _rounded([_quantile(sizes, i / 3) for i in (1, 2)], decimals) if b > 0] if sizes else []
    near = len(steps) + 1
    below = [-s for s in reversed(steps)]
    colours = _spread(BELOW[::-1], near)[::-1] + _spread(ABOVE, near)
    found = Classes((*below, 0.0, *steps), colours)
    # Classes at either end that hold nothing would only lengthen the legend.
    used = [found.of(v) for v in values] or [near]
    first, last = min(used), max(used)
    return Classes(found.bounds[first:last], found.colours[first : last + 1])


def _spread(colours: tuple[str, ...], count: int) -> tuple[str, ...]:
    """So many of the colours, from end to end."""
    if count == 1:
        return (colours[len(colours) // 2],)
    return tuple(colours[round(i * (len(colours) - 1) / (count - 1))] for i in range(count))


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _rounded(bounds: Sequence[float], decimals: int) -> list[float]:
    """The bounds to two figures at most, never finer than the values are printed; no bound twice."""
    out = []
    for bound in bounds:
        digits = decimals if bound == 0 else min(decimals, 1 - math.floor(math.log10(abs(bound))))
        out.append(round(bound, digits) + 0.0)
    return sorted(set(out))
