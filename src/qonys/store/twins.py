"""Figures that repeat what rules set: whether both say the same."""

from __future__ import annotations

import os
from collections.abc import Iterator

from qonys.model import Period
from qonys.model.rules import Dated
from qonys.packs.procedure import FILE, pack_procedure
from qonys.packs.rules import place_of
from qonys.store.checks import CheckOutcome, Residual
from qonys.store.panel import PanelQuery, split_series
from qonys.store.store import Store

CHECK = "rules"


def check_rules(store: Store) -> tuple[CheckOutcome, ...]:
    """Each figure of the country that repeats a dated parameter, beside the values in force in its period.

    A figure differs if none of them is equal to it; the residual is the last value less the figure. A pack without a
    procedure has no such figures.
    """
    pack = store.pack
    if not os.path.isfile(pack.root / FILE):
        return ()
    procedure, found, tried = pack_procedure(pack), list[Residual](), 0
    amounts = [step.amount for step in procedure.steps if step.amount is not None]
    twins = [pair for a in amounts for pair in zip((a.low, a.high), a.series, strict=True)]
    for parameter, series in dict.fromkeys(((procedure.index, procedure.index), *twins)):
        for period, figure in _stated(store, series):
            values = [v for v in procedure.rules.values.get(parameter, ()) if _in_force(v.span, period)]
            if values:
                tried += 1
                last = values[-1]
                if figure not in [v.value for v in values]:
                    place, note = (pack.country, period.code), f"{parameter}, {place_of(pack, last)}"
                    found.append(Residual(CHECK, *place, last.value - figure, last.unit, "", note))
    return (CheckOutcome(CHECK, tried, tuple(found)),)


def _in_force(span: Dated, period: Period) -> bool:
    return span.start <= period.last and (span.until is None or span.until >= period.first)


def _stated(store: Store, series: str) -> Iterator[tuple[Period, float]]:
    """Periods and figures of the country of a series; none for an indicator that the pack lacks."""
    indicator, dimensions = split_series(series)
    country = store.pack.country
    if indicator in store.pack.indicators:
        for own, area, code in store.stated(indicator):
            if (own, area) == (dimensions, country):
                query = PanelQuery((series,), (country,), (code,), store.pack.lineage.era(int(code[:4])))
                yield Period.parse(code), float(store.panel(query).values[0, 0, 0])
