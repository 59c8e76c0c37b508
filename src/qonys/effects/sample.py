"""From a specification and a grid to the arrays of a regression; what is left out is counted, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.effects.fixed import Ints, Rows, grouping, informative, nuisance_of, one_cluster
from qonys.effects.kernels.least_squares import mixtures
from qonys.errors import BadInput, CannotCompute
from qonys.model.grid import Grid
from qonys.model.result import Floats
from qonys.model.specification import Specification, Transform, Variable

EXTREME = 1e50
"""Figures beyond this size, or one over it, have squares and fourth powers that are no numbers."""


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
    named: tuple[str, ...] = ()
    """Names of clusters."""

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
    used = (s.outcome, *regressors, *s.instruments)
    columns = np.stack([taken(grid, v) for v in used])
    use, dropped = _used(grid, s, columns)
    use, lone, whole = informative(grid, s, use, _weights(grid, s, use))
    area, period = (np.asarray(at, dtype=np.int64) for at in np.nonzero(use))
    picked = columns[:, use].T
    picked = np.column_stack([_standard(picked[:, i], v) for i, v in enumerate(used)])
    k = len(regressors)
    x, names = picked[:, 1 : 1 + k], tuple(v.name for v in regressors)
    nuisance = nuisance_of(grid, s, area, period)
    weights = _weights(grid, s, use)
    weights = None if weights is None else weights[area]
    cluster, named = _clusters(grid, s, area)
    _refuse_flat(picked[:, 0], nuisance, weights, s)
    kept, notes = _kept(x, nuisance, weights, s)
    points = _points(grid, area)
    return Regression(
        s, picked[:, 0], x[:, kept], tuple(names[i] for i in kept), picked[:, 1 + k :], nuisance, weights, area,
        period, cluster, grid.areas, grid.periods, (*dropped, *lone), (*notes, *whole, *_gaps(use)), points, named,
    )  # fmt: skip


def taken(grid: Grid, variable: Variable) -> Floats:
    """A variable of a grid (area, period), whose figures can be squared and divided by.

    Raises
    ------
    BadInput
        For figures so large or so small that their squares are no numbers.
    """
    with np.errstate(over="ignore"):
        values = grid.take(variable)
    refuse_extremes(variable.name, values)
    return values


def refuse_extremes(name: str, values: Floats) -> None:
    """Stop at a column whose largest figure is beyond what can be reckoned with."""
    largest = float(np.abs(values[~np.isnan(values)]).max(initial=0.0))
    if largest > EXTREME or 0 < largest < 1 / EXTREME:
        raise BadInput("effect-extreme", where=name, fix="another unit", name=name, text=f"{largest:.3g}")


def refuse_logs(grid: Grid, s: Specification) -> None:
    """Stop at a logarithm of 0 or less, with the places where it would be."""
    for variable in (s.outcome, s.exposure, *s.controls, *s.endogenous, *s.instruments):
        wrong = grid.not_positive(variable)
        if wrong:
            listed = ", ".join(f"{area} {period}" for area, period in wrong[:5])
            raise BadInput(
                "effect-log",
                where=listed,
                fix='transform = "level", or estimator = "poisson" for an outcome with zeros',
                name=variable.series,
                count=len(wrong),
            )


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
            raise BadInput("effect-left-out", where=s.id, fix=", ".join(known[:6]), name=unknown[0])
        gone = np.zeros_like(use)
        gone[(hit, slice(None)) if kind == "area" else (slice(None), hit)] = True
        dropped.append((f"left-out-{kind}", int((use & gone).sum())))
        use &= ~gone
    for reason, part in (("no-outcome", columns[:1]), ("no-exposure", columns[1:2]), ("no-other", columns[2:])):
        lacking = np.isnan(part).any(axis=0)
        dropped.append((reason, int((use & lacking).sum())))
        use &= ~lacking
    return use, tuple(d for d in dropped if d[1])


def _standard(column: Floats, variable: Variable) -> Floats:
    if variable.transform is not Transform.STANDARD or not len(column):
        return column
    scaled: Floats = (column - column.mean()) / (column.std(ddof=1) or 1.0)
    return scaled


def _weights(grid: Grid, s: Specification, use: Rows) -> Floats | None:
    """The mean of a series over the sample for each area (areas,): weights that do not move with the exposure."""
    if not s.weights:
        return None
    held = np.where(use, grid.find(s.weights), np.nan)
    known, there = ~np.isnan(held), np.asarray(use.any(axis=1))
    mean: Floats = np.where(known, held, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    refuse_extremes(s.weights, mean)
    lacking = [area for area, row, here in zip(grid.areas, known, there, strict=True) if here and not row.any()]
    if lacking or (mean[there] < 0).any():
        raise BadInput("effect-weights", where=f"{s.weights}: {', '.join(lacking[:5])}", fix="weights of 0 or more")
    return mean


def _clusters(grid: Grid, s: Specification, area: Ints) -> tuple[Ints, tuple[str, ...]]:
    """The number of the cluster of each row, and the names of clusters."""
    labels = np.array(grid.areas)
    if s.clusters:
        labels = grouping(grid, s.clusters, s.id)
    names, number = np.unique(labels[area], return_inverse=True)
    found = np.asarray(number, dtype=np.int64)
    if len(found) == 0:
        raise CannotCompute("effect-nothing-left", where=s.id, fix="other years, lags or series", name=s.id)
    if found.max() == 0:
        raise one_cluster(s)
    return found, tuple(names.tolist())


def _refuse_flat(y: Floats, nuisance: Floats, weights: Floats | None, s: Specification) -> None:
    """Stop at an outcome that fixed effects make up: every coefficient is 0, whatever the exposure."""
    if mixtures(y[:, None], nuisance, weights):
        raise CannotCompute("effect-flat-outcome", where=s.outcome.name, fix="another outcome, or fewer fixed effects")


def _kept(x: Floats, nuisance: Floats, weights: Floats | None, s: Specification) -> tuple[list[int], tuple[str, ...]]:
    """Columns of x that are not taken up by fixed effects and each other; the exposure must be among them."""
    wrong = mixtures(x, nuisance, weights)
    needed = 1 + len(s.endogenous)
    if 0 in wrong:
        raise CannotCompute(
            "effect-constant",
            where=s.exposure.name,
            fix="another exposure, or fewer fixed effects",
            name=s.exposure.name,
        )
    if any(j < needed for j in wrong):
        raise CannotCompute(
            "effect-collinear",
            where=s.endogenous[wrong[0] - 1].name,
            fix="leave one of them out",
            name=s.endogenous[wrong[0] - 1].name,
        )
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
