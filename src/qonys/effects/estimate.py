"""One estimate: coefficients with every inference that is valid for them, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from qonys.effects.counts import fit_counts, informative, is_count, refuse_unfit
from qonys.effects.inference import inferences, strength_of
from qonys.effects.judged import Inference, Options, iv_data
from qonys.effects.kernels.equivalence import Verdict, judge
from qonys.effects.kernels.least_squares import Fit, fit, fit_iv, outside
from qonys.effects.kernels.power import smallest_exact
from qonys.effects.kernels.weak import conditional_f, strength
from qonys.effects.sample import Regression, regression
from qonys.effects.validity import STRONG, Method, default_method, design_of
from qonys.model import Call
from qonys.model.grid import Grid
from qonys.model.note import Note
from qonys.model.result import Floats, Result
from qonys.model.specification import Specification


@dataclass(frozen=True)
class Estimated:
    """A regression with its inferences; `default` is the one that statements follow."""

    regression: Regression
    fit: Fit
    inferences: tuple[Inference, ...]
    """Of each term by each method that applies to it."""
    default: Method
    options: Options = field(default_factory=Options)

    @property
    def specification(self) -> Specification:
        """What was estimated."""
        return self.regression.specification

    def of(self, term: str = "", method: Method | None = None) -> Inference:
        """The inference of a term; of the exposure by the default method if nothing is named."""
        wanted = term or self.regression.terms[0]
        chosen = method or self.default
        return next(i for i in self.inferences if i.term == wanted and i.method is chosen)

    @property
    def better(self) -> str:
        """A method of the exposure that keeps its size, the default first; nothing where none does."""
        main = sorted((i for i in self.inferences if i.term == self.regression.terms[0] and i.holds),
                      key=lambda i: i.method is not self.default)  # fmt: skip
        return main[0].method.value if main else ""

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was done with the figures that a reader has to know."""
        found = sample_notes(self.regression)
        return (*found, *_empty(self.inferences), *_carried(self), *_strengths(self.regression), *self._sets())

    def _sets(self) -> list[Note]:
        """Sets of values that are no interval; that of Anderson and Rubin wherever instruments are weak."""
        strength = strength_of(self.regression)
        strong = strength is not None and strength > STRONG
        found = []
        for one in self.inferences:
            pieces = one.pieces
            if one.method is Method.ANDERSON_RUBIN and not strong and not one.reason:
                pieces = pieces or ((one.low, one.high),)
            if pieces:
                fields = {"name": one.method.value, "set": pieces, "level": f"{100 * self.options.level:g}"}
                found.append(Note("effect-set", fields))
        return found

    @property
    def detectable(self) -> float:
        """The smallest coefficient of the exposure that would have been seen with 80 % probability.

        By the standard error that the interval of the default method amounts to; infinite where it has no end.
        """
        from scipy.stats import t as student

        main = self.of()
        if np.isnan(main.high - main.low):
            return float("nan")
        if not np.isfinite(main.high - main.low):
            return float("inf")
        error = (main.high - main.low) / 2 / float(student.ppf((1 + self.options.level) / 2, main.df))
        return smallest_exact(error, main.df, level=1 - self.options.level)

    @property
    def verdict(self) -> Verdict:
        """What the interval of the exposure says about an effect that would matter.

        Where nobody said what would matter no null is tight: an interval that holds 0 cannot tell.
        """
        main = self.of()
        return judge(main.low, main.high, margin_of(self.specification))


def _empty(found: tuple[Inference, ...]) -> list[Note]:
    """Methods without error, p and interval, by why."""
    notes = []
    for reason in dict.fromkeys(i.reason for i in found if i.reason):
        names = ", ".join(dict.fromkeys(i.method.value for i in found if i.reason == reason))
        code = reason.removeprefix("effect-")
        about = f"effect-empty-{code if code in SAID else 'other'}" if code != "not-positive" else reason
        notes.append(Note(about, {"name": names, "code": reason}))
    return notes


SAID = ("no-error", "no-scatter", "hangs-on-cluster", "lone-cluster", "few-clusters", "empty-set")
"""Reasons that have words of their own."""


def _carried(made: Estimated) -> list[Note]:
    """One or two clusters that carry more than half of the exposure: the estimate is about them."""
    arrays = made.regression
    design = design_of(arrays, made.fit)
    if not design.carriers:
        return []
    firsts = [arrays.named[g] for g in design.carriers]
    share = sum(design.leverages[g] for g in design.carriers)
    fields = {"name": ", ".join(firsts), "share": f"{100 * share:.0f}", "effective": round(design.effective, 1)}
    code = "effect-one-carries" if len(firsts) == 1 else "effect-two-carry"
    return [Note(code, {**fields, "clusters": design.clusters})]


def sample_notes(arrays: Regression) -> list[Note]:
    """What was left out of a sample, and what fixed effects took up."""
    found = [Note(f"effect-{why}", {"count": count}) for why, count in arrays.dropped]
    for note in arrays.notes:
        code, _, about = note.partition(":")
        found.append(Note(f"effect-{code}", {"count" if about.isdigit() else "name": about}))
    return found


