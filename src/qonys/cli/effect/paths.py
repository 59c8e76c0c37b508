"""`qonys effect path`: the answer of an outcome over the periods after a step of exposure."""

from __future__ import annotations

from dataclasses import replace
from math import isinf
from typing import Annotated

import typer

from qonys.cli.effect.inputs import found
from qonys.cli.effect.options import Asked, refuse_idle
from qonys.cli.options import AsJson, Lang, Level, OutFile, language
from qonys.cli.output import put, tell, wide
from qonys.cli.shared import expanded


@expanded
def path(
    asked: Asked,
    horizons: Annotated[int, typer.Option(help="Periods after the exposure to look at.", min=0, max=40)] = 4,
    cumulative: Annotated[bool, typer.Option("--cumulative", help="Sums of the answers up to each period.")] = False,
    lagged: Annotated[bool, typer.Option("--lagged", help="Beside a lagged outcome, its bias taken off.")] = False,
    level: Level = 0.95,
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """The change of the outcome since the period before, at each period after one step more of exposure.

    Local projections with areas and periods taken out, intervals by leaving out each area; `holds` says whether the
    test keeps its size. With --lagged one equation with last period's outcome, and what a lasting step amounts to.
    """
    from qonys.effects import paths
    from qonys.effects.estimate import sample_notes
    from qonys.effects.judged import Options
    from qonys.effects.sample import regression
    from qonys.model import Call

    spoken = language(lang)
    refuse_idle(asked, ("fixed", "crossed"), "effect path")
    what = found(asked)
    base = what.specification
    longest = replace(base, exposure=replace(base.exposure, lag=base.exposure.lag + 2))
    figures = what.figures(longest)
    call = Call("effects.path", {"study": what.study.id, "effect": base.id})
    if lagged:
        result = paths.lagged(call, figures, base, level)
    else:
        result = paths.path(call, figures, base, horizons, Options(level=level), cumulative=cumulative)
    unit = result.units["effect"]
    put([{**_finite(row), "unit": unit} for row in wide(result)], out, as_json)
    tell(sample_notes(regression(figures, paths.sampled(base))), spoken)


def _finite(row: dict[str, object]) -> dict[str, object]:
    """A row whose ends that do not exist are empty: values without bound are not ruled out there."""
    open_ends = [name for name, value in row.items() if isinstance(value, float) and isinf(value)]
    return {**row, **dict.fromkeys(open_ends), "no_end": " ".join(open_ends)}
