"""A shift-share analysis: the estimate with errors that go with the shares, what it rests on, tests of its premises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from qonys.effects.kernels.anderson_rubin import ar_set
from qonys.effects.kernels.confidence_sets import SetKind
from qonys.effects.kernels.exposures import complete, concentration, shifted
from qonys.effects.kernels.iv_data import IvData
from qonys.effects.kernels.rotemberg import rotemberg
from qonys.effects.kernels.shift_share import ShiftShare, ShockTest, shift_share
from qonys.effects.kernels.shocks import (
    ShockEstimate,
    balance,
    controlled,
    first_stage,
    shock_balance,
    shock_estimate,
    shock_level,
    shock_test,
)  # fmt: skip
from qonys.effects.kernels.weak import strength
from qonys.errors import CannotCompute, QonysError
from qonys.model.flows import Note
from qonys.model.result import Floats
from qonys.model.shift_share import ShiftShareFigures

FEW_SHOCKS = 20
"""Fewer shocks than these, as counted by the inverse of a Herfindahl index, are few (Borusyak, Hull, Jaravel 2022)."""
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A coefficient by one inference; ends of two rays lie outside them (`shape`)."""

    about: str
    method: str
    estimate: float
    se: float = NAN
    low: float = NAN
    high: float = NAN
    shape: str = "interval"
    p: float = NAN
    statistic: float = NAN
    """F of a first stage."""


@dataclass(frozen=True, slots=True)
class SectorRow:
    """What a sector brings: weight, its own coefficient, F of its share, and the estimate with its shock at 0."""

    sector: str
    weight: float
    coefficient: float
    f: float
    shock: float
    without: float