def _strengths(arrays: Regression) -> tuple[Note, ...]:
    """How strong the instruments are: the effective F beside its critical value, or the F of each of several."""
    if not arrays.instrumented:
        return ()
    data = iv_data(arrays)
    if arrays.estimated > 1:
        least = float(conditional_f(data).min())
        return (Note("effect-conditional-f", {"f": f"{least:.1f}"}),)
    found = strength(data)
    fields = {"f": f"{found.effective:.1f}", "critical": f"{found.critical[1]:.1f}"}
    code = "effect-strong" if found.effective > found.critical[1] else "effect-weak"
    return (Note(code, fields),)


def margin_of(specification: Specification) -> float:
    """The smallest effect that would matter as a coefficient: per unit of exposure, in logarithms where they are."""
    if specification.smallest is None:
        return float(np.finfo(float).tiny)
    if specification.elastic:
        return float(specification.smallest / specification.step * 100)
    size = np.log1p(specification.smallest) if specification.relative else specification.smallest
    return float(size / specification.step)


def told(specification: Specification, coefficient: Floats) -> Floats:
    """Coefficients as effects of one step of exposure: shares of an outcome in logarithms, else in its unit.

    The step of an exposure in logarithms is in percent: of two logarithms the coefficient is an elasticity, and the
    effect of one percent is a hundredth of it.

    Examples
    --------
    >>> from qonys.model.specification import Transform, Variable
    >>> logs = Specification("a", Variable("y", transform=Transform.LOG), Variable("x"), step=10)
    >>> float(told(logs, np.array(0.001)).round(6))
    0.01005
    >>> both = Specification("b", Variable("y", transform=Transform.LOG), Variable("x", transform=Transform.LOG))
    >>> float(told(both, np.array(0.5)))
    0.005
    """
    if specification.elastic:
        return np.asarray(coefficient * specification.step / 100)
    change = coefficient * specification.step
    found: Floats = np.asarray(np.expm1(change) if specification.relative else change)
    return found


def estimate(grid: Grid, specification: Specification, options: Options | None = None) -> Estimated:
    """Estimate a specification on the figures of a grid.

    Parameters
    ----------
    grid : figures of areas over time
    specification : what is explained by what
    options : draws, seed, level of intervals, lags of serial dependence, methods

    Raises
    ------
    BadInput
        For figures that the specification cannot take: a logarithm of 0 or less, areas in two clusters; for Poisson
        an outcome that is negative or transformed, or instruments.
    CannotCompute
        If the exposure does not vary within areas, one cluster is left, or instruments say nothing.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=(12, 8))
    >>> grid = Grid(tuple("abcdefghijkl"), tuple(str(2000 + t) for t in range(8)), {"y": 2 * x, "x": x})
    >>> from qonys.model.specification import Variable
    >>> found = estimate(grid, Specification("two", Variable("y"), Variable("x")), Options(draws=99))
    >>> round(found.of().estimate, 9)
    2.0
    """
    chosen = options or Options()
    if is_count(specification):
        refuse_unfit(specification)
        arrays, counted = informative(regression(grid, specification))
        fitted = fit_counts(arrays, counted)
    else:
        arrays = regression(grid, specification)
        fitted = fit_of(arrays)
    found = inferences(arrays, fitted, chosen)
    main = [i for i in found if i.term == arrays.terms[0]]
    answered = {i.method for i in main if i.reason in ("", "effect-no-error")}
    default = default_method(answered or {i.method for i in main})
    return Estimated(arrays, fitted, found, default, chosen)


def fit_of(arrays: Regression) -> Fit:
    """Coefficients: least squares, or two-stage least squares where there are instruments."""
    if not arrays.instrumented:
        return fit(arrays.y, arrays.x, arrays.nuisance, arrays.weights)
    return fit_iv(arrays.y, arrays.x, instruments_of(arrays), arrays.nuisance, arrays.weights)


def instruments_of(arrays: Regression) -> Floats:
    """Instruments (n, l): those named, and the controls, which are their own."""
    return np.column_stack([arrays.z, arrays.x[:, arrays.estimated :]])


def explained(arrays: Regression, fitted: Fit) -> float:
    """Share of the variance within fixed effects that the regressors explain."""
    left, _ = outside(arrays.y, arrays.nuisance, arrays.weights)
    return float(1 - fitted.residuals @ fitted.residuals / (left @ left))


MEASURES = ("estimate", "se", "t", "df", "p", "low", "high", "holds")


def table(call: Call, found: Estimated) -> Result:
    """Measures estimate, se, t, df, p, low, high, holds (1: the size of the test is right here); axes term, method."""
    terms = found.regression.terms
    methods = tuple(dict.fromkeys(i.method.value for i in found.inferences))
    values = np.full((len(MEASURES), len(terms), len(methods)), np.nan)
    for one in found.inferences:
        at = (slice(None), terms.index(one.term), methods.index(one.method.value))
        values[at] = [one.estimate, one.se, one.t, one.df, one.p, one.low, one.high, float(one.holds)]
    status = np.where(np.isnan(values), "", "E")
    axes = {"measure": MEASURES, "term": terms, "method": methods}
    reasons: dict[tuple[str, ...], str] = {}
    for one in (i for i in found.inferences if i.reason or i.pieces):
        why = "no-interval" if one.reason else "several-pieces"
        reasons |= {(measure, one.term, one.method.value): why for measure in MEASURES[1:7]}
    return Result(call, axes, values, status, dict.fromkeys(MEASURES, "ratio"), reasons)
