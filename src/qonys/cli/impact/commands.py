"""`qonys impact simulate`, `examine`, `parameters`: parse, call, print."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Annotated

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
from qonys.cli.output import print_result, put, wide
from qonys.errors import BadInput
from qonys.numerics.seed import SEED

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

    spoken = language(lang)
    ask = Asked(area, period, tuple(people or ()), scenario, figures, parameters, pack, store, as_of)
    asked, _, run = question(ask)
    if not asked.groups:
        raise BadInput("impact-no-people", where="--people, --scenario", fix="--people workers=1000")
    if show is Show.INPUTS:
        found = results.inputs_result(ask.call("impact.inputs", (asked, run)), asked, spoken.value)
        print_result(found, out, as_json)
        return
    if show is Show.SENSITIVITY:
        # So many pairs of draws as the draws stand for; each costs 2^p runs.
        blocks = max(20, draws // (25 if by is Among.GROUP else 50))
        call = ask.call("impact.sensitivity", (asked, run), seed, target=target, by=by.value, blocks=blocks)
        print_result(sensitivity(call, asked, target, By(by.value), blocks, seed=seed), out, as_json)
        return
    drawn = results.drawn_of(asked, draws, seed)
    name = "simulate" if show is Show.REGION else show.value
    if show is not Show.REGION:
        employed_of(asked)
    found = results.RESULTS[name](ask.call(f"impact.{name}", (asked, run), seed, draws=draws), asked, drawn)
    print_result(replace(found, notes=(results.inputs_note(asked),)), out, as_json, over="part")


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

    if bool(share) == bool(wage_fall):
        raise BadInput("impact-one-claim", where="--share, --wage-fall", fix="--share 0.08")
    ask = Asked(area, period, (), "", figures, parameters, pack, store, as_of)
    asked, published, run = question(ask)
    drawn = drawn_of(asked, draws, seed)
    if share:
        call = ask.call("impact.share_claim", (asked, run), seed, share=share, draws=draws)
        rows = wide(claims.share_claim(call, asked, drawn, share), "part")
        if published:
            beside = ask.call("impact.stocks", (asked, run), seed, draws=draws)
            rows += wide(claims.stocks(beside, asked, drawn, published), "part")
    else:
        call = ask.call("impact.wage_claim", (asked, run), seed, fall=wage_fall, stock=stock, draws=draws)
        rows = wide(claims.wage_claim(call, asked, drawn, wage_fall, stock), "part")
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
    from qonys.impact.results import parameters_result

    ask = Asked(parameters=own, pack=pack, store=store)
    print_result(parameters_result(ask.call("impact.parameters"), declared(ask), language(lang).value), out, as_json)
