"""A user's shift-share design: a CSV of regions, a long CSV of shares, a CSV of shocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.model.result import Floats
from qonys.model.shift_share import Labels, ShiftShareFigures
from qonys.tables.frames import Source
from qonys.tables.names import PANEL_AREA, PERIOD
from qonys.tables.sheet import Sheet
from qonys.tables.tables import read_sheet
from qonys.tables.totals import Parts, drop_totals

BETWEEN = " · "
"""Between the parts of a label: names have spaces of their own."""
SECTOR = ("sector", "industry", "origin", "country", "group", "отрасль", "сала")
REGION = ("region", *PANEL_AREA)
SUM = 5e-3
"""Shares of a region may exceed 1 together by this, for rounding."""


@dataclass(frozen=True)
class ShareFiles:
    """Where figures stand."""

    regions: Source
    shares: Source
    shocks: Source | None = None


@dataclass(frozen=True)
class ShareColumns:
    """Columns of the files by their meaning; empty where there are none."""

    outcome: str
    treatment: str = ""
    instrument: str = ""
    controls: tuple[str, ...] = ()
    dummies: tuple[str, ...] = ()
    weights: str = ""
    cluster: str = ""
    before: tuple[str, ...] = ()
    sector_cluster: str = ""
    sectors_before: tuple[str, ...] = ()
    leave_one_out: bool = False
    """Shares and shifts are made of columns amount and change; without a region's own part in its shifts."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns of numbers of the file of regions."""
        some = (self.outcome, self.treatment, self.instrument, self.weights, *self.controls, *self.before)
        return tuple(dict.fromkeys(name for name in some if name))


def read_shift_share(files: ShareFiles, columns: ShareColumns) -> ShiftShareFigures:
    """The figures of a design; regions without a figure are left out, regions without a share have zeros: both counted.

    Raises
    ------
    NotFound
        If a file or column is missing, with the nearest names.
    BadInput
        With all faults of a file: words, shares that are negative, above 1 or add up to more, rows that stand
        twice, regions that the file of regions lacks, sectors without a shock.
    """
    if files.shocks is None and (columns.sector_cluster or columns.sectors_before):
        raise BadInput("effect-shocks-needed", where="--sector-cluster, --sectors-before", fix="--shocks")
    sheet, parts = read_sheet(files.regions), read_sheet(files.shares)
    dated = parts.has(PERIOD)
    _without_totals(sheet, parts, columns, dated)
    regions = _keys(sheet, REGION, dated)
    _refuse_twice(sheet, regions)
    series = {name: sheet.numbers(sheet.named(name), negative=True) for name in columns.numbers}
    marks = {n: np.array(sheet.labels(sheet.named(n))) for n in (*columns.dummies, columns.cluster) if n}
    sheet.stop()
    of_rows, of_sectors = _keys(parts, REGION, dated), _keys(parts, SECTOR, dated)
    _refuse_twice(parts, [f"{r}{BETWEEN}{s}" for r, s in zip(of_rows, of_sectors, strict=True)])
    _refuse_strangers(parts, of_rows, regions)
    sectors = sorted(dict.fromkeys(of_sectors))
    at = (_places(regions, of_rows), _places(sectors, of_sectors))
    shares, shifts, shocks = _exposures(parts, at, (len(regions), len(sectors)), columns)
    keep = np.asarray(np.all([np.isfinite(values) for values in series.values()], axis=0), bool)
    if not keep.any():
        raise CannotCompute("effect-no-region", where=str(files.regions), fix="fill in, or leave a column out")
    counts = {"incomplete": int((~keep).sum()), "bare": len(set(regions) - set(of_rows))}
    of_file: dict[str, Labels] = {}
    if files.shocks is not None:
        of_file, counts["unused"] = _shocks(files.shocks, sectors, columns, dated)
        shocks = of_file.get("shock", shocks)
    if shocks is None and not columns.instrument:
        raise BadInput(
            "effect-no-shocks",
            where=str(files.shares),
            fix="--shocks with columns sector and shock, or --instrument with a column of regions",
        )
    return _figures(
        columns, _Read(regions, sectors, series, marks, shares, shifts, shocks, of_file, keep, counts, dated)
    )


