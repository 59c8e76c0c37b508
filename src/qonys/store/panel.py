"""The panel: one table of figures in one set of borders, as known on one day. The one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from qonys.errors import BadInput, NotFound
from qonys.model import At, Frequency, Indicator, Kind, Period, Status, Territory, dimensions_text, parse_dimensions
from qonys.model.observation import STATUS_ORDER
from qonys.model.result import Codes, Figures, Floats
from qonys.packs import Pack
from qonys.store import queries
from qonys.store.compose import Filled, Gap, Ints, Layer, fill, layers, parts_of

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


@dataclass(frozen=True)
class PanelQuery:
    """What is asked: series × areas × periods in the borders of a year.

    A series is an indicator with its dimensions, `population_start[locality=urban;sex=F]`.
    A stock that is stated at the start of a year is asked for by the year.
    """

    series: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    borders: int
    as_of: dt.date | None = None
    """Only figures known on this day; none: all."""
    source: str = ""
    """Figures of this source alone; empty: the best of all that mix."""
    estimates: bool = False
    """Whether gaps at changes of borders are filled by marked estimates."""
    rates: bool = True
    """Whether a rate that is not stated is computed from its parts."""


@dataclass(frozen=True)
class Panel:
    """Figures as arrays (series, area, period), with status, gaps and the rows behind each."""

    query: PanelQuery
    values: Floats
    status: Codes
    """SDMX codes; empty where there is no value."""
    gaps: Ints
    """`Gap` of each cell."""
    methods: Mapping[str, str] = field(default_factory=dict)
    """How estimates were made, by series."""
    _filled: Filled | None = None
    _layers: tuple[Layer, ...] = ()
    _targets: tuple[Territory, ...] = ()
    _ratios: Mapping[str, Panel] = field(default_factory=dict)

    def __getitem__(self, series: str) -> Floats:
        """Values of one series: (area, period)."""
        values: Floats = self.values[self._series(series)]
        return values

    def status_of(self, series: str) -> Codes:
        """Status of one series: (area, period)."""
        status: Codes = self.status[self._series(series)]
        return status

    def gap(self, series: str, area: str, period: str) -> Gap:
        """Why a cell has no value; `Gap.NONE` if it has one."""
        return Gap(int(self.gaps[self._at(series, area, period)]))

    def reasons(self) -> dict[tuple[str, ...], str]:
        """Why cells have no value, by series, area and period."""
        axes = (self.query.series, self.query.areas, self.query.periods)
        empty = np.argwhere(self.gaps != Gap.NONE)
        return {tuple(axis[i] for axis, i in zip(axes, at, strict=True)): _word(self.gaps[tuple(at)]) for at in empty}

    def rows(self, series: str, area: str, period: str) -> tuple[int, ...]:
        """Row numbers of the observations behind a cell; behind an estimate those of all units that touch the area."""
        at = self._at(series, area, period)
        assert self._filled is not None
        found = parts_of(self._filled, self._layers, *at)
        if self._filled.layer[at] >= 0 or np.isnan(self.values[at]):
            return found
        ratio = self._ratios.get(series)
        if ratio is not None and not np.isnan(ratio.values[:, at[1], at[2]]).any():
            return tuple(row for part in ratio.query.series for row in ratio.rows(part, area, period))
        target = self._targets[at[1]]
        touching = (
            int(layer.rows[at[0], i, at[2]])
            for layer in self._layers
            for i, atoms in enumerate(layer.territories)
            if atoms & target
        )
        return tuple(row for row in touching if row >= 0)

    def all_rows(self, series: str) -> Iterator[tuple[int, str, str]]:
        """The rows behind all cells of a series, each with the area and the period of its cell."""
        for area in self.query.areas:
            for period in self.query.periods:
                for row in self.rows(series, area, period):
                    yield row, area, period

    def table(self) -> pd.DataFrame:
        """Long table: series, area, period, value, status, gap."""
        import pandas as pd

        axes = [self.query.series, self.query.areas, self.query.periods]
        index = pd.MultiIndex.from_product(axes, names=["series", "area", "period"])
        gaps = [_word(g) if g else "" for g in self.gaps.ravel()]
        columns = {"value": self.values.ravel(), "status": self.status.ravel(), "gap": gaps}
        return pd.DataFrame(columns, index=index).reset_index()

    def _series(self, series: str) -> int:
        return _index(series, self.query.series, "series")

    def _at(self, series: str, area: str, period: str) -> tuple[int, int, int]:
        return (
            self._series(series),
            _index(area, self.query.areas, "area"),
            _index(period, self.query.periods, "period"),
        )


def _word(gap: np.int64) -> str:
    return Gap(int(gap)).name.lower().replace("_", "-")


def _index(label: str, labels: tuple[str, ...], axis: str) -> int:
    if label not in labels:
        near = ", ".join(get_close_matches(label, labels, n=3) or labels[:5])
        raise NotFound("label", where=axis, fix=near, label=label)
    return labels.index(label)


def split_series(series: str) -> tuple[str, str]:
    """Indicator and canonical dimensions of a series.

    Examples
    --------
    >>> split_series("births[sex=F]")
    ('births', 'sex=F')
    """
    name, bracket, rest = series.partition("[")
    if bracket and not rest.endswith("]"):
        raise BadInput("dimensions", fix="indicator[sex=F;locality=urban]", text=series)
    return name, dimensions_text(parse_dimensions(rest[:-1] if bracket else ""))


def build_panel(pack: Pack, connection: duckdb.DuckDBPyConnection, query: PanelQuery) -> Panel:
    """The panel of a query.

    Raises
    ------
    NotFound
        For an indicator or an area that the pack or the division does not have.
    """
    keys = [split_series(series) for series in query.series]
    indicators = [find_indicator(pack, name) for name, _ in keys]
    targets = [territory(pack, code, query.borders) for code in query.areas]
    spans = [Period.parse(code) for code in query.periods]
    wanted = [
        (s, indicator.id, dimensions, p, _period_code(indicator, span))
        for s, (indicator, (_, dimensions)) in enumerate(zip(indicators, keys, strict=True))
        for p, span in enumerate(spans)
    ]
    found = queries.best(connection, wanted, query.as_of or dt.date.max, query.source)
    stacked = layers(pack.lineage, pack.country, found, (len(keys), len(spans)))
    additive = np.array(["area" in i.additive and i.kind is not Kind.RATE for i in indicators], dtype=bool)
    own = np.array([pack.lineage.era(span.year) for span in spans], dtype=np.int64)
    filled = fill(targets, stacked, additive, own)
    status = np.where(np.isnan(filled.values), "", np.array(STATUS_ORDER)[filled.ranks])
    panel = Panel(query, filled.values, status, filled.gaps, {}, filled, stacked, tuple(targets))
    for s, indicator in enumerate(indicators if query.rates else ()):
        panel = _through_parts(pack, connection, panel, s, indicator)
    return panel


def find_indicator(pack: Pack, name: str) -> Indicator:
    """The indicator of this id.

    Raises
    ------
    NotFound
        With the nearest ids.
    """
    if name not in pack.indicators:
        near = tuple(get_close_matches(name, pack.indicators, n=3))
        raise NotFound.indicator(name, where=f"pack {pack.id}", near=near)
    return pack.indicators[name]


def territory(pack: Pack, code: str, borders: int) -> Territory:
    """The territory of an area in the division of that year; the country is all of it."""
    if code == pack.country:
        return frozenset().union(*pack.lineage.division(borders).values()) or frozenset({code})
    atoms = pack.lineage.territory(code, borders)
    if atoms is None:
        units = pack.regions(borders)
        near = tuple(get_close_matches(code, units, n=3, cutoff=0.3)) or units[:5]
        raise NotFound("area-not-in-force", where=f"borders {borders}", fix=", ".join(near), text=code, year=borders)
    return atoms


def _period_code(indicator: Indicator, span: Period) -> str:
    """The period under which a figure of the year is kept: 1 January for a stock at the start."""
    if span.frequency is not Frequency.YEAR:
        return span.code
    return {At.START: f"{span.code}-01-01", At.END: f"{span.code}-12-31"}.get(indicator.at, span.code)


def _through_parts(
    pack: Pack, connection: duckdb.DuckDBPyConnection, panel: Panel, s: int, indicator: Indicator
) -> Panel:
    """A rate that is not stated for a target, computed from its numerator and denominator."""
    series = panel.query.series[s]
    if indicator.numerator is None or indicator.denominator is None or "[" in series:
        return panel
    if not np.isnan(panel.values[s]).any():
        return panel
    parts = replace(panel.query, series=(indicator.numerator, indicator.denominator), estimates=False)
    ratio = build_panel(pack, connection, parts)
    over, under = ratio.values
    rate = np.divide(indicator.per * over, under, out=np.full_like(over, np.nan), where=under > 0)
    fits = np.isnan(panel.values[s]) & ~np.isnan(rate)
    values, status, gaps = panel.values.copy(), panel.status.copy(), panel.gaps.copy()
    rank = {code: i for i, code in enumerate(STATUS_ORDER)}
    worst = np.array(
        [max(pair, key=lambda c: rank.get(str(c), 0)) for pair in zip(*map(np.ravel, ratio.status), strict=True)]
    )
    values[s][fits] = rate[fits]
    status[s][fits] = worst.reshape(rate.shape)[fits]
    gaps[s][fits] = Gap.NONE
    return replace(panel, values=values, status=status, gaps=gaps, _ratios={**panel._ratios, series: ratio})


def marked(
    panel: Panel, s: int, fits: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], values: Floats, method: str
) -> Panel:
    """The panel with estimates put into the cells of one series, and marked."""
    new, status, gaps = panel.values.copy(), panel.status.copy(), panel.gaps.copy()
    new[s][fits] = values[fits]
    status[s][fits] = Status.ESTIMATED.value
    gaps[s][fits] = Gap.NONE
    methods = {**panel.methods, panel.query.series[s]: method}
    return replace(panel, values=new, status=status, gaps=gaps, methods=methods)


def labelled(
    pack: Pack,
    connection: duckdb.DuckDBPyConnection,
    series: str,
    areas: Sequence[str],
    periods: Sequence[str],
    as_of: dt.date | None = None,
) -> tuple[Figures, Ints]:
    """Figures under their labels as they stand, whatever borders they are stated in, and their rows: (area, period)."""
    name, dimensions = split_series(series)
    indicator = find_indicator(pack, name)
    wanted = [(0, name, dimensions, p, _period_code(indicator, Period.parse(c))) for p, c in enumerate(periods)]
    found = queries.best(connection, wanted, as_of or dt.date.max, "")
    shape = (len(areas), len(periods))
    values, status, rows = np.full(shape, np.nan), np.full(shape, ""), np.full(shape, -1, np.int64)
    place = {area: i for i, area in enumerate(areas)}
    columns = (found[c] for c in ("area", "period_index", "value", "status", "row"))
    for area, p, value, code, row in zip(*columns, strict=True):
        if area in place:
            at = place[area], p
            values[at], status[at], rows[at] = value, code, row
    return Figures(values, status), rows
