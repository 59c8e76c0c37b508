"""`qonys effect estimate`, `curve`, `power`, `studies`: parse, call, print."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.effect.inputs import Found, found
from qonys.cli.effect.options import Asked
from qonys.cli.options import DEFAULT_PACK, AsJson, Lang, Level, OutFile, PackName, Seed, language, loaded
from qonys.cli.output import print_result, put, tell, wide
from qonys.cli.output import say as tell_line
from qonys.cli.shared import asked as called
from qonys.cli.shared import expanded
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from qonys.effects.estimate import Estimated
    from qonys.effects.judged import Inference
    from qonys.text import Language

Draws = Annotated[int, typer.Option(help="Draws of the bootstraps.", min=99, max=999_999)]


class Show(Enum):
    """Which part is printed."""

    METHODS = "methods"
    TESTS = "tests"


@expanded
def estimate(
    asked: Asked,
    draws: Draws = 9_999,
    level: Level = 0.95,
    lags: Annotated[int | None, typer.Option(help="Lags of serial dependence; by rule if left out.", min=0)] = None,
    show: Annotated[
        Show, typer.Option(help="Every inference; or random effects, Hausman's test and tests of the errors.")
    ] = Show.METHODS,
    cutoff: Annotated[float, typer.Option(help="Conley: reach of spatial dependence, km.", min=1)] = 700.0,
    seed: Seed = SEED,
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Coefficients with every inference that applies: a row for each term and method.

    `holds` says whether the test keeps its size with so few clusters; statements follow the default method,
    which the error stream names.
    """
    from qonys.effects.estimate import estimate as job
    from qonys.effects.estimate import table
    from qonys.effects.judged import Options
    from qonys.model import Call

    spoken = language(lang)
    what = found(asked)
    if show is Show.TESTS:
        _put_tests(what, out, as_json)
        return
    options = Options(draws=draws, seed=seed, level=level, lags=lags, cutoff=cutoff)
    made = job(what.figures(what.specification), what.specification, options)
    call = Call("effects.estimate", {"study": what.study.id, "effect": what.specification.id, "draws": draws})
    by = {(i.term, i.method.value): i for i in made.inferences}
    rows = [{**row, **_beside(by[str(row["term"]), str(row["method"])])}
            for row in wide(table(call, made)) if row["estimate"] is not None]  # fmt: skip
    put(rows, out, as_json)
    tell_estimate(made, spoken)


def _put_tests(what: Found, out: Path | None, as_json: bool) -> None:
    """Random effects, Hausman's test and the one by means, Pesaran's CD, serial correlation."""
    from qonys.effects.diagnostics import diagnostics
    from qonys.effects.estimate import sample_notes
    from qonys.effects.results import tests_result
    from qonys.effects.sample import regression

    arrays = regression(what.figures(what.specification), what.specification)
    rows, notes = diagnostics(arrays)
    result = tests_result(called("effects.tests"), rows)
    print_result(replace(result, notes=(*sample_notes(arrays), *notes)), out, as_json)


def _beside(one: Inference) -> dict[str, object]:
    """Ends that there are, a set that is no interval with two of them, why a row is empty."""
    from qonys.effects.results import finite_ends

    return {**finite_ends(one.low, one.high, one.pieces), "reason": one.reason.removeprefix("effect-")}


def tell_estimate(made: Estimated, spoken: Language) -> None:
    """What was estimated and what it says, on the error stream."""
    from qonys.effects.overview import overview
    from qonys.model import Call
    from qonys.model.specification import Transform
    from qonys.report.chapters.effects.sentences import effect_sentence, sample_sentences
    from qonys.text import load_words, say
    from qonys.text.visible import visible

    s, words = made.specification, load_words(spoken)
    result = overview(Call("effects.overview"), {s.id: made})
    plain = (s.outcome.figure if s.outcome.transform is Transform.LOG else s.outcome.name,
             s.exposure.figure if s.elastic else s.exposure.name)  # fmt: skip
    names = (s.names.get(spoken.value, plain[0]), s.exposed.get(spoken.value, plain[1]))
    lines = [effect_sentence(result, s, names, say("unit-outcome-units"), made.options.level)]
    lines += sample_sentences(
        result, s, made.default.value, causal=made.regression.instrumented, better=made.better
    )  # fmt: skip
    for line in lines:
        tell_line(visible(words.plain(line)))
    tell(made.notes, spoken)


@expanded
def curve(
    asked: Asked,
    summary: Annotated[bool, typer.Option("--summary", help="What all say together, instead of each.")] = False,
    draws: Draws = 999,
    seed: Seed = SEED,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """The effect under every combination of the study's [choices], in the order of size, and joint tests.

    Joint tests: p of the median, of the share of significant results, and of the sum of z values where no
    specification has an effect; one wild cluster bootstrap for all.
    """
    from qonys.effects import curves
    from qonys.effects.judged import Options
    from qonys.model import Call

    what = found(asked)
    made = what.study.choices.of(what.specification)
    options = Options(draws=draws, seed=seed)
    found_curve = curves.curve(what.figures, what.specification, made, what.study.choices.open, options)
    call = Call("effects.curve", {"study": what.study.id, "effect": what.specification.id, "draws": draws})
    result = curves.summary(call, found_curve) if summary else curves.table(call, found_curve)
    put(wide(result), out, as_json)


@expanded
def power(
    asked: Asked,
    aim: Annotated[float, typer.Option("--power", help="Probability of seeing the effect.", min=0.1, max=0.99)] = 0.8,
    replications: Annotated[int, typer.Option(help="Outcomes made on the design.", min=100, max=20_000)] = 1_000,
    seed: Seed = SEED,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """The smallest effect of one step of exposure that could have been seen, by formula and by simulation.

    Beside it stands the effect that would matter (`smallest` of the study): where the first is larger, finding
    nothing says nothing.
    """
    from qonys.effects.detection import detection
    from qonys.effects.sample import regression
    from qonys.model import Call

    what = found(asked)
    arrays = regression(what.figures(what.specification), what.specification)
    call = Call("effects.power", {"study": what.study.id, "effect": what.specification.id, "power": aim}, seed=seed)
    put(wide(detection(call, arrays, aim, replications)), out, as_json)


def studies(pack: PackName = DEFAULT_PACK, lang: Lang = None, as_json: AsJson = False) -> None:
    """The studies of a pack and their effects."""
    from qonys.packs.studies import find_study, study_names

    spoken = language(lang).value
    known = loaded(pack)
    rows = [
        {
            "study": name,
            "effect": s.id,
            "name": s.names.get(spoken, s.id),
            "outcome": s.outcome.name,
            "exposure": s.exposure.name,
            "first": s.sample.first or "",
            "last": s.sample.last or "",
            "smallest": s.smallest,
        }
        for name in study_names(known)
        for s in find_study(known, name).specifications
    ]
    put(rows, None, as_json)
