"""How an index is made: the steps of a framework's [method], and the alternatives of its [doubt]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from enum import Enum
from functools import partial
from math import isfinite
from typing import Any, TypeVar

from qonys.errors import BadInput
from qonys.model import Framework
from qonys.wellbeing.kernels.aggregation import Combine, Method, Rule
from qonys.wellbeing.kernels.orders import doubted, kemeny_points
from qonys.wellbeing.kernels.outliers import Transform, Treatment
from qonys.wellbeing.kernels.outranking import copeland
from qonys.wellbeing.kernels.scaling import Scale, Scaling
from qonys.wellbeing.kernels.screening import Limits, Spread

E = TypeVar("E", bound=Enum)
D = TypeVar("D")


class Filling(Enum):
    """How gaps are filled."""

    MEAN = "mean"
    MEDIAN = "median"
    GROUP_MEAN = "group mean"
    GROUP_MEDIAN = "group median"
    NEIGHBOURS = "neighbours"
    NORMAL = "normal"
    """Regression on the other indicators (EM)."""
    TIME = "time"
    """The nearest figure of the unit itself."""


class Weighting(Enum):
    """Where the weights of criteria come from."""

    GIVEN = "given"
    EQUAL = "equal"
    """The same for all criteria of a node, and for all nodes of a level."""
    COMPONENTS = "components"
    """Loadings of the first principal component of the criteria of each node."""
    ROTATED = "rotated components"
    """Squared loadings of rotated components of the criteria of each node (Handbook, step 6)."""
    OPTIMISED = "optimised"
    """So that correlations of criteria with the index, as it is computed, are in proportion to the given weights."""


@dataclass(frozen=True)
class Fill:
    """One way of filling gaps; several are tried one after the other."""

    how: Filling
    longest: int = 3
    """Time: most periods to the figure that is taken."""
    count: int = 3
    """Neighbours."""


@dataclass(frozen=True)
class Recipe:
    """The steps of an index. A step that is none is not taken."""

    screen: Limits | None = None
    fill: tuple[Fill, ...] = ()
    treat: Treatment | None = None
    scale: Scale = field(default_factory=Scale)
    weigh: Weighting = Weighting.GIVEN
    rules: tuple[Rule | Combine, ...] = ()
    """One a level, from the lowest up."""
    rule_names: tuple[str, ...] = ()

    @property
    def by_unit(self) -> bool:
        """Whether the index of a unit is made of its own scores alone, and not of an order of all units."""
        return all(isinstance(rule, Rule) for rule in self.rules)


@dataclass(frozen=True)
class Doubt:
    """What is varied: how many errors wide figures and gaps move, how far weights, which methods besides."""

    figures: float = 1.0
    gaps: float = 1.0
    weights: float = 0.25
    treatments: tuple[Treatment | None, ...] = ()
    scales: tuple[Scale, ...] = ()
    rules: tuple[tuple[Rule | Combine, ...], ...] = ()


WHOLE: Mapping[str, Combine] = {"copeland": copeland, "kemeny": kemeny_points, "benefit of the doubt": doubted}
"""Rules that look at all units at once."""
STEPS = ("screen", "impute", "treat", "normalise", "weight", "aggregate")
VARIED = ("figures", "gaps", "weights", "treat", "normalise", "aggregate")


def recipe(framework: Framework) -> Recipe:
    """The steps of a framework's [method]; min-max and arithmetic means where it names none.

    Raises
    ------
    BadInput
        For a step or an option of [method] or [doubt] that there is not, with the nearest that there is.
    """
    doubt(framework)  # read by one command alone; its faults are said by all
    method, where = framework.method, framework.where
    _known(method, STEPS, where, "method")
    depth = len(framework.parents)
    names, rules = rules_of(method.get("aggregate", "arithmetic"), depth, where)
    fills = method.get("impute", [])
    return Recipe(
        screen=_options(Limits, method["screen"], where, "method.screen") if "screen" in method else None,
        fill=tuple(_fill(f, where) for f in (fills if isinstance(fills, list) else [fills])),
        treat=_treatment(method["treat"], where, "method.treat") if "treat" in method else None,
        scale=_scale(method.get("normalise", "min max"), where, "method.normalise"),
        weigh=_choice(Weighting, method.get("weight", "given"), where, "method.weight"),
        rules=rules,
        rule_names=names,
    )


def doubt(framework: Framework) -> Doubt:
    """The alternatives of a framework's [doubt]; figures, gaps and weights alone where it names none."""
    table, where = framework.doubt, framework.where
    _known(table, VARIED, where, "doubt")
    plain = {}
    for name, top in (("figures", 10.0), ("gaps", 10.0), ("weights", 0.999)):
        value = table.get(name, getattr(Doubt, name))
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= top:
            raise _wrong(name, str(value), where, f"doubt.{name}", f"0 to {top:g}")
        plain[name] = float(value)
    return Doubt(
        **plain,
        treatments=tuple(
            None if t == "none" else _treatment(t, where, "doubt.treat") for t in _listed(table, "treat", where)
        ),
        scales=tuple(_scale(s, where, "doubt.normalise") for s in _listed(table, "normalise", where)),
        rules=tuple(rules_of(r, len(framework.parents), where)[1] for r in _listed(table, "aggregate", where)),
    )


