"""Effects from a frame and a formula: estimates with every inference that applies, curves, power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import numpy as np

from qonys.api.answer import Answer, Several, answer
from qonys.api.formulas import panel, parsed, variable
from qonys.api.keywords import one_of, spelled
from qonys.api.noted import noting
from qonys.effects import curves
from qonys.effects.detection import detection
from qonys.effects.diagnostics import diagnostics
from qonys.effects.estimate import Estimated, explained, sample_notes, table
from qonys.effects.estimate import estimate as estimated
from qonys.effects.judged import Options
from qonys.effects.results import tests_result
from qonys.effects.sample import regression
from qonys.effects.validity import Method
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.note import Note
from qonys.model.specification import Choices, Estimator, Fixed, Sample, Specification, Study, Transform
from qonys.numerics.seed import SEED
from qonys.tables.frames import named
from qonys.tables.panels import read_panel

if TYPE_CHECKING:
    from qonys.api.charts import Drawing
    from qonys.model.claim import Claim


class EffectOptions(TypedDict, total=False):
    """What beside the formula makes an estimate."""

    clusters: str
    """Column of clusters; each area if left out."""
    weights: str
    """Column whose mean weighs each area."""
    area: str
    """Column of areas, where neither its name nor the formula says so."""
    period: str
    """Column of periods."""
    estimator: str
    """least-squares, or poisson for an outcome of 0 or more."""
    first: int
    """First year of the sample."""
    last: int
    without: Sequence[str]
    """Areas left out."""
    skip: Sequence[str]
    """Periods left out."""
    step: float
    """The change of the exposure that effects are told for."""
    smallest: float
    """The smallest effect of one step that would matter."""
    draws: int
    """Of the bootstraps: 9,999 if left out; 999 for a curve, 1,000 for power."""
    level: float
    """Probability of intervals; 0.95 if left out."""
    lags: int
    """Of serial dependence; by rule if left out."""
    cutoff: float
    """Kilometres that spatial dependence reaches."""
    seed: int


@spelled(EffectOptions)
def effect(data: Any, formula: str, **options: Unpack[EffectOptions]) -> Fit:
    """The effect of the first term (or of what instruments stand for) on the outcome, within areas and periods.

    Parameters
    ----------
    data : frame or path
        One row an area and period.
    formula : str
        `outcome ~ exposure + controls | fixed effects | exposure ~ instruments`, as fixest and pyfixest write it.
        Terms: `log(x)`, `d(x)` change, `l(x, 1)` lag, `f(x, 1)` lead, `1000*x/people`, `standard(x)`. Fixed effects:
        areas, periods, `group^year`, `area[year]` for a trend of each area.
    **options
        See `EffectOptions`.

    Returns
    -------
    Fit

    Raises
    ------
    BadInput, NotFound, CannotCompute
        As the command `qonys effect estimate`.

    Examples
    --------
    >>> import numpy as np, pandas as pd, qonys
    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame([(a, t) for a in "abcdefghijkl" for t in range(2010, 2018)], columns=["area", "year"])
    >>> data["x"] = rng.normal(size=96)
    >>> data["y"] = 2 * data.x + rng.normal(size=96)
    >>> fit = qonys.effect(data, "y ~ x | area + year", draws=99)
    >>> round(fit.value(), 3), fit.clusters
    (1.946, 12)
    """
    asked = _asked(data, formula, options)
    made = estimated(asked.grid, asked.specification, _inference(options, 9_999))
    call = Call("effects.estimate", {**asked.call, "draws": made.options.draws}, seed=made.options.seed)
    return Fit(made, answer(table(call, made), (*asked.notes, *made.notes)))


@dataclass(frozen=True, repr=False)
class Fit:
    """An estimate: each term by each method of inference; statements follow the default method."""

    estimated: Estimated
    result: Answer
    """Measures estimate, se, t, df, p, low, high, holds; axes term, method."""

    @property
    def method(self) -> str:
        """The default method of inference."""
        return self.estimated.default.value

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return self.estimated.regression.clusters

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was done with the figures."""
        return self.result.notes

    @property
    def within(self) -> float:
        """Share of the variance within fixed effects that the regressors explain; of least squares."""
        if self.estimated.specification.estimator is Estimator.POISSON:
            return float("nan")
        return explained(self.estimated.regression, self.estimated.fit)

    def value(self, measure: str = "estimate", term: str = "", method: str = "") -> float:
        """One number: the estimate of the exposure by the default method if nothing is named."""
        return self.result.value(**self._cell(measure, term, method))

    def claim(self, measure: str = "estimate", term: str = "", method: str = "", *, decimals: int = 3) -> Claim:
        """One number with what is needed to compute it again."""
        return self.result.claim(decimals=decimals, **self._cell(measure, term, method))

    def table(self) -> Any:
        """All terms, methods and measures as a long table."""
        return self.result.table()

    def wide(self) -> Any:
        """A row for each term and method that applies."""
        return self.result.wide(full=False)

    def coefficients(self) -> Any:
        """A row for each term by the default method, or by the best that there is for it."""
        rows = self.wide()
        best = {term: self._method(term) for term in self.result.axes["term"]}
        return rows[rows["method"] == rows["term"].map(best)].reset_index(drop=True)

    def tests(self) -> Answer:
        """Random effects, Hausman's test and the one by means, Pesaran's CD, serial correlation of the errors."""
        rows, notes = diagnostics(self.estimated.regression)
        return answer(tests_result(Call("effects.tests", self.result.call.parameters), rows), (*self.notes, *notes))

    def summary(self) -> str:
        """What was estimated on how much data, the coefficients by the default method, notes."""
        r = self.estimated.regression
        shown = self.coefficients().to_string(index=False, na_rep="–", float_format=lambda x: f"{x:.6g}")
        areas, periods = len(np.unique(r.area)), len(np.unique(r.period))
        head = f"{len(r.y)} observations, {areas} areas, {periods} periods, {r.clusters} clusters"
        lines = [self.estimated.specification.id, f"{head}; inference: {self.method}", shown]
        return "\n".join([*lines, *(f"note: {note.what}" for note in self.notes)])

    __repr__ = summary

    def _repr_html_(self) -> str:
        from html import escape

        head = escape(" · ".join(self.summary().split("\n")[:2]))
        return f"<p>{head}</p>{self.coefficients().to_html(index=False, na_rep='–')}"

    def chart(self, **how: str) -> Drawing:
        """The exposure by each method of inference, with its intervals; see `qonys.chart`."""
        from qonys.api.charts import chart

        term = self.estimated.regression.terms[0]
        at = self.result.axes["term"].index(term)
        axes = {name: labels for name, labels in self.result.axes.items() if name != "term"}
        own: dict[tuple[str, ...], str] = {(m, k): why for (m, t, k), why in self.result.reasons.items() if t == term}
        return chart(
            replace(self.result, axes=axes, values=self.result.values[:, at], status=self.result.status[:, at],
                    reasons=own, texts={}), **how,
        )  # fmt: skip

    def _cell(self, measure: str, term: str, method: str) -> dict[str, str]:
        chosen = term or self.result.axes["term"][0]
        return {"measure": measure, "term": chosen, "method": method or self._method(chosen)}

    def _method(self, term: str) -> str:
        """The default method; of controls, for which there may be none, the jackknife or what else applies."""
        there = [i.method.value for i in self.estimated.inferences if i.term == term]
        wanted = (self.method, Method.JACKKNIFE.value, Method.CLUSTER.value)
        return next((method for method in wanted if method in there), next(iter(there), self.method))


