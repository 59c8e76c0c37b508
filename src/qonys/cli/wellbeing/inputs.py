"""Where a command's index comes from: a framework of the pack, or a user's TOML and CSV."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.audience import audience
from qonys.cli.options import opened
from qonys.errors import BadInput, NotFound
from qonys.numerics.seed import SEED

if TYPE_CHECKING:
    from qonys.model import Framework
    from qonys.packs import Pack
    from qonys.provenance.runner import Runner
    from qonys.wellbeing.pipeline import Built

FrameworkName = Annotated[
    str,
    typer.Option("--framework", help="A framework of the pack (its own default if left out), or a file of your own."),
]
DataFile = Annotated[
    Path | None, typer.Option("--data", help="CSV or XLSX of your own: a row a unit (and period), a column a series.")
]
Groups = Annotated[str, typer.Option("--groups", help="Column with a group of each unit, for filling gaps.")]
Method = Annotated[
    Path | None, typer.Option("--method", help="TOML with [method] and [doubt] alone, over those of your framework.")
]
SpanName = Annotated[str, typer.Option("--panel", help="Which [[panel]] of a pack's framework; the last if left out.")]
Period = Annotated[str, typer.Option("--period", help="Year; the last if left out.")]


@dataclass(frozen=True)
class Asked:
    """What a command was asked about."""

    framework: str
    data: Path | None
    groups: str = ""
    span: str = ""
    pack: str = ""
    store: Path | None = None
    as_of: str | None = None
    seed: int = SEED
    method: Path | None = None


@dataclass(frozen=True)
class Found:
    """An index, and the runner and span it came from, if it is one of the pack."""

    built: Built
    name: str
    """The framework, as the user names it or as the pack does."""
    run: Runner | None = None
    span: str = ""

    def unit(self, name: str) -> str:
        """A unit by what a person types: a place name in any language, or a label of the file."""
        if self.run is not None:
            return self.run.store.pack.find_area(name).code
        return name

    def period(self, name: str) -> int:
        """The number of a period."""
        periods = self.built.table.periods
        if name and name not in periods:
            raise NotFound("label", where="--period", fix=", ".join(periods), label=name)
        return periods.index(name) if name else len(periods) - 1


def found(asked: Asked) -> Found:
    """The index that was asked for; tables name the parts of its framework."""
    what = _found(asked)
    know(what.built.framework, what.run.store.pack if what.run is not None else None)
    return what


def know(framework: Framework, pack: Pack | None) -> None:
    """Names and units of the parts of a framework, for tables."""
    now = audience()
    now.names |= {n.id: n.names for n in framework.nodes} | {c.id: c.names for c in framework.criteria}
    for c in framework.criteria:
        whole = "ratio" if c.relative else ""
        given = pack.indicators[c.series].unit if pack is not None and c.series in pack.indicators else ""
        now.units[c.id] = c.unit or whole or ("" if c.denominator else given)


def _found(asked: Asked) -> Found:
    file = Path(asked.framework)
    if asked.data is not None or asked.framework.endswith(".toml") or os.path.isfile(file):
        return _own(asked, file)
    if asked.method is not None:
        raise BadInput("unread-option", where="--method", fix="", option="--method", beside="--framework, --pack")
    from qonys.packs.frameworks import default_framework
    from qonys.studies.registry import start
    from qonys.studies.wellbeing.gather import built, framework_of

    pack, held = opened(asked.pack, asked.store, asked.as_of)
    run = start(held, seed=asked.seed)
    name = asked.framework or default_framework(pack)
    framework = framework_of(run, name)
    span = asked.span or framework.spans[-1].id
    return Found(built(run, name, span), name, run, span)


def _own(asked: Asked, file: Path) -> Found:
    """The index of a user's own files; a workbook may hold the framework and the figures on two sheets."""
    from qonys.cli.options import language
    from qonys.cli.output import tell
    from qonys.packs.frameworks import with_method
    from qonys.studies.wellbeing.own import framework_of_file, own_index
    from qonys.tables.criteria import read_criteria
    from qonys.tables.imeta import SHEETS
    from qonys.tables.workbook import is_workbook

    both = is_workbook(file) and asked.data in (None, file)
    data = file if both else asked.data
    if data is None or not asked.framework:
        raise BadInput("two-files", where="--framework, --data", fix="--framework my.toml --data my.csv")
    framework = framework_of_file(file)
    if asked.method is not None:
        framework = with_method(framework, asked.method)
    silent = asked.method is None and file.suffix.lower() != ".toml"
    made = own_index(read_criteria(data, framework, asked.groups, SHEETS[1] if both else ""), framework, fill=silent)
    tell(made.notes, language(None))
    return Found(made.built, asked.framework)
