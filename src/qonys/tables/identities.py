"""A user's figures with their reliability, and the sums that they must meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from qonys.model.result import Floats
from qonys.numerics.least_squares import Identities
from qonys.tables.tables import read_sheet

TOTAL = "="
"""Name of the term that carries the total of an identity."""


def read_identities(terms: Path, identities: Path) -> tuple[tuple[str, ...], Floats, Floats, Identities]:
    """Names, values and deviations of figures, and the identities between them.

    Raises
    ------
    BadInput
        With all faults: a figure given twice, a negative deviation, an unknown term.
    """
    from scipy.sparse import coo_array

    sheet = read_sheet(terms)
    names = sheet.labels(sheet.column(("term", "name", "figure")))
    values = sheet.numbers(sheet.column(("value", "figure_value")), negative=True)
    deviations = sheet.numbers(sheet.column(("deviation", "sd", "error")))
    sheet.refuse_twice(names, lambda i: names[i], "term")
    place = {name: i for i, name in enumerate(names)}
    for i, name in enumerate(names):
        if np.isnan(deviations[i]) and not np.isnan(values[i]):
            sheet.fault("no-deviation", i, "deviation", name=name)
    sheet.stop()
    rows = read_sheet(identities)
    of = rows.labels(rows.column(("identity", "equation")))
    what = rows.labels(rows.column(("term", "name")))
    coefficients = rows.numbers(rows.column(("coefficient", "sign")), negative=True)
    labels = list(dict.fromkeys(of))
    totals, entries = np.zeros(len(labels)), []
    for i, (identity, name, coefficient) in enumerate(zip(of, what, coefficients, strict=True)):
        if np.isnan(coefficient):
            rows.fault("empty-cell", i, "coefficient")
        elif name == TOTAL:
            totals[labels.index(identity)] = coefficient
        elif name in place:
            entries.append((labels.index(identity), place[name], float(coefficient)))
        else:
            rows.fault("unknown-term", i, "term", text=name)
    rows.stop()
    row, column, value = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = coo_array((value, (row, column)), shape=(len(labels), len(names))).tocsr()
    return tuple(names), values, np.nan_to_num(deviations), Identities(matrix, totals, tuple(labels))
