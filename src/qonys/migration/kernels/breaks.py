"""Jumps in the level of short series: one series against its past, and all areas at once."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput, CannotCompute
from qonys.numerics.arrays import Floats

Mask = NDArray[np.bool_]


class Answer(enum.Enum):
    """What the test of one jump says; that it cannot be made is an answer too."""

    SHIFT = "shift"
    NO_SHIFT = "no shift"
    CANNOT_BE_TESTED = "cannot be tested"


class Verdict(enum.Enum):
    """What a jump of all areas between two years most likely is."""

    REGISTRATION_LIKELY = "registration likely"  # large, near-proportional, same way, both directions, net flows kept
    BEHAVIOUR_POSSIBLE = "behaviour possible"  # large without the rest, or single areas moved on their own
    NO_JUMP = "no jump"
    CANNOT_TELL = "cannot tell"  # few areas, small counts, or net flows unknown where all else says registration


@dataclass(frozen=True, slots=True)
class JumpOptions:
    """Thresholds with their reasons; "ordinary years" are those of Korea's 17 regions, 2012 to 2020."""

    usual_change: float = 0.15  # relative; the common change of ordinary years was 6 % at most
    usual_scatter: float = 0.05  # of areas' log ratios; 0.02 to 0.06 (robust) in ordinary years
    near_proportional: float = 1 / 3  # scatter over shift: at three times its scatter it takes 699 of 700 areas along
    same_way: float = 0.9  # least share of areas on the median's side
    min_areas: int = 6  # five areas that all move the same way are chance at 6 %, six at 3 %
    far: float = 3.5  # standard deviations at which an area moved on its own (Iglewicz, Hoaglin 1993)
    net_tolerance: float = 1.25  # factor by which effectiveness may leave its band: six of eight ordinary years kept it
    net_agreement: float = 0.9  # least cosine of net flows before and after; 0.96 and more in ordinary years
    min_earlier: int = 4  # earlier changes needed to know their variation (two degrees of freedom)
    level: float = 0.95  # of intervals; 1 - level is the size of tests


OPTIONS = JumpOptions()


class LevelShift(NamedTuple):
    """One jump against the earlier variation of its own series."""

    position: int  # index of the first value after the jump
    jump: float  # log ratio of counts; difference of other values
    usual: float  # median of earlier changes; nan where there are none
    scale: float  # robust standard deviation of earlier changes, at least Poisson's; nan with too few of them
    z: float  # (jump - usual) / scale; nan where it cannot be tested
    p_value: float  # two-sided; nan where it cannot be tested
    poisson_z: float  # jump over the error of two Poisson counts; nan for differences
    earlier: int  # number of earlier changes
    answer: Answer


