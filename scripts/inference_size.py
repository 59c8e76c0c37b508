"""How often each test rejects where there is no effect: the size of inference with few clusters, as a table.

    python scripts/inference_size.py --simulations 2000

Panels are made by `qonys.effects.kernels.simulation`. A test that keeps its size rejects in 5 % of them, give or take
what chance does to so many panels: the number in brackets is one standard error of that. Behind it stands in how many
panels `holds` says so, and how often the test rejects in these. Matrices are small; with
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

from qonys.effects.counts import fit_counts, informative
from qonys.effects.estimate import fit_of
from qonys.effects.inference import inferences
from qonys.effects.judged import Options
from qonys.effects.kernels.simulation import Design, Panel, make
from qonys.effects.sample import Regression
from qonys.model.specification import Estimator, Variable
from qonys.model.specification import Specification as Study
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
    "two-carry": ("exposure that moves in two areas above all, all from the start", Design(carriers=2, late=False)),
    "instrument": ("one instrument", Design(instruments=1)),
    "weak": ("one weak instrument", Design(instruments=1, strength=0.25)),
    "counts": ("counts, three areas enter late", Design(counts=True)),
    "three-weak": ("three weak instruments", Design(instruments=3, strength=0.25)),
    "very-weak": (
        "three weak instruments of a strongly endogenous exposure, all from the start",
        Design(instruments=3, strength=0.25, endogeneity=2.0, late=False),
    ),
}
"""By name: what is said of a design, and the design."""


@dataclass(frozen=True, slots=True)
class Size:
    """Share of panels in which a method rejects; panels that it has no answer for are left out."""

    share: float
    error: float
    panels: int
    holds: float
    """Share of panels in which the test is said to keep its size."""
    among: float | None
    """Share of those that it rejects in."""

    @classmethod
    def of(cls, ps: list[float], holds: list[bool]) -> Size:
        """Of p values, some of which are missing."""
        there = ~np.isnan(ps)
        wrong, held = np.array(ps)[there] <= LEVEL, np.array(holds, bool)[there]
        share = float(wrong.mean()) if len(wrong) else float("nan")
        error = float(np.sqrt(share * (1 - share) / max(len(wrong), 1)))
        among = float(wrong[held].mean()) if held.any() else None
        return cls(share, error, len(wrong), float(held.mean()) if len(held) else 0.0, among)


def tests(panel: Panel, design: Design, rng: np.random.Generator) -> Iterator[tuple[str, float, bool]]:
    """Name, p of no effect, and whether the test is said to keep its size, for every inference that is offered."""
    arrays = regression_of(panel, design, rng)
    if design.counts:
        arrays, counted = informative(arrays)
        fitted = fit_counts(arrays, counted)
    else:
        fitted = fit_of(arrays)
    options = Options(draws=DRAWS, level=0.0, seed=int(rng.integers(2**31)))
    for one in inferences(arrays, fitted, options):
        yield one.method.value, one.p, one.holds


def regression_of(panel: Panel, design: Design, rng: np.random.Generator) -> Regression:
    """A made panel as the regression that a study would give; areas lie anywhere in a square of 1,500 km."""
    s = panel.specification
    assert s.nuisance is not None
    z = np.empty((len(s.y), 0)) if panel.instruments is None else panel.instruments
    instruments = tuple(Variable(f"z{i}") for i in range(z.shape[1]))
    estimator = Estimator.POISSON if design.counts else Estimator.LEAST_SQUARES
    asked = Study("made", Variable("y"), Variable("x"), instruments=instruments, estimator=estimator)
    names, years = (tuple(str(i) for i in range(n)) for n in (design.clusters, design.periods))
    points = np.column_stack([rng.uniform(43, 56, design.clusters), rng.uniform(60, 80, design.clusters)])[panel.area]
    return Regression(
        asked, s.y, s.x[:, None], ("x",), z, s.nuisance, s.weights, panel.area, panel.period, panel.area, names, years,
        (), (), points,
    )  # fmt: skip


def sizes(design: Design, simulations: int, seed: int, tell: Callable[[int], None] = lambda _: None) -> dict[str, Size]:
    """The size of each method in panels of a design."""
    rng = generator(seed, f"size {design}")
    found: dict[str, list[tuple[float, bool]]] = {}
    for i in range(simulations):
        for name, p, holds in tests(make(design, rng), design, rng):
            found.setdefault(name, []).append((p, holds))
        tell(i + 1)
    return {name: Size.of([p for p, _ in each], [h for _, h in each]) for name, each in found.items()}


def table(label: str, by_clusters: dict[int, dict[str, Size]]) -> Iterator[str]:
    """Lines of a table in Markdown: methods down, numbers of clusters across."""
    yield f"| {label} | " + " | ".join(f"{c} clusters" for c in by_clusters) + " |"
    yield "|---|" + "---|" * len(by_clusters)
    for method in next(iter(by_clusters.values())):
        cells = (found[method] for found in by_clusters.values())
        yield f"| {method} | " + " | ".join(f"{c.share:.3f} ({c.error:.3f}), {_held(c)}" for c in cells) + " |"
    yield ""


def _held(size: Size) -> str:
    """In how many panels the test is said to keep its size, and how often it rejects in these."""
    return f"{size.holds:.0%}: {size.among:.3f}" if size.among is not None else "never"


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
