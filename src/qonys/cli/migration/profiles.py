"""Commands on ages and on populations of two counts: Rogers-Castro schedules, net migration by residual."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import AsJson, Draws, Lang, OutFile, Seed
from qonys.cli.output import put

if TYPE_CHECKING:
    from qonys.migration.kernels.rogers_castro import ScheduleFit
    from qonys.model.result import Floats


class FormName(Enum):
    """Number of parameters of a schedule; auto takes the best by AICc."""

    AUTO = "auto"
    SEVEN = "7"
    NINE = "9"
    ELEVEN = "11"
    THIRTEEN = "13"


def ages(
    rates: Annotated[
        Path,
        typer.Option(help="CSV or XLSX: age (years), rate (moves a year and person); or age, migrants, population."),
    ],
    form: Annotated[FormName, typer.Option(help="Parameters of the Rogers-Castro schedule.")] = FormName.SEVEN,
    from_age: Annotated[
        float, typer.Option(help="Leave ages below it out, years: who was not born could not be asked.")
    ] = 0,
    draws: Draws = 0,
    seed: Seed = 20240801,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Age profile of migration: its indices and a Rogers-Castro schedule with errors and landmarks."""
    import numpy as np

    from qonys.migration.kernels.age import Form, age_indices
    from qonys.migration.kernels.rogers_castro import choose, fit, landmarks
    from qonys.tables.series import read_profile

    years, values, people = read_profile(rates)
    kept = years >= from_age
    years, values = years[kept], values[kept]
    found = choose(years, values)[0] if form is FormName.AUTO else fit(years, values, form=Form(int(form.value)))
    rows: list[dict[str, object]] = []
    for name, figure in age_indices(values, years)._asdict().items():
        if np.ndim(figure) == 0:
            rows.append({"what": "index", "name": name, "value": float(figure)})
    bounds = _bounds(found, people[kept], draws, seed) if people is not None and draws > 1 else {}
    for name, figure, error in zip(found.parameters.form.names, found.parameters.array(), found.errors, strict=True):
        rows.append(
            {"what": "parameter", "name": name, "value": float(figure), "error": float(error), **bounds.get(name, {})}
        )
    for name, figure in landmarks(found.parameters)._asdict().items():
        rows.append({"what": "landmark", "name": name, "value": float(figure)})
    rows.append({"what": "fit", "name": "identified", "value": float(found.identified)})
    for name in ("r2", "rmse", "mape", "error_share"):
        rows.append({"what": "fit", "name": name, "value": float(getattr(found, name))})
    put(rows, out, as_json)


def _bounds(found: ScheduleFit, people: Floats, draws: int, seed: int) -> dict[str, dict[str, float]]:
    """95 % intervals of the parameters, counts drawn anew for the people at each age."""
    from qonys.migration.kernels.rogers_castro import bootstrap
    from qonys.numerics.generators import generator

    drawn = bootstrap(found, people, generator(seed, "migration.ages"), draws)
    names = found.parameters.form.names
    return {n: {"low": float(a), "high": float(b)} for n, a, b in zip(names, drawn.low, drawn.high, strict=True)}


def residual(
    figures: Annotated[
        Path,
        typer.Option(
            help="CSV or XLSX of persons: area,pop_start,pop_end,births,deaths; or survival (0 to 1) in place of both."
        ),
    ],
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Net migration by residual: vital statistics, or survival of cohorts (forward, reverse, average)."""
    from qonys.migration.kernels.residual import net_by_survival, net_by_vital_statistics
    from qonys.tables.series import read_by_area

    found = read_by_area(figures, ("pop_start", "pop_end"), optional=("births", "deaths", "survival"))
    start, end = (found.values[name] for name in ("pop_start", "pop_end"))
    if "survival" in found.values:
        parts = net_by_survival(start, end, found.values["survival"])._asdict()
    else:
        found = read_by_area(figures, ("pop_start", "pop_end", "births", "deaths"))
        parts = net_by_vital_statistics(start, end, found.values["births"], found.values["deaths"])._asdict()
    rows: list[dict[str, object]] = [
        {"area": label, **{name: float(values[i]) for name, values in parts.items()}}
        for i, label in enumerate(found.labels)
    ]
    put(rows, out, as_json)
