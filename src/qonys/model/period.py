"""Periods of official figures: year, quarter, month, months from January on, a date."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from enum import Enum

from qonys.errors import BadInput


class Frequency(Enum):
    """How long a period is; the codes are SDMX's, `C` for a cumulative span is ours."""

    YEAR = "A"
    QUARTER = "Q"
    MONTH = "M"
    CUMULATIVE = "C"
    DATE = "D"


_FORMS = {
    Frequency.YEAR: re.compile(r"(?P<year>\d{4})", re.ASCII),
    Frequency.QUARTER: re.compile(r"(?P<year>\d{4})-Q(?P<quarter>[1-4])", re.ASCII),
    Frequency.MONTH: re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII),
    Frequency.CUMULATIVE: re.compile(r"(?P<year>\d{4})-01/(?P<month>\d{2})", re.ASCII),
    Frequency.DATE: re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days; ordered by its first day, then its last.

    Examples
    --------
    >>> Period.parse("2023-01/09").last
    datetime.date(2023, 9, 30)
    >>> str(Period.parse("2023-Q1").shift(-1))
    '2022-Q4'
    """

    first: dt.date
    last: dt.date
    frequency: Frequency = field(compare=False)
    code: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written as `2023`, `2023-Q1`, `2023-08`, `2023-01/08` or `2023-08-31`.

        Raises
        ------
        BadInput
            If the text has none of these forms or names a day that does not exist.
        """
        for frequency, form in _FORMS.items():
            if found := form.fullmatch(text):
                try:
                    return cls(*_span(frequency, {k: int(v) for k, v in found.groupdict().items()}), frequency, text)
                except ValueError:
                    break
        raise BadInput("period", fix="2023, 2023-Q1, 2023-08, 2023-01/08, 2023-01-01", text=text)

    @classmethod
    def year_of(cls, year: int) -> Period:
        """The calendar year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), Frequency.YEAR, f"{year:04d}")

    @property
    def year(self) -> int:
        """The year in which it begins."""
        return self.first.year

    def shift(self, steps: int) -> Period:
        """The period so many of its own lengths later; a date and a cumulative span move by years.

        29 February moves to the 28th where the year has none.

        Raises
        ------
        BadInput
            If the year would have more or fewer than four digits.
        """
        match self.frequency:
            case Frequency.QUARTER:
                index = self.year * 4 + (self.first.month - 1) // 3 + steps
                return Period.parse(f"{index // 4:04d}-Q{index % 4 + 1}")
            case Frequency.MONTH:
                index = self.year * 12 + self.first.month - 1 + steps
                return Period.parse(f"{index // 12:04d}-{index % 12 + 1:02d}")
            case _:
                year, rest = self.year + steps, self.code[4:]
                leap_day = rest == "-02-29" and not calendar.isleap(year)
                return Period.parse(f"{year:04d}{'-02-28' if leap_day else rest}")

    def __str__(self) -> str:
        return self.code


def _span(frequency: Frequency, part: dict[str, int]) -> tuple[dt.date, dt.date]:
    year = part["year"]
    match frequency:
        case Frequency.YEAR:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        case Frequency.QUARTER:
            month = 3 * part["quarter"]
            return dt.date(year, month - 2, 1), _month_end(year, month)
        case Frequency.MONTH:
            return dt.date(year, part["month"], 1), _month_end(year, part["month"])
        case Frequency.CUMULATIVE:
            return dt.date(year, 1, 1), _month_end(year, part["month"])
        case Frequency.DATE:
            day = dt.date(year, part["month"], part["day"])
            return day, day


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