class ChoiceOptions(TypedDict, total=False):
    """Alternatives for each choice; one that is not named stays as the formula has it."""

    transform: Sequence[str]
    """Of the outcome: level, log, change, log-change, standard."""
    lag: Sequence[int]
    """Of the exposure."""
    controls: Sequence[Sequence[str]]
    fixed: Sequence[Sequence[str]]
    """Of area, period, trend."""
    weights: Sequence[str]
    first: Sequence[int]
    without: Sequence[Sequence[str]]
    skip: Sequence[Sequence[str]]


@spelled(EffectOptions)
def curve(data: Any, formula: str, choices: ChoiceOptions, **options: Unpack[EffectOptions]) -> Curve:
    """The effect under every combination of choices, and joint tests of all of them (a specification curve).

    Parameters
    ----------
    data, formula : as `effect`
    choices : alternatives by choice, see `ChoiceOptions`
    **options
        See `EffectOptions`.

    References
    ----------
    Simonsohn, Simmons, Nelson (2020), Nature Human Behaviour 4, 1208-1214.

    Examples
    --------
    >>> import numpy as np, pandas as pd, qonys
    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame([(a, t) for a in "abcdefghijkl" for t in range(2010, 2018)], columns=["area", "year"])
    >>> data["x"] = rng.normal(size=96)
    >>> data["y"] = 2 * data.x + rng.normal(size=96)
    >>> made = qonys.curve(data, "y ~ x | area + year", {"lag": [0, 1]}, draws=99)
    >>> made.table.axes["specification"]
    ('lag=1#1', 'lag=0#0')
    """
    made = _choices(choices)
    asked = _asked(data, formula, options, made)
    combined = made.of(asked.specification)
    inference = _inference(options, 999)
    found = curves.curve(lambda _: asked.grid, asked.specification, combined, made.open, inference)
    call = Call("effects.curve", {**asked.call, "draws": inference.draws}, seed=inference.seed)
    return Curve(answer(curves.summary(call, found)), answer(curves.table(call, found), asked.notes))