@dataclass(frozen=True)
class ShareFound:
    """Rows of the estimate, of the sectors and of the tests of balance, and notes."""

    rows: tuple[ShareRow, ...]
    sectors: tuple[SectorRow, ...]
    balance: tuple[ShareRow, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ShareAsked:
    """The level of sets; whether the sum of shares joins the controls where shares are not complete."""

    level: float = 0.95
    complete: bool = True


def analyse(figures: ShiftShareFigures, asked: ShareAsked | None = None) -> ShareFound:
    """The effect of a treatment with a shift-share instrument, or of the instrument itself.

    Raises
    ------
    CannotCompute
        If the instrument says nothing, or no inference applies.
    """
    chosen = asked or ShareAsked()
    data, notes = data_of(figures, chosen)
    rows, failed = [], []
    for part in (_by_region, _by_shock, _first_stage):
        try:
            rows += list(part(data, figures, chosen.level))
        except CannotCompute as error:
            failed.append(error)
    if not rows:
        raise failed[0]
    notes += [Note(error.code, error.what, dict(error.fields)) for error in failed]
    return ShareFound(
        tuple(rows), _sectors(data, figures, notes), tuple(_balance(data, figures, notes, chosen.level)), tuple(notes)
    )


def data_of(figures: ShiftShareFigures, asked: ShareAsked) -> tuple[ShiftShare, list[Note]]:
    """The kernel's problem: instrument made of shares and shocks, the sum of shares among the controls."""
    f, notes = figures, [Note(f"effect-share-{k}", f"{k}: {n}", {"count": n}) for k, n in figures.counts.items() if n]
    instrument = f.instrument
    if instrument is None:
        shifts = f.own_shifts if f.own_shifts is not None else f.shocks
        assert shifts is not None
        instrument = shifted(f.shares, shifts)
    data = ShiftShare(f.outcome, instrument, f.shares, f.treatment, f.controls, f.weights)
    uneven = not complete(f.shares, 1e-6) or f.sector_periods is not None
    lacking = uneven and not controlled(data, f.constants)
    if lacking and asked.complete:
        data = replace(data, controls=np.column_stack([f.controls, f.shares @ f.constants]))
        notes.append(Note("effect-shares-sum-added", "the sum of shares joins the controls"))
    elif lacking:
        notes.append(Note("effect-shares-incomplete", "shares are not complete, their sum is no control"))
    notes += _few(data, f)
    return data, notes


def _few(data: ShiftShare, f: ShiftShareFigures) -> list[Note]:
    try:
        found = concentration(shock_level(data).weights, _numbers(f))
    except CannotCompute:
        return []
    fields = {"effective": f"{found.effective:.1f}", "largest": f"{100 * found.largest:.0f}"}
    code = "effect-few-shocks" if found.effective < FEW_SHOCKS else "effect-shocks"
    return [Note(code, f"effective number of shocks {found.effective:.1f}", fields)]


def _numbers(f: ShiftShareFigures) -> np.ndarray | None:
    return None if f.sector_clusters is None else np.unique(f.sector_clusters, return_inverse=True)[1].ravel()


def _by_region(data: ShiftShare, f: ShiftShareFigures, level: float) -> Iterator[ShareRow]:
    regions = None if f.clusters is None else np.unique(f.clusters, return_inverse=True)[1].ravel()
    found = shift_share(data, _numbers(f), regions, level)
    tests = {
        "homoskedastic": found.homoskedastic, "hc1": found.robust, "crv1": found.cluster, "akm": found.akm,
        "akm0": found.akm0,
    }  # fmt: skip
    for name, test in tests.items():
        if test is not None:
            yield _row("effect", name, found.estimate, test)


def _row(about: str, method: str, estimate: float, test: ShockTest) -> ShareRow:
    shape = test.set.kind
    ends = (-np.inf, np.inf) if shape is SetKind.LINE else (test.set.low, test.set.high)
    return ShareRow(about, method, estimate, test.error, *ends, shape.name.lower(), test.p)


def _by_shock(data: ShiftShare, f: ShiftShareFigures, level: float) -> Iterator[ShareRow]:
    """The same coefficient from a regression of sectors, where shocks are given and no region was left out."""
    if f.shocks is None or f.own_shifts is not None or f.instrument is not None:
        return
    found = shock_estimate(data, f.shocks, f.constants, _numbers(f))
    yield _shock_row("effect", found, level)
    imposed = shock_test(data, f.shocks, f.constants, _numbers(f), (0.0, level))
    yield _row("effect", "shocks-null", found.estimate, imposed)


def _shock_row(about: str, found: ShockEstimate, level: float) -> ShareRow:
    return ShareRow(about, "shocks", found.estimate, found.error, *found.interval(level), p=found.p)


def _first_stage(data: ShiftShare, f: ShiftShareFigures, level: float) -> Iterator[ShareRow]:
    if f.treatment is None:
        return
    regions = None if f.clusters is None else np.unique(f.clusters, return_inverse=True)[1].ravel()
    iv = IvData(data.outcome, data.moved[:, None], data.instrument[:, None], data.controls, data.weights, regions)
    found = strength(iv)
    yield ShareRow("first-stage", "effective-f", NAN, statistic=found.effective, shape="")
    one = replace(data, outcome=data.moved, treatment=None)
    for row in _by_region(one, f, level):
        if row.method in ("akm", "akm0"):
            yield replace(row, about="first-stage", statistic=(row.estimate / row.se) ** 2 if row.se else NAN)
    if f.shocks is not None and f.own_shifts is None and f.instrument is None:
        stage = first_stage(data, f.shocks, f.constants, _numbers(f))
        yield replace(_shock_row("first-stage", stage, level), statistic=stage.t**2)
    joint = ar_set(iv, level)
    ends = (joint.pieces[0][0], joint.pieces[-1][1]) if joint.pieces else (NAN, NAN)
    if joint.kind is SetKind.RAYS and len(joint.pieces) == 2:
        ends = (joint.pieces[0][1], joint.pieces[1][0])  # the part that is left out, as of AKM0
    yield ShareRow("effect", "anderson-rubin", NAN, NAN, *ends, joint.kind.name.lower(), joint.p)


def _sectors(data: ShiftShare, f: ShiftShareFigures, notes: list[Note]) -> tuple[SectorRow, ...]:
    """Rotemberg weights, the largest first."""
    if f.shocks is None or f.own_shifts is not None or f.instrument is not None:
        return ()
    try:
        found = rotemberg(data, f.shocks)
    except CannotCompute as error:
        notes.append(Note(error.code, error.what, dict(error.fields)))
        return ()
    if found.negative > 0:
        notes.append(Note("effect-negative-weights", f"{found.negative:.0%}", {"share": f"{100 * found.negative:.0f}"}))
    rest = 1 - found.weights
    safe = np.abs(rest) > 1e-12
    without: Floats = np.divide(found.estimate - found.parts, rest, out=np.full(len(rest), np.nan), where=safe)
    return tuple(
        SectorRow(
            f.sectors[i], float(found.weights[i]), float(found.coefficients[i]), float(found.first_stage[i]),
            float(f.shocks[i]), float(without[i]),
        )
        for i in found.top(len(rest))
    )  # fmt: skip


def _balance(data: ShiftShare, f: ShiftShareFigures, notes: list[Note], level: float) -> Iterator[ShareRow]:
    """What regions and sectors had before, on the instrument and on the shocks: neither should follow."""
    by_shocks = f.shocks is not None and f.own_shifts is None and f.instrument is None
    for name, column in f.before.items():
        try:
            if by_shocks:
                assert f.shocks is not None
                one = balance(data, f.shocks, column[:, None], f.constants, _numbers(f))[0]
                yield _shock_row(f"before: {name}", one, level)
            else:
                earlier = replace(data, outcome=column, treatment=None)
                found = shift_share(earlier, _numbers(f), level=level)
                yield _row(f"before: {name}", "akm", found.estimate, found.akm)
        except QonysError as error:
            notes.append(Note(error.code, error.what, dict(error.fields)))
    if f.sectors_before and f.shocks is not None:
        weights = shock_level(data).weights
        columns = np.column_stack(list(f.sectors_before.values()))
        judged = shock_balance(weights, f.shocks, columns, f.constants, _numbers(f))
        for name, each in zip(f.sectors_before, judged, strict=True):
            yield _shock_row(f"sectors before: {name}", each, level)
