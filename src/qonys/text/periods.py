"""Periods in words: which message of the catalogues says a period, and with which parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qonys.model import Frequency, Period

FORMS = ("in", "gen", "abl", "short")
"""Forms that the catalogues have of each period and month, besides the plain one."""

Say = Callable[[str, str], str]
"""Text of a message by id and form."""


def period_parts(period: Period, say: Say) -> tuple[str, dict[str, str]]:
    """Id of the message and its parts: year, and month, last month, quarter or day as far as there are any."""
    year = {"year": period.code[:4]}
    first, last = period.first.month, period.last.month
    match period.frequency:
        case Frequency.YEAR:
            return "period-year", year
        case Frequency.QUARTER:
            return "period-quarter", {**year, "quarter": say(f"quarter-{last // 3}", "")}
        case Frequency.DATE:
            day = period.first.day
            return "period-date", {
                **year,
                **dict(_month("month", last, say)),
                "day": str(day),
                "day_short": f"{day:02d}",
            }
        case Frequency.CUMULATIVE if last > first:
            return "period-span", {**year, **dict(_month("month", first, say)), **dict(_month("last", last, say))}
        case _:
            return "period-month", {**year, **dict(_month("month", last, say))}


def _month(name: str, number: int, say: Say) -> Iterator[tuple[str, str]]:
    for form in ("", *FORMS):
        yield f"{name}_{form}".rstrip("_"), say(f"month-{number}", form)
