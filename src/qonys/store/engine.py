"""Release files in the engine of the queries: whether one has the layout, and all of a store as one table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qonys.errors import BrokenData
from qonys.model.observation import STATUS_ORDER

if TYPE_CHECKING:
    import duckdb

RELEASE_STEP = 10**9
"""Row numbers of a store: release number × this + row of its file."""

IN_MEMORY = 2_000_000
"""Observations that are held in memory; more are read from their files for each query."""

_OBSERVATIONS = """
CREATE {kind} observations AS
SELECT * REPLACE (r.number::BIGINT * {step} + "row" AS "row"), r.number AS release
FROM read_parquet({files}, filename = 'file', hive_partitioning = false)
JOIN (VALUES {numbers}) AS r(path, number) ON r.path = file
WHERE vintage <= DATE '{as_of}'
"""


def connect(files: Sequence[tuple[Path, int]], rows: int, as_of: dt.date | None) -> duckdb.DuckDBPyConnection:
    """A connection of its own, in memory, that sees what these release files knew on a day.

    Few `rows` are read in once.
    """
    import duckdb

    connection = duckdb.connect(":memory:")
    names = "[" + ", ".join(_quoted(_literally(path)) for path, _ in files) + "]"
    numbers = ", ".join(f"({_quoted(str(path))}, {number})" for path, number in files)
    kind = "TABLE" if rows <= IN_MEMORY else "VIEW"
    known = as_of or dt.date.max
    try:
        connection.execute(
            _OBSERVATIONS.format(files=names, numbers=numbers, step=RELEASE_STEP, kind=kind, as_of=known.isoformat())
        )
    except (duckdb.Error, UnicodeError) as error:
        raise _unread(files[0][0].parent, error) from error
    return connection


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _literally(path: Path) -> str:
    """A path in which nothing stands for other names."""
    return re.sub(r"([\[*?])", r"[\1]", str(path))


def _unread(folder: Path, error: Exception) -> BrokenData:
    fix = "the command again, or another folder with --store"
    return BrokenData("store-unread", where=str(folder), fix=fix, reason=str(error).partition("\n")[0])


COLUMNS = {
    **dict.fromkeys(("indicator", "dimensions", "area"), "VARCHAR"), "borders": "INTEGER", "period": "VARCHAR",
    "value": "DOUBLE", "unit": "VARCHAR", "status": "VARCHAR", "vintage": "DATE", "source": "VARCHAR",
    "source_rank": "INTEGER", "mixes": "BOOLEAN", "locator": "VARCHAR", "note": "VARCHAR", "definition": "VARCHAR",
    "row": "BIGINT",
}  # fmt: skip
"""Columns of the data of a release, and their types."""

_COUNTED = f"""
SELECT filename, count(*), count(DISTINCT "row"), min("row"), max("row"), count(*) FILTER (
    status NOT IN (SELECT unnest($codes)) OR borders NOT BETWEEN 1 AND 9999
    OR NOT isfinite(vintage) OR NOT coalesce(isfinite(value), true)
    OR {" OR ".join(f'"{name}" IS NULL' for name in COLUMNS if name != "value")}
) FROM read_parquet($files, filename = true, hive_partitioning = false) GROUP BY filename
"""


def misfits(files: Mapping[Path, int]) -> dict[Path, str]:
    """Data of releases that is not as their layout says, and what of it.

    Parameters
    ----------
    files : mapping of Path to int
        Parquet files, and the number of observations that the manifest of each states.
    """
    import duckdb

    with duckdb.connect(":memory:") as connection:
        # All at once takes a hundredth of the time; one by one only to find which it is.
        if not files or not _misfit(connection, files):
            return {}
        each = {path: _misfit(connection, {path: rows}) for path, rows in files.items()}
    return {path: detail for path, detail in each.items() if detail}


def _misfit(connection: duckdb.DuckDBPyConnection, files: Mapping[Path, int]) -> str:
    """What of these files is not as it should be; empty if nothing."""
    import duckdb

    asked = {"files": [_literally(path) for path in files]}
    try:
        layout = "DESCRIBE SELECT * FROM read_parquet($files, hive_partitioning = false)"
        types = {name: kind for name, kind, *_ in connection.execute(layout, asked).fetchall()}
        if types != COLUMNS:
            return "columns: " + ", ".join(sorted(n for n in types | COLUMNS if types.get(n) != COLUMNS.get(n)))
        counted = connection.execute(_COUNTED, {**asked, "codes": list(STATUS_ORDER)}).fetchall()
    except (duckdb.Error, UnicodeError) as error:
        return str(error).partition("\n")[0]
    found = {Path(name): numbers for name, *numbers in counted}
    wanted = {path: [rows, rows, 0, rows - 1, 0] for path, rows in files.items() if rows}
    return "" if found == wanted else "rows"