@dataclass(frozen=True, eq=False)
class _Read:
    """What stands in the files."""

    regions: list[str]
    sectors: list[str]
    series: Mapping[str, Floats]
    marks: Mapping[str, Labels]
    shares: Floats
    shifts: Floats | None
    shocks: Floats | None
    of_sectors: Mapping[str, Labels]
    keep: NDArray[np.bool_]
    counts: Mapping[str, int]
    dated: bool


def _figures(c: ShareColumns, read: _Read) -> ShiftShareFigures:
    """Regions with all figures, sectors with a share in one of them."""
    keep, series, marks, of_sectors = read.keep, read.series, read.marks, read.of_sectors

    def taken(name: str) -> Floats | None:
        return series[name][keep] if name else None

    groups = [(marks[n][keep][:, None] == np.unique(marks[n][keep])[1:]).astype(float) for n in c.dummies]
    controls = np.column_stack([np.ones(int(keep.sum())), *(series[n][keep] for n in c.controls), *groups])
    used = np.asarray(read.shares[keep].any(axis=0), bool)
    sectors = tuple(name for name, there in zip(read.sectors, list(used), strict=True) if there)
    cluster = of_sectors.get(c.sector_cluster)
    return ShiftShareFigures(
        regions=tuple(r for r, there in zip(read.regions, list(keep), strict=True) if there), sectors=sectors,
        shares=read.shares[keep][:, used], outcome=series[c.outcome][keep], treatment=taken(c.treatment),
        instrument=taken(c.instrument), controls=controls, weights=taken(c.weights),
        clusters=marks[c.cluster][keep] if c.cluster else None,
        shocks=None if read.shocks is None else read.shocks[used],
        sector_clusters=None if cluster is None else cluster[used],
        sector_periods=np.array([name.rpartition(BETWEEN)[2] for name in sectors]) if read.dated else None,
        own_shifts=None if read.shifts is None else read.shifts[keep][:, used],
        before={n: series[n][keep] for n in c.before},
        sectors_before={n: of_sectors[n][used] for n in c.sectors_before}, counts=read.counts,
    )  # fmt: skip


def _keys(sheet: Sheet, names: Sequence[str], dated: bool) -> list[str]:
    """Labels of rows; with the period behind them where shares are by period."""
    found = sheet.labels(sheet.column(names))
    if not dated:
        return found
    periods = sheet.periods(sheet.column(PERIOD))
    return [f"{label}{BETWEEN}{period}" for label, period in zip(found, periods, strict=True)]


def _places(known: Sequence[str], labels: Sequence[str]) -> list[int]:
    at = {label: i for i, label in enumerate(known)}
    return [at[label] for label in labels]


def _exposures(
    parts: Sheet, at: tuple[list[int], list[int]], shape: tuple[int, int], columns: ShareColumns
) -> tuple[Floats, Floats | None, Floats | None]:
    """Shares (n, s); with a region left out shifts of the others (n, s) and of all (s,)."""
    if not columns.leave_one_out:
        shares = _laid(parts, "share", at, shape, negative=False)
        _refuse_large(parts, at, shares)
        return shares, None, None
    amounts, changes = (_laid(parts, n, at, shape, negative=n == "change") for n in ("amount", "change"))
    parts.stop()
    total = amounts.sum(axis=1, keepdims=True)
    shares = np.divide(amounts, total, out=np.zeros(shape), where=total > 0)
    rest, moved = amounts.sum(axis=0) - amounts, changes.sum(axis=0) - changes
    # rounding leaves a trace of the own part where nobody else has the sector
    alone = rest <= 1e-12 * amounts.sum(axis=0)
    shifts = np.divide(moved, rest, out=np.zeros(shape), where=~alone)
    whole = amounts.sum(axis=0)
    shocks = np.divide(changes.sum(axis=0), whole, out=np.zeros(shape[1]), where=whole > 0)
    return shares, shifts, shocks


