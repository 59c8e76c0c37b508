"""Formulas as fixest and pyfixest write them: `y ~ x + controls | fixed effects | endogenous ~ instruments`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qonys.errors import BadInput
from qonys.model.specification import Fixed, Specification, Transform, Variable
from qonys.tables.header import fold
from qonys.tables.names import PANEL_AREA, PERIOD

_NAME = r"(?:`[^`]+`|[^\W\d][\w.]*)"
_FIGURE = re.compile(rf"(?:(?P<scale>\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)\s*\*\s*)?(?P<series>{_NAME})"
                     rf"(?:\s*/\s*(?P<per>{_NAME}))?")  # fmt: skip
_CALL = re.compile(r"(?P<name>[\w.]+)\((?P<inside>.*)\)")
_LAGGED = re.compile(r"(?P<inside>.+?)(?:,\s*(?P<by>\d+))?")
_CROSSED = re.compile(rf"(?P<group>{_NAME})\s*\^\s*(?P<period>{_NAME})")
_SLOPE = re.compile(rf"(?P<area>{_NAME})\s*\[\[?\s*(?P<period>{_NAME})\s*\]?\]")
CONSTANTS = ("0", "1", "-1")
EXAMPLES = "pay, log(pay), d(pay), l(pay, 1), f(pay, 1), 1000*births/people, standard(pay)"


@dataclass(frozen=True)
class Formula:
    """A formula taken apart; `written` is the whole of it."""

    written: str
    outcome: Variable
    exposure: Variable
    controls: tuple[Variable, ...]
    endogenous: tuple[Variable, ...]
    instruments: tuple[Variable, ...]
    fixed: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """A specification, and the columns of areas and periods; empty: found by their usual names."""

    specification: Specification
    area: str
    period: str


def parsed(text: str) -> Formula:
    """A formula taken apart.

    Raises
    ------
    BadInput
        For what is no formula, and for a term that cannot be read.

    Examples
    --------
    >>> made = parsed("log(pay) ~ arrivals + l(age, 1) | area + region^year")
    >>> made.outcome.name, made.exposure.name, [v.name for v in made.controls], made.fixed
    ('log(pay)', 'arrivals', ['age, lag 1'], ('area', 'region^year'))
    >>> made = parsed("pay ~ age | area + year | arrivals ~ shock")
    >>> made.exposure.name, [v.name for v in made.controls], [v.name for v in made.instruments]
    ('arrivals', ['age'], ['shock'])
    """
    parts = [part.strip() for part in text.split("|")]
    left, tilde, right = parts[0].partition("~")
    instrumented = parts.pop() if len(parts) > 1 and "~" in parts[-1] else ""
    if not tilde or not left.strip() or len(parts) > 2 or "~" in right:
        raise BadInput("formula", where=text, fix="log(pay) ~ arrivals + age | area + year", text=text)
    terms = [term for term in _terms(right) if term not in CONSTANTS]
    exposed, _, instruments = instrumented.partition("~")
    of_instruments = tuple(variable(t, text) for t in _terms(instruments))
    regressors = [variable(t, text) for t in (_terms(exposed) if instrumented else terms[:1])]
    controls = tuple(variable(t, text) for t in (terms if instrumented else terms[1:]))
    if not regressors or (instrumented and not of_instruments):
        raise BadInput("formula", where=text, fix="pay ~ arrivals | area + year", text=text)
    fixed = tuple(t for t in (_terms(parts[1]) if len(parts) > 1 else []) if t not in CONSTANTS)
    return Formula(
        text, variable(left, text), regressors[0], controls, tuple(regressors[1:]), of_instruments, fixed
    )  # fmt: skip


def variable(term: str, formula: str = "") -> Variable:
    """One term: a column, its quotient, and what is done to it.

    Examples
    --------
    >>> variable("l(log(1000 * births / people), 2)").name
    'log(1000*births/people), lag 2'
    >>> variable("d(log(pay))").transform
    <Transform.LOG_CHANGE: 'log-change'>
    """
    term = term.strip()
    if call := _CALL.fullmatch(term):
        return _transformed(call["name"], call["inside"], term, formula)
    found = _FIGURE.fullmatch(term)
    if found is None:
        raise BadInput("formula-term", where=formula or term, fix=EXAMPLES, text=term)
    return Variable(_bare(found["series"]), _bare(found["per"] or ""), float(found["scale"] or 1))


def panel(formula: Formula, area: str, period: str) -> Panel:
    """The specification of a formula: which fixed effects are of areas, of periods, of groups by period.

    Areas and periods are the columns named, else fixed effects with usual names, else the first and the second.

    Raises
    ------
    BadInput
        For fixed effects of groups that are neither areas nor crossed with periods.

    Examples
    --------
    >>> made = panel(parsed("invest ~ value | firm + year + sector^year"), "", "")
    >>> made.area, made.period, [f.value for f in made.specification.fixed], made.specification.crossed
    ('firm', 'year', ['area', 'period'], ('sector',))
    """
    crossed = [m for t in formula.fixed if (m := _CROSSED.fullmatch(t))]
    slopes = [m for t in formula.fixed if (m := _SLOPE.fullmatch(t))]
    plain = [_bare(t) for t in formula.fixed if not _CROSSED.fullmatch(t) and not _SLOPE.fullmatch(t)]
    times = [*plain, *(_bare(m["period"]) for m in (*crossed, *slopes))]
    period = period or _usual(times, PERIOD)
    others = [name for name in plain if name != period]
    area = area or _usual([*others, *(_bare(m["area"]) for m in slopes)], PANEL_AREA) or next(iter(others), "")
    rest = [name for name in others if name != area]
    if rest and not period:
        period = rest.pop(0)
    if rest:
        fix = f"{rest[0]}^{period or 'year'}"
        raise BadInput("formula-fixed", where=formula.written, fix=fix, text=rest[0])
    kinds = ((Fixed.AREA, area in plain or slopes), (Fixed.PERIOD, period in plain), (Fixed.TREND, slopes))
    made = Specification(
        formula.written, formula.outcome, formula.exposure, formula.controls, formula.endogenous, formula.instruments,
        tuple(kind for kind, there in kinds if there), tuple(dict.fromkeys(_bare(m["group"]) for m in crossed)),
    )  # fmt: skip
    return Panel(made, area, period)


def _transformed(name: str, inside: str, term: str, formula: str) -> Variable:
    if name == "I":
        return variable(inside, formula)
    if name in ("l", "f"):
        found = _LAGGED.fullmatch(inside.strip())
        by = int((found and found["by"]) or 1)
        own = variable(found["inside"] if found else inside, formula)
        return replace(own, lag=own.lag + (by if name == "l" else -by))
    own, kind = variable(inside, formula), _kind(name)
    if kind is Transform.CHANGE and own.transform is Transform.LOG:
        return replace(own, transform=Transform.LOG_CHANGE)
    if kind is None or own.transform is not Transform.LEVEL or own.lag:
        raise BadInput("formula-term", where=formula or term, fix=EXAMPLES, text=term)
    return replace(own, transform=kind)


def _kind(name: str) -> Transform | None:
    kinds = {"d": Transform.CHANGE, "scale": Transform.STANDARD} | {t.value: t for t in Transform}
    return kinds.get(name)


def _terms(text: str) -> list[str]:
    """Terms between plus signs outside of brackets and backticks; `-1` is one of its own."""
    found, depth, quoted = [""], 0, False
    for sign in text:
        quoted ^= sign == "`"
        depth += (sign in "([") - (sign in ")]")
        if sign == "+" and not depth and not quoted:
            found.append("")
        else:
            found[-1] += sign
    return [term.strip() for term in found if term.strip()]


def _bare(name: str) -> str:
    return name.strip().strip("`")


def _usual(names: list[str], known: tuple[str, ...]) -> str:
    return next((name for name in names if fold(name) in set(map(fold, known))), "")
