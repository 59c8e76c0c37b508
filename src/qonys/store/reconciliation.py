"""A pack's figures put in order: all its identities at once, each figure moved as its reliability allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qonys.errors import CannotCompute
from qonys.numerics.arrays import Floats
from qonys.numerics.least_squares import Identities, Reconciled, reconcile
from qonys.numerics.rounding import Rounded, round_widening
from qonys.packs.reliabilities import read_reliabilities
from qonys.store.equations import Cell, Equations, equations
from qonys.store.store import Store

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class ReconciledFigures:
    """Figures of a pack that meet its identities."""

    cells: tuple[Cell, ...]
    given: Floats
    found: Reconciled
    whole: Rounded | None
    """Whole numbers, if they were asked for."""
    identities: tuple[tuple[str, str, str], ...]


def reconciled(store: Store, years: tuple[str, ...], *, integers: bool = False) -> ReconciledFigures:
    """The figures of these years for which the pack declares a reliability, reconciled.

    Net migration that was never published comes out of the balance with its error.

    Raises
    ------
    CannotCompute
        If the pack declares no reliabilities, or no identity holds between such figures in these years.
    """
    from scipy.sparse import coo_array

    reliabilities = read_reliabilities(store.pack)
    found = equations(store, frozenset(reliabilities), years)
    if not found.names:
        raise CannotCompute("no-identities", where=", ".join(years[:3]), fix="other years")
    given = np.array(found.values)
    deviations = np.array(
        [
            0.0 if np.isnan(value) else reliabilities[series.partition("[")[0]].deviation(value)
            for (series, _, _, _), value in zip(found.cells, given, strict=True)
        ]
    )
    rows, columns, coefficients = zip(*found.entries, strict=True)
    matrix = coo_array((coefficients, (rows, columns)), shape=found.size).tocsr()
    totals = np.array(found.totals)
    names = tuple(" ".join(name) for name in found.names)
    result = reconcile(given, deviations, Identities(matrix, totals, names))
    whole = _whole(result, matrix, totals, found) if integers else None
    return ReconciledFigures(tuple(found.cells), given, result, whole, tuple(found.names))


def _whole(result: Reconciled, matrix: csr_array[Any], totals: Floats, found: Equations) -> Rounded:
    if result.undetermined:
        raise CannotCompute(
            "undetermined",
            where=str(list(found.cells)[result.undetermined[0]]),
        )
    return round_widening(result.values, matrix, totals)
