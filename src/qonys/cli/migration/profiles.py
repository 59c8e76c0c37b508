"""Commands on ages and on populations of two counts: Rogers-Castro schedules, net migration by residual."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from qonys.cli.options import AsJson
from qonys.cli.output import OutFile, put


class FormName(Enum):
    """Number of parameters of a schedule; auto takes the best by AICc."""

    AUTO = "auto"
    SEVEN = "7"
    NINE = "9"
    ELEVEN = "11"
    THIRTEEN = "13"


def ages(
    rates: Annotated[Path, typer.Option(help="CSV age,rate; age in years, rate a year; migrants,population also do.")],
    form: Annotated[FormName, typer.Option(help="Parameters of the Rogers-Castro schedule.")] = FormName.SEVEN,
    from_age: Annotated[float, typer.Option(help="Leave younger ages out: who was not born could not be asked.")] = 0,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Age profile of migration: its indices and a Rogers-Castro schedule with errors and landmarks."""
    import numpy as np

    from qonys.migration.kernels.age import Form, age_indices
    from qonys.migration.kernels.rogers_castro import choose, fit, landmarks
    from qonys.sources.series import read_profile

    years, values = read_profile(rates)
    years, values = years[years >= from_age], values[years >= from_age]
    found = choose(years, values)[0] if form is FormName.AUTO else fit(years, values, form=Form(int(form.value)))
    rows: list[dict[str, object]] = []
    for name, figure in age_indices(values, years)._asdict().items():
        if np.ndim(figure) == 0:
            rows.append({"what": "index", "name": name, "value": float(figure)})
    for name, figure, error in zip(found.parameters.form.names, found.parameters.array(), found.errors, strict=True):
        rows.append({"what": "parameter", "name": name, "value": float(figure), "error": float(error)})
    for name, figure in landmarks(found.parameters)._asdict().items():
        rows.append({"what": "landmark", "name": name, "value": float(figure)})
    rows.append({"what": "fit", "name": "identified", "value": float(found.identified)})
    for name in ("r2", "rmse", "mape", "error_share"):
        rows.append({"what": "fit", "name": name, "value": float(getattr(found, name))})
    put(rows, out, as_json)


def residual(
    figures: Annotated[
        Path, typer.Option(help="CSV area,pop_start,pop_end,births,deaths; or area,pop_start,pop_end,survival.")
    ],
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Net migration by residual: vital statistics, or survival of cohorts (forward, reverse, average)."""
    from qonys.migration.kernels.residual import net_by_survival, net_by_vital_statistics
    from qonys.sources.series import read_by_area

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