@dataclass(frozen=True, repr=False)
class Curve(Several):
    """What all specifications say together, and each of them in the order of its effect; the chart shows these."""

    joint: Answer
    table: Answer

    @property
    def _drawn(self) -> Answer:
        return self.table


@spelled(EffectOptions)
def power(data: Any, formula: str, aim: float = 0.8, **options: Unpack[EffectOptions]) -> Answer:
    """The smallest effect of one step of exposure that these figures would have shown, by formula and by simulation.

    Parameters
    ----------
    data, formula : as `effect`
    aim : float
        Probability of seeing the effect.
    **options
        See `EffectOptions`; `draws` are outcomes made on the design.

    Examples
    --------
    >>> import numpy as np, pandas as pd, qonys
    >>> rng = np.random.default_rng(1)
    >>> data = pd.DataFrame([(a, t) for a in "abcdefghijkl" for t in range(2010, 2018)], columns=["area", "year"])
    >>> data["x"] = rng.normal(size=96)
    >>> data["y"] = rng.normal(size=96)
    >>> list(qonys.power(data, "y ~ x | area + year", draws=100).wide().columns)[1:4]
    ['by_formula', 'up', 'down']
    """
    asked = _asked(data, formula, options)
    arrays = regression(asked.grid, asked.specification)
    seed = options.get("seed", SEED)
    draws = options.get("draws", 1_000)
    call = Call("effects.power", {**asked.call, "power": aim, "draws": draws}, seed=seed)
    return answer(detection(call, arrays, aim, draws), (*asked.notes, *sample_notes(arrays)))


@dataclass(frozen=True)
class _Asked:
    grid: Grid
    specification: Specification
    notes: tuple[Note, ...]
    call: Mapping[str, str]


def _asked(data: Any, formula: str, options: EffectOptions, choices: Choices | None = None) -> _Asked:
    """The specification of a formula and its figures."""
    found = panel(parsed(formula), options.get("area", ""), options.get("period", ""))
    clusters = options.get("clusters", "")
    sample = Sample(
        options.get("first", 0), options.get("last", 0), without=tuple(map(str, options.get("without", ()))),
        skip=tuple(map(str, options.get("skip", ()))),
    )  # fmt: skip
    made = replace(
        found.specification, sample=sample, weights=options.get("weights", ""), step=options.get("step", 1.0),
        clusters="" if clusters in ("area", found.area) else clusters, smallest=options.get("smallest"),
        estimator=Estimator(one_of(options.get("estimator", "least-squares"), _words(Estimator), "estimator")),
    )  # fmt: skip
    source = named(data=data)["data"]
    with noting() as notes:
        grid = read_panel(source, Study("own", (made,), choices or Choices()), found.area, found.period)
    return _Asked(grid, made, tuple(notes), {"formula": formula, "data": str(source)})


def _inference(options: EffectOptions, draws: int) -> Options:
    return Options(
        options.get("draws", draws), options.get("seed", SEED), options.get("level", 0.95), options.get("lags"),
        options.get("cutoff", 700.0),
    )  # fmt: skip


def _choices(given: ChoiceOptions) -> Choices:
    """Alternatives as a study has them.

    Raises
    ------
    NotFound
        For a choice or an alternative that there is not.
    """
    names: dict[str, Any] = {one_of(name, Choices.__dataclass_fields__, "choice"): v for name, v in given.items()}
    for name, each in names.items():
        if name == "transform":
            names[name] = [Transform(one_of(word, _words(Transform), name)) for word in each]
        elif name == "fixed":
            names[name] = [tuple(Fixed(one_of(word, _words(Fixed), name)) for word in words) for words in each]
        elif name == "controls":
            names[name] = [tuple(map(variable, terms)) for terms in each]
        elif name in ("without", "skip"):
            names[name] = [tuple(labels) for labels in each]
    return Choices(**{name: tuple(each) for name, each in names.items()})


def _words(kind: type[Enum]) -> list[str]:
    return [each.value for each in kind]
