"""What a command is asked about: figures and parameters of the pack, or a user's own, and the people who arrive."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.audience import audience
from qonys.cli.options import on_store, opened
from qonys.errors import BadInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qonys.impact.examine import Published
    from qonys.impact.question import Figure, Question
    from qonys.model import Call, Parameter
    from qonys.model.parameters import Group, ParameterSet
    from qonys.provenance.runner import Runner
    from qonys.tables.scenario import OwnFigures

Area = Annotated[
    str, typer.Option("--area", help="Name in kk, ru or en, or a code; a label of --figures. The country if left out.")
]
Period = Annotated[str, typer.Option("--period", help="Year of the figures; the newest with most of them if left out.")]
People = Annotated[
    list[str] | None,
    typer.Option(
        "--people", help="Who arrives: KIND=NUMBER[,sector=F][,low=0.9,high=0.1][,pay=0.8]…; may be repeated."
    ),
]
ScenarioName = Annotated[
    str, typer.Option("--scenario", help="A scenario of the pack, or a TOML, CSV or XLSX of your own.")
]
FiguresFile = Annotated[
    Path | None,
    typer.Option("--figures", help="Figures of your own, CSV, XLSX or TOML: a row an area, a column a quantity."),
]
ParametersFile = Annotated[
    Path | None, typer.Option("--parameters", help="Parameter ranges of your own, TOML; others are the pack's.")
]


@dataclass(frozen=True)
class Asked:
    """What a command was asked about."""

    area: str = ""
    period: str = ""
    people: tuple[str, ...] = ()
    scenario: str = ""
    figures: Path | None = None
    parameters: Path | None = None
    pack: str = ""
    store: Path | None = None
    as_of: str | None = None

    def call(
        self,
        function: str,
        of: tuple[Question, Runner | None] | None = None,
        seed: int | None = None,
        **more: Parameter,
    ) -> Call:
        """The call that makes a result of what was asked: place, people, the user's files, and more."""
        from qonys.model import Call

        files = {"figures": self.figures, "parameters": self.parameters}
        own: dict[str, Parameter] = {name: path.name for name, path in files.items() if path is not None}
        if of is not None:
            own |= {"area": of[0].area, "period": of[0].period}
        said: dict[str, Parameter] = {"groups": self.people, "scenario": self.scenario}
        call = Call(function, {**own, **{n: v for n, v in said.items() if v}, **more}, seed=seed)
        return on_store(call, of[1] if of else None)


def question(asked: Asked) -> tuple[Question, tuple[Published, ...], Runner | None]:
    """What is simulated, the published stocks of the pack, and its runner; the pack is left alone where not needed."""
    from qonys.impact.groups import checked
    from qonys.impact.question import Question

    declared, run = _declared(asked)
    groups, place = _groups(asked, declared)
    asked = replace(asked, area=asked.area or place[0], period=asked.period or place[1])
    area, period, figures = _figures(asked, declared, run)
    stocks: tuple[Published, ...] = ()
    if run is not None:
        from qonys.studies.impact.compute import published

        stocks = published(run) if asked.figures is None else ()
        audience().names |= {stock.id: stock.names for stock in declared.stocks}
    return Question(area, period, figures, declared, checked(groups, declared) if groups else ()), stocks, run


def declared(asked: Asked) -> ParameterSet:
    """The parameters alone."""
    return _declared(asked)[0]


def _declared(asked: Asked) -> tuple[ParameterSet, Runner | None]:
    from qonys.packs.parameters import load_parameters

    if asked.parameters is not None and (asked.figures is not None or not asked.pack):
        try:
            return load_parameters(asked.parameters), None
        except BadInput as error:
            if {fault.code for fault in error.faults} != {"impact-missing-parameter"} or not asked.pack:
                raise
    from qonys.studies.impact.compute import parameters_of
    from qonys.studies.registry import start

    _, store = opened(asked.pack, asked.store, asked.as_of)
    run = start(store)
    own = parameters_of(run)
    return load_parameters(asked.parameters, own) if asked.parameters is not None else own, run


def _groups(asked: Asked, declared: ParameterSet) -> tuple[tuple[Group, ...], tuple[str, str]]:
    """The people, and the area and the year that a scenario of a user's names."""
    from qonys.impact.groups import parse_group
    from qonys.packs.parameters import scenario_of
    from qonys.tables.scenario import read_scenario

    said = tuple(parse_group(line) for line in asked.people)
    if not asked.scenario:
        return said, ("", "")
    if asked.scenario.endswith((".toml", ".csv")) or os.path.isfile(Path(asked.scenario)):
        own = read_scenario(Path(asked.scenario))
        return (*own.groups, *said), (own.area, own.period)
    return (*scenario_of(declared, asked.scenario).groups, *said), ("", "")


def _figures(asked: Asked, declared: ParameterSet, run: Runner | None) -> tuple[str, str, Mapping[str, Figure]]:
    """Area, year and figures: a user's own first, then those of the pack where it has the area."""
    if asked.figures is None:
        assert run is not None
        return _official(run, declared, asked.area, asked.period)
    from qonys.impact.question import MONEY, UNITS, Figure
    from qonys.model.parameters import Origin
    from qonys.tables.scenario import read_figures

    own = read_figures(asked.figures, asked.period)
    area = asked.area or _only(own, asked.figures)
    code, period, official = area, asked.period, dict[str, Figure]()
    if run is not None:
        try:
            code, period, found = _official(run, declared, area, asked.period)
            official = dict(found)
        except NotFound:
            if area not in own.values:
                raise
    label = area if area in own.values else code
    stated = {
        name: Figure(
            name, value, declared.money if UNITS[name] == MONEY else UNITS[name], Origin.USER, own.places[label]
        )
        for name, value in own.of(label).items()
    }
    return code, period, {**official, **stated}


def _only(own: OwnFigures, path: Path) -> str:
    """The one area of a file."""
    if len(own.values) != 1:
        fix = ", ".join(list(own.values)[:5])
        raise BadInput("impact-which-area", where=f"{path}, --area", fix=fix)
    return next(iter(own.values))


def _official(run: Runner, declared: ParameterSet, area: str, period: str) -> tuple[str, str, Mapping[str, Figure]]:
    from qonys.studies.impact.compute import gathered

    pack = run.store.pack
    code = pack.find_area(area).code if area else pack.country
    found = gathered(run, declared, code, period)
    return code, found.period, found.figures
