"""How often each test rejects where there is no effect: the size of inference with few clusters, as a table.

    python scripts/inference_size.py --simulations 2000

Panels are made by `qonys.effects.kernels.simulation`. A test that keeps its size rejects in 5 % of them, give or take
what chance does to so many panels: the number in brackets is one standard error of that. Matrices are small; with
OPENBLAS_NUM_THREADS=1 in the environment a busy machine does not lose time on threads.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import f as fisher
from scipy.stats import t as student

from qonys.effects.kernels.absorb import Absorbed, Multipliers, absorb
from qonys.effects.kernels.covariance import classical, clustered, errors, nested_parameters, robust
from qonys.effects.kernels.jackknife import jackknife
from qonys.effects.kernels.least_squares import Fit, fit
from qonys.effects.kernels.poisson_panel import Counts, count_effects
from qonys.effects.kernels.poisson_panel import jackknife as jackknife_counts
from qonys.effects.kernels.poisson_scores import CountPanel, score_test
from qonys.effects.kernels.randomisation import randomise
from qonys.effects.kernels.serial import default_lags, driscoll_kraay
from qonys.effects.kernels.simulation import Design, Panel, make
from qonys.effects.kernels.wild import Residuals, WildOptions, wild_test
from qonys.effects.kernels.wild_iv import instrumented, wild_ar_test, wild_iv_test
from qonys.errors import CannotCompute
from qonys.numerics.generators import generator

DRAWS = 999
LEVEL = 0.05

DESIGNS = {
    "main": ("exposure varies everywhere, three areas enter late", Design()),
    "weighted": ("exposure varies everywhere, three areas enter late, weighted by people", Design(weighted=True)),
    "balanced": ("exposure varies everywhere, all areas from the start", Design(late=False)),
    "treated": ("an exposure of 0 and 1 that reaches three areas, all from the start", Design(treated=3, late=False)),
    "treated-weighted": (
        "an exposure of 0 and 1 that reaches three areas, all from the start, weighted by people",
        Design(treated=3, late=False, weighted=True),
    ),
    "instrument": ("one instrument", Design(instruments=1)),
    "weak": ("one weak instrument", Design(instruments=1, strength=0.25)),
    "counts": ("counts, three areas enter late", Design(counts=True)),
    "three-weak": ("three weak instruments", Design(instruments=3, strength=0.25)),
}
"""By name: what is said of a design, and the design."""

WILD = {
    "wild-webb": WildOptions(draws=DRAWS, level=0),
    "wild-rademacher": WildOptions(draws=DRAWS, law=Multipliers.RADEMACHER, level=0),
    "wild-jackknife": WildOptions(draws=DRAWS, residuals=Residuals.JACKKNIFE, level=0),
}


@dataclass(frozen=True, slots=True)
class Size:
    """Share of panels in which a method rejects; panels that it has no answer for are left out."""

    share: float
    error: float
    panels: int

    @classmethod
    def of(cls, ps: list[float]) -> Size:
        """Of p values, some of which are missing."""
        known = np.array(ps)[~np.isnan(ps)]
        share = float((known <= LEVEL).mean()) if len(known) else float("nan")
        return cls(share, float(np.sqrt(share * (1 - share) / max(len(known), 1))), len(known))


def least_squares_ps(panel: Panel, rng: np.random.Generator) -> Iterator[tuple[str, float]]:
    """p values of no effect by each method."""
    s, left = panel.specification, absorb(panel.specification)
    bread = np.array([[1 / left.information]])
    one = Fit(
        np.array([left.coefficient]), left.residuals, left.x[:, None], bread, 1 + left.basis.shape[1]
    )  # of the full regression
    groups, periods = len(left.numbers), int(panel.period.max()) + 1
    nested = nested_parameters(panel.area, panel.area)
    free = len(s.y) - one.parameters
    parts = {
        "homoskedastic": (classical(one), free),
        "hc1": (robust(one), free),
        "crv1": (clustered(one, panel.area, nested=nested), groups - 1),
        "driscoll-kraay": (driscoll_kraay(one, panel.period, default_lags(periods)), periods - 1),
    }
    for name, (covariance, df) in parts.items():
        yield name, float(2 * student.sf(abs(left.coefficient) / errors(covariance)[0], df))
    yield "crv3", jackknife_p(left)
    for name, options in WILD.items():
        yield name, wild_test(left, rng, options).p
    if len(s.y) == groups * periods:
        found = randomise(left, s.x, panel.area, DRAWS, rng, s.weights)
        yield "randomisation-t", found.p
        yield "randomisation-b", found.p_coefficient


def jackknife_p(left: Absorbed) -> float:
    """p by CRV3 and Student's law with G - 1; missing where the coefficient hangs on one cluster."""
    try:
        found = jackknife(left.y, left.x[:, None], left.codes, left.basis)
    except CannotCompute:
        return float("nan")
    t = left.coefficient / errors(found.covariance())[0]
    return float(2 * student.sf(abs(t), len(left.numbers) - 1))


