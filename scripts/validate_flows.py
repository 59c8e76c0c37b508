"""Hides the cells of real flow tables, estimates them from their margins, and writes how far off each way is.

Run with ../shared beside the project: `python scripts/validate_flows.py`; it rewrites the
table in docs/methods/flow-estimation.md. `--check` only says whether the page is fresh.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from qonys.migration.kernels import estimation
from qonys.numerics.arrays import Floats
from qonys.numerics.sphere import great_circle

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "methods" / "flow-estimation.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
DRAWS, LEVEL, SEED = 400, 0.9, 20240801


def square(frame: pd.DataFrame, value: str = "flow") -> tuple[list[str], Floats]:
    """A long table as (origin, destination), the diagonal empty."""
    table = frame.pivot(index="orig", columns="dest", values=value)
    names = sorted(table.index)
    values = np.nan_to_num(table.loc[names, names].to_numpy(float).copy())
    np.fill_diagonal(values, 0)
    return names, values


def korea() -> list[tuple[str, dict[str, Floats], Floats]]:
    """Truth, seeds, and the distances and borders behind the borrowed seed."""
    frame = pd.read_csv(SHARED / "refdata/B_migration/korea_gravity.csv")
    _, truth = square(frame[frame.year == 2020])
    _, before = square(frame[frame.year == 2015])
    _, distance = square(frame[frame.year == 2020], "dist_cent")
    frame["contig"] = frame["contig"].astype(float)
    _, contiguous = square(frame[frame.year == 2020], "contig")
    return [("Korea 2020, 17 regions", {"five years before": before, **borrowed(distance, contiguous)}, truth)]


def states() -> list[tuple[str, dict[str, Floats], Floats]]:
    """United States; the file has no borders, so that distance alone speaks."""
    names, truth = square(pd.read_csv(SHARED / "data/world/us_state_to_state_acs2019.csv"))
    places = pd.read_csv(ROOT / "scripts/validation/us_states.csv").set_index("name")
    distance = great_circle(places.loc[names].to_numpy(float))
    return [("United States 2019, 51 states", borrowed(distance, np.zeros_like(distance)), truth)]


def italy() -> list[tuple[str, dict[str, Floats], Floats]]:
    """Five areas without distances: an earlier table is the only seed beside the uniform one."""
    frame = pd.read_csv(SHARED / "refdata/B_migration/italy_area.csv")
    totals = frame.groupby(["year", "orig", "dest"], as_index=False)["flow"].sum()
    years = sorted(totals.year.unique())
    _, truth = square(totals[totals.year == years[-1]])
    _, before = square(totals[totals.year == years[-2]])
    return [(f"Italy {years[-1]}, 5 areas", {"five years before": before}, truth)]


def borrowed(distance: Floats, contiguous: Floats) -> dict[str, Floats]:
    """The seed with the coefficients that the program ships: none was fitted to the table at hand."""
    safe = distance + np.eye(len(distance))
    generator = np.random.default_rng(SEED)
    return {"distance and borders": estimation.seeds(safe, contiguous, estimation.DETERRENCE, DRAWS, generator)}


def error(estimate: Floats, truth: Floats) -> float:
    """Share of moves that the estimate puts into a wrong cell, percent."""
    return float(50 * np.abs(estimate - truth).sum() / truth.sum())


def rows() -> list[str]:
    """Lines of the table."""
    lines = []
    for name, seeds, truth in (*korea(), *states(), *italy()):
        out, into = truth.sum(1), truth.sum(0)
        ways = {"uniform": 1 - np.eye(len(truth)), **seeds}
        for way, seed in ways.items():
            tables = estimation.biproportional(np.atleast_3d(seed) if seed.ndim == 3 else seed[None], out, into)
            off = ~np.eye(len(truth), dtype=bool)
            covered = "–"
            if len(tables) > 1:
                low, high = np.quantile(tables[1:], [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
                covered = f"{100 * ((truth >= low) & (truth <= high))[off].mean():.0f}"
            correlation = np.corrcoef(np.log1p(tables[0][off]), np.log1p(truth[off]))[0, 1]
            lines.append(f"| {name} | {way} | {error(tables[0], truth):.1f} | {correlation:.3f} | {covered} |")
    return lines


def page() -> str:
    """The page with its table made anew."""
    text = PAGE.read_text("utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    head = [
        "| flows | seed | moves in a wrong cell, % | correlation of logarithms | cells within the 90 % interval, % |",
        "|---|---|---:|---:|---:|",
    ]
    return "\n".join([before + BEGIN, *head, *rows(), END]) + after


if __name__ == "__main__":
    fresh = page()
    if "--check" in sys.argv:
        sys.exit(0 if fresh == PAGE.read_text("utf-8") else "docs/methods/flow-estimation.md is not fresh")
    PAGE.write_text(fresh, "utf-8")
