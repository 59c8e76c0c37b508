"""Beside an estimate: random effects and whether they may stand in for fixed ones, and tests of its errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qonys.effects.counts import refuse_counts
from qonys.effects.estimate import fit_of
from qonys.effects.judged import NAN
from qonys.effects.kernels.covariance import errors
from qonys.effects.kernels.least_squares import dummies
from qonys.effects.kernels.panel_tests import pesaran_cd, serial_correlation
from qonys.effects.kernels.random_effects import Tested, hausman, mundlak, random_effects
from qonys.effects.sample import Regression
from qonys.errors import CannotCompute
from qonys.model.note import Note
from qonys.model.result import Floats
from qonys.model.specification import Fixed


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A coefficient by random effects, or a test; what does not apply is missing."""

    test: str
    term: str = ""
    estimate: float = NAN
    se: float = NAN
    statistic: float = NAN
    df: float = NAN
    df2: float = NAN
    p: float = NAN
    reason: str = ""
    """Code of why there is none."""


def diagnostics(arrays: Regression) -> tuple[tuple[Diagnostic, ...], tuple[Note, ...]]:
    """Random effects with Hausman's test and the one by means of areas, Pesaran's CD, Wooldridge's serial correlation.

    Raises
    ------
    CannotCompute
        For Poisson, instruments or weights: random effects and their tests are of plain least squares.
    """
    refuse_counts(arrays.specification)
    unfit = (("instruments", arrays.instrumented), ("weights", arrays.weights is not None))
    for name in (name for name, there in unfit if there):
        raise CannotCompute("effect-tests-plain", where=arrays.specification.id, fix="leave them out", name=name)
    rows: list[Diagnostic] = []
    notes: list[Note] = []

    def judge(name: str, run: Callable[[], Tested]) -> None:
        try:
            one = run()
            rows.append(Diagnostic(name, statistic=one.statistic, df=one.df, df2=one.df2, p=one.p))
        except CannotCompute as error:
            rows.append(Diagnostic(name, reason=error.code))
            notes.append(Note(error.code, dict(error.fields)))

    beside = _between_areas(arrays)
    panel = (arrays.y, arrays.x, arrays.area, beside)
    try:
        found = random_effects(*panel)
    except CannotCompute as error:
        rows.append(Diagnostic("random-effects", reason=error.code))
        notes.append(Note(error.code, dict(error.fields)))
    else:
        spread = errors(found.covariance)
        rows += [
            Diagnostic("random-effects", term, float(b), float(se))
            for term, b, se in zip(arrays.terms, found.random.coefficients, spread, strict=True)
        ]
        judge("hausman", lambda: hausman(found))
        judge("mundlak", lambda: mundlak(*panel, found.theta, arrays.cluster))
    judge("pesaran-cd", lambda: pesaran_cd(fit_of(arrays).residuals, arrays.area, arrays.period))
    judge("serial-correlation", lambda: serial_correlation(
        arrays.y, np.column_stack([arrays.x, beside]), arrays.area, arrays.period, arrays.cluster
    ))  # fmt: skip
    return tuple(rows), tuple(notes)


def _between_areas(arrays: Regression) -> Floats:
    """Beside the regressors, without effects of areas: a constant, or dummies of periods where these are fixed."""
    periods = Fixed.PERIOD in arrays.specification.fixed
    return dummies(arrays.period) if periods else np.ones((len(arrays.y), 1))
