"""Which periods are named on an axis, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qonys.model import Frequency, Period
from qonys.report.charts.plot import Plot
from qonys.report.charts.theme import SMALL_SIZE, text_width, wrap


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of the axis under one position."""

    index: int
    position: int
    lines: tuple[str, ...]


def positions(plot: Plot) -> list[int]:
    """Where each label stands: days for periods, so that a gap in time is a gap, else 0, 1, 2, …"""
    periods = plot.periods
    return [p.first.toordinal() for p in periods] if periods else list(range(len(plot.labels)))


def ticks(plot: Plot, width: float) -> list[Tick]:
    """The labels that fit into the width, evenly picked: years as years, months by their years if there are many."""
    periods, where = plot.periods, positions(plot)
    if periods and periods[0].frequency in (Frequency.MONTH, Frequency.QUARTER) and len(periods) > 16:
        chosen = [i for i, p in enumerate(periods) if p.first.month == 1]
        texts = {i: [plot.words.label(Period.year_of(periods[i].year))] for i in chosen}
        return _thinned(chosen, texts, where, width)
    share = width / max(len(where), 1)
    texts = {i: lines for i, lines in enumerate(_lines(plot.label_texts, share))}
    return _thinned(list(texts), texts, where, width)


def _lines(labels: Sequence[str], share: float) -> list[list[str]]:
    """All labels in one line, or if one is too long each broken at every space, so that they look alike."""
    if all(text_width(text, SMALL_SIZE) <= share - 6 for text in labels):
        return [[text] for text in labels]
    widest = max((text_width(word, SMALL_SIZE) for text in labels for word in text.split(" ")), default=0.0)
    return [wrap(text, max(widest, 34), SMALL_SIZE) for text in labels]


def _thinned(chosen: Sequence[int], texts: dict[int, list[str]], where: Sequence[int], width: float) -> list[Tick]:
    """Every, every second, every fifth … label, counted from the last, so that none touches the next."""
    if not chosen:
        return []
    widest = max(text_width(line, SMALL_SIZE) for i in chosen for line in texts[i]) + 3
    span = max(where[-1] - where[0], 1)
    if len({b - a for a, b in pairwise(where)}) > 2 and where[-1] - where[0] > 2 * 366:
        return _apart(chosen, texts, where, widest * span / width)
    per_label = width * (where[chosen[-1]] - where[chosen[0]]) / span / max(len(chosen) - 1, 1)
    step = next((s for s in (1, 2, 3, 4, 5, 10, 20, 25, 50) if s * max(per_label, 0.01) >= widest), len(chosen))
    return [Tick(i, where[i], tuple(texts[i])) for i in chosen[::-1][::step][::-1]]


def _apart(chosen: Sequence[int], texts: dict[int, list[str]], where: Sequence[int], least: float) -> list[Tick]:
    """Days that are not evenly spaced: counted from the last, each that stands clear of the one before."""
    kept: list[int] = []
    for i in reversed(chosen):
        if not kept or where[kept[-1]] - where[i] >= least:
            kept.append(i)
    return [Tick(i, where[i], tuple(texts[i])) for i in reversed(kept)]
