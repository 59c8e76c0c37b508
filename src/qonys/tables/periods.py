"""Periods as people write them, read as periods: order, gaps and season come from the parsed period alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qonys.errors import BadInput
from qonys.model.period import Frequency, Period
from qonys.tables.labels import cleaned

_MONTHS = (
    ("jan", "янв", "қаң"), ("feb", "фев", "ақп"), ("mar", "мар", "нау"), ("apr", "апр", "сәу"),
    ("may", "май", "мая", "мам"), ("jun", "июн", "мау"), ("jul", "июл", "шіл"), ("aug", "авг", "там"),
    ("sep", "сен", "қыр"), ("oct", "окт", "қаз"), ("nov", "ноя", "қар"), ("dec", "дек", "жел"),
)  # fmt: skip
"""How names of months begin in English, Russian and Kazakh."""
_FULL = re.compile(
    "january february march april may june july august september october november december sept "
    "январ[ья] феврал[ья] марта? апрел[ья] ма[йя] июн[ья] июл[ья] августа? сентябр[ья] октябр[ья] ноябр[ья] декабр[ья] "
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".replace(" ", "|")
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?P<quarter>[1-4]|[iі]v|[iі]{1,3})"
"""Roman figures are typed with the Latin letter and with the Cyrillic one."""
_YEAR = r"(?P<year>\d{4})"
_YEAR_WORD = r"(?:\s*(?:год[ау]?|г|жыл[ғдгы]*|ж|year|y)\.?)?"
_QUARTER_WORD = r"(?:\s*-?\s*(?:[йяіші]{1,3}\s*)?(?:кв(?:артал[еа]?)?|тоқсан(?:ы|да)?|тоқ|quarter|qtr)\.?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR + r"(?:\.0)?" + _YEAR_WORD,
        _YEAR + r"\s*[-/.]?\s*(?:m|м)\s*(?P<month>\d{1,2})",
        _YEAR + r"\s*[-/.]\s*(?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})\s*[-/.]\s*" + _YEAR,
        r"(?P<year>[12]\d{3})(?P<month>0[1-9]|1[0-2])",
        _YEAR + r"\s*[-/.]?\s*(?:q|кв\.?)\s*" + _QUARTER,
        r"(?:q|кв\.?)\s*" + _QUARTER + r"\s*[-/,. ]?\s*" + _YEAR + _YEAR_WORD,
        _QUARTER + _QUARTER_WORD + r"\s*[-/,. ]?\s*" + _YEAR + _YEAR_WORD,
        _YEAR + _YEAR_WORD + r"\s*[-/,. ]?\s*" + _QUARTER + _QUARTER_WORD,
        r"(?P<word>[^\W\d_]{3,})\.?\s*[-/, ]?\s*" + _YEAR + _YEAR_WORD,
        _YEAR + _YEAR_WORD + r"\s*[-/, ]?\s*(?P<word>[^\W\d_]{3,})\.?",
        _YEAR + r"-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[ t]00:00(?::00)?(?:\.0+)?)?",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\." + _YEAR + r"(?:\s*г\.?)?",
        r"(?P<year>[12]\d{3})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])",
        _YEAR + r"\s*-?\s*01/(?P<until>\d{2})",
    )
)
FORM = "2021, 2021-03, 2021-Q1, 2021-03-01"
"""Forms that are read everywhere."""


def read_period(text: str) -> Period | None:
    """The period that is written so; none if it is no period, or one that cannot be.

    Examples
    --------
    >>> [str(read_period(t)) for t in ("2021-1", "03.2021", "2021-M03", "3 кв. 2021", "III кв. 2021 г.", "Q3 2021")]
    ['2021-01', '2021-03', '2021-03', '2021-Q3', '2021-Q3', '2021-Q3']
    >>> [str(read_period(t)) for t in ("01.03.2021", "наурыз 2021", "март 2021 г.", "2021 год", "2021 жыл")]
    ['2021-03-01', '2021-03', '2021-03', '2021', '2021']
    >>> read_period("2021-13"), read_period("2021-1x"), read_period("20231"), read_period("March")
    (None, None, None, None)
    """
    plain = cleaned(text).casefold()
    for form in _FORMS:
        if (found := form.fullmatch(plain)) and (period := _period(found.groupdict())):
            return period
    return None


def _period(parts: dict[str, str]) -> Period | None:
    year = parts["year"]
    if not "1000" <= year <= "2999":
        return None
    if quarter := parts.get("quarter"):
        code = f"{year}-Q{_ROMAN.get(quarter.replace('і', 'i'), quarter)}"
    elif word := parts.get("word"):
        months = [i for i, begins in enumerate(_MONTHS, 1) if word.startswith(begins)]
        if len(months) != 1 or not (len(word) <= 4 or _FULL.fullmatch(word)):
            return None
        code = f"{year}-{months[0]:02d}"
    elif month := parts.get("month"):
        code = f"{year}-{int(month):02d}" + (f"-{int(parts['day']):02d}" if parts.get("day") else "")
    else:
        code = f"{year}-01/{parts['until']}" if parts.get("until") else year
    try:
        return Period.parse(code)
    except BadInput:
        return None


def as_months(periods: Sequence[Period]) -> list[Period]:
    """Days that all begin, or all end, the months of a series are months; days of one month a year stay days."""
    if any(p.frequency is not Frequency.DATE for p in periods) or len({p.first.month for p in periods}) < 2:
        return list(periods)
    months = [Period.parse(p.code[:7]) for p in periods]
    pairs = list(zip(months, periods, strict=True))
    ends = all(m.first == p.first for m, p in pairs) or all(m.last == p.first for m, p in pairs)
    return months if ends else list(periods)


def between(first: Period, last: Period) -> list[Period]:
    """All periods of one length (years, quarters, months) from the first to the last."""
    found = [first]
    while found[-1] < last:
        found.append(found[-1].shift(1))
    return found


def spaced(periods: Sequence[Period]) -> bool:
    """Whether periods have a length of their own, so that those between the first and the last can be listed."""
    return all(p.frequency in (Frequency.YEAR, Frequency.QUARTER, Frequency.MONTH) for p in periods)
