"""The runner: calls and panels on one store, each computed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, TypeVar, cast

import numpy as np

from qonys.errors import NotFound
from qonys.model import Call
from qonys.model.claim import Parameter
from qonys.model.result import Figures, Result
from qonys.store import Panel, PanelQuery, Store
from qonys.store.panel import split_series

T = TypeVar("T")
Behind = tuple[PanelQuery, str, str, str]
"""A cell of a panel: what was asked for, its series, area and period."""


@dataclass(frozen=True)
class Runner:
    """Runs the computations of a table on one store; the same call is computed once."""

    store: Store
    table: Mapping[str, Callable[[Runner, Call], Result]]
    seed: int | None = None
    _done: dict[object, Any] = field(default_factory=dict)

    def __call__(self, function: str, /, **parameters: Parameter) -> Result:
        """The result of a registered function on this store."""
        releases = tuple(self.store.hashes)
        as_of = self.store.as_of.isoformat() if self.store.as_of else ""
        return self.run(Call(function, parameters, releases, as_of, self.seed))

    def run(self, call: Call) -> Result:
        """The result of a call.

        Raises
        ------
        NotFound
            If no function of this name is registered.
        """
        if call.function not in self.table:
            near = ", ".join(get_close_matches(call.function, self.table, n=3))
            raise NotFound("function-not-found", f"no computation {call.function!r}", fix=near, name=call.function)
        return self.once(call.id, lambda: self.table[call.function](self, call))

    def panel(self, query: PanelQuery) -> Panel:
        """A panel of the store."""
        return self.once(query, lambda: self.store.panel(query))

    def periods(self, series: str, areas: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Periods for which a series has a value in one of the areas (any area if none is named)."""
        return self.once(("periods", series, areas), lambda: tuple(self.store.periods(series, areas)))

    def stated(self, indicator: str) -> list[tuple[str, str, str]]:
        """Dimensions, area and period of each value of an indicator, in order."""
        return self.once(("stated", indicator), lambda: self.store.stated(indicator))

    def held(self, query: PanelQuery) -> PanelQuery:
        """A query without the series of indicators that the pack lacks."""
        indicators = self.store.pack.indicators
        return self.once(
            ("held", query),
            lambda: replace(query, series=tuple(s for s in query.series if split_series(s)[0] in indicators)),
        )

    def figures(self, query: PanelQuery, series: str) -> Figures:
        """Values and status of one series of a panel, (area, period); missing where the pack lacks the indicator."""
        known = self.held(query)
        if series not in known.series:
            shape = (len(query.areas), len(query.periods))
            return Figures(np.full(shape, np.nan), np.full(shape, "", dtype="<U1"))
        panel = self.panel(known)
        return Figures(panel[series], panel.status_of(series))

    def once(self, key: object, compute: Callable[[], T]) -> T:
        """A value that is computed the first time it is asked for."""
        if key not in self._done:
            self._done[key] = compute()
        return cast(T, self._done[key])
