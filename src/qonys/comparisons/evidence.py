"""Evidence: a figure that was printed beside an estimate of the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10


@dataclass(frozen=True)
class Evidence:
    """A printed figure, how far its rounding lets it be off, and the interval of an estimate."""

    printed: float
    rounding: float
    low: float
    high: float

    @property
    def agrees(self) -> bool:
        """Whether some value that prints so lies in the interval."""
        return self.printed + self.rounding >= self.low and self.printed - self.rounding <= self.high

    @property
    def gap(self) -> float:
        """How far the interval is from the nearest value that prints so; 0 if they meet."""
        return max(0.0, self.low - self.printed - self.rounding, self.printed - self.rounding - self.high)


def against(printed: float, low: float, high: float, rounding: float | None = None) -> Evidence:
    """Evidence against an estimate; rounding is half a unit of the last digit that is not 0 if left out.

    Examples
    --------
    >>> against(9_950, 4_000, 7_000).agrees, against(9_950, 4_000, 7_000).gap
    (False, 2945.0)
    """
    return Evidence(printed, half_unit(printed) if rounding is None else rounding, low, high)


def half_unit(value: float, most: int = 3) -> float:
    """Half a unit of the last digit of a figure that is not 0: what a rounded figure may be off by.

    A whole number of persons may end in zeros by chance: at most `most` of them count as rounding.

    Examples
    --------
    >>> half_unit(14_500), half_unit(8_601), half_unit(14.5)
    (50.0, 0.5, 0.05)
    """
    if value == 0 or value != value:
        return 0.5
    shown = f"{abs(value):.10g}"
    if "." in shown and "e" not in shown:
        return 0.5 * 10.0 ** -len(shown.partition(".")[2])
    digits = floor(log10(abs(value))) + 1
    zeros = len(shown) - len(shown.rstrip("0")) if "e" not in shown else digits
    return 0.5 * 10.0 ** min(zeros, most)
