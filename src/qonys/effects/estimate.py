"""One estimate: coefficients with every inference that is valid for them, and what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from qonys.effects.counts import fit_counts, informative, is_count, refuse_unfit
from qonys.effects.inference import Inference, Options, inferences, iv_data
from qonys.effects.kernels.equivalence import Verdict, judge
from qonys.effects.kernels.least_squares import Fit, fit, fit_iv, outside
from qonys.effects.kernels.power import smallest_exact
from qonys.effects.kernels.weak import conditional_f, strength
from qonys.effects.sample import Regression, regression
from qonys.effects.validity import Method, default_method
from qonys.model import Call
from qonys.model.flows import Note
from qonys.model.grid import Grid
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
    def notes(self) -> tuple[Note, ...]:
        """What was done with the figures that a reader has to know."""
        found = sample_notes(self.regression)
        flagged = dict.fromkeys((i.flag, i.method.value) for i in self.inferences if i.flag)
        found += [Note(f"effect-{flag}", f"{flag}: {name}", {"name": name}) for flag, name in flagged]
        return (*found, *_strengths(self.regression))

    @property
    def detectable(self) -> float:
        """The smallest coefficient of the exposure that would have been seen with 80 % probability.

        By the standard error that the interval of the default method amounts to; infinite where it has no end.
        """
        from scipy.stats import t as student

        main = self.of()
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


def sample_notes(arrays: Regression) -> list[Note]:
    """What was left out of a sample, and what fixed effects took up."""
    found = [
        Note(f"effect-{why}", f"{count} area-periods left out: {why}", {"count": count})
        for why, count in arrays.dropped
    ]
    for note in arrays.notes:
        code, _, about = note.partition(":")
        found.append(Note(f"effect-{code}", note, {"count" if about.isdigit() else "name": about}))
    return found


def _strengths(arrays: Regression) -> tuple[Note, ...]:
    """How strong the instruments are: the effective F beside its critical value, or the F of each of several."""
    if not arrays.instrumented:
        return ()
    data = iv_data(arrays)
    if arrays.estimated > 1:
        least = float(conditional_f(data).min())
        return (Note("effect-conditional-f", f"smallest conditional F {least:.1f}", {"f": f"{least:.1f}"}),)
    found = strength(data)
    fields = {"f": f"{found.effective:.1f}", "critical": f"{found.critical[1]:.1f}"}
    code = "effect-strong" if found.effective > found.critical[1] else "effect-weak"
    return (Note(code, f"effective F {fields['f']}, critical {fields['critical']}", fields),)


def margin_of(specification: Specification) -> float:
    """The smallest effect that would matter as a coefficient: per unit of exposure, in logarithms where they are."""
    if specification.smallest is None:
        return float(np.finfo(float).tiny)
    size = np.log1p(specification.smallest) if specification.relative else specification.smallest
    return float(size / specification.step)


def told(specification: Specification, coefficient: Floats) -> Floats:
    """Coefficients as effects of one step of exposure: shares of an outcome in logarithms, else in its unit.

    Examples
    --------
    >>> from qonys.model.specification import Transform, Variable
    >>> logs = Specification("a", Variable("y", transform=Transform.LOG), Variable("x"), step=10)
    >>> float(told(logs, np.array(0.001)).round(6))
    0.01005
    """
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
    default = default_method({i.method for i in found if i.term == arrays.terms[0]})
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
    return Result(call, axes, values, status, dict.fromkeys(MEASURES, "ratio"))
