"""Periods in words: the plain form, `in` the period, `of` the period, `since` it, and a short one."""

from __future__ import annotations

from collections.abc import Mapping

from qonys.model import Frequency, Period
from qonys.text.message import Language

_MONTHS: Mapping[Language, tuple[str, ...]] = {
    Language.KK: tuple("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split()),
    Language.RU: tuple("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()),
    Language.EN: tuple("January February March April May June July August September October November December".split()),
}
_RU_OF = tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())
_RU_IN = tuple("январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split())
_KK_IN = tuple(
    "қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада желтоқсанда".split()
)
_KK_OF = tuple(
    "қаңтардың ақпанның наурыздың сәуірдің мамырдың маусымның шілденің тамыздың қыркүйектің қазанның қарашаның "
    "желтоқсанның".split()
)
_ROMAN = ("I", "II", "III", "IV")

Forms = dict[str, str]
"""Forms by suffix: empty, in, gen, abl, short."""


def forms(period: Period, language: Language) -> Forms:
    """All forms of a period in a language.

    Examples
    --------
    >>> forms(Period.parse("2023-08"), Language.EN)["in"]
    'in August 2023'
    """
    return {Language.KK: _kk, Language.RU: _ru, Language.EN: _en}[language](period)


def month_name(month: int, language: Language) -> str:
    """The name of a month, 1 to 12, as it stands alone."""
    return _MONTHS[language][month - 1]


def _en(period: Period) -> Forms:
    year, names = period.year, _MONTHS[Language.EN]
    first, last = names[period.first.month - 1], names[period.last.month - 1]
    match period.frequency:
        case Frequency.YEAR:
            return _same(str(year), "in ", "of ", "since ", str(year))
        case Frequency.QUARTER:
            plain = f"quarter {_quarter(period)} of {year}"
            return _same(plain, "in ", "of ", "since ", f"{year} Q{_quarter(period)}")
        case Frequency.MONTH:
            return _same(f"{first} {year}", "in ", "of ", "since ", f"{first[:3]} {year}")
        case Frequency.CUMULATIVE:
            plain = f"{first}–{last} {year}" if first != last else f"{first} {year}"
            return _same(plain, "in ", "of ", "since ", f"{first[:3]}–{last[:3]} {year}")
        case Frequency.DATE:
            return _same(f"{period.first.day} {first} {year}", "on ", "of ", "since ", _numeric(period))


def _same(plain: str, inside: str, of: str, since: str, short: str) -> Forms:
    return {"": plain, "in": inside + plain, "gen": of + plain, "abl": since + plain, "short": short}


def _ru(period: Period) -> Forms:
    year = period.year
    m, n = period.first.month - 1, period.last.month - 1
    names = _MONTHS[Language.RU]
    match period.frequency:
        case Frequency.YEAR:
            return _five(f"{year} год", f"в {year} году", f"{year} года", f"с {year} года", str(year))
        case Frequency.QUARTER:
            q = _ROMAN[_quarter(period) - 1]
            whole = f"{year} года"
            return _five(
                f"{q} квартал {whole}", f"в {q} квартале {whole}", f"{q} квартала {whole}", f"с {q} квартала {whole}",
                f"{q} кв. {year}",
            )  # fmt: skip
        case Frequency.MONTH:
            return _five(
                f"{names[m]} {year} года", f"в {_RU_IN[m]} {year} года", f"{_RU_OF[m]} {year} года",
                f"с {_RU_OF[m]} {year} года", f"{m + 1:02d}.{year}",
            )  # fmt: skip
        case Frequency.CUMULATIVE:
            span = names[m] if m == n else f"{names[m]}–{names[n]}"
            inside = _RU_IN[m] if m == n else f"{_RU_IN[m]}–{_RU_IN[n]}"
            of = _RU_OF[m] if m == n else f"{_RU_OF[m]}–{_RU_OF[n]}"
            return _five(
                f"{span} {year} года", f"в {inside} {year} года", f"{of} {year} года", f"с {_RU_OF[m]} {year} года",
                f"{m + 1:02d}–{n + 1:02d}.{year}",
            )  # fmt: skip
        case Frequency.DATE:
            day = f"{period.first.day} {_RU_OF[m]} {year} года"
            return _five(day, f"на {day}", day, f"с {day}", _numeric(period))


def _kk(period: Period) -> Forms:
    year = period.year
    m, n = period.first.month - 1, period.last.month - 1
    names = _MONTHS[Language.KK]
    start = f"{year} жылғы"
    match period.frequency:
        case Frequency.YEAR:
            return _five(f"{year} жыл", f"{year} жылы", f"{year} жылдың", f"{year} жылдан", str(year))
        case Frequency.QUARTER:
            q = f"{start} {_ROMAN[_quarter(period) - 1]}"
            return _five(
                f"{q} тоқсан", f"{q} тоқсанда", f"{q} тоқсанның", f"{q} тоқсаннан",
                f"{_ROMAN[_quarter(period) - 1]} тоқсан {year}",
            )  # fmt: skip
        case Frequency.MONTH:
            return _five(
                f"{start} {names[m]}", f"{start} {_KK_IN[m]}", f"{start} {_KK_OF[m]}", f"{start} {names[m]} айынан",
                f"{m + 1:02d}.{year}",
            )  # fmt: skip
        case Frequency.CUMULATIVE:
            span = names[m] if m == n else f"{names[m]}–{names[n]}"
            inside = _KK_IN[m] if m == n else f"{names[m]}–{_KK_IN[n]}"
            of = _KK_OF[m] if m == n else f"{names[m]}–{_KK_OF[n]}"
            return _five(
                f"{start} {span}", f"{start} {inside}", f"{start} {of}", f"{start} {names[m]} айынан",
                f"{m + 1:02d}–{n + 1:02d}.{year}",
            )  # fmt: skip
        case Frequency.DATE:
            day = f"{start} {period.first.day} {names[m]}"
            inside = f"{start} {period.first.day} {_KK_IN[m]}"
            of = f"{start} {period.first.day} {_KK_OF[m]}"
            return _five(day, inside, of, f"{day} күнінен", _numeric(period))


def _five(plain: str, inside: str, of: str, since: str, short: str) -> Forms:
    return {"": plain, "in": inside, "gen": of, "abl": since, "short": short}


def _quarter(period: Period) -> int:
    return (period.first.month + 2) // 3


def _numeric(period: Period) -> str:
    return period.first.strftime("%d.%m.%Y")
