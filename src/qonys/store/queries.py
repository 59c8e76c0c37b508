"""Every query over observations: the one module that would move to another engine."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

_ORDER = "o.status IN ('M', 'Q'), o.status = 'U', o.source_rank, o.vintage DESC, o.row DESC"
"""Of several observations of a cell the first is taken."""

_BEST = f"""
SELECT wanted.series, o.area, o.borders, wanted.period_index, o.value, o.status, o.row
FROM observations AS o
JOIN wanted ON o.indicator = wanted.indicator AND o.dimensions = wanted.dimensions AND o.period = wanted.period
WHERE o.vintage <= $as_of AND (($source = '' AND o.mixes) OR o.source = $source)
QUALIFY row_number() OVER (
    PARTITION BY wanted.series, wanted.period_index, o.area, o.borders ORDER BY {_ORDER}
) = 1
ORDER BY ALL
"""

_ALL_BEST = f"""
SELECT o.indicator, o.dimensions, o.period, o.area, o.borders, o.value, o.status, o.row
FROM observations AS o
WHERE o.vintage <= $as_of AND (($source = '' AND o.mixes) OR o.source = $source)
QUALIFY row_number() OVER (
    PARTITION BY o.indicator, o.dimensions, o.period, o.area, o.borders ORDER BY {_ORDER}
) = 1
ORDER BY o.area, o.borders, o.row
"""

INDEXED = 200_000
"""Observations of which the best are kept at hand, by series and period: a report asks for hundreds of small panels."""


def best(
    connection: duckdb.DuckDBPyConnection,
    wanted: Sequence[tuple[int, str, str, int, str]],
    as_of: dt.date,
    source: str,
) -> dict[str, NDArray[Any]]:
    """For each series, area, borders and period the observation that the panel takes.

    Of several the order is: a value before a missing one, a reliable one before one marked
    unreliable, then the source that the pack ranks first, then the newest vintage.

    Parameters
    ----------
    wanted : (series number, indicator, dimensions, period number, period)
    as_of : vintages after this day are not known yet
    source : one source by name, or all that mix if empty
    """
    at_hand = _at_hand(connection, as_of, source)
    if at_hand is not None:
        return _picked(at_hand, wanted)
    return _queried(connection, wanted, as_of, source)


def _queried(
    connection: duckdb.DuckDBPyConnection, wanted: Sequence[tuple[int, str, str, int, str]], as_of: dt.date, source: str
) -> dict[str, NDArray[Any]]:
    import pyarrow as pa

    names = ("series", "indicator", "dimensions", "period_index", "period")
    columns: list[Sequence[Any]] = list(zip(*wanted, strict=True)) or [()] * 5
    connection.register("wanted", pa.table(dict(zip(names, map(list, columns), strict=True))))
    return _plain(connection.execute(_BEST, {"as_of": as_of, "source": source}).fetchnumpy())


def _plain(found: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """Columns as arrays without a mask, which is slow to go through: a value that is missing is nan."""
    import numpy as np

    plain = {name: np.ma.getdata(column) for name, column in found.items()}
    return {**plain, "value": np.ma.filled(np.ma.asarray(found["value"], float), np.nan)}


@dataclass(frozen=True)
class _AtHand:
    """The best observations of a small store, in the order of area and borders."""

    columns: Mapping[str, NDArray[Any]]
    ranks: NDArray[np.int64]
    """Number of the area and division of each row."""
    places: dict[tuple[str, str, str], NDArray[np.int64]]
    """Rows of the columns by indicator, dimensions and period."""


@lru_cache(maxsize=8)
def _at_hand(connection: duckdb.DuckDBPyConnection, as_of: dt.date, source: str) -> _AtHand | None:
    """The best of all observations, if there are not too many."""
    import numpy as np

    counted = connection.execute("SELECT count(*) FROM observations").fetchone()
    if counted is None or counted[0] > INDEXED:
        return None
    columns = _plain(connection.execute(_ALL_BEST, {"as_of": as_of, "source": source}).fetchnumpy())
    places: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, key in enumerate(zip(*(columns[c] for c in ("indicator", "dimensions", "period")), strict=True)):
        places[key].append(i)
    kept = {name: columns[name] for name in ("area", "borders", "value", "status", "row")}
    new = (kept["area"][1:] != kept["area"][:-1]) | (kept["borders"][1:] != kept["borders"][:-1])
    ranks = np.concatenate([np.zeros(min(len(kept["area"]), 1), np.int64), np.cumsum(new)])
    return _AtHand(kept, ranks, {key: np.array(rows, np.int64) for key, rows in places.items()})


def _picked(at_hand: _AtHand, wanted: Sequence[tuple[int, str, str, int, str]]) -> dict[str, NDArray[Any]]:
    """The rows of the series and periods wanted, in the order that the query gives."""
    import numpy as np

    none = np.empty(0, np.int64)
    places = [at_hand.places.get((indicator, dims, period), none) for _, indicator, dims, _, period in wanted]
    sizes = [len(rows) for rows in places]
    rows = np.concatenate(places) if places else none
    series = np.repeat(np.array([w[0] for w in wanted], np.int64), sizes)
    periods = np.repeat(np.array([w[3] for w in wanted], np.int64), sizes)
    order = np.lexsort((periods, at_hand.ranks[rows], series))
    found = {name: column[rows][order] for name, column in at_hand.columns.items()}
    return {"series": series[order], "period_index": periods[order], **found}


def rows(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """Observations by row number, in order."""
    query = "SELECT * EXCLUDE (file) FROM observations WHERE row IN (SELECT unnest($numbers)) ORDER BY row"
    return _dicts(connection.execute(query, {"numbers": [int(n) for n in numbers]}))


def origins(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Source and vintage of observations by row number."""
    query = "SELECT row, source, vintage FROM observations WHERE row IN (SELECT unnest($numbers))"
    found = connection.execute(query, {"numbers": [int(n) for n in numbers]}).fetchall()
    return {row: (source, str(vintage)) for row, source, vintage in found}


