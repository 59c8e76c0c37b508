"""A shift-share analysis: the estimate with errors that go with the shares, what it rests on, tests of its premises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from qonys.effects.kernels.anderson_rubin import ar_set
from qonys.effects.kernels.exposures import complete, concentration, shifted
from qonys.effects.kernels.iv_data import IvData
from qonys.effects.kernels.rotemberg import rotemberg
from qonys.effects.kernels.shift_share import ShiftShare, shift_share
from qonys.effects.kernels.shocks import (
    balance,
    controlled,
    first_stage,
    shock_balance,
    shock_estimate,
    shock_level,
    shock_test,
)  # fmt: skip
from qonys.effects.kernels.weak import strength
from qonys.effects.sample import refuse_extremes
from qonys.effects.share_rows import NAN, Scale, ShareRow, judged, row, scale_of, set_row, shock_row
from qonys.errors import CannotCompute, QonysError
from qonys.model.note import Note
from qonys.model.result import Floats
from qonys.model.shift_share import ShiftShareFigures

FEW_SHOCKS = 20
"""Fewer shocks than these, as counted by the inverse of a Herfindahl index, are few (Borusyak, Hull, Jaravel 2022)."""


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
    _refuse_extremes(figures)
    data, notes = data_of(figures, chosen)
    scale = scale_of(data)
    rows, failed = [], []
    effects: list[ShareRow] = []
    for part in (_by_region, _by_shock):
        try:
            effects += list(part(data, figures, chosen.level))
        except CannotCompute as error:
            failed.append(error)
    rows += judged(effects, scale)
    try:
        rows += _first_stage(data, figures, chosen.level, scale)
    except CannotCompute as error:
        failed.append(error)
    if not rows:
        raise failed[0]
    told = {(error.code, error.what): error for error in failed}.values()
    notes += [Note(error.code, dict(error.fields)) for error in told]
    notes += _told(rows, chosen.level)
    return ShareFound(
        tuple(rows), _sectors(data, figures, notes), tuple(_balance(data, figures, notes, chosen.level)), tuple(notes)
    )


def _refuse_extremes(f: ShiftShareFigures) -> None:
    """Stop at figures that cannot be squared."""
    given = {"outcome": f.outcome, "treatment": f.treatment, "instrument": f.instrument, "controls": f.controls,
             "weights": f.weights, "shocks": f.shocks, **f.before, **f.sectors_before}  # fmt: skip
    for name, values in given.items():
        if values is not None:
            refuse_extremes(name, np.asarray(values, float))


def _told(rows: list[ShareRow], level: float) -> list[Note]:
    """Why rows are empty, and sets that are no interval."""
    notes = []
    for reason in dict.fromkeys(r.reason for r in rows if r.reason):
        names = ", ".join(dict.fromkeys(r.method for r in rows if r.reason == reason))
        code = reason.removeprefix("effect-")
        notes.append(Note(f"effect-empty-{code}", {"name": names}))
    for r in (r for r in rows if r.pieces and r.about == "effect"):
        fields = {"name": r.method, "set": r.pieces, "level": f"{100 * level:g}"}
        notes.append(Note("effect-set", fields))
    return notes


def data_of(figures: ShiftShareFigures, asked: ShareAsked) -> tuple[ShiftShare, list[Note]]:
    """The kernel's problem: instrument made of shares and shocks, the sum of shares among the controls."""
    f, notes = figures, [Note(f"effect-share-{k}", {"count": n}) for k, n in figures.counts.items() if n]
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
        notes.append(Note("effect-shares-sum-added"))
    elif lacking:
        notes.append(Note("effect-shares-incomplete"))
    notes += _few(data, f)
    return data, notes


def _few(data: ShiftShare, f: ShiftShareFigures) -> list[Note]:
    try:
        found = concentration(shock_level(data).weights, _numbers(f))
    except CannotCompute:
        return []
    fields = {"effective": f"{found.effective:.1f}", "largest": f"{100 * found.largest:.0f}"}
    code = "effect-few-shocks" if found.effective < FEW_SHOCKS else "effect-shocks"
    return [Note(code, fields)]


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
            yield row("effect", name, found.estimate, test)


