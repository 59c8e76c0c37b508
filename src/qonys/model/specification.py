"""Specifications of an effect: what is explained by what, on which figures; data, not code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import product

STABLE = 0
"""As borders: units that are comparable in every year of the sample."""


class Transform(Enum):
    """What is done with a figure before it enters."""

    LEVEL = "level"
    LOG = "log"
    """Natural logarithm: coefficients are relative changes."""
    CHANGE = "change"
    """Less the period before."""
    LOG_CHANGE = "log-change"
    STANDARD = "standard"
    """In standard deviations about its mean over the sample."""


class Fixed(Enum):
    """What is taken out before an effect is looked for."""

    AREA = "area"
    PERIOD = "period"
    TREND = "trend"
    """A linear trend of each area."""


class Estimator(Enum):
    """How coefficients are found."""

    LEAST_SQUARES = "least-squares"
    POISSON = "poisson"
    """Poisson pseudo-maximum likelihood: an outcome of 0 or more, effects relative."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A series of a panel, divided, multiplied, transformed and lagged."""

    series: str
    per: str = ""
    """The series it is divided by."""
    scale: float = 1.0
    transform: Transform = Transform.LEVEL
    lag: int = 0
    """Periods back; negative: ahead, as a placebo."""

    @property
    def name(self) -> str:
        """A label: what is done to the series, in words of its parts.

        Examples
        --------
        >>> Variable("income", transform=Transform.LOG, lag=1).name
        'log(income), lag 1'
        """
        whole = self.figure if self.transform is Transform.LEVEL else f"{self.transform.value}({self.figure})"
        return f"{whole}, lag {self.lag}" if self.lag else whole

    @property
    def figure(self) -> str:
        """What the figure is, without transformation and lag.

        Examples
        --------
        >>> Variable("births", "people", 1000.0, Transform.LOG).figure
        '1000*births/people'
        """
        quotient = f"{self.series}/{self.per}" if self.per else self.series
        return f"{self.scale:g}*{quotient}" if self.scale != 1 else quotient


@dataclass(frozen=True, slots=True)
class Sample:
    """Which area-periods take part, in which borders."""

    first: int = 0
    """0: from the first period with figures."""
    last: int = 0
    borders: int = STABLE
    """Year of a division, or STABLE."""
    without: tuple[str, ...] = ()
    """Areas left out."""
    skip: tuple[str, ...] = ()
    """Periods left out."""


@dataclass(frozen=True)
class Specification:
    """One regression: an outcome, the exposure whose effect is asked for, and everything else."""

    id: str
    outcome: Variable
    exposure: Variable
    controls: tuple[Variable, ...] = ()
    endogenous: tuple[Variable, ...] = ()
    """Further regressors that need instruments."""
    instruments: tuple[Variable, ...] = ()
    """None: the exposure is taken as it comes."""
    fixed: tuple[Fixed, ...] = (Fixed.AREA, Fixed.PERIOD)
    crossed: tuple[str, ...] = ()
    """Groupings of areas, each group with effects of periods of its own."""
    weights: str = ""
    """A series; its mean over the sample weighs each area."""
    clusters: str = ""
    """A grouping of areas; empty: each area is a cluster."""
    sample: Sample = field(default_factory=Sample)
    estimator: Estimator = Estimator.LEAST_SQUARES
    step: float = 1.0
    """The change of the exposure that effects are told for; in percent of an exposure in logarithms."""
    smallest: float | None = None
    """The smallest effect of one step that would matter: a share for an outcome in logarithms, else in its unit."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Of the outcome, by language."""
    exposed: Mapping[str, str] = field(default_factory=dict)
    """Name of the exposure, by language."""
    reason: Mapping[str, str] = field(default_factory=dict)

    @property
    def series(self) -> tuple[str, ...]:
        """All series it reads, each once."""
        used = (self.outcome, self.exposure, *self.controls, *self.endogenous, *self.instruments)
        found = [name for v in used for name in (v.series, v.per) if name]
        return tuple(dict.fromkeys([*found, *([self.weights] if self.weights else [])]))

    @property
    def groupings(self) -> tuple[str, ...]:
        """All groupings of areas that it reads, each once."""
        return tuple(dict.fromkeys(name for name in (self.clusters, *self.crossed) if name))

    @property
    def reach(self) -> tuple[int, int]:
        """Periods before the first and after the last that lags, changes and leads look at."""
        used = (self.outcome, self.exposure, *self.controls, *self.endogenous, *self.instruments)
        changes = (Transform.CHANGE, Transform.LOG_CHANGE)
        back = max(v.lag + (v.transform in changes) for v in used)
        return max(back, 0), max(-min(v.lag for v in used), 0)

    @property
    def elastic(self) -> bool:
        """Whether the exposure is in logarithms: a step of it is in percent."""
        return self.exposure.transform is Transform.LOG

    @property
    def relative(self) -> bool:
        """Whether effects are shares of the outcome."""
        logs = (Transform.LOG, Transform.LOG_CHANGE)
        return self.outcome.transform in logs or self.estimator is Estimator.POISSON


@dataclass(frozen=True)
class Choices:
    """Alternatives for each choice that a specification makes; an empty one leaves it as it is."""

    transform: tuple[Transform, ...] = ()
    """Of the outcome."""
    lag: tuple[int, ...] = ()
    """Of the exposure."""
    controls: tuple[tuple[Variable, ...], ...] = ()
    fixed: tuple[tuple[Fixed, ...], ...] = ()
    weights: tuple[str, ...] = ()
    first: tuple[int, ...] = ()
    borders: tuple[int, ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    skip: tuple[tuple[str, ...], ...] = ()

    def of(self, base: Specification) -> tuple[tuple[Specification, tuple[int, ...]], ...]:
        """Every combination applied to a specification, with the number of the alternative taken in each choice.

        Examples
        --------
        >>> base = Specification("a", Variable("y"), Variable("x"))
        >>> [(s.exposure.lag, taken) for s, taken in Choices(lag=(0, 2)).of(base)]
        [(0, (0,)), (2, (1,))]
        """
        names = self.open
        found = []
        for taken in product(*(range(len(getattr(self, name))) for name in names)):
            chosen = {name: getattr(self, name)[i] for name, i in zip(names, taken, strict=True)}
            found.append((_with(base, chosen), taken))
        return tuple(found)

    @property
    def open(self) -> tuple[str, ...]:
        """Choices with an alternative."""
        return tuple(name for name in self.__dataclass_fields__ if getattr(self, name))


def _with(base: Specification, chosen: Mapping[str, object]) -> Specification:
    def taken(names: tuple[str, ...]) -> dict[str, object]:
        return {name: chosen[name] for name in names if name in chosen}

    outcome = replace(base.outcome, **taken(("transform",)))  # type: ignore[arg-type]
    exposure = replace(base.exposure, **taken(("lag",)))  # type: ignore[arg-type]
    sample = replace(base.sample, **taken(("first", "borders", "without", "skip")))  # type: ignore[arg-type]
    rest = taken(("controls", "fixed", "weights"))
    return replace(base, outcome=outcome, exposure=exposure, sample=sample, **rest)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Study:
    """Specifications that belong together, and the choices that each is to be tried under."""

    id: str
    specifications: tuple[Specification, ...]
    choices: Choices = field(default_factory=Choices)
    where: str = ""
    """The file it was read from."""

    def find(self, name: str) -> Specification | None:
        """The specification of this id; the first for an empty name."""
        if not name:
            return self.specifications[0]
        return next((s for s in self.specifications if s.id == name), None)