def alternatives(connection: duckdb.DuckDBPyConnection, number: int) -> list[dict[str, Any]]:
    """All observations of the cell of one: other vintages and other sources, newest first."""
    query = """
    SELECT o.* EXCLUDE (file) FROM observations AS o JOIN observations AS one
      ON (o.indicator, o.dimensions, o.area, o.borders, o.period)
       = (one.indicator, one.dimensions, one.area, one.borders, one.period)
    WHERE one.row = $number ORDER BY o.source_rank, o.vintage DESC, o.row
    """
    return _dicts(connection.execute(query, {"number": number}))


def conflicts(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Cells for which sources that mix state different values: each source's newest vintage."""
    query = """
    WITH newest AS (
      SELECT * FROM observations WHERE mixes AND value IS NOT NULL
      QUALIFY row_number() OVER (
        PARTITION BY indicator, dimensions, area, borders, period, source ORDER BY vintage DESC, row DESC) = 1
    )
    SELECT indicator, dimensions, area, borders, period,
           list(source ORDER BY source_rank, source) AS sources, list(value ORDER BY source_rank, source) AS values
    FROM newest GROUP BY ALL HAVING count(DISTINCT value) > 1
    ORDER BY indicator, dimensions, area, borders, period
    """
    return _dicts(connection.execute(query))


def revisions(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Cells that one source stated differently in different vintages."""
    query = """
    SELECT indicator, dimensions, area, borders, period, source,
           list(vintage ORDER BY vintage) AS vintages, list(value ORDER BY vintage) AS values
    FROM observations WHERE value IS NOT NULL
    GROUP BY ALL HAVING count(DISTINCT value) > 1 AND count(DISTINCT vintage) > 1
    ORDER BY indicator, dimensions, area, borders, period, source
    """
    return _dicts(connection.execute(query))


def coverage(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """For each indicator: number of figures, areas, first and last period, sources."""
    query = """
    SELECT indicator, count(*) AS figures, count(DISTINCT area) AS areas, min(period) AS first, max(period) AS last,
           count(*) FILTER (value IS NULL) AS missing, list(DISTINCT source ORDER BY source) AS sources
    FROM observations GROUP BY indicator ORDER BY indicator
    """
    return _dicts(connection.execute(query))


def periods(connection: duckdb.DuckDBPyConnection, indicator: str, dimensions: str, areas: Sequence[str]) -> list[str]:
    """Periods for which an indicator has a value in one of the areas (any area if none is named)."""
    if not areas:
        return list(_periods_of_all(connection).get((indicator, dimensions), ()))
    query = """
    SELECT DISTINCT period FROM observations
    WHERE indicator = $indicator AND dimensions = $dimensions AND value IS NOT NULL AND mixes
      AND list_contains($areas, area) ORDER BY period
    """
    found = connection.execute(query, {"indicator": indicator, "dimensions": dimensions, "areas": list(areas)})
    return [period for (period,) in found.fetchall()]


@lru_cache(maxsize=8)
def _periods_of_all(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[str]]:
    query = """
    SELECT indicator, dimensions, list(DISTINCT period ORDER BY period) FROM observations
    WHERE value IS NOT NULL AND mixes GROUP BY ALL
    """
    return {(i, d): found for i, d, found in connection.execute(query).fetchall()}


def dimension_values(connection: duckdb.DuckDBPyConnection, indicator: str) -> list[tuple[str, str, str]]:
    """Dimensions, area and period of each value of an indicator that mixes, in order."""
    query = """
    SELECT DISTINCT dimensions, area, period FROM observations
    WHERE indicator = $indicator AND value IS NOT NULL AND mixes ORDER BY ALL
    """
    return [(d, a, p) for d, a, p in connection.execute(query, {"indicator": indicator}).fetchall()]


def statements(connection: duckdb.DuckDBPyConnection, indicator: str, area: str) -> list[dict[str, Any]]:
    """All values of an indicator without dimensions in an area, by period: of each source its newest."""
    query = """
    SELECT row, period, value, status, vintage, source, source_rank FROM observations
    WHERE indicator = $indicator AND area = $area AND dimensions = '' AND value IS NOT NULL AND mixes
    QUALIFY row_number() OVER (PARTITION BY period, source ORDER BY vintage DESC, row DESC) = 1
    ORDER BY period, source_rank, source
    """
    return _dicts(connection.execute(query, {"indicator": indicator, "area": area}))


def newest_vintage(connection: duckdb.DuckDBPyConnection) -> dt.date:
    """The vintage of the newest observation."""
    found = connection.execute("SELECT max(vintage) FROM observations").fetchone()
    newest: dt.date = found[0] if found and found[0] else dt.date.min
    return newest


def _dicts(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def cells(connection: duckdb.DuckDBPyConnection, source: str) -> list[tuple[str, str, str, int, str]]:
    """Indicator, dimensions, area, borders and period of each figure of one source, in order."""
    query = """
    SELECT DISTINCT indicator, dimensions, area, borders, period FROM observations
    WHERE source = $source AND value IS NOT NULL ORDER BY ALL
    """
    found = connection.execute(query, {"source": source}).fetchall()
    return [(indicator, dimensions, area, borders, period) for indicator, dimensions, area, borders, period in found]


def newest_of(connection: duckdb.DuckDBPyConnection, source: str) -> str:
    """The newest vintage of one source's figures."""
    found = connection.execute("SELECT max(vintage) FROM observations WHERE source = $s", {"s": source}).fetchone()
    return str(found[0]) if found and found[0] else ""


def counts_by_source(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Number of figures of each source."""
    found = connection.execute("SELECT source, count(value) FROM observations GROUP BY source ORDER BY source")
    return {str(source): int(count) for source, count in found.fetchall()}


def areas_by_period(connection: duckdb.DuckDBPyConnection, indicator: str) -> list[tuple[str, str]]:
    """Area and period of each value of an indicator that mixes, whatever its dimensions, each once."""
    query = """
    SELECT DISTINCT area, period FROM observations WHERE indicator = $i AND value IS NOT NULL AND mixes ORDER BY ALL
    """
    return [(str(area), str(period)) for area, period in connection.execute(query, {"i": indicator}).fetchall()]