def _by_shock(data: ShiftShare, f: ShiftShareFigures, level: float) -> Iterator[ShareRow]:
    """The same coefficient from a regression of sectors, where shocks are given and no region was left out."""
    if f.shocks is None or f.own_shifts is not None or f.instrument is not None:
        return
    found = shock_estimate(data, f.shocks, f.constants, _numbers(f))
    yield shock_row("effect", found, level)
    imposed = shock_test(data, f.shocks, f.constants, _numbers(f), (0.0, level))
    yield row("effect", "shocks-null", found.estimate, imposed)


def _first_stage(data: ShiftShare, f: ShiftShareFigures, level: float, scale: Scale) -> list[ShareRow]:
    """How strong the instrument is, and the set that holds however weak it is."""
    if f.treatment is None:
        return []
    regions = None if f.clusters is None else np.unique(f.clusters, return_inverse=True)[1].ravel()
    iv = IvData(data.outcome, data.moved[:, None], data.instrument[:, None], data.controls, data.weights, regions)
    one = replace(data, outcome=data.moved, treatment=None)
    found = [ShareRow("first-stage", "effective-f", NAN, statistic=strength(iv).effective, shape="")]
    for row_ in _by_region(one, f, level):
        if row_.method in ("akm", "akm0"):
            statistic = (row_.estimate / row_.se) ** 2 if row_.se > 0 else NAN
            found.append(replace(row_, about="first-stage", statistic=statistic))
    if f.shocks is not None and f.own_shifts is None and f.instrument is None:
        stage = first_stage(data, f.shocks, f.constants, _numbers(f))
        found.append(replace(shock_row("first-stage", stage, level), statistic=stage.t**2))
    joint = ar_set(iv, level)
    last = set_row("effect", "anderson-rubin", joint.pieces, joint.kind, joint.p)
    return [*judged(found, scale_of(one)), *judged([last], scale)]


def _sectors(data: ShiftShare, f: ShiftShareFigures, notes: list[Note]) -> tuple[SectorRow, ...]:
    """Rotemberg weights, the largest first."""
    if f.shocks is None or f.own_shifts is not None or f.instrument is not None:
        return ()
    try:
        found = rotemberg(data, f.shocks)
    except CannotCompute as error:
        notes.append(Note(error.code, dict(error.fields)))
        return ()
    if found.negative > 0:
        notes.append(Note("effect-negative-weights", {"share": f"{100 * found.negative:.0f}"}))
    rest = 1 - found.weights
    safe = np.abs(rest) > 1e-12
    without: Floats = np.divide(found.estimate - found.parts, rest, out=np.full(len(rest), np.nan), where=safe)
    return tuple(
        SectorRow(
            f.sectors[i], float(found.weights[i]), float(found.coefficients[i]), _finite(found.first_stage[i]),
            float(f.shocks[i]), float(without[i]),
        )
        for i in found.top(len(rest))
    )  # fmt: skip


def _finite(f: float) -> float:
    """An F, missing where a share fits the treatment exactly."""
    return float(f) if np.isfinite(f) else NAN


def _balance(data: ShiftShare, f: ShiftShareFigures, notes: list[Note], level: float) -> Iterator[ShareRow]:
    """What regions and sectors had before, on the instrument and on the shocks: neither should follow."""
    by_shocks = f.shocks is not None and f.own_shifts is None and f.instrument is None
    for name, column in f.before.items():
        try:
            if by_shocks:
                assert f.shocks is not None
                one = balance(data, f.shocks, column[:, None], f.constants, _numbers(f))[0]
                made = shock_row(f"before: {name}", one, level)
            else:
                earlier = replace(data, outcome=column, treatment=None)
                found = shift_share(earlier, _numbers(f), level=level)
                made = row(f"before: {name}", "akm", found.estimate, found.akm)
            yield from judged([made], scale_of(replace(data, outcome=column, treatment=None)))
        except QonysError as error:
            notes.append(Note(error.code, dict(error.fields)))
    if f.sectors_before and f.shocks is not None:
        weights = shock_level(data).weights
        columns = np.column_stack(list(f.sectors_before.values()))
        sides = shock_balance(weights, f.shocks, columns, f.constants, _numbers(f))
        for name, each in zip(f.sectors_before, sides, strict=True):
            yield shock_row(f"sectors before: {name}", each, level)
