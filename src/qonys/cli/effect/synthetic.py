"""`qonys effect synthetic`: synthetic difference-in-differences of a dated reform, with placebos."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qonys.cli.effect.event_inputs import Event, EventSource, First, Last, Logarithm, Outcome, Treated, dated, variable
from qonys.cli.effect.inputs import AreaColumn, DataFile, PeriodColumn
from qonys.cli.options import DEFAULT_PACK, AsJson, AsOf, Lang, PackName, StoreFolder, language
from qonys.cli.output import OutFile, Seed, put, tell

if TYPE_CHECKING:
    from qonys.effects.contrasts import Contrast


class Design(Enum):
    """How the comparison is made."""

    SDID = "sdid"
    SC = "sc"
    DID = "did"


class Show(Enum):
    """Which part is printed."""

    EFFECT = "effect"
    WEIGHTS = "weights"
    PATH = "path"


def synthetic(
    outcome: Outcome,
    event: Event = "",
    treated: Treated = "",
    data: DataFile = None,
    logarithm: Logarithm = False,
    design: Annotated[
        Design, typer.Option(help="Synthetic difference, synthetic control, plain difference.")
    ] = Design.SDID,
    show: Annotated[Show, typer.Option(help="The effect, the weights, or the gap by period.")] = Show.EFFECT,
    published: Annotated[
        bool, typer.Option("--published", help="Stop steps as the authors do, to get their digits.")
    ] = False,
    draws: Annotated[int, typer.Option(help="Placebos at most.", min=2, max=10_000)] = 500,
    seed: Seed = 20240801,
    area_column: AreaColumn = "",
    period_column: PeriodColumn = "",
    start: First = 0,
    end: Last = 0,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """The effect of an event on areas that it reaches together, beside a weighted mean of the others.

    Inference by placebos: the event is given to areas that it did not reach, each once or drawn groups. With one
    area reached, p cannot be below one by the number of areas.
    """
    from qonys.effects import contrasts
    from qonys.effects.kernels.synthetic import Design as Kind
    from qonys.effects.kernels.synthetic_weights import Solver

    spoken = language(lang)
    told = variable(outcome, logarithm)
    source = EventSource(
        outcome, event, treated, (), data, (area_column, period_column), pack, store, (start, end), as_of
    )  # fmt: skip
    grid, dates = dated(source, told)
    kinds = {Design.SDID: Kind.SYNTHETIC_DIFFERENCE, Design.SC: Kind.SYNTHETIC_CONTROL, Design.DID: Kind.DIFFERENCE}
    solver = Solver.PUBLISHED if published else Solver.EXACT
    asked = contrasts.ContrastAsked(told, dates, kinds[design], solver, draws, seed)
    made = contrasts.contrast(grid, asked)
    shown = {Show.EFFECT: _effects, Show.WEIGHTS: _weights, Show.PATH: _path}
    put(shown[show](made, logarithm), out, as_json)
    tell(made.notes, spoken)


def _effects(made: Contrast, logarithm: bool) -> list[dict[str, Any]]:
    from math import expm1

    def told(value: float) -> float:
        return expm1(value) if logarithm else value

    unit = "share" if logarithm else "outcome_units"
    return [
        {
            "method": row.method, "effect": told(row.effect), "low": told(row.low), "high": told(row.high),
            "unit": unit, "se": row.se, "p": row.p, "count": row.count,
        }
        for row in made.rows
    ]  # fmt: skip


def _weights(made: Contrast, logarithm: bool) -> list[dict[str, Any]]:
    """Of areas and of periods, the largest first; those of 0 left out."""
    found = [("area", n, w) for n, w in zip(made.figures.units.tolist(), made.found.units.tolist(), strict=False)]
    found += [
        ("period", n, w) for n, w in zip(made.figures.periods.tolist(), made.found.periods.tolist(), strict=False)
    ]
    used = sorted((f for f in found if f[2] > 1e-9), key=lambda f: (f[0], -f[2]))
    return [{"kind": kind, "name": name, "weight": weight} for kind, name, weight in used]


def _path(made: Contrast, logarithm: bool) -> list[dict[str, Any]]:
    from math import expm1

    periods, unit = made.figures.periods.tolist(), "share" if logarithm else "outcome_units"
    return [
        {
            "period": period,
            "gap": expm1(gap) if logarithm else gap,
            "unit": unit,
            "after": int(i >= made.figures.before),
        }
        for i, (period, gap) in enumerate(zip(periods, made.found.path.tolist(), strict=True))
    ]
