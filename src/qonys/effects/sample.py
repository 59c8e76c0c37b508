"""From a specification and a grid to the arrays of a regression; what is left out is counted, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qonys.effects.kernels.least_squares import dummies, mixtures
from qonys.errors import BadInput, CannotCompute
from qonys.model.grid import Grid
from qonys.model.result import Floats
from qonys.model.specification import Fixed, Specification, Transform, Variable

Ints = NDArray[np.int64]
Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Regression:
    """The arrays of one regression; rows are area-periods in the order of areas, then of periods."""

    specification: Specification
    y: Floats
    """(n,) outcome, transformed."""
    x: Floats
    """(n, k) exposure, further endogenous regressors, controls."""
    terms: tuple[str, ...]
    """Names of the columns of x."""
    z: Floats
    """(n, l) instruments; without columns where the exposure is taken as it comes."""
    nuisance: Floats
    """(n, m) dummies of fixed effects and trends."""
    weights: Floats | None
    area: Ints
    """(n,) number of the area in `areas`."""
    period: Ints
    """(n,) number of the period in `periods`."""
    cluster: Ints
    """(n,) number of the cluster, from 0 without a gap."""
    areas: tuple[str, ...]
    periods: tuple[str, ...]
    dropped: tuple[tuple[str, int], ...]
    """Area-periods left out, by reason."""
    notes: tuple[str, ...]
    """Codes of what a reader has to know: gaps, controls taken up by fixed effects."""
    points: Floats | None = None
    """(n, 2) latitude and longitude, degrees, where all are known."""

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return int(self.cluster.max()) + 1

    @property
    def instrumented(self) -> bool:
        """Whether instruments stand in for the exposure."""
        return bool(self.z.shape[1])

    @property
    def estimated(self) -> int:
        """How many regressors instruments stand in for."""
        return 1 + len(self.specification.endogenous) if self.instrumented else 0


def regression(grid: Grid, specification: Specification) -> Regression:
    """The arrays of a specification on the figures of a grid.

    Raises
    ------
    BadInput
        For a logarithm of 0 or less, an unknown area or period, areas in more clusters than one.
    CannotCompute
        If nothing or one cluster is left, or the exposure does not vary within areas.
    """
    s = specification
    refuse_logs(grid, s)
    regressors = (s.exposure, *s.endogenous, *s.controls)
    columns = np.stack([grid.take(v) for v in (s.outcome, *regressors, *s.instruments)])
    use, dropped = _used(grid, s, columns)
    area, period = (np.asarray(at, dtype=np.int64) for at in np.nonzero(use))
    picked = columns[:, use].T
    picked = np.column_stack(
        [_standard(picked[:, i], v) for i, v in enumerate((s.outcome, *regressors, *s.instruments))]
    )
    k = len(regressors)
    x, names = picked[:, 1 : 1 + k], tuple(v.name for v in regressors)
    nuisance = _nuisance(s.fixed, area, period)
    weights = _weights(grid, s, use, area)
    cluster = _clusters(grid, s, area)
    kept, notes = _kept(x, nuisance, weights, s)
    points = _points(grid, area)
    return Regression(
        s, picked[:, 0], x[:, kept], tuple(names[i] for i in kept), picked[:, 1 + k :], nuisance, weights, area,
        period, cluster, grid.areas, grid.periods, dropped, (*notes, *_gaps(use)), points,
    )  # fmt: skip


def refuse_logs(grid: Grid, s: Specification) -> None:
    """Stop at a logarithm of 0 or less, with the places where it would be."""
    for variable in (s.outcome, s.exposure, *s.controls, *s.endogenous, *s.instruments):
        wrong = grid.not_positive(variable)
        if wrong:
            listed = ", ".join(f"{area} {period}" for area, period in wrong[:5])
            raise BadInput(
                "effect-log", f"no logarithm of {variable.series}: {len(wrong)} figures are 0 or less",
                where=listed, fix='transform = "level", or estimator = "poisson" for an outcome with zeros',
                name=variable.series, count=len(wrong),
            )  # fmt: skip


def _used(grid: Grid, s: Specification, columns: Floats) -> tuple[Rows, tuple[tuple[str, int], ...]]:
    """Area-periods that take part (area, period), and how many do not, by reason."""
    years = np.array([int(p[:4]) if p[:4].isdigit() else 0 for p in grid.periods])
    inside = (years >= (s.sample.first or years.min())) & (years <= (s.sample.last or years.max()))
    use = np.broadcast_to(inside, columns.shape[1:]).copy()
    dropped = []
    for kind, names, known in (("area", s.sample.without, grid.areas), ("period", s.sample.skip, grid.periods)):
        hit = [i for i, label in enumerate(known) if any(name in (label, *label.split("+")) for name in names)]
        unknown = [n for n in names if not any(n in (label, *label.split("+")) for label in known)]
        if unknown:
            raise BadInput(
                "effect-left-out", f"no {kind} {unknown[0]!r} to leave out", where=s.id, fix=", ".join(known[:6]),
                name=unknown[0],
            )  # fmt: skip
        gone = np.zeros_like(use)
        gone[(hit, slice(None)) if kind == "area" else (slice(None), hit)] = True
        dropped.append((f"left-out-{kind}", int((use & gone).sum())))
        use &= ~gone
    for reason, part in (("no-outcome", columns[:1]), ("no-exposure", columns[1:2]), ("no-other", columns[2:])):
        lacking = np.isnan(part).any(axis=0)
        dropped.append((reason, int((use & lacking).sum())))
        use &= ~lacking
    return use, tuple(d for d in dropped if d[1])


def _nuisance(fixed: Sequence[Fixed], area: Ints, period: Ints) -> Floats:
    """Dummies of fixed effects; a constant where there are none."""
    parts = [dummies(area) if Fixed.AREA in fixed else np.ones((len(area), 1))] if len(area) else [np.ones((0, 1))]
    if Fixed.PERIOD in fixed:
        parts.append(dummies(period))
    if Fixed.TREND in fixed:
        parts.append(dummies(area) * (period - period.mean())[:, None])
    return np.column_stack(parts)


def _standard(column: Floats, variable: Variable) -> Floats:
    if variable.transform is not Transform.STANDARD or not len(column):
        return column
    scaled: Floats = (column - column.mean()) / (column.std(ddof=1) or 1.0)
    return scaled


def _weights(grid: Grid, s: Specification, use: Rows, area: Ints) -> Floats | None:
    """The mean of a series over the sample for each area: weights that do not move with the exposure."""
    if not s.weights:
        return None
    held = np.where(use, grid.find(s.weights), np.nan)
    known = ~np.isnan(held)
    mean = np.where(known, held, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    lacking = [grid.areas[i] for i in np.unique(area) if not known[i].any()]
    if lacking or (mean[np.unique(area)] < 0).any():
        raise BadInput(
            "effect-weights", "a weight is negative or missing", where=f"{s.weights}: {', '.join(lacking[:5])}",
            fix="weights of 0 or more",
        )  # fmt: skip
    spread: Floats = mean[area]
    return spread


def _clusters(grid: Grid, s: Specification, area: Ints) -> Ints:
    labels = np.array(grid.areas)
    if s.clusters:
        if s.clusters not in grid.groups:
            known = ", ".join(grid.groups) or "-"
            raise BadInput(
                "effect-clusters", f"no grouping {s.clusters!r} of areas", where=s.id, fix=known, name=s.clusters
            )
        labels = np.array(grid.groups[s.clusters])
    _, number = np.unique(labels[area], return_inverse=True)
    found = np.asarray(number, dtype=np.int64)
    if len(found) == 0:
        raise CannotCompute(
            "effect-nothing-left", "no area has outcome and exposure in the same period", where=s.id,
            fix="other years, lags or series", name=s.id,
        )  # fmt: skip
    if found.max() == 0:
        raise one_cluster(s)
    return found


def one_cluster(specification: Specification) -> CannotCompute:
    """The error of a sample in one cluster."""
    return CannotCompute(
        "effect-one-cluster", "one cluster: nothing to judge errors between clusters by", where=specification.id,
        fix="more areas, or a finer grouping", name=specification.id,
    )  # fmt: skip


def _kept(x: Floats, nuisance: Floats, weights: Floats | None, s: Specification) -> tuple[list[int], tuple[str, ...]]:
    """Columns of x that are not taken up by fixed effects and each other; the exposure must be among them."""
    wrong = mixtures(x, nuisance, weights)
    needed = 1 + len(s.endogenous)
    if 0 in wrong:
        raise CannotCompute(
            "effect-constant", "the exposure does not vary within areas beyond the fixed effects",
            where=s.exposure.name, fix="another exposure, or fewer fixed effects", name=s.exposure.name,
        )  # fmt: skip
    if any(j < needed for j in wrong):
        raise CannotCompute(
            "effect-collinear", "two regressors say the same", where=s.endogenous[wrong[0] - 1].name,
            fix="leave one of them out", name=s.endogenous[wrong[0] - 1].name,
        )  # fmt: skip
    notes = tuple(f"taken-up:{s.controls[j - needed].name}" for j in wrong)
    return [j for j in range(x.shape[1]) if j not in wrong], notes


def _gaps(use: Rows) -> tuple[str, ...]:
    """A note where an area has periods without figures between others."""
    inner = 0
    for row in use:
        at = np.flatnonzero(row)
        if len(at):
            inner += int(at[-1] - at[0] + 1 - len(at))
    return (f"gaps:{inner}",) if inner else ()


def _points(grid: Grid, area: Ints) -> Floats | None:
    if any(grid.areas[i] not in grid.places for i in np.unique(area)):
        return None
    return np.array([grid.places[grid.areas[i]] for i in area])
