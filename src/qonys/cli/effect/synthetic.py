"""`qonys effect synthetic`: synthetic difference-in-differences of a dated reform, with placebos."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qonys.cli.effect.event_inputs import dated, variable
from qonys.cli.effect.options import Dated, refuse_idle
from qonys.cli.options import AsJson, Lang, OutFile, Seed, language
from qonys.cli.output import put, tell
from qonys.cli.shared import expanded
from qonys.numerics.seed import SEED

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


@expanded
def synthetic(
    asked: Dated,
    design: Annotated[
        Design, typer.Option(help="Synthetic difference, synthetic control, plain difference.")
    ] = Design.SDID,
    show: Annotated[Show, typer.Option(help="The effect, the weights, or the gap by period.")] = Show.EFFECT,
    published: Annotated[
        bool, typer.Option("--published", help="Stop steps as the authors do, to get their digits.")
    ] = False,
    draws: Annotated[int, typer.Option(help="Placebos at most.", min=2, max=10_000)] = 500,
    seed: Seed = SEED,
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
    from qonys.model.specification import Transform

    spoken, outcome = language(lang), variable(asked)
    refuse_idle(asked, ("controls",), "effect synthetic")
    grid, dates, notes = dated(asked, outcome)
    logarithm = outcome.transform is Transform.LOG
    kinds = {Design.SDID: Kind.SYNTHETIC_DIFFERENCE, Design.SC: Kind.SYNTHETIC_CONTROL, Design.DID: Kind.DIFFERENCE}
    solver = Solver.PUBLISHED if published else Solver.EXACT
    made = contrasts.contrast(grid, contrasts.ContrastAsked(outcome, dates, kinds[design], solver, draws, seed))
    shown = {Show.EFFECT: _effects, Show.WEIGHTS: _weights, Show.PATH: _path}
    put(shown[show](made, logarithm), out, as_json)
    tell([*notes, *made.notes], spoken)


def _effects(made: Contrast, logarithm: bool) -> list[dict[str, Any]]:
    from math import expm1

    def told(value: float) -> float:
        return expm1(value) if logarithm else value

    unit = "share" if logarithm else "outcome_units"
    return [
        {
            "method": row.method, "effect": told(row.effect), "low": told(row.low), "high": told(row.high),
            "unit": unit, "se": row.se, "p": row.p, "count": row.count,
            "reason": row.reason.removeprefix("effect-"),
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