def level_shift(series: Floats, at: int = -1, *, counts: bool = True, options: JumpOptions = OPTIONS) -> LevelShift:
    """Whether the change into position `at` is out of line with the changes before it.

    Changes are log ratios of counts, or differences with `counts=False` (net migration). Their median
    and median absolute deviation (Hampel 1974) do not bend to one earlier break. Under independent normal changes
    z / (1 + 2.3 / m) is close to Student's t with m // 2 degrees of freedom, m earlier changes
    (by simulation, m from 3 to 28): a short series needs a large jump.

    Parameters
    ----------
    series : (time,) floats
        Counts, positive (any unit with `counts=False`). Values after `at` are not read. With fewer than
        `options.min_earlier` earlier changes, or if those do not vary, it cannot be tested.
        Missing values, and counts that are not positive, are refused (BadInput).

    Examples
    --------
    >>> level_shift(np.array([100.0, 103, 99, 101, 104, 100, 150]) * 1000).answer
    <Answer.SHIFT: 'shift'>
    >>> level_shift(np.array([803033.0, 1023573, 1510337])).answer
    <Answer.CANNOT_BE_TESTED: 'cannot be tested'>
    """
    n = len(series)
    if series.ndim != 1 or not -n <= at < n or at % n == 0:
        raise ValueError(f"one series and a position after its first value are needed, got {series.shape}, {at}")
    values = series[: at % n + 1]
    _refuse(~np.isfinite(values) | (counts & (values <= 0)))
    changes = np.diff(np.log(values) if counts else values)
    jump, earlier = float(changes[-1]), changes[:-1]
    noise = math.sqrt(1 / values[-1] + 1 / values[-2]) if counts else math.nan
    nan, count = math.nan, len(earlier)
    usual = float(np.median(earlier)) if count else nan
    scale = float(np.fmax(_robust_deviation(earlier), noise)) if count >= max(options.min_earlier, 3) else nan
    untested = LevelShift(at % n, jump, usual, scale, nan, nan, jump / noise, count, Answer.CANNOT_BE_TESTED)
    if not scale > 0:
        return untested
    from scipy.stats import t

    p_value = float(2 * t.sf(abs(z := (jump - usual) / scale) / (1 + 2.3 / count), count // 2))
    shifted = p_value < 1 - options.level
    return untested._replace(z=z, p_value=p_value, answer=Answer.SHIFT if shifted else Answer.NO_SHIFT)


@dataclass(frozen=True)
class Shift:
    """How one kind of counts (arrivals, say) moved between two years."""

    ratios: Floats  # (area,): after / before; nan for an area that was left out
    median: float
    median_interval: tuple[float, float]  # distribution-free (order statistics); 0 and inf with very few areas
    pooled: float  # sum after / sum before
    pooled_interval: tuple[float, float]  # Poisson, widened by the overdispersion, t quantiles
    scatter: float  # robust standard deviation of the logarithms of the ratios
    overdispersion: float  # Pearson chi-square of one common ratio / degrees of freedom: 1 for Poisson counts
    poisson_p: float  # of one ratio for all areas, counts being Poisson: with large counts always small
    homogeneity_p: float  # of the same, areas scattering as in an ordinary year on top
    same_way: float  # share of areas on the median's side of 1
    apart: tuple[int, ...]  # indices of areas that moved on their own


class NetFlows(NamedTuple):
    """What the jump did to net migration; effectiveness is percent of arrivals and departures."""

    effectiveness_before: float
    effectiveness_after: float
    band: tuple[float, float]  # where effectiveness ends if registration alone changed
    slope: (
        float  # net flows after on before, through 0: 1 if they stayed, `pooled` if they grew alike; nan if all were 0
    )
    agreement: float  # cosine of net flows before and after: 1 is one pattern; nan if both are within Poisson noise


class Findings(NamedTuple):
    """Yes, no, or None for not known: what leads to the verdict."""

    visible: bool  # areas and counts suffice to see `usual_change`
    large: bool
    beyond_earlier: bool | None
    proportional: bool
    same_way: bool
    net_kept: bool | None
    single_areas: bool


@dataclass(frozen=True)
class CommonJump:
    """A jump of all areas between two years: evidence and verdict."""

    arrivals: Shift
    departures: Shift | None
    net: NetFlows | None
    history: LevelShift | None
    left_out: tuple[int, ...]  # areas with a missing or zero figure: they have no ratio
    findings: Findings
    verdict: Verdict


def common_jump(
    before: Floats,
    after: Floats,
    departures: tuple[Floats, Floats] | None = None,
    earlier: Floats | None = None,
    options: JumpOptions = OPTIONS,
) -> CommonJump:
    """Whether all areas jumped together, and whether rules of registration are the likelier reason.

    A change of rules multiplies moves on record by nearly one factor k everywhere, in both directions.
    If it brings in all moves alike, net flows grow by k and effectiveness stays; if it brings in moves
    that cancel out, net flows stay and effectiveness falls by k: between the two lies `NetFlows.band`.
    People who choose other places leave the band or change the pattern of net flows. People who all
    move more often, alike everywhere, look like a change of rules: only size (`usual_change`) tells
    them apart, so the verdict is "likely", no more.
    Negative counts are refused (BadInput), and fewer than two areas with figures (CannotCompute).

    Parameters
    ----------
    before, after, departures : (area,) floats
        Arrivals of two years, persons, and departures of the same two.
    earlier : (year,) floats
        Totals of the years up to that of `before`: the jump must be out of line with them too, if they suffice.

    Examples
    --------
    >>> arrived = np.array([100.0, 250, 40, 90, 310, 75, 130]) * 1000
    >>> left = np.array([120.0, 200, 60, 110, 280, 95, 130]) * 1000
    >>> common_jump(arrived, 1.5 * arrived, (left, 1.5 * left)).verdict
    <Verdict.REGISTRATION_LIKELY: 'registration likely'>
    """
    counts = [np.asarray(c, float) for c in (before, after, *(departures or ()))]
    if counts[0].ndim != 1 or len({c.shape for c in counts}) > 1:
        raise ValueError(f"counts of the same areas are needed, got {[c.shape for c in counts]}")
    table = np.stack(counts)
    _refuse(table < 0)
    kept = (np.isfinite(table) & (table > 0)).all(axis=0)
    if kept.sum() < 2:
        fix = "give figures of more areas"
        raise CannotCompute("too-few-areas", where=f"{len(kept)} areas", fix=fix, count=int(kept.sum()))
    shifts = [_shift(table[i : i + 2], kept, options) for i in range(0, len(table), 2)]
    net = _net_flows(table[:, kept], shifts[0].pooled) if departures else None
    past = None if earlier is None else np.append(earlier, earlier[-1] * shifts[0].pooled)
    history = None if past is None else level_shift(past, options=options)
    # The error of a typical area's ratio must not hide the change that is looked for.
    error = np.median(np.sqrt((1 / table[:2, kept]).sum(axis=0)))
    visible = kept.sum() >= options.min_areas and 2 * error < math.log1p(options.usual_change)
    findings = _findings(shifts, net, history, options)._replace(visible=bool(visible))
    left_out = tuple(np.flatnonzero(~kept).tolist())
    return CommonJump(shifts[0], [*shifts, None][1], net, history, left_out, findings, _verdict(findings))


def _shift(pair: Floats, kept: Mask, options: JumpOptions) -> Shift:
    from scipy.stats import binom, chi2, t

    (b, a), n = pair[:, kept], int(kept.sum())
    ratios = np.full(len(kept), np.nan)
    ratios[kept] = a / b
    logs, pooled, median = np.log(a / b), a.sum() / b.sum(), float(np.median(a / b))
    centre = math.log(median)
    rank = int(binom.ppf((1 - options.level) / 2, n, 0.5))  # the k-th smallest and largest enclose the median
    ordered = np.concatenate([[0.0], np.sort(a / b), [np.inf]])
    expected = (a + b) * np.array([[1.0], [pooled]]) / (1 + pooled)
    pearson = float(((np.stack([b, a]) - expected) ** 2 / expected).sum())
    overdispersion = pearson / (n - 1)
    half = t.ppf((1 + options.level) / 2, n - 1) * math.sqrt(max(overdispersion, 1) * (1 / a.sum() + 1 / b.sum()))
    variance = 1 / a + 1 / b + options.usual_scatter**2
    spread = float((((logs - np.average(logs, weights=1 / variance)) ** 2) / variance).sum())
    apart = np.zeros(len(kept), dtype=bool)
    apart[kept] = np.abs(logs - centre) > options.far * np.sqrt(variance)
    return Shift(
        ratios, median, (float(ordered[rank]), float(ordered[n + 1 - rank])),
        float(pooled), (float(pooled * math.exp(-half)), float(pooled * math.exp(half))),
        _robust_deviation(logs), overdispersion, float(chi2.sf(pearson, n - 1)), float(chi2.sf(spread, n - 1)),
        float((logs * centre > 0).mean()), tuple(np.flatnonzero(apart).tolist()),
    )  # fmt: skip


def _net_flows(table: Floats, pooled: float) -> NetFlows:
    net, gross = table[:2] - table[2:], table[:2] + table[2:]
    before, after = (100 * np.abs(net).sum(axis=1) / gross.sum(axis=1)).tolist()
    cross, squares = float(net[0] @ net[1]), (net**2).sum(axis=1)
    slope = cross / squares[0] if squares[0] else math.nan
    cosine = cross / math.sqrt(squares.prod()) if squares.all() else 0.0
    noise = (squares < 4 * gross.sum(axis=1)).all()  # net flows within twice their Poisson errors: no pattern to keep
    band = (before * min(1, 1 / pooled), before * max(1, 1 / pooled))
    return NetFlows(before, after, band, float(slope), math.nan if noise else cosine)


def _findings(shifts: list[Shift], net: NetFlows | None, past: LevelShift | None, options: JumpOptions) -> Findings:
    least, slack, kept = math.log1p(options.usual_change), options.net_tolerance, None
    large = [abs(math.log(s.median)) > least and not s.median_interval[0] <= 1 <= s.median_interval[1] for s in shifts]
    if net is not None and not math.isnan(net.agreement):
        kept = net.band[0] / slack <= net.effectiveness_after <= net.band[1] * slack
        kept = kept and net.agreement >= options.net_agreement
    return Findings(
        visible=True,
        large=all(large),
        beyond_earlier=None if past is None or past.answer is Answer.CANNOT_BE_TESTED else past.answer is Answer.SHIFT,
        proportional=all(s.scatter <= options.near_proportional * abs(math.log(s.median)) for s in shifts),
        same_way=all(s.same_way >= options.same_way for s in shifts),
        net_kept=kept,
        single_areas=any(s.apart for s in shifts),
    )


def _verdict(found: Findings) -> Verdict:
    if not found.visible:
        return Verdict.CANNOT_TELL
    if not found.large or found.beyond_earlier is False:
        return Verdict.BEHAVIOUR_POSSIBLE if found.single_areas else Verdict.NO_JUMP
    if not (found.proportional and found.same_way) or found.net_kept is False:
        return Verdict.BEHAVIOUR_POSSIBLE
    return Verdict.CANNOT_TELL if found.net_kept is None else Verdict.REGISTRATION_LIKELY


def _robust_deviation(values: Floats) -> float:
    """Median absolute deviation, scaled to the standard deviation of a normal law."""
    return 1.4826 * float(np.median(np.abs(values - np.median(values))))


def _refuse(wrong: Mask) -> None:
    """One error for all positions that do not hold what is wanted."""
    if wrong.any():
        places = ", ".join(str(tuple(place)) for place in np.argwhere(wrong)[:10].tolist())
        raise BadInput(
            "series-no-counts",
            where=f"positions {places}",
            fix="put the figures right, or leave these positions out",
            count=int(wrong.sum()),
        )
