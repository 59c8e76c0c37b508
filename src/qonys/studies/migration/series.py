"""Series of a pack for questions that take a user's own as well: months, years, figures that must add up."""

from __future__ import annotations

from qonys.errors import CannotCompute
from qonys.migration.reconciliation import told
from qonys.model import Call, Period
from qonys.model.result import Floats, Result
from qonys.store import PanelQuery, Store
from qonys.store.reconciliation import reconciled as solved


def monthly(store: Store, series: str, areas: tuple[str, ...]) -> tuple[tuple[Period, ...], dict[str, Floats]]:
    """Months of a series, and its values by area, in the newest borders.

    Raises
    ------
    CannotCompute
        If there are no monthly figures.
    """
    codes = tuple(p for p in store.periods(series, areas) if len(p) == 7 and p[5:].isdigit())
    if not codes:
        raise CannotCompute("no-months", where=series, fix="another series")
    values = store.panel(PanelQuery((series,), areas, codes, 9999))[series]
    return tuple(map(Period.parse, codes)), dict(zip(areas, values, strict=True))


def yearly(store: Store, series: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], list[Floats]]:
    """Regions of the newest division, the years of the first of these series, and each series (area, year)."""
    areas = store.pack.regions(9999)
    years = tuple(p for p in store.periods(series[0], areas) if len(p) == 4)
    panel = store.panel(PanelQuery(series, areas, years, 9999))
    return areas, years, [panel[name] for name in series]


def reconciled(call: Call, store: Store, years: tuple[str, ...], *, whole: bool) -> Result:
    """Figures of a pack that meet its identities, by term: see `migration.reconciliation.reconcile`.

    Words say the indicator, area and period of each term.

    Raises
    ------
    CannotCompute
        If the pack declares no reliabilities, or no identity holds between such figures in these years.
    """
    found = solved(store, years, integers=whole)
    series, areas, periods, _ = zip(*found.cells, strict=True)
    names = tuple(" ".join(map(str, cell)) for cell in found.cells)
    return told(call, names, found.given, found.found, found.whole).beside(
        "term", indicator=series, area=areas, period=periods
    )
