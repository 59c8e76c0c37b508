"""Results as tables: long, wide, and the few lines that are shown of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from qonys.model.observation import STATUS_ORDER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qonys.model.result import Result

SHOWN = 10
"""Rows that a summary shows."""


def long_columns(result: Result) -> dict[str, NDArray[Any]]:
    """A row for each cell, in the order of the axes."""
    names = tuple(result.axes)
    return {
        **_labels(result, names),
        "value": result.values.ravel(),
        "status": result.status.ravel(),
        "unit": np.repeat([result.units[m] for m in result.axes["measure"]], _size(result, names[1:])),
        "reason": reasons_of(result).ravel(),
    }


def wide_columns(result: Result, over: str, *, full: bool) -> dict[str, NDArray[Any]]:
    """A row for each combination of the axes but one, whose labels are columns."""
    names = tuple(axis for axis in result.axes if axis != over)
    across = list(result.axes).index(over)
    count = len(result.axes[over])
    values, status, why = (
        np.moveaxis(array, across, -1).reshape(-1, count)
        for array in (result.values, result.status, reasons_of(result))
    )
    found = _labels(result, names)
    if over != "measure":
        if len(result.axes["measure"]) == 1:
            del found["measure"]
        found["unit"] = np.repeat([result.units[m] for m in result.axes["measure"]], _size(result, names[1:]))
    found |= dict(zip(result.axes[over], values.T, strict=True))
    found["status"] = _worst(status)
    if result.reasons:
        found["reason"] = _first(why)
    if full:
        return found
    there = ~np.isnan(values).all(axis=1)
    return {name: cells[there] for name, cells in found.items()}


def reasons_of(result: Result) -> NDArray[Any]:
    """Why cells have no value, in the shape of the values; empty where they have one or nobody knows."""
    if not result.reasons:
        return np.full(result.values.shape, "")
    found = np.full(result.values.shape, "", dtype=object)
    places = [{label: i for i, label in enumerate(labels)} for labels in result.axes.values()]
    for key, why in result.reasons.items():
        found[tuple(place[label] for place, label in zip(places, key, strict=True))] = why
    return found


def short_text(result: Result) -> str:
    """One line of what it is, then the first rows."""
    size = " × ".join(f"{len(labels)} {axis}" for axis, labels in result.axes.items())
    missing = int(np.isnan(result.values).sum())
    lines = [f"{result.call.function}: {size}" + (f"; {missing} without a value" if missing else "")]
    rows = result.wide()
    lines.append(rows.head(SHOWN).to_string(index=False, na_rep="–", float_format=lambda x: f"{x:.6g}"))
    if len(rows) > SHOWN:
        lines.append(f"… {len(rows) - SHOWN} more rows: .wide(), .table()")
    lines += [f"note: {note.what}" for note in result.notes]
    return "\n".join(lines)


def _labels(result: Result, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """The labels of axes, each row of their product, with the words that stand beside them."""
    sizes = [len(result.axes[name]) for name in names]
    at = dict(zip(names, np.indices(sizes).reshape(len(names), -1), strict=True))
    found: dict[str, NDArray[Any]] = {name: np.array(result.axes[name], dtype=object)[at[name]] for name in names}
    for name, text in result.texts.items():
        if set(text.axes) <= set(names):
            found[name] = text.words.astype(object)[tuple(at[axis] for axis in text.axes)]
    return found


def _size(result: Result, names: tuple[str, ...]) -> int:
    return int(np.prod([len(result.axes[name]) for name in names], dtype=int))


def _worst(status: NDArray[Any]) -> NDArray[Any]:
    """The worst status of each row; a cell without a value has none."""
    order = np.array(["", *STATUS_ORDER])
    sorter = np.argsort(order)
    found: NDArray[Any] = order[sorter[np.searchsorted(order, status, sorter=sorter)].max(axis=1, initial=0)]
    return found


def _first(why: NDArray[Any]) -> NDArray[Any]:
    """The first reason of each row."""
    found: NDArray[Any] = why[np.arange(len(why)), (why != "").argmax(axis=1)]
    return found