def rules_of(written: object, depth: int, where: str) -> tuple[tuple[str, ...], tuple[Rule | Combine, ...]]:
    """Names and rules of all levels: one for all of them, or a list from the lowest level up."""
    each = written if isinstance(written, list) else [written] * depth
    if len(each) != depth:
        raise _wrong("aggregate", str(written), where, "aggregate", f"one rule, or {depth}: one a level")
    pairs = [_rule(one, where) for one in each]
    return tuple(name for name, _ in pairs), tuple(rule for _, rule in pairs)


def _rule(written: object, where: str) -> tuple[str, Rule | Combine]:
    if callable(written):
        return getattr(written, "__name__", type(written).__name__), written
    table: dict[str, Any] = dict(written) if isinstance(written, Mapping) else {"method": written}
    if "method" not in table:
        raise _wrong("method", "", where, "aggregate.method", "arithmetic")
    name = str(table["method"])
    if name in WHOLE:
        return name, _whole(name, table, where)
    for key, kind in (("method", Method), ("spread", Spread)):
        if key in table:
            value = table[key] if key == "method" else {"sample": 1, "population": 0}.get(str(table[key]), table[key])
            table[key] = _choice(kind, value, where, f"aggregate.{key}")
    if "order" in table:
        table["order"] = tuple(list(table["order"]))
    return name, _options(Rule, table, where, "aggregate")


def _whole(name: str, table: Mapping[str, Any], where: str) -> Combine:
    """A rule that looks at all units; benefit of the doubt may have bounds of shares."""
    allowed = ("method", "low", "high") if WHOLE[name] is doubted else ("method",)
    _known(table, allowed, where, "aggregate")
    if len(table) == 1:
        return WHOLE[name]
    low, high = table.get("low", 0.0), table.get("high", 1.0)
    for side, value in (("low", low), ("high", high)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise _wrong(side, str(value), where, f"aggregate.{side}", "0 to 1")
    return partial(doubted, bounds=(float(low), float(high)))


def _fill(written: object, where: str) -> Fill:
    table = dict(written) if isinstance(written, Mapping) else {"how": written}
    return _options(
        Fill, {**table, "how": _choice(Filling, table.get("how", ""), where, "method.impute")}, where, "impute"
    )


def _treatment(written: object, where: str, at: str) -> Treatment:
    if not isinstance(written, Mapping):
        raise _wrong("treat", str(written), where, at, "{ points = 5, transform = 'log shifted' }")
    table = dict(written)
    if "transform" in table:
        table["transform"] = _choice(Transform, table["transform"], where, f"{at}.transform")
    return _options(Treatment, table, where, at)


def _scale(written: object, where: str, at: str) -> Scale:
    table = dict(written) if isinstance(written, Mapping) else {"how": written}
    return _options(Scale, {**table, "how": _choice(Scaling, table.get("how", ""), where, at)}, where, at)


def _choice(kind: type[E], value: object, where: str, at: str) -> E:
    try:
        return kind(value)
    except ValueError:
        known = [str(each.value) for each in kind] + (list(WHOLE) if kind is Method else [])
        near = ", ".join(get_close_matches(str(value), known, n=3) or known)
        raise _wrong(at.rpartition(".")[2], str(value), where, at, near) from None


def _options(kind: type[D], table: object, where: str, at: str) -> D:
    """A frozen object of options from a table that may name its fields alone, with values of their types."""
    if not isinstance(table, Mapping):
        raise _wrong(at, str(table), where, at, "a table")
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    _known(table, tuple(known), where, at)
    made = {}
    for name, value in table.items():
        default = known[name].default
        fits = type(value) is type(default) or (isinstance(default, float) and type(value) is int)
        fits = fits and not (isinstance(value, float) and not isfinite(value))
        if isinstance(default, int | float) and not fits:
            raise _wrong(name, str(value), where, f"{at}.{name}", str(default))
        made[name] = float(value) if isinstance(default, float) else tuple(value) if isinstance(value, list) else value
    return kind(**made)


def _known(table: Mapping[str, Any], names: Sequence[str], where: str, at: str) -> None:
    for name in table:
        if name not in names:
            near = ", ".join(get_close_matches(name, names, n=3) or names)
            raise _wrong(name, name, where, at, near)


def _listed(table: Mapping[str, Any], name: str, where: str) -> list[Any]:
    value = table.get(name, [])
    if not isinstance(value, list):
        raise _wrong(name, str(value), where, f"doubt.{name}", "[ … ]")
    return value


def _wrong(name: str, text: str, where: str, at: str, fix: str) -> BadInput:
    return BadInput("framework-option", where=f"{where} [{at}]", fix=fix, name=name, text=text)
