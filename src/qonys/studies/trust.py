"""What the figures say of themselves: identities held, residuals and their causes, conflicts, revisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np

from qonys.model import Call
from qonys.model.result import Floats, Measures, Result, stack
from qonys.provenance.computation import Computation
from qonys.provenance.parameters import Parameters
from qonys.provenance.runner import Runner
from qonys.store import queries
from qonys.store.checks import CheckOutcome, check_identities


def outcomes(run: Runner) -> tuple[CheckOutcome, ...]:
    """The identities of the pack, tried once for each run."""
    return run.once("identities", lambda: check_identities(run.store))


def identities(run: Runner, call: Call) -> Result:
    """By identity: measures tried, held, explained, unexplained (numbers of areas and periods)."""
    found = outcomes(run)
    tried = np.array([float(o.tried) for o in found])
    broken = np.array([float(len(o.residuals)) for o in found])
    unexplained = np.array([float(len(o.unexplained)) for o in found])
    counts = {"tried": tried, "held": tried - broken, "explained": broken - unexplained, "unexplained": unexplained}
    return _counted(call, counts, {"check": tuple(o.check for o in found)})


def residuals(run: Runner, call: Call) -> Result:
    """What each residual leaves to be added to the left side; axis `case` is check, area, period joined by `|`.

    A measure for each unit. The sign is that of the statistical adjustment in an account.
    """
    found = [r for o in outcomes(run) for r in o.residuals]
    cases = tuple(f"{r.check}|{r.area}|{r.period}" for r in found)
    measures: Measures = {
        f"residual_{unit}": (
            np.array([-r.residual if r.unit == unit else np.nan for r in found]),
            np.full(len(found), "A"),
            unit,
        )
        for unit in sorted({r.unit for r in found} or {"persons"})
    }
    return stack(call, measures, {"case": cases})


def stock(run: Runner, call: Call) -> Result:
    """What a store holds: numbers of figures, indicators, sources, missing, conflicts, revisions."""
    connection = run.store.connection
    covered = queries.coverage(connection)
    sources = {source for row in covered for source in row["sources"]}
    counts = {
        "figures": sum(row["figures"] for row in covered),
        "indicators": len(covered),
        "sources": len(sources),
        "missing": sum(row["missing"] for row in covered),
        "conflicts": len(queries.conflicts(connection)),
        "revisions": len(queries.revisions(connection)),
    }
    return _counted(
        call,
        {name: np.array([float(count)]) for name, count in counts.items()},
        {"release": (run.store.releases[0].id[:12],)},
    )


def _counted(call: Call, counts: dict[str, Floats], axes: dict[str, tuple[str, ...]]) -> Result:
    measures: Measures = {name: (values, np.full(values.shape, "A"), "count") for name, values in counts.items()}
    return stack(call, measures, axes)


def sources(run: Runner, call: Call) -> Result:
    """Number of figures of each source."""
    names = Parameters(call).words("sources")
    known = run.once("sources", lambda: queries.counts_by_source(run.store.connection))
    return _counted(call, {"figures": np.array([float(known.get(n, 0)) for n in names])}, {"source": names})


def coverage(run: Runner, call: Call) -> Result:
    """How much of each indicator is published for regions.

    Measures: figures (of any area), regions (that have any), best (most regions that have
    one for the same period).
    """
    names = Parameters(call).words("indicators")
    country = run.store.pack.country
    rows: dict[str, list[float]] = {"figures": [], "regions": [], "best": []}
    for name in names:
        known = queries.areas_by_period(run.store.connection, name)
        regional = [(area, period) for area, period in known if area != country]
        rows["figures"].append(float(len(known)))
        rows["regions"].append(float(len({area for area, _ in regional})))
        by_period = Counter(period for _, period in regional)
        rows["best"].append(float(max(by_period.values(), default=0)))
    return _counted(call, {measure: np.array(values) for measure, values in rows.items()}, {"indicator": names})


REGISTRY: Mapping[str, Callable[[Runner, Call], Result]] = {
    f"trust.{computation.__name__}": Computation(computation, counts=True)
    for computation in (coverage, identities, residuals, sources, stock)
}
