"""Labelled ages and cohorts: age profiles of migration with a Rogers-Castro schedule, net migration by residual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qonys.migration.kernels.age import Form as Form
from qonys.migration.kernels.age import age_indices
from qonys.migration.kernels.residual import net_by_survival, net_by_vital_statistics
from qonys.migration.kernels.rogers_castro import ScheduleFit, bootstrap, choose, fit, landmarks
from qonys.model import Call
from qonys.model.result import Floats, Measures, Result, stack
from qonys.numerics.generators import generator

FIT = ("identified", "r2", "rmse", "mape", "error_share")


@dataclass(frozen=True)
class Profile:
    """Rates of migration by age, each (age,)."""

    ages: Floats
    """Years, middles of groups."""
    rates: Floats
    """Moves a year and person."""
    people: Floats | None = None
    """Who was at risk, for intervals."""


def ages(call: Call, profile: Profile, form: Form | None = Form.SEVEN, *, draws: int = 0) -> Result:
    """The indices of an age profile, a Rogers-Castro schedule and its landmarks.

    Measures value and error by `name`; `what` says whether it is an index, a parameter, a landmark or a measure of
    the fit. With draws and people low and high of the parameters (95 %); draws follow from the seed of the call.

    Parameters
    ----------
    form : Form, optional
        Number of parameters; None: the best by AICc.

    References
    ----------
    Rogers, A., Castro, L. J. (1981), Model Migration Schedules, IIASA RR-81-30.
    """
    years, rates = profile.ages, profile.rates
    found = choose(years, rates)[0] if form is None else fit(years, rates, form=form)
    indices = {n: float(v) for n, v in age_indices(rates, years)._asdict().items() if np.ndim(v) == 0}
    parameters = dict(zip(found.parameters.form.names, found.parameters.array(), strict=True))
    said: dict[str, Mapping[str, float]] = {
        "index": indices, "parameter": parameters, "landmark": landmarks(found.parameters)._asdict(),
        "fit": {name: float(getattr(found, name)) for name in FIT},
    }  # fmt: skip
    names = tuple(name for part in said.values() for name in part)
    known = {"value": {n: v for part in said.values() for n, v in part.items()}, **_doubt(found, profile, call, draws)}
    code = np.full(len(names), "E")
    measures: Measures = {
        measure: (np.array([by.get(n, np.nan) for n in names], float), code, "number") for measure, by in known.items()
    }
    kinds = tuple(what for what, part in said.items() for _ in part)
    return stack(call, measures, {"name": names}).beside("name", what=kinds)


def _doubt(found: ScheduleFit, profile: Profile, call: Call, draws: int) -> dict[str, Mapping[str, float]]:
    """Standard errors of the parameters; intervals, counts drawn anew for the people at each age."""
    names = found.parameters.form.names
    made = {"error": found.errors}
    if profile.people is not None and draws > 1:
        drawn = bootstrap(found, profile.people, generator(call.seed or 0, "migration.ages"), draws)
        made |= {"low": drawn.low, "high": drawn.high}
    return {measure: dict(zip(names, values, strict=True)) for measure, values in made.items()}


def residual(call: Call, areas: tuple[str, ...], figures: Mapping[str, Floats]) -> Result:
    """Net migration by residual, persons by area: of vital statistics, or of the survival of cohorts.

    Measures change, natural, net; with survival forward, reverse, average and others: see `kernels.residual`.

    Parameters
    ----------
    figures : mapping of (area,) floats
        pop_start, pop_end, and births and deaths, or survival (0 to 1).

    Examples
    --------
    >>> counted = {"pop_start": [100.0], "pop_end": [104.0], "births": [3.0], "deaths": [1.0]}
    >>> figures = {name: np.array(values) for name, values in counted.items()}
    >>> residual(Call("migration.residual"), ("N",), figures).value(measure="net", area="N")
    2.0
    """
    start, end = figures["pop_start"], figures["pop_end"]
    if "survival" in figures:
        parts: Mapping[str, Floats] = net_by_survival(start, end, figures["survival"])._asdict()
    else:
        parts = net_by_vital_statistics(start, end, figures["births"], figures["deaths"])._asdict()
    code = np.full(len(areas), "E")
    return stack(call, {name: (values, code, "persons") for name, values in parts.items()}, {"area": areas})
