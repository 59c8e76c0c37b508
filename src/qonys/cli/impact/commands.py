"""`qonys impact simulate`, `examine`, `parameters`: parse, call, print."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.impact.inputs import (
    Area,
    Asked,
    FiguresFile,
    ParametersFile,
    People,
    Period,
    ScenarioName,
    declared,
    question,
)
from qonys.cli.options import DEFAULT_PACK, AsJson, AsOf, Lang, OutFile, PackName, Seed, StoreFolder, language
from qonys.cli.output import put, tell, wide
from qonys.errors import BadInput

if TYPE_CHECKING:
    from qonys.impact.question import Question
    from qonys.model.note import Note
    from qonys.model.result import Result

SEED = 20240801
SimulationDraws = Annotated[int, typer.Option("--draws", help="Draws of the parameters.", min=100, max=1_000_000)]


class Show(Enum):
    """Which table of a simulation is printed."""

    REGION = "region"
    WORKERS = "workers"
    """Those who were there, by skill and origin."""
    GROUPS = "groups"
    """Those who arrive."""
    INPUTS = "inputs"
    """What went in and where it comes from."""
    SENSITIVITY = "sensitivity"
    """What a measure depends on most."""


class Among(Enum):
    """What the variance is shared among."""

    GROUP = "group"
    PARAMETER = "parameter"


def simulate(
    area: Area = "",
    people: People = None,
    scenario: ScenarioName = "",
    period: Period = "",
    figures: FiguresFile = None,
    parameters: ParametersFile = None,
    show: Annotated[Show, typer.Option(help="Which table.")] = Show.REGION,
    target: Annotated[str, typer.Option(help="Sensitivity: the measure.")] = "wage_local_low",
    by: Annotated[Among, typer.Option(help="Sensitivity: shares of groups or of parameters.")] = Among.GROUP,
    draws: SimulationDraws = 10_000,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """What happens to an area if people arrive: wages, jobs, output, remittances, homes and places.

    low and high bound the middle 90 % of the draws, value is their median. Changes of wages and output and shares
    are fractions, changes of the rate of unemployment percentage points, money is by the year.
    """
    from qonys.impact import results
    from qonys.impact.examine import employed_of
    from qonys.impact.sensitivity import By, sensitivity
    from qonys.model import Call

    spoken = language(lang)
    asked, _ = question(Asked(area, period, tuple(people or ()), scenario, figures, parameters, pack, store, as_of))
    if not asked.groups:
        raise BadInput("impact-no-people", "nobody arrives", where="--people, --scenario", fix="--people workers=1000")
    call = Call(f"impact.{show.value}", {"area": asked.area, "period": asked.period, "draws": draws}, seed=seed)
    if show is Show.INPUTS:
        put(_inputs(asked, spoken.value), out, as_json)
        return
    if show is Show.SENSITIVITY:
        # So many pairs of draws as the draws stand for; each costs 2^p runs.
        blocks = max(20, draws // (25 if by is Among.GROUP else 50))
        found = sensitivity(call, asked, target, By(by.value), blocks, seed=seed)
        put(sorted(wide(found), key=lambda row: -float(str(row["share"]))), out, as_json)
        return
    drawn = results.drawn_of(asked, draws, seed)
    if show is Show.REGION:
        found = results.region_result(call, asked, drawn)
    else:
        employed_of(asked)
        make = results.workers_result if show is Show.WORKERS else results.groups_result
        found = make(call, asked, drawn)
    put(rows_of(found), out, as_json)
    tell((_note(asked),), spoken)


def rows_of(result: Result) -> list[dict[str, object]]:
    """A result as rows with low, value and high beside each other, the unit, and why there is no value."""
    rows = wide(result, "part")
    axes = [axis for axis in result.axes if axis != "part"]
    for row in rows:
        row["status"] = row.pop("status")
        row["unit"] = result.units[str(row["measure"])]
        keys = ((*(str(row[axis]) for axis in axes), part) for part in result.axes["part"])
        row["reason"] = next((result.reasons[key] for key in keys if key in result.reasons), "")
    return rows


def _inputs(asked: Question, spoken: str) -> list[dict[str, object]]:
    from qonys.impact.question import inputs_of

    return [
        {
            "input": i.id, "group": i.group, "low": i.low, "central": i.central, "high": i.high, "unit": i.unit,
            "origin": i.origin.value, "source": i.source if isinstance(i.source, str) else i.source[spoken],
        }
        for i in inputs_of(asked)
    ]  # fmt: skip


def _note(asked: Question) -> Note:
    """How many inputs are official, declared, assumed, the user's own."""
    from collections import Counter

    from qonys.impact.question import inputs_of
    from qonys.model.note import Note

    counted = Counter(i.origin.value for i in inputs_of(asked))
    said = {name: str(counted[name]) for name in ("figure", "range", "assumption", "user")}
    what = ", ".join(f"{number} {name}" for name, number in said.items())
    place = {"area": asked.area, "period": asked.period or "–"}
    return Note("impact-inputs", f"inputs: {what}", {**said, **place})


