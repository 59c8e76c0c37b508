"""A column of status codes beside figures: what it says of a cell that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qonys.tables.names import CODED_STATUS, STATUS
from qonys.tables.numbers import Gap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qonys.model.result import Floats
    from qonys.tables.sheet import Sheet

WITHHELD = frozenset({"q", "c", "x", "х"})
"""Q suppressed (SDMX OBS_STATUS), C confidential (CONF_STATUS), x as bureaus print it, in either alphabet."""
OF_SDMX = WITHHELD | {"n", "s", "d", "m", "l", "o", "h"}
"""In a column that SDMX names: other ways of keeping back (CONF_STATUS), and figures that are missing (OBS_STATUS)."""


def gaps_by_status(sheet: Sheet, numbers: Floats, gaps: NDArray[np.int8]) -> NDArray[np.int8]:
    """Why cells have no number, where a column of status codes says so: a cell kept back is no empty one.

    A 0 beside such a code is no figure either.

    Parameters
    ----------
    sheet : Sheet
    numbers : (row,) floats
    gaps : (row,) codes
        As the cells themselves say.

    Returns
    -------
    (row,) codes
    """
    coded = sheet.usual(CODED_STATUS)
    column = coded or sheet.usual(STATUS)
    if not column:
        return gaps
    known = OF_SDMX if coded else WITHHELD
    codes = [str(cell).strip().casefold().lstrip(":") for cell in sheet.frame[column]]
    none = np.nan_to_num(numbers) == 0
    withheld = none & np.array([code in known for code in codes], bool)
    return np.where(withheld, Gap.WITHHELD.value, gaps).astype(np.int8)