def _laid(
    parts: Sheet, column: str, at: tuple[list[int], list[int]], shape: tuple[int, int], *, negative: bool
) -> Floats:
    values = parts.numbers(parts.named(column), negative=negative)
    wrong = {fault.row for fault in parts.faults}
    for i in np.flatnonzero(np.isnan(values)):
        if parts.line(int(i)) not in wrong:
            parts.fault("empty-cell", int(i), column)
    found: Floats = np.zeros(shape)
    found[at] = np.nan_to_num(values)
    return found


def _refuse_large(parts: Sheet, at: tuple[list[int], list[int]], shares: Floats) -> None:
    for i, (region, sector) in enumerate(zip(*at, strict=True)):
        if shares[region, sector] > 1 + SUM:
            text = f"{shares[region, sector]:g}"
            parts.fault("effect-share-large", i, "share", text=text)
    if not parts.faults:
        seen: set[int] = set()
        for i, region in enumerate(at[0]):
            total = float(shares[region].sum())
            if total > 1 + SUM and region not in seen:
                seen.add(region)
                parts.fault("effect-shares-sum", i, "share", text=f"{total:.6f}")
    parts.stop()


def _without_totals(sheet: Sheet, parts: Sheet, columns: ShareColumns, dated: bool) -> None:
    """Sums over regions, and over sectors, are neither."""
    time = (sheet.column(PERIOD),) if dated else ()
    drop_totals(sheet, sheet.column(REGION), Parts(other=tuple(map(sheet.named, columns.numbers)), by=time))
    of, sector = parts.column(REGION), parts.column(SECTOR)
    when = (parts.column(PERIOD),) if dated else ()
    drop_totals(parts, of, Parts(by=(sector, *when)))
    drop_totals(parts, sector, Parts(by=(of, *when)))


def _refuse_twice(sheet: Sheet, labels: Sequence[str]) -> None:
    sheet.refuse_twice(labels, lambda i: labels[i])
    sheet.stop()


def _refuse_strangers(parts: Sheet, labels: Sequence[str], regions: Sequence[str]) -> None:
    known = set(regions)
    for i, label in enumerate(labels):
        if label not in known:
            near = ", ".join(get_close_matches(label, regions, n=3))
            parts.fault("effect-stranger", i, "", name=label, near=near or "-")
    parts.stop()


def _shocks(path: Source, sectors: Sequence[str], c: ShareColumns, dated: bool) -> tuple[dict[str, Labels], int]:
    """Columns by sector, in the order of the sectors, and how many sectors have no share."""
    sheet = read_sheet(path)
    labels = _keys(sheet, SECTOR, dated and sheet.has(PERIOD))
    _refuse_twice(sheet, labels)
    optional = c.instrument and "shock" not in sheet.frame.columns
    numbers = [*([] if optional else ["shock"]), *c.sectors_before]
    values: dict[str, Labels] = {n: sheet.numbers(sheet.named(n), negative=True) for n in numbers}
    for name, column in values.items():
        for i in np.flatnonzero(np.isnan(column)):
            sheet.fault("empty-cell", int(i), name)
    if c.sector_cluster:
        values[c.sector_cluster] = np.array(sheet.labels(sheet.named(c.sector_cluster)))
    sheet.stop()
    lacking = sorted(set(sectors) - set(labels))
    if lacking:
        listed = ", ".join(lacking[:5])
        raise BadInput("effect-no-shock", where=str(path), fix=", ".join(labels[:5]), names=listed, count=len(lacking))
    order = _places(labels, sectors)
    return {name: column[order] for name, column in values.items()}, len(labels) - len(sectors)
