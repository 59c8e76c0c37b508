"""Labelled figures that must add up: each moved as little as its reliability allows, all identities at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qonys.model import Call
from qonys.model.note import Note
from qonys.model.result import Floats, Measures, Result, stack
from qonys.numerics.least_squares import Identities, Reconciled
from qonys.numerics.least_squares import reconcile as solve
from qonys.numerics.rounding import Rounded, round_widening

UNDETERMINED = "no identity determines it"


@dataclass(frozen=True)
class Terms:
    """Figures and what must hold between them, each (term,)."""

    names: tuple[str, ...]
    values: Floats
    """nan: missing."""
    deviations: Floats
    """Standard, in the unit of the value; 0: exact."""
    identities: Identities


def reconcile(call: Call, terms: Terms, *, whole: bool = False) -> Result:
    """Figures that meet identities, by term; words `note` say which no identity determines.

    Measures given, reconciled, move, in_deviations (the move in the figure's own standard deviations), error (of the
    reconciled figure); with `whole` reconciled figures are whole numbers that meet the identities exactly. Notes say
    how far figures contradict each other.
    """
    found = solve(terms.values, terms.deviations, terms.identities)
    system = terms.identities
    rounded = round_widening(found.values, system.matrix, system.totals) if whole and not found.undetermined else None
    said = tuple(UNDETERMINED if i in found.undetermined else "" for i in range(len(terms.names)))
    return told(call, terms.names, terms.values, found, rounded).beside("term", note=said)


def told(call: Call, names: Sequence[str], given: Floats, found: Reconciled, whole: Rounded | None) -> Result:
    """A solution as a result by term."""
    code = np.full(len(names), "E")
    measures: Measures = {
        "given": (given, np.full(len(names), "A"), "number"),
        "reconciled": (found.values if whole is None else whole.table.astype(float), code, "number"),
        "move": (found.moves, code, "number"),
        "in_deviations": (found.in_deviations, code, "ratio"),
        "error": (found.deviations, code, "number"),
    }
    return replace(stack(call, measures, {"term": tuple(names)}), notes=tuple(_notes(found, whole)))


def _notes(found: Reconciled, whole: Rounded | None) -> list[Note]:
    """How far figures contradict each other, and how far whole numbers are from the solution."""
    said = {"chi": f"{found.chi_square:.4g}", "degrees": str(found.degrees), "p": f"{found.p_value:.3g}"}
    notes = [Note("reconciled-fit", said)]
    if whole is not None:
        largest = f"{whole.largest:.2g}"
        notes.append(Note("reconciled-whole", {"largest": largest}))
    return notes
