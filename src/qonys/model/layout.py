"""Labelleds as tables: long, wide, and the few lines that are shown of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from qonys.model.observation import STATUS_ORDER

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Texts:
    """Words that stand beside the values of a result, along some of its axes: names, kinds, acts."""

    axes: tuple[str, ...]
    words: NDArray[Any]
    """One text for each position of these axes, in their order."""


class Labelled(Protocol):
    """Values over named axes, the first of which is `measure`: what a result is, as far as tables need it."""

    @property
    def axes(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def values(self) -> NDArray[Any]: ...
    @property
    def status(self) -> NDArray[Any]: ...
    @property
    def units(self) -> Mapping[str, str]: ...
    @property
    def reasons(self) -> Mapping[tuple[str, ...], str]: ...
    @property
    def texts(self) -> Mapping[str, Texts]: ...


def long_columns(result: Labelled) -> dict[str, NDArray[Any]]:
    """A row for each cell, in the order of the axes."""
    names = tuple(result.axes)
    return {
        **_labels(result, names),
        "value": result.values.ravel(),
        "status": result.status.ravel(),
        "unit": np.repeat([result.units[m] for m in result.axes["measure"]], _size(result, names[1:])),
        "reason": reasons_of(result).ravel(),
    }


def wide_columns(result: Labelled, over: str, *, full: bool) -> dict[str, NDArray[Any]]:
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
    if result.reasons or over != "measure":
        found["reason"] = _first(why)
    if full:
        return found
    there = ~np.isnan(values).all(axis=1)
    return {name: cells[there] for name, cells in found.items()}


def reasons_of(result: Labelled) -> NDArray[Any]:
    """Why cells have no value, in the shape of the values; empty where they have one or nobody knows."""
    if not result.reasons:
        return np.full(result.values.shape, "")
    found = np.full(result.values.shape, "", dtype=object)
    places = [{label: i for i, label in enumerate(labels)} for labels in result.axes.values()]
    for key, why in result.reasons.items():
        found[tuple(place[label] for place, label in zip(places, key, strict=True))] = why
    return found


def _labels(result: Labelled, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """The labels of axes, each row of their product, with the words that stand beside them."""
    sizes = [len(result.axes[name]) for name in names]
    at = dict(zip(names, np.indices(sizes).reshape(len(names), int(np.prod(sizes, dtype=int))), strict=True))
    found: dict[str, NDArray[Any]] = {name: np.array(result.axes[name], dtype=object)[at[name]] for name in names}
    for name, text in result.texts.items():
        if set(text.axes) <= set(names):
            words = text.words.astype(object)[tuple(at[axis] for axis in text.axes)]
            found[name] = np.full(_size(result, names), words, dtype=object)
    return found


def _size(result: Labelled, names: tuple[str, ...]) -> int:
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
