"""Where a command's index comes from: a framework of the pack, or a user's TOML and CSV."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.options import opened
from qonys.errors import BadInput, NotFound

if TYPE_CHECKING:
    from qonys.claims import Runner
    from qonys.model import Framework
    from qonys.model.result import Floats
    from qonys.sources.criteria import CriteriaTable
    from qonys.wellbeing.pipeline import Built, Table

FrameworkName = Annotated[str, typer.Option("--framework", help="A framework of the pack, or a TOML file of your own.")]
DataFile = Annotated[
    Path | None, typer.Option("--data", help="CSV or XLSX of your own: a row a unit (and period), a column a series.")
]
Groups = Annotated[str, typer.Option("--groups", help="Column with a group of each unit, for filling gaps.")]
SpanName = Annotated[str, typer.Option("--panel", help="Which [[panel]] of a pack's framework; the last if left out.")]
Period = Annotated[str, typer.Option("--period", help="Year; the last if left out.")]
DEFAULT = "kz-regional-wellbeing"


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


@dataclass(frozen=True)
class Found:
    """An index, and the runner and span it came from, if it is one of the pack."""

    built: Built
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
    """The index that was asked for."""
    from qonys.packs.frameworks import load_framework
    from qonys.wellbeing.pipeline import build

    own = asked.framework.endswith(".toml") or Path(asked.framework).is_file()
    if asked.data is not None or own:
        if asked.data is None or not own:
            what = "your own figures need a framework of your own" if asked.data else "a framework file needs figures"
            raise BadInput("two-files", what, where="--framework, --data", fix="--framework my.toml --data my.csv")
        framework = load_framework(Path(asked.framework))
        from qonys.sources.criteria import read_criteria

        return Found(build(table_of(framework, read_criteria(asked.data, framework, asked.groups)), framework))
    from qonys.claims import start
    from qonys.claims.criteria import built, framework_of

    _, held = opened(asked.pack, asked.store, asked.as_of)
    run = start(held, seed=asked.seed)
    framework = framework_of(run, asked.framework)
    span = asked.span or framework.spans[-1].id
    return Found(built(run, asked.framework, span), run, span)


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
