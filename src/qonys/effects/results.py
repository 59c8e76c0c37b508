"""Effects of dated events and of shift-share designs, and tests beside an estimate, as results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from math import expm1, isfinite, isinf
from typing import Any

from qonys.effects.contrasts import Contrast
from qonys.effects.diagnostics import Diagnostic
from qonys.effects.events import EventFound
from qonys.effects.kernels.confidence_sets import Piece, set_text
from qonys.effects.share_rows import ShareRow
from qonys.effects.shares import ShareFound
from qonys.model import Call
from qonys.model.records import of_rows
from qonys.model.result import Result

NO_WEIGHT = 1e-9
"""A weight below it is none."""


def events_result(call: Call, found: EventFound, *, shares: bool = False) -> Result:
    """Effects by time since an event, their mean after it, the joint test of no effects before it.

    Where the effect of each cohort at each time was asked for, these instead, along the axis `row`.

    Parameters
    ----------
    call : Call
    found : EventFound
    shares : bool
        Whether the outcome is in logarithms: effects are then told as shares.
    """
    rows = [{**_effect(asdict(row), shares=shares), "f": None} for row in found.cells or found.rows]
    f, p = found.trend
    if p == p and not found.cells:
        # The more earlier times are tested together with few areas, the more often this rejects by chance.
        rows.append({"time": "before", "f": f, "p": p, "method": rows[0]["method"], "holds": 0})
    return replace(of_rows(call, rows, "row" if found.cells else "time", _units(shares)), notes=found.notes)


def contrast_results(call: Call, found: Contrast, *, shares: bool = False) -> dict[str, Result]:
    """`effect` by each inference; `weights` of areas and periods, the largest first; `path`, the gap by period.

    Parameters
    ----------
    call, found, shares : as `events_result`
    """
    effects = [_effect(asdict(row), shares=shares) for row in found.rows]
    both = (("area", found.figures.units, found.found.units), ("period", found.figures.periods, found.found.periods))
    weights = [
        (kind, str(name), weight)
        for kind, names, each in both
        for name, weight in zip(names.tolist(), each.tolist(), strict=False)
        if weight > NO_WEIGHT
    ]
    gaps = zip(found.figures.periods.tolist(), found.found.path.tolist(), strict=True)
    path = [
        {"period": str(period), "gap": expm1(gap) if shares else gap, "unit": _unit(shares),
         "after": int(i >= found.figures.before)}
        for i, (period, gap) in enumerate(gaps)
    ]  # fmt: skip
    used = [{"kind": kind, "name": name, "weight": weight}
            for kind, name, weight in sorted(weights, key=lambda w: (w[0], -w[2]))]  # fmt: skip
    made = {
        "effect": of_rows(call, effects, "method", _units(shares)),
        "weights": of_rows(call, used, "name", {"weight": "share"}),
        "path": of_rows(call, path, "period", _units(shares)),
    }
    return {name: replace(result, notes=found.notes) for name, result in made.items()}


def share_results(call: Call, found: ShareFound) -> dict[str, Result]:
    """`estimate`: coefficients by each inference; `sectors`: what each brings; `balance`: tests of balance."""
    made = {
        "estimate": of_rows(call, _with_sets(found.rows), "row"),
        "sectors": of_rows(call, [asdict(row) for row in found.sectors], "sector"),
        "balance": of_rows(call, _with_sets(found.balance), "row"),
    }
    return {name: replace(result, notes=found.notes) for name, result in made.items()}


def tests_result(call: Call, rows: Iterable[Diagnostic]) -> Result:
    """Random effects, Hausman's test and the one by means of areas, tests of the errors; axis row."""
    return of_rows(call, [_with_reason(asdict(row)) for row in rows], "row")


def finite_ends(low: float, high: float, pieces: tuple[Piece, ...] = ()) -> dict[str, object]:
    """The ends that there are, and as `set` the values that are not rejected where they have no two ends.

    Examples
    --------
    >>> inf = float("inf")
    >>> finite_ends(0.5, inf)
    {'low': 0.5, 'high': None, 'set': '[0.5, inf)'}
    >>> finite_ends(0.5, 2.0)
    {'low': 0.5, 'high': 2.0, 'set': ''}
    """
    open_ = pieces or (((low, high),) if isinf(low) or isinf(high) else ())
    ends = {"low": low if isfinite(low) else None, "high": high if isfinite(high) else None}
    return {**ends, "set": set_text(open_) if open_ else ""}


def _effect(row: dict[str, Any], *, shares: bool) -> dict[str, Any]:
    """A row with its unit, its effect as a share where the outcome is in logarithms, and ends that there are."""
    told = {name: expm1(row[name]) if shares else row[name] for name in ("effect", "low", "high")}
    cohort = {} if row.get("cohort") is None else {"cohort": str(row["cohort"])}
    kept = {name: cell for name, cell in row.items() if name != "cohort"}
    ends = finite_ends(told["low"], told["high"])
    return _with_reason({**cohort, **kept, "effect": told["effect"], **ends, "unit": _unit(shares)})


def _with_sets(rows: Iterable[ShareRow]) -> list[dict[str, Any]]:
    """Rows with their sets as they are written."""
    told = [_with_reason({**asdict(row), "set": set_text(row.pieces) if row.pieces else ""}) for row in rows]
    return [{name: cell for name, cell in row.items() if name != "pieces"} for row in told]


def _with_reason(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "reason": str(row["reason"]).removeprefix("effect-")}


def _unit(shares: bool) -> str:
    return "share" if shares else "outcome_units"


def _units(shares: bool) -> Mapping[str, str]:
    return dict.fromkeys(("effect", "low", "high", "gap"), _unit(shares)) | {"count": "count"}