def count_ps(panel: Panel, rng: np.random.Generator) -> Iterator[tuple[str, float]]:
    """p values of no effect on counts."""
    s = panel.specification
    model = Counts(s.y, s.x[:, None], (panel.area, panel.period))
    found = count_effects(model, (panel.area,))
    yield "crv1", float(found.p[0])
    try:
        yield "crv3", float(jackknife_counts(model, panel.area).p[0])
    except CannotCompute:
        yield "crv3", float("nan")
    keep = np.delete(np.arange(len(s.y)), [*found.separated, *found.singletons])
    assert s.nuisance is not None
    left = CountPanel(s.y[keep], s.x[keep], s.nuisance[keep], panel.area[keep])
    estimate, error = float(found.coefficients[0]), float(found.errors[0])
    yield "wild-score", score_test(left, (estimate, error), rng, WildOptions(draws=DRAWS, level=0)).p


def instrument_ps(panel: Panel, rng: np.random.Generator) -> Iterator[tuple[str, float]]:
    """p values of no effect with instruments."""
    s, z = panel.specification, panel.instruments
    assert z is not None
    left = instrumented((s.y, s.x, z), panel.area, s.nuisance, s.weights)
    options = WildOptions(draws=DRAWS, level=0)
    found = wild_iv_test(left, rng, options, nested=nested_parameters(panel.area, panel.area))
    yield "crv1", found.p_student
    yield "wild-efficient", found.p
    reduced, number = fit(left.y, left.z, left.basis), z.shape[1]
    covariance = clustered(reduced, panel.area, nested=nested_parameters(panel.area, panel.area))
    wald = float(reduced.coefficients @ np.linalg.solve(covariance, reduced.coefficients)) / number
    yield "anderson-rubin", float(fisher.sf(wald, number, left.clusters - 1))
    yield "wild-anderson-rubin", wild_ar_test(left, rng, options).p


def sizes(design: Design, simulations: int, seed: int, tell: Callable[[int], None] = lambda _: None) -> dict[str, Size]:
    """The size of each method in panels of a design."""
    rng = generator(seed, f"size {design}")
    ps: dict[str, list[float]] = {}
    for i in range(simulations):
        panel = make(design, rng)
        by_design = count_ps if design.counts else instrument_ps if design.instruments else least_squares_ps
        for name, p in by_design(panel, rng):
            ps.setdefault(name, []).append(p)
        tell(i + 1)
    return {name: Size.of(values) for name, values in ps.items()}


def table(label: str, by_clusters: dict[int, dict[str, Size]]) -> Iterator[str]:
    """Lines of a table in Markdown: methods down, numbers of clusters across."""
    yield f"| {label} | " + " | ".join(f"{c} clusters" for c in by_clusters) + " |"
    yield "|---|" + "---|" * len(by_clusters)
    for method in next(iter(by_clusters.values())):
        cells = (found[method] for found in by_clusters.values())
        yield f"| {method} | " + " | ".join(f"{c.share:.3f} ({c.error:.3f})" for c in cells) + " |"
    yield ""


def main() -> None:
    """Run the study and print its tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=2000)
    parser.add_argument("--clusters", type=int, nargs="+", default=[14, 17, 20])
    parser.add_argument("--designs", nargs="+", default=list(DESIGNS), choices=list(DESIGNS))
    parser.add_argument("--seed", type=int, default=20240801)
    parser.add_argument("--json", type=Path, help="file to write the same figures to")
    chosen = parser.parse_args()
    print(f"Share of {chosen.simulations:,} panels in which no effect is rejected at {LEVEL:.0%}\n")
    written = {}
    for name in chosen.designs:
        label, design = DESIGNS[name]
        found = {}
        for clusters in chosen.clusters:

            def tell(done: int, label: str = f"{name}, {clusters} clusters") -> None:
                if done % 100 == 0:
                    print(f"\r{label}: {done} of {chosen.simulations}", end="", file=sys.stderr, flush=True)

            found[clusters] = sizes(replace(design, clusters=clusters), chosen.simulations, chosen.seed, tell)
            print(file=sys.stderr)
        print("\n".join(table(label, found)), flush=True)
        written[name] = {c: {m: asdict(size) for m, size in methods.items()} for c, methods in found.items()}
    if chosen.json:
        chosen.json.write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
