"""How often each test rejects where there is no effect: the size of inference with few clusters, as a table.

    python scripts/inference_size.py --simulations 2000

Panels are made by `qonys.effects.kernels.simulation`. A test that keeps its size rejects in 5 % of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from scipy.stats import f as fisher
from scipy.stats import t as student

from qonys.effects.kernels.absorb import Multipliers, absorb
from qonys.effects.kernels.covariance import classical, clustered, errors, nested_parameters, robust
from qonys.effects.kernels.jackknife import jackknife
from qonys.effects.kernels.least_squares import fit, outside
from qonys.effects.kernels.randomisation import randomise
from qonys.effects.kernels.serial import default_lags, driscoll_kraay
from qonys.effects.kernels.simulation import Design, Panel, make
from qonys.effects.kernels.wild import Residuals, WildOptions, wild_test
from qonys.effects.kernels.wild_iv import instrumented, wild_iv_test
from qonys.errors import CannotCompute
from qonys.numerics.generators import generator

DESIGNS = {
    "alike": Design(),
    "weighted by people": Design(weighted=True),
    "all from the start": Design(late=False),
    "three areas treated": Design(treated=3),
    "instrument": Design(strength=1.0),
    "weak instrument": Design(strength=0.25),
}
WILD = {
    "wild-webb": WildOptions(draws=999, level=0),
    "wild-rademacher": WildOptions(draws=999, law=Multipliers.RADEMACHER, level=0),
    "wild-jackknife": WildOptions(draws=999, residuals=Residuals.JACKKNIFE, level=0),
}


def least_squares_ps(panel: Panel, rng: np.random.Generator) -> Iterator[tuple[str, float]]:
    """p values of no effect by each method."""
    s = panel.specification
    one = fit(s.y, s.x[:, None], s.nuisance, s.weights)
    groups = len(np.unique(panel.area))
    free = len(s.y) - one.parameters
    nested = nested_parameters(panel.area, panel.area)
    lags = default_lags(int(panel.period.max()) + 1)
    parts = {
        "homoskedastic": (classical(one), free),
        "hc1": (robust(one), free),
        "crv1": (clustered(one, panel.area, nested=nested), groups - 1),
        "driscoll-kraay": (driscoll_kraay(one, panel.period, lags), int(panel.period.max())),
    }
    for name, (covariance, df) in parts.items():
        yield name, float(2 * student.sf(abs(one.coefficients[0]) / errors(covariance)[0], df))
    try:
        found = jackknife(s.y, s.x[:, None], panel.area, s.nuisance, s.weights)
        yield "crv3", float(2 * student.sf(abs(one.coefficients[0]) / errors(found.covariance())[0], groups - 1))
    except CannotCompute:
        yield "crv3", float("nan")
    left = absorb(s)
    if len(s.y) == groups * (panel.period.max() + 1):
        yield "randomisation", randomise(left, s.x, panel.area, 999, rng).p
    for name, options in WILD.items():
        yield name, wild_test(left, rng, options).p


def instrument_ps(panel: Panel, rng: np.random.Generator) -> Iterator[tuple[str, float]]:
    """p values of no effect with an instrument."""
    s, z = panel.specification, panel.instrument
    assert z is not None
    left = instrumented((s.y, s.x, z[:, None]), panel.area, s.nuisance, s.weights)
    found = wild_iv_test(left, rng, WildOptions(draws=999, level=0))
    groups = left.clusters
    yield "crv1", float(2 * student.sf(abs(found.t), groups - 1))
    yield "wild-efficient", found.p
    columns, _ = outside(np.column_stack([s.y, z]), s.nuisance, s.weights)
    reduced = fit(columns[:, 0], columns[:, 1:])
    t = reduced.coefficients[0] / errors(clustered(reduced, panel.area))[0]
    yield "anderson-rubin", float(fisher.sf(t**2, 1, groups - 1))


def rejections(design: Design, simulations: int, seed: int, tell: Callable[[int], None]) -> dict[str, float]:
    """Share of made panels in which each method rejects no effect at 5 %; panels that it cannot take left out."""
    rng = generator(seed, f"size {design}")
    ps: dict[str, list[float]] = {}
    for i in range(simulations):
        panel = make(design, rng)
        values = instrument_ps(panel, rng) if panel.instrument is not None else least_squares_ps(panel, rng)
        for name, p in values:
            ps.setdefault(name, []).append(p)
        tell(i + 1)
    return {name: float(np.nanmean(np.where(np.isnan(v), np.nan, np.array(v) <= 0.05))) for name, v in ps.items()}


def main() -> None:
    """Run the study and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--simulations", type=int, default=2000)
    parser.add_argument("--clusters", type=int, nargs="+", default=[14, 17, 20])
    parser.add_argument("--designs", nargs="+", default=list(DESIGNS), choices=list(DESIGNS))
    parser.add_argument("--seed", type=int, default=20240801)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    chosen = parser.parse_args()
    found: dict[str, dict[int, dict[str, float]]] = {}
    for name in chosen.designs:
        for clusters in chosen.clusters:
            design = replace(DESIGNS[name], clusters=clusters)

            def tell(done: int, label: str = f"{name}, {clusters} clusters") -> None:
                if done % 100 == 0:
                    print(f"\r{label}: {done} of {chosen.simulations}", end="", file=sys.stderr, flush=True)

            found.setdefault(name, {})[clusters] = rejections(design, chosen.simulations, chosen.seed, tell)
            print(file=sys.stderr)
    if chosen.json:
        print(json.dumps(found, indent=1))
        return
    error = np.sqrt(0.05 * 0.95 / chosen.simulations)
    print(f"Share of {chosen.simulations:,} panels in which no effect is rejected at 5 % (± {error:.3f} by chance)\n")
    for name, by_clusters in found.items():
        methods = next(iter(by_clusters.values()))
        print(f"| {name} | " + " | ".join(f"{c} clusters" for c in by_clusters) + " |")
        print("|---|" + "---|" * len(by_clusters))
        for method in methods:
            print(f"| {method} | " + " | ".join(f"{by_clusters[c][method]:.3f}" for c in by_clusters) + " |")
        print()


if __name__ == "__main__":
    main()
