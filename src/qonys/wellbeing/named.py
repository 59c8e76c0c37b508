"""Names for the rows and columns that kernels count: a message says the unit, the period and the criterion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np

from qonys.errors import BadInput, Fault, QonysError
from qonys.model import Criterion, Framework
from qonys.model.result import Floats


def check_figures(
    values: Floats,
    units: Sequence[str],
    periods: Sequence[str],
    criteria: Sequence[Criterion],
    places: Mapping[tuple[str, str, str], str],
) -> None:
    """Refuse what no step can use, all faults at once: infinite figures, criteria without figures or with one value."""
    faults = []
    for t, u, i in np.argwhere(np.isinf(values)):
        key = (periods[t], units[u], criteria[i].id)
        where = places.get(key, f"{key[1]}, {key[0]}")
        faults.append(Fault("infinite", where, None, key[2]))
    for i, criterion in enumerate(criteria):
        given = values[..., i][np.isfinite(values[..., i])]
        if not len(given):
            faults.append(Fault("criterion-empty", criterion.series, None, criterion.id))
        elif given.min() == given.max():
            faults.append(Fault("criterion-constant", criterion.series, None, criterion.id, {"text": f"{given[0]:g}"}))
    if faults:
        raise BadInput.file(faults, fix="put the figures right, or leave the criterion out of the framework")


@contextmanager
def named(framework: Framework, units: Sequence[str], periods: Sequence[str]) -> Iterator[None]:
    """Errors of kernels with names for the numbers of their rows and columns."""
    try:
        yield
    except QonysError as error:
        # An error while a tree is put together says on which level its columns and groups are.
        level = int(str(error.fields.pop("level", 0)))
        elements = framework.criteria if level == 0 else framework.levels[level - 1]
        error.where = _names(error.where, tuple(e.id for e in elements), units, periods)
        if error.code == "bad-weights":
            error.fields["name"] = framework.levels[level][int(str(error.fields["name"]))].id
            error.where = f"{framework.where} [{error.fields['name']}]"
        raise


def _names(where: str, elements: Sequence[str], units: Sequence[str], periods: Sequence[str]) -> str:
    def column(match: re.Match[str]) -> str:
        numbers = [int(n) for n in re.findall(r"\d+", match[0])]
        return ", ".join(elements[n] for n in numbers if n < len(elements))

    def row(match: re.Match[str]) -> str:
        n = int(match[1])
        if n < len(units):
            return units[n]
        return f"{units[n % len(units)]}, {periods[n // len(units)]}" if n < len(units) * len(periods) else match[0]

    def draw(match: re.Match[str]) -> str:
        n = int(match[1])
        return f"{periods[n]}, " if n < len(periods) else match[0]

    where = re.sub(r"draw \[(\d+)\], ", draw, where)
    where = re.sub(r"columns? \[?\d+(, \d+)*\]?", column, where)
    return re.sub(r"row (\d+)", row, where)
