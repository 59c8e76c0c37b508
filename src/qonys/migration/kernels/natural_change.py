"""Births and deaths taken out of stocks of people by birthplace, so that what is left is migration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.errors import BadInput
from qonys.numerics.arrays import Floats

_HALF_A_PERSON = 0.5
"""Figures in whole persons agree to this."""


@dataclass(frozen=True)
class Survivors:
    """Stocks without those who were born or died between two counts."""

    start: Floats
    """(birthplace, residence): stock at the start without those who died"""
    end: Floats
    """(birthplace, residence): stock at the end without the newborn"""
    spread: tuple[int, ...]
    """Areas with more births than natives at the end: their newborn are of all birthplaces."""


def without_natural_change(start: Floats, end: Floats, births: Floats, deaths: Floats) -> Survivors:
    """Stocks of those who lived at both counts.

    Deaths of an area are spread over birthplaces by the shares of its start stocks; deaths beyond the
    people of the start are of newborn. Births are native. Where an area has more births than natives
    at the end, all its births are spread over birthplaces by the shares of its end stocks: taken from
    natives alone they would leave no older native, and every one of them would count as a mover.

    Parameters
    ----------
    start, end : (birthplace, residence) floats
        Persons at both times.
    births, deaths : (residence,) floats
        Persons between them.

    Raises
    ------
    BadInput
        For missing or negative figures, more deaths than people, more births than people at the end.

    References
    ----------
    Abel (2013), Estimating global migration flow tables using place of birth data,
    Demographic Research 28(18), 505-546, on natural change.

    Examples
    --------
    Of 60 people at the end three in four are natives: 50 births leave 45 - 37.5 of them.

    >>> stocks = np.array([[45.0, 5], [15, 95]])
    >>> found = without_natural_change(stocks, stocks, np.array([50.0, 0]), np.zeros(2))
    >>> found.end, found.spread
    (array([[ 7.5,  5. ],
           [ 2.5, 95. ]]), (0,))
    """
    for name, values in (("start", start), ("end", end), ("births", births), ("deaths", deaths)):
        refuse_cells(values, name)
    people, later = start.sum(axis=0), end.sum(axis=0)
    _refuse_over(deaths, people + births, "deaths-over-people", "deaths")
    born = births - np.maximum(deaths - people, 0.0)
    _refuse_over(born, later, "births-over-people", "births")
    survived = np.maximum(start - np.minimum(deaths, people) * shares_of(start), 0.0)
    over = born > np.diag(end)
    newborn = np.where(over, born * shares_of(end), np.diag(born))
    return Survivors(survived, np.maximum(end - newborn, 0.0), tuple(int(i) for i in np.flatnonzero(over)))


def shares_of(table: Floats) -> Floats:
    """Each cell as a share of its column; equal shares in an empty one.

    Examples
    --------
    >>> shares_of(np.array([[1.0, 0], [3, 0]]))
    array([[0.25, 0.5 ],
           [0.75, 0.5 ]])
    """
    total = table.sum(axis=0)
    shares: Floats = np.where(total > 0, table / np.where(total > 0, total, 1.0), 1 / len(table))
    return shares


def refuse_cells(values: Floats, name: str) -> None:
    """Raise BadInput that names the first cell which is missing or negative, if any is."""
    wrong = ~np.isfinite(values) | (values < 0)
    if wrong.any():
        where = f"{name} {tuple(int(i) for i in np.argwhere(wrong)[0])}"
        raise BadInput("table-negative", where=where, fix="put these cells right", count=int(wrong.sum()), name=name)


def _refuse_over(values: Floats, most: Floats, code: str, name: str) -> None:
    """Raise BadInput for the first area whose births or deaths exceed what there can be."""
    over = np.flatnonzero(values > most + _HALF_A_PERSON)
    if len(over):
        at = int(over[0])
        fields = {"areas": str(at), "text": f"{values[at]:,.6g}", "most": f"{most[at]:,.6g}"}
        raise BadInput(code, where=name, fix="put the figure right", **fields)
