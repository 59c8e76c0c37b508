"""Commands that make flows: fitted to margins, or from net totals."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qonys.cli.migration.seeds import SeedAsked, seeds_of
from qonys.cli.options import AsJson, By, DistanceColumn, Draws, Lang, OutFile, Seed, SeedFlows, ValueColumn
from qonys.cli.output import put
from qonys.errors import BadInput, CannotCompute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qonys.model.result import Floats

Distances = Annotated[
    Path | None,
    typer.Option("--distances", help="CSV or XLSX of distances, km: a seed of flows that fall with distance."),
]
Decay = Annotated[float, typer.Option(help="With --distances: the seed is distance to the power of minus this.")]
Whole = Annotated[bool, typer.Option("--integers", help="Whole persons that keep whole margins exactly.")]


class How(Enum):
    """What flows are closest in: divergence, absolute, squared or relative squared changes."""

    KL = "kl"
    L1 = "l1"
    L2 = "l2"
    CHI_SQUARE = "chi-square"


def fit(
    margins: Annotated[Path, typer.Option(help="CSV or XLSX of persons: area, departures, arrivals; totals to meet.")],
    seed_flows: SeedFlows = None,
    value: ValueColumn = "",
    by: By = "",
    distances: Distances = None,
    distance_column: DistanceColumn = "",
    decay: Decay = 0.8,
    whole: Whole = False,
    draws: Draws = 0,
    randomness: Seed = 20240801,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Flows with given departures and arrivals, closest to a seed (iterative proportional fitting).

    The seed is an earlier table, a function of distance, or 1 for every pair; with --by each table of its file by
    itself. If zeros of the seed block the totals, the error names the areas and by how much. Intervals: 90 %.
    """
    from qonys.numerics.fitting import FitOptions, Margin
    from qonys.numerics.fitting import fit as fit_table
    from qonys.tables.series import read_by_area

    totals = read_by_area(margins, ("departures", "arrivals"))
    areas = totals.labels
    both = (Margin((0,), totals.values["departures"]), Margin((1,), totals.values["arrivals"]))
    rows: list[dict[str, object]] = []
    for key, seed in seeds_of(areas, SeedAsked(seed_flows, value, by, distances, distance_column, decay)):
        try:
            table = fit_table(seed, both, FitOptions(tolerance=1e-9)).table
        except CannotCompute as error:
            raise _named(error, areas) from None
        made = _rows(areas, _whole(table) if whole else table)
        if draws:
            _bound(made, areas, _drawn(seed, totals.values, draws, randomness))
        rows += [{**key, **row} for row in made]
    put(rows, out, as_json)


def net(
    net_totals: Annotated[
        Path, typer.Option("--net", help="CSV or XLSX of persons: area, net (arrivals less departures; the sum is 0).")
    ],
    seed_flows: SeedFlows = None,
    value: ValueColumn = "",
    by: By = "",
    distances: Distances = None,
    distance_column: DistanceColumn = "",
    decay: Decay = 0.8,
    closeness: Annotated[
        How,
        typer.Option(
            help="kl: divergence; l1: absolute changes; l2: squared changes; chi-square: squared changes / seed."
        ),
    ] = How.KL,
    total: Annotated[float | None, typer.Option(help="All moves, persons, if they are known (kl only).")] = None,
    lang: Lang = None,
    out: OutFile = None,
    as_json: AsJson = False,
) -> None:
    """Flows of which only net totals are known: the table closest to a seed; with --by to each of its tables."""
    from qonys.migration.kernels.net import Closeness, flows_from_net
    from qonys.tables.series import read_by_area

    if total is not None and closeness is not How.KL:
        raise BadInput("bad-option", where="--total", fix="--closeness kl", text=str(total))
    found = read_by_area(net_totals, ("net",))
    rows: list[dict[str, object]] = []
    for key, seed in seeds_of(found.labels, SeedAsked(seed_flows, value, by, distances, distance_column, decay)):
        try:
            table = flows_from_net(found.values["net"], seed, closeness=Closeness(closeness.value), total=total).flows
        except CannotCompute as error:
            raise _named(error, found.labels) from None
        rows += [{**key, **row} for row in _rows(found.labels, table)]
    put(rows, out, as_json)


def _drawn(seed: Floats, margins: dict[str, Floats], draws: int, number: int) -> tuple[Floats, Floats]:
    """Bounds of nine in ten tables whose margins are drawn anew (Poisson): (origin, destination) each."""
    import numpy as np

    from qonys.migration.kernels.estimation import biproportional
    from qonys.numerics.generators import generator

    random = generator(number, "migration.fit")
    out, into = (random.poisson(margins[name], (draws, len(seed))).astype(float) for name in ("departures", "arrivals"))
    into *= (out.sum(axis=1) / np.maximum(into.sum(axis=1), 1.0))[:, None]
    low, high = np.quantile(biproportional(seed, out, into), [0.05, 0.95], axis=0)
    return low, high


def _bound(rows: list[dict[str, object]], areas: Sequence[str], bounds: tuple[Floats, Floats]) -> None:
    """Add the bounds of each flow to its row."""
    place = {area: i for i, area in enumerate(areas)}
    for row in rows:
        at = (place[str(row["origin"])], place[str(row["destination"])])
        row["low"], row["high"] = (float(bound[at]) for bound in bounds)


def _named(error: CannotCompute, areas: Sequence[str]) -> CannotCompute:
    """The same error with areas by name in place of their numbers."""
    fields = dict(error.fields)
    for name in ("rows", "columns", "areas"):
        if name in fields:
            numbers = [part for part in str(fields[name]).split(", ") if part]
            fields[name] = ", ".join(areas[int(n)] for n in numbers)
    where = f"columns {fields['columns']}" if fields.get("columns") else error.where
    return CannotCompute(error.code, where=where, fix=error.fix, **fields)


def _rows(areas: Sequence[str], table: Floats) -> list[dict[str, object]]:
    return [
        {"origin": o, "destination": d, "flow": float(table[i, j])}
        for i, o in enumerate(areas)
        for j, d in enumerate(areas)
        if i != j or table[i, j] != 0
    ]


def _whole(table: Floats) -> Floats:
    """Whole persons by controlled rounding."""
    from qonys.numerics.rounding import round_table

    whole: Floats = round_table(table).table.astype(float)
    return whole
