"""Effects beside each other, what they say, and what figures would be needed where there are none."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qonys.comparisons import holm
from qonys.effects.counts import refuse_counts
from qonys.effects.curves import unit_of
from qonys.effects.estimate import Estimated, margin_of, told
from qonys.effects.kernels.covariance import classical, clustered
from qonys.effects.kernels.equivalence import Verdict
from qonys.effects.kernels.jackknife import jackknife, partial_leverages
from qonys.effects.kernels.power import smallest_exact
from qonys.model import Call
from qonys.model.result import Floats, Result

VERDICTS = {Verdict.EFFECT: 1.0, Verdict.TIGHT_NULL: 0.0, Verdict.CANNOT_TELL: np.nan}
"""As numbers: 1 an effect, 0 a tight null, none where the figures cannot tell."""

EFFECTS = ("effect", "low", "high", "detectable", "smallest")
COUNTS = ("observations", "areas", "periods", "clusters")
PLAIN = ("p", "holds", "verdict", "p_holm")


def overview(call: Call, found: Mapping[str, Estimated]) -> Result:
    """The effect of one step of exposure in each specification, by the inference that statements follow.

    Measures effect, low, high, detectable (the smallest that would have been seen with 80 %), smallest (that would
    matter), as shares or in units of the outcome (`relative` says which); p, holds, verdict (1 an effect, 0 a tight
    null, none: the figures cannot tell), each by itself; p_holm, p adjusted for the number of specifications (Holm
    1979); observations, areas, periods, clusters.
    """
    adjusted = holm([float(one.of().p) for one in found.values()])
    columns = [_column(one, p) for one, p in zip(found.values(), adjusted, strict=True)]
    measures = (*(f"{m}_{kind}" for kind in ("share", "level") for m in EFFECTS), *PLAIN, *COUNTS)
    values = np.stack(columns, axis=1)
    units = {m: "share" if m.endswith("_share") else "outcome_units" for m in measures}
    units |= dict.fromkeys(PLAIN, "ratio") | dict.fromkeys(COUNTS, "count")
    unknown = [name for name, one in found.items() if one.verdict is Verdict.CANNOT_TELL]
    reasons: dict[tuple[str, ...], str] = {("verdict", name): "cannot-tell" for name in unknown}
    why = {name: "no-interval" if one.of().reason else "several-pieces" if one.of().pieces else "no-end"
           for name, one in found.items()}  # fmt: skip
    for kind in ("share", "level"):
        for m in ("low", "high", "detectable"):
            row = values[measures.index(f"{m}_{kind}")]
            known = values[measures.index(f"effect_{kind}")]
            open_ended = np.flatnonzero(np.isnan(row) & ~np.isnan(known))
            reasons |= {(f"{m}_{kind}", tuple(found)[i]): why[tuple(found)[i]] for i in open_ended}
    reasons |= {("p", name): "no-interval" for name, one in found.items() if np.isnan(one.of().p)}
    status = np.where(np.isnan(values), "", "E")
    return Result(call, {"measure": measures, "effect": tuple(found)}, values, status, units, reasons)


def _column(one: Estimated, adjusted: float) -> Floats:
    main, s = one.of(), one.specification
    ends = np.array([main.estimate, main.low, main.high, one.detectable, margin_of(s)])
    effects = np.where(np.isfinite(ends), told(s, ends), np.nan)
    if s.smallest is None:
        effects[-1] = np.nan
    blank = np.full(len(EFFECTS), np.nan)
    arrays = one.regression
    counts = [len(arrays.y), len(np.unique(arrays.area)), len(np.unique(arrays.period)), arrays.clusters]
    pair = (effects, blank) if unit_of(s) == "share" else (blank, effects)
    return np.concatenate([*pair, [main.p, float(main.holds), VERDICTS[one.verdict], adjusted], counts])


def influence(call: Call, one: Estimated) -> Result:
    """Who drives an estimate: measures leverage (share of an area in what is left of the exposure), without (the
    effect of one step when the area is left out); axis area, the cluster's first one."""
    arrays, s = one.regression, one.specification
    refuse_counts(s)
    beside = np.column_stack([arrays.nuisance, arrays.x[:, 1:]])
    found = jackknife(arrays.y, arrays.x[:, :1], arrays.cluster, beside, arrays.weights)
    shares = partial_leverages(one.fit, arrays.cluster)
    names = tuple(arrays.areas[int(arrays.area[arrays.cluster == g][0])] for g in found.clusters)
    values = np.stack([shares, told(s, found.without[:, 0])])
    units = {"leverage": "share", "without": unit_of(s)}
    return Result(call, {"measure": ("leverage", "without"), "area": names}, values, np.full(values.shape, "E"), units)


SIZES = (0.01, 0.02, 0.05)


def needs(call: Call, base: Estimated) -> Result:
    """How many area-periods a panel of another exposure would need to show an effect of a given size.

    The size is what one standard deviation of that exposure within areas does to the outcome: 1, 2 or 5 percent. The
    scatter of the outcome and the dependence of errors within areas are those of a panel that exists (`base`); the
    exposure is taken to be spread over areas alike, so the numbers are lower bounds. Measures needed (area-periods)
    and periods (for the areas of `base`); axis size, as a share.

    With n area-periods an effect d per standard deviation has the error s √(deff / n), s the scatter of the outcome
    and deff the ratio of the clustered to the plain variance; it is seen with 80 % where d is 2.8 such errors (Bloom
    1995, Evaluation Review 19(5)).
    """
    refuse_counts(base.specification)
    arrays, one = base.regression, base.fit
    scatter = float(one.residuals @ one.residuals) / (one.observations - one.parameters)
    plain, by_area = classical(one)[0, 0], clustered(one, arrays.cluster)[0, 0]
    errors = smallest_exact(1.0, arrays.clusters - 1)
    areas = len(np.unique(arrays.area))
    sizes = np.log1p(SIZES) if base.specification.relative else np.array(SIZES)
    needed = np.ceil(errors**2 * scatter * max(1.0, float(by_area / plain)) / sizes**2)
    values = np.stack([needed, np.ceil(needed / areas)])
    axes = {"measure": ("needed", "periods"), "size": tuple(f"{size:g}" for size in SIZES)}
    return Result(call, axes, values, np.full(values.shape, "E"), {"needed": "count", "periods": "count"})
