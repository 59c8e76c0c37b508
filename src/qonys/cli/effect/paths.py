"""`qonys effect path`: the answer of an outcome over the periods after a step of exposure."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from qonys.cli.effect.event_inputs import Controls, words
from qonys.cli.effect.inputs import AreaColumn, Asked, DataFile, EffectName, PeriodColumn, StudyName, found
from qonys.cli.options import DEFAULT_PACK, AsJson, AsOf, Lang, PackName, StoreFolder, language
from qonys.cli.output import OutFile, put, tell, wide


def path(
    study: StudyName = "",
    effect: EffectName = "",
    data: DataFile = None,
    outcome: Annotated[str, typer.Option(help="Column of your table, in place of a study.")] = "",
    exposure: Annotated[str, typer.Option(help="Column of your table, in place of a study.")] = "",
    controls: Controls = "",
    horizons: Annotated[int, typer.Option(help="Periods after the exposure to look at.", min=0, max=40)] = 4,
    cumulative: Annotated[bool, typer.Option("--cumulative", help="Sums of the answers up to each period.")] = False,
    lagged: Annotated[bool, typer.Option("--lagged", help="Beside a lagged outcome, its bias taken off.")] = False,
    level: Annotated[float, typer.Option(help="Probability with which intervals hold.", min=0.5, max=0.999)] = 0.95,
    area_column: AreaColumn = "",
    period_column: PeriodColumn = "",
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
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
    from qonys.effects.inference import Options
    from qonys.effects.sample import regression
    from qonys.model import Call

    spoken = language(lang)
    columns, named = (area_column, period_column), _series(outcome, exposure, controls)
    what = found(Asked(study, effect, data, columns, pack, store, as_of, named))
    base = what.specification
    longest = replace(base, exposure=replace(base.exposure, lag=base.exposure.lag + 2))
    figures = what.figures(longest)
    call = Call("effects.path", {"study": what.study.id, "effect": base.id})
    if lagged:
        result = paths.lagged(call, figures, base, level)
    else:
        result = paths.path(call, figures, base, horizons, Options(level=level), cumulative=cumulative)
    unit = result.units["effect"]
    put([{**row, "unit": unit} for row in wide(result)], out, as_json)
    tell(sample_notes(regression(figures, paths.sampled(base))), spoken)


def _series(outcome: str, exposure: str, controls: str) -> tuple[str, ...]:
    from qonys.errors import BadInput

    if not (outcome or exposure or controls):
        return ()
    if not (outcome and exposure):
        raise BadInput(
            "effect-which-series", "outcome and exposure go together", where="--outcome, --exposure",
            fix="--outcome pay --exposure arrivals",
        )  # fmt: skip
    return (outcome, exposure, *words(controls))
