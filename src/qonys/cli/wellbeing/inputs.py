"""Where a command's index comes from: a framework of the pack, or a user's TOML and CSV."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.audience import audience
from qonys.cli.options import opened
from qonys.errors import BadInput, NotFound

if TYPE_CHECKING:
    from qonys.model import Framework
    from qonys.model.result import Floats
    from qonys.packs import Pack
    from qonys.provenance.runner import Runner
    from qonys.tables.criteria import CriteriaTable
    from qonys.wellbeing.pipeline import Built, Table

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
    seed: int | None = None
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
            raise NotFound("label", f"no period {name!r}", where="--period", fix=", ".join(periods), label=name)
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
        raise BadInput("unread-option", "--method changes nothing beside a framework of a pack", where="--method",
                       fix="", option="--method", beside="--framework, --pack")  # fmt: skip
    from qonys.packs.frameworks import default_framework
    from qonys.studies.registry import start
    from qonys.studies.wellbeing.gather import built, framework_of

    pack, held = opened(asked.pack, asked.store, asked.as_of)
    run = start(held, seed=asked.seed)
    name = asked.framework or default_framework(pack)
    framework = framework_of(run, name)
    span = asked.span or framework.spans[-1].id
    return Found(built(run, name, span), name, run, span)


def framework_of_file(path: Path) -> Framework:
    """A framework of a user: a TOML file, or a table with the columns of COINr's iMeta."""
    from qonys.packs.frameworks import load_framework
    from qonys.tables.imeta import read_imeta

    return load_framework(path) if path.suffix.lower() == ".toml" or not os.path.isfile(path) else read_imeta(path)


def _own(asked: Asked, file: Path) -> Found:
    """The index of a user's own files; a workbook may hold the framework and the figures on two sheets."""
    from qonys.packs.frameworks import with_method
    from qonys.tables.criteria import read_criteria
    from qonys.tables.imeta import SHEETS
    from qonys.tables.workbook import is_workbook
    from qonys.wellbeing.pipeline import build

    both = is_workbook(file) and asked.data in (None, file)
    data = file if both else asked.data
    if data is None or not asked.framework:
        what = "your own figures need a framework of your own" if data else "a framework file needs figures"
        raise BadInput("two-files", what, where="--framework, --data", fix="--framework my.toml --data my.csv")
    framework = framework_of_file(file)
    if asked.method is not None:
        framework = with_method(framework, asked.method)
    table = table_of(framework, read_criteria(data, framework, asked.groups, SHEETS[1] if both else ""))
    if asked.method is None and file.suffix.lower() != ".toml":
        framework = _filled(framework, table)
    return Found(build(table, framework), asked.framework)


def _filled(framework: Framework, table: Table) -> Framework:
    """A framework that says nothing of steps, with its gaps filled by the mean, and told so."""
    import numpy as np

    from qonys.cli.options import language
    from qonys.cli.output import tell
    from qonys.model.note import Note
    from qonys.wellbeing.pipeline import comparable

    count = int(np.isnan(comparable(table)).sum())
    if not count:
        return framework
    tell([Note("gaps-mean", f"{count} gaps are filled with the mean of the units", {"count": count})], language(None))
    return replace(framework, method={"impute": "mean"})


def table_of(framework: Framework, read: CriteriaTable) -> Table:
    """A user's figures as the table of an index; a relative criterion is divided by the mean of the units."""
    import numpy as np

    from qonys.wellbeing.kernels.errors import poisson_error
    from qonys.wellbeing.pipeline import Table, divisors

    values = np.stack([read.series[c.series] for c in framework.criteria], axis=-1)
    columns: list[Floats] = []
    by: list[int | None] = []
    for c in framework.criteria:
        if not (c.relative or c.denominator):
            by.append(None)
            continue
        by.append(len(columns))
        own = read.series[c.series]
        mean = np.broadcast_to(np.nanmean(own, axis=1, keepdims=True), own.shape)
        columns.append(mean if c.relative else read.series[c.denominator])
    names = sorted(set(read.groups))
    table = Table(
        units=read.units,
        periods=read.periods,
        values=values,
        status=np.where(np.isnan(values), "", "A"),
        denominators=np.stack(columns, axis=-1) if columns else np.ones((*values.shape[:2], 1)),
        by=tuple(by),
        per=np.array([1.0 if c.events else c.per for c in framework.criteria]),
        groups=np.array([names.index(g) for g in read.groups]) if names else None,
        places={
            (t, u, c.id): read.places.get((t, u, c.series), "")
            for t in read.periods for u in read.units for c in framework.criteria
        },
    )  # fmt: skip
    if not any(c.error is not None or c.events for c in framework.criteria):
        return table
    error = np.full(values.shape, np.nan)
    for i, c in enumerate(framework.criteria):
        if c.error is not None:
            error[..., i] = c.error
        elif c.events:
            error[..., i] = poisson_error(values[..., i], read.series[c.events], c.per)
    return replace(table, error=error / divisors(table))
