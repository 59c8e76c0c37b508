"""Flows between areas from frames: indices, fitting to margins, flows out of stocks, gravity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

from qonys.api.answer import Answer, answer
from qonys.api.keywords import one_of, spelled
from qonys.api.noted import noting
from qonys.errors import BadInput
from qonys.migration import fitting, indices, stocks, tables
from qonys.model import Call
from qonys.model.flows import FlowTable
from qonys.numerics.seed import SEED
from qonys.tables.at_risk import merged, read_people
from qonys.tables.flows import FlowColumns, read_flows, read_pairs
from qonys.tables.frames import Source, named
from qonys.tables.series import read_by_area
from qonys.tables.stocks import read_stocks, read_vital, refuse_no_natives


class FlowOptions(TypedDict, total=False):
    """Columns of flows."""

    value: str
    """Column of figures, where it has no usual name."""
    by: Sequence[str]
    """Columns that tell several tables apart (year, sex, age); those with usual names if left out."""


class MigrationIndexOptions(FlowOptions, total=False):
    """How indices of migration are made."""

    distances: Any
    """Frame or path: origin, destination, distance (km)."""
    distance_column: str
    groups: Any
    """Frame or path: area, group. Areas are merged first."""
    same_population: bool
    """One population for all years and parts of the flows."""
    definitions: str
    """literature, or migest where these differ."""
    draws: int
    """Draws behind the intervals, 2,000 if left out; 0: none."""
    level: float
    seed: int


@spelled(MigrationIndexOptions)
def migration_indices(flows: Any, population: Any, **options: Unpack[MigrationIndexOptions]) -> Answer:
    """Indices of migration with intervals: intensity, impact, connectivity, focus, distance.

    Parameters
    ----------
    flows : frame or path
        origin, destination, flow (and period, sex, age); or square, with names across.
    population : frame or path
        area, population, and the columns by which flows are broken down.
    **options
        See `MigrationIndexOptions`.

    Returns
    -------
    Answer
        A measure for each index, by part: value, low, high, corrected (the bias of chance taken off).

    References
    ----------
    Bell et al. (2002), J. R. Stat. Soc. A 165(3), 435-464.

    Examples
    --------
    >>> import pandas as pd, qonys
    >>> flows = pd.DataFrame({"origin": ["N", "S"], "destination": ["S", "N"], "flow": [30, 10]})
    >>> population = pd.DataFrame({"area": ["N", "S"], "population": [1000, 3000]})
    >>> made = qonys.migration_indices(flows, population, draws=0)
    >>> made.value(measure="cmi", part="value"), made.value(measure="effectiveness", part="value")
    (1.0, 50.0)
    """
    draws, level, seed = options.get("draws", 2_000), options.get("level", 0.95), options.get("seed", SEED)
    if draws == 1:
        raise BadInput("bad-option", where="draws", fix="0, or 1000", text="1")
    sources = named(flows=flows, population=population, distances=options.get("distances"),
                     groups=options.get("groups"))  # fmt: skip
    with noting() as notes:
        table = read_flows(sources["flows"], _columns(options))
        people = read_people(sources["population"], table, shared=options.get("same_population", False))
        far = None
        if "groups" in sources:
            table, people = merged(sources["groups"], table, people)
        elif "distances" in sources:
            far = read_pairs(sources["distances"], options.get("distance_column", ""), table.areas)
    definitions = one_of(options.get("definitions", "literature"), indices.DEFINITIONS, "definitions")
    meant = indices.DEFINITIONS[definitions]
    how = indices.Draws(count=draws, level=level, definitions=meant) if draws else meant
    own = {"definitions": definitions, "draws": draws, "level": level}
    return answer(indices.indices(_call("indices", sources, seed, **own), table, people, far, how), notes)


class SeedOptions(FlowOptions, total=False):
    """What fitted flows are closest to."""

    seed_flows: Any
    """Frame or path of an earlier table of flows."""
    distances: Any
    """Frame or path of distances: flows fall with distance."""
    distance_column: str
    decay: float
    """With distances: to the power of minus this; 0.8 if left out."""
    whole: bool
    """Whole persons that keep whole margins."""
    draws: int
    """Draws behind intervals of 90 %; none if left out."""
    seed: int
    """Of the draws."""


@spelled(SeedOptions)
def fit_flows(departures: Any, arrivals: Any = None, **options: Unpack[SeedOptions]) -> Answer:
    """Flows with given departures and arrivals, closest to a seed (iterative proportional fitting).

    Parameters
    ----------
    departures : frame, path or mapping
        area, departures; with arrivals too, where these are not given apart. A mapping has areas and persons.
    arrivals : frame, path or mapping, optional
        area, arrivals.
    **options
        See `SeedOptions`; without a seed each pair counts alike.

    Raises
    ------
    CannotCompute
        If zeros of the seed block the totals: its `fields` are the certificate, the areas (`rows`, `columns`) and by
        how many persons they are `short`.

    References
    ----------
    Deming, Stephan (1940), Annals of Mathematical Statistics 11(4), 427-444.

    Examples
    --------
    >>> import qonys
    >>> made = qonys.fit_flows({"N": 30, "S": 20, "W": 10}, {"N": 20, "S": 30, "W": 10})
    >>> round(made.value(measure="flow", origin="N", destination="S"), 1)
    24.4
    """
    sources = named(departures=_margin(departures, "departures"), arrivals=_margin(arrivals, "arrivals"),
                     seed_flows=options.get("seed_flows"), distances=options.get("distances"))  # fmt: skip
    if "seed_flows" in sources and "distances" in sources:
        raise BadInput("unread-option", where="distances", option="distances", beside="seed_flows")
    seed = options.get("seed", SEED)
    with noting() as notes:
        both = ("departures", "arrivals") if "arrivals" not in sources else ("departures",)
        found = read_by_area(sources["departures"], both)
        into = found.values.get("arrivals")
        if into is None:
            apart = read_by_area(sources["arrivals"], ("arrivals",))
            into = apart.of(found.labels, "arrivals", sources["arrivals"])
        before = _seed(found.labels, sources, options)
    margins = fitting.Margins(found.values["departures"], into)
    own = {name: options[name] for name in ("decay", "whole", "draws") if name in options}
    call = _call("fit", sources, seed, **own)
    made = fitting.fit(call, margins, before, whole=options.get("whole", False), draws=options.get("draws", 0))
    return answer(made, notes)


class StockOptions(FlowOptions, total=False):
    """How flows are made out of stocks."""

    vital: Any
    """Frame or path: area, births, deaths between the two counts, broken down as they are."""
    method: str
    """accounting if left out; pseudo-bayes, differencing-drop, differencing-reverse, rates."""
    opened: bool
    """An outside world takes what does not agree; else stocks are rescaled."""
    moves: float
    """All moves, persons: for rates."""


@spelled(StockOptions)
def flows_from_stocks(start: Any, end: Any, **options: Unpack[StockOptions]) -> Answer:
    """Flows between areas from stocks of people by birthplace at two times.

    Parameters
    ----------
    start, end : frames or paths
        origin (birthplace), destination (residence), persons; or square.
    **options
        See `StockOptions`.

    References
    ----------
    Abel (2013), Demographic Research 28, 505-546; Abel, Cohen (2019), Scientific Data 6, 82.

    Examples
    --------
    >>> import pandas as pd, qonys
    >>> pairs = {"origin": ["N", "N", "S", "S"], "destination": ["N", "S", "N", "S"]}
    >>> start, end = (pd.DataFrame({**pairs, "persons": n}) for n in ([90, 10, 0, 80], [85, 15, 0, 80]))
    >>> qonys.flows_from_stocks(start, end).value(measure="flow", origin="N", destination="S")
    5.0
    """
    way = stocks.Way(one_of(options.get("method", "accounting"), [w.value for w in stocks.Way], "method"))
    _refuse_idle(options, ["moves"] if way is not stocks.Way.RATES else [], way.value)
    _refuse_idle(options, [] if way.accounts else ["vital", "opened"], way.value)
    sources = named(start=start, end=end, vital=options.get("vital"))
    with noting() as notes:
        first, last = read_stocks(sources["start"], sources["end"], _columns(options))
        for table, name in ((first, "start"), (last, "end")) if way.accounts else ():
            refuse_no_natives(table, sources[name])
        held = stocks.Stocks(first, last, read_vital(sources["vital"], first) if "vital" in sources else {})
    opened, moves = options.get("opened", False), options.get("moves")
    call = _call("stocks", sources, None, method=way.value, opened=opened, moves=moves)
    return answer(stocks.from_stocks(call, held, way, opened=opened, moves=moves), notes)


class GravityOptions(FlowOptions, total=False):
    """Columns of flows and of distances."""

    distance_column: str


@spelled(GravityOptions)
def gravity(flows: Any, distances: Any, **options: Unpack[GravityOptions]) -> Answer:
    """Gravity model by Poisson pseudo-maximum likelihood with effects of origins and destinations.

    Parameters
    ----------
    flows : frame or path
        origin, destination, flow; or square.
    distances : frame or path
        origin, destination, distance (km, above 0).
    **options
        See `GravityOptions`.

    References
    ----------
    Santos Silva, Tenreyro (2006), Review of Economics and Statistics 88(4), 641-658.

    Examples
    --------
    >>> import numpy as np, pandas as pd, qonys
    >>> places = {"A": 0.0, "B": 10.0, "C": 40.0, "D": 90.0}
    >>> pairs = [(o, d, abs(places[o] - places[d])) for o in places for d in places if o != d]
    >>> distances = pd.DataFrame(pairs, columns=["origin", "destination", "distance"])
    >>> flows = distances[["origin", "destination"]].assign(flow=1e6 * distances.distance ** -1.5)
    >>> round(qonys.gravity(flows, distances).value(measure="elasticity"), 6)
    -1.5
    """
    sources = named(flows=flows, distances=distances)
    with noting() as notes:
        table = read_flows(sources["flows"], _columns(options))
        far = read_pairs(sources["distances"], options.get("distance_column", ""), table.areas)
    return answer(tables.gravity(_call("gravity", sources, None), table, far), notes)


def _columns(options: Any) -> FlowColumns:
    by = options.get("by", ())
    return FlowColumns(options.get("value", ""), (by,) if isinstance(by, str) else tuple(by))


def _call(name: str, sources: Mapping[str, Source], seed: int | None, **more: Any) -> Call:
    files = {argument: str(source) for argument, source in sources.items()}
    return Call(f"migration.{name}", {**files, **{k: v for k, v in more.items() if v is not None}}, seed=seed)


def _margin(given: Any, name: str) -> Any:
    """A mapping of areas to persons as a frame; anything else as it is."""
    if not isinstance(given, Mapping):
        return given
    import pandas as pd

    return pd.DataFrame({"area": list(map(str, given)), name: list(given.values())})


def _seed(areas: tuple[str, ...], sources: Mapping[str, Source], options: SeedOptions) -> FlowTable:
    """What flows are closest to, its areas in this order."""
    if "seed_flows" in sources:
        table = read_flows(sources["seed_flows"], _columns(options))
        return fitting.earlier(table, areas, str(sources["seed_flows"]))
    if "distances" in sources:
        kilometres = read_pairs(sources["distances"], options.get("distance_column", ""), areas)
        return fitting.by_distance(areas, kilometres, options.get("decay", 0.8), str(sources["distances"]))
    return fitting.even(areas)


def _refuse_idle(options: Any, names: Sequence[str], beside: str) -> None:
    for name in names:
        if name in options:
            raise BadInput("unread-option", where=name, fix="", option=name, beside=beside)