def examine(
    share: Annotated[float, typer.Option(help="Claim: migrants make this share of output, 0 to 1, e.g. 0.08.")] = 0.0,
    wage_fall: Annotated[
        float,
        typer.Option(
            help="Claim: informal migrants lower wages of low-skilled locals by this part, 0 to 1, e.g. 0.05."
        ),
    ] = 0.0,
    stock: Annotated[
        float, typer.Option(help="With --wage-fall: number of informal migrants to try, persons.", min=0)
    ] = 0.0,
    area: Area = "",
    period: Period = "",
    figures: FiguresFile = None,
    parameters: ParametersFile = None,
    draws: SimulationDraws = 10_000,
    seed: Seed = SEED,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    as_of: AsOf = None,
    out: OutFile = None,
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """How many migrant workers a claim stands for, beside published numbers of them.

    possible: share of the draws in which some number of workers, at most official employment, does what is claimed.
    """
    from qonys.impact import examine as claims
    from qonys.impact.results import drawn_of
    from qonys.model import Call

    if bool(share) == bool(wage_fall):
        raise BadInput("impact-one-claim", "one claim is examined", where="--share, --wage-fall", fix="--share 0.08")
    asked, published = question(Asked(area, period, (), "", figures, parameters, pack, store, as_of))
    drawn = drawn_of(asked, draws, seed)
    call = Call("impact.examine", {"area": asked.area, "share": share, "fall": wage_fall}, seed=seed)
    if share:
        rows = rows_of(claims.share_claim(call, asked, drawn, share))
        if published:
            rows += rows_of(claims.stocks(call, asked, drawn, published))
    else:
        rows = rows_of(claims.wage_claim(call, asked, drawn, wage_fall, stock))
    first = ("stock", "measure")
    put([{**{n: row.get(n, "") for n in first}, **row} for row in rows], out, as_json)


def parameters(
    own: ParametersFile = None,
    pack: PackName = DEFAULT_PACK,
    store: StoreFolder = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """The declared ranges of all parameters: distribution, unit, source, day, and what is an assumption."""
    from qonys.model.parameters import COMPOSITION, GENERAL

    spoken = language(lang).value
    found = declared(Asked(parameters=own, pack=pack, store=store))
    every = [("", r, GENERAL[r.id].group) for r in found.ranges.values()]
    every += [(k.id, r, COMPOSITION[r.id].group) for k in found.kinds.values() for r in k.ranges.values()]
    rows = [
        {
            "kind": kind, "parameter": r.id, "group": group, "low": r.low, "central": r.central, "high": r.high,
            "shape": r.shape.value, "unit": r.unit, "origin": r.origin.value,
            "dated": r.dated.isoformat() if r.dated else "", "source": r.source[spoken], "note": r.note.get(spoken, ""),
        }
        for kind, r, group in every
    ]  # fmt: skip
    put(rows, out, as_json)
