"""`qonys effect synthetic`: synthetic difference-in-differences of a dated reform, with placebos."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Annotated

import typer

from qonys.cli.effect.event_inputs import dated, variable
from qonys.cli.effect.options import Dated, refuse_idle
from qonys.cli.options import Seed
from qonys.cli.shared import Output, expanded
from qonys.cli.shared import asked as called
from qonys.numerics.seed import SEED


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
    output: Output,
    design: Annotated[
        Design, typer.Option(help="Synthetic difference, synthetic control, plain difference.")
    ] = Design.SDID,
    show: Annotated[Show, typer.Option(help="The effect, the weights, or the gap by period.")] = Show.EFFECT,
    published: Annotated[
        bool, typer.Option("--published", help="Stop steps as the authors do, to get their digits.")
    ] = False,
    draws: Annotated[int, typer.Option(help="Placebos at most.", min=2, max=10_000)] = 500,
    seed: Seed = SEED,
) -> None:
    """The effect of an event on areas that it reaches together, beside a weighted mean of the others.

    Inference by placebos: the event is given to areas that it did not reach, each once or drawn groups. With one
    area reached, p cannot be below one by the number of areas.
    """
    from qonys.effects import contrasts
    from qonys.effects.results import contrast_results
    from qonys.model.specification import Transform

    outcome = variable(asked)
    refuse_idle(asked, ("controls",), "effect synthetic")
    grid, dates, notes = dated(asked, outcome)
    solver = contrasts.Solver.PUBLISHED if published else contrasts.Solver.EXACT
    wanted = contrasts.ContrastAsked(outcome, dates, contrasts.DESIGNS[design.value], solver, draws, seed)
    found = contrasts.contrast(grid, wanted)
    made = contrast_results(called("effects.synthetic"), found, shares=outcome.transform is Transform.LOG)
    result = made[show.value]
    output.put(replace(result, notes=(*notes, *result.notes)))
