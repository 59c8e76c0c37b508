"""The runner: calls and panels on one store, each computed once, with what each computation has read."""

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
from qonys.numerics.seed import SEED
from qonys.packs import Pack
from qonys.provenance.reads import Cells, Declared, Frame, Labelled, Read, Statements
from qonys.store import Panel, PanelQuery, Store, queries
from qonys.store.panel import split_series

T = TypeVar("T")


@dataclass(frozen=True)
class Runner:
    """Runs the computations of a table on one store; the same call is computed once.

    How this works. Every value that is kept has a frame: the reads that were made while it was computed. A value that
    is found again hands its frame to whoever asks, so that a computation rests on what all its parts have read.
    """

    store: Store
    table: Mapping[str, Callable[[Runner, Call], Result]]
    seed: int = SEED
    _done: dict[object, tuple[Any, Frame]] = field(default_factory=dict)
    _open: list[Frame] = field(default_factory=list)

    @property
    def pack(self) -> Pack:
        """The country."""
        return self.store.pack

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
            raise NotFound("function-not-found", fix=near, name=call.function)
        return self.once(call.id, lambda: self.table[call.function](self, call))

    def reads_of(self, call: Call) -> tuple[Read, ...]:
        """Everything that a call has read, itself or through others."""
        self.run(call)
        return self._done[call.id][1].reads()

    def note(self, read: Read) -> None:
        """Keep that the computation under way has read this."""
        if self._open:
            self._open[-1].own[read] = None

    def panel(self, query: PanelQuery) -> Panel:
        """A panel of the store."""
        panel = self._panel(query)
        for series in query.series:
            self.note(Cells(query, series))
        return panel

    def _panel(self, query: PanelQuery) -> Panel:
        return self.once(query, lambda: self.store.panel(query))

    def labelled(self, series: str, areas: tuple[str, ...], periods: tuple[str, ...]) -> Figures:
        """Figures under their labels as they stand, whatever borders they are stated in."""
        self.note(Labelled(series, areas, periods))
        return self.store.labelled(series, areas, periods)

    def statements(self, indicator: str, area: str) -> list[dict[str, Any]]:
        """All that is stated of an indicator for an area, the best source first."""
        self.note(Statements(indicator, area))
        key = ("statements", indicator, area)
        return self.once(key, lambda: queries.statements(self.store.connection, indicator, area))

    def declared(self, file: str, read: Callable[[], T]) -> T:
        """What a file of the pack declares, read once."""
        self.note(Declared(file))
        return self.once(("declared", file), read)

    def periods(self, series: str, areas: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Periods for which a series has a value in one of the areas (any area if none is named)."""
        return self.once(("periods", series, areas), lambda: tuple(self.store.periods(series, areas)))

    def stated(self, indicator: str) -> list[tuple[str, str, str]]:
        """Dimensions, area and period of each value of an indicator, in order."""
        return self.once(("stated", indicator), lambda: self.store.stated(indicator))

    def held(self, query: PanelQuery) -> PanelQuery:
        """A query without the series of indicators that the pack lacks."""
        indicators = self.pack.indicators
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
        panel = self._panel(known)
        self.note(Cells(known, series))
        return Figures(panel[series], panel.status_of(series))

    def figure(self, series: str, area: str, period: str, borders: int | None = None) -> float:
        """One figure, in the division of its own year if no other is named; nan if there is none."""
        own = self.pack.lineage.era(int(period[:4])) if borders is None else borders
        return float(self.figures(PanelQuery((series,), (area,), (period,), own), series).values[0, 0])

    def once(self, key: object, compute: Callable[[], T]) -> T:
        """A value that is computed the first time it is asked for."""
        found = self._done.get(key)
        if found is None:
            frame = Frame()
            self._open.append(frame)
            try:
                found = self._done[key] = compute(), frame
            finally:
                self._open.pop()
                self._ask(frame)
        else:
            self._ask(found[1])
        return cast(T, found[0])

    def _ask(self, frame: Frame) -> None:
        if self._open:
            self._open[-1].asked[frame] = None
