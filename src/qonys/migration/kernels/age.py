"""Age profiles of migration: an observed one in a few numbers, and the model schedule of Rogers and Castro."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qonys.errors import BadInput
from qonys.migration.kernels.accounts import ratio
from qonys.numerics.arrays import Floats

_RETIREMENT, _UPSLOPE = ("a3", "alpha3", "mu3", "lambda3"), ("a4", "alpha4")


@dataclass(frozen=True, slots=True)
class AgeOptions:
    """Where the peak is looked for and how wide it is taken to be."""

    lowest: float = 5.0  # years; a question on residence five years ago has no answer below 5
    highest: float = 65.0  # years; beyond it rates are noise and moves into care
    below: int = 5  # age groups below the peak that count as the peak
    above: int = 5

    def __post_init__(self) -> None:
        if min(self.below, self.above) < 0 or self.lowest >= self.highest:
            raise ValueError(f"below and above are 0 or more and lowest is under highest, got {self}")


class AgeIndices(NamedTuple):
    """Summary of an age profile, each (...) of the batch axes; ages are lower bounds of groups, years.

    All but `gross` and `mean_age` are nan where no rate between the bounds is above 0; `rise`
    where the peak is the first age between them, `fall` where it is the last.
    """

    gross: Floats  # gross migraproduction rate: moves of a person who lives through all ages
    mean_age: Floats  # of the profile, by the middles of groups; nan where nobody moves
    peak_age: Floats
    peak_rate: Floats  # in the unit of the rates
    peak_intensity: Floats  # rate at the peak of the profile with area 1; 0.01 with 100 ages is no peak
    peak_breadth: Floats  # area of the profile around the peak, in the unit of `gross`
    peak_share: Floats  # the same as percent of the whole area
    rise: Floats  # maximum upward rate of change up to the peak, per year of age (MURC)
    rise_age: Floats  # exact age where it is met: the bound between two groups
    fall: Floats  # maximum downward rate of change after the peak, per year, as a positive number (MDRC)
    fall_age: Floats
    asymmetry: Floats  # `rise` over `fall`: 1 is a symmetric peak, above 1 people leave faster than they settle
    age_asymmetry: Floats  # `rise_age` over `fall_age`: nearer to 1 the narrower the peak


def age_indices(
    rates: Floats, ages: Floats, widths: Floats | None = None, options: AgeOptions | None = None
) -> AgeIndices:
    """Indices of an age profile of migration rates.

    Of equal peaks and slopes the youngest counts. The window of the peak ends where the profile
    ends. Slopes read two neighbouring ages, noise included: smooth or fit noisy rates first.

    Parameters
    ----------
    rates : (..., age) floats
        Moves or movers per person, not negative; batch axes for regions or draws.
    ages : (age,) floats
        Lower bounds of adjoining groups, rising, years.
    widths : (age,) floats, optional
        Years in each group; without it the distance to the next one, and the last (open) group is
        as wide as the one before it.
    options : AgeOptions, optional
        Bounds of the peak (5 to 65) and its window (5 groups on each side).

    Returns
    -------
    AgeIndices
        To compare slopes of profiles of unlike level, give `normalised` rates.

    Raises
    ------
    BadInput
        For rates that are negative or missing, and for ages that overlap or leave gaps.

    References
    ----------
    Rogers (1975), Introduction to Multiregional Mathematical Demography. Bell et al. (2002), J. R.
    Stat. Soc. A 165(3). Bell, Muhidin (2009), HDRP 2009/30 (breadth). Bernard, Bell,
    Charles-Edwards (2014), Population Studies 68(2), 179-195 (intensity, rates of change).

    Examples
    --------
    >>> rates = np.array([0.05, 0.03, 0.02, 0.10, 0.06, 0.04])
    >>> found = age_indices(rates, np.arange(5.0, 35.0, 5.0), options=AgeOptions(below=1, above=1))
    >>> float(found.peak_age), round(float(found.gross), 2), round(float(found.peak_share), 1)
    (20.0, 1.5, 60.0)
    >>> round(float(found.rise), 3), round(float(found.fall), 3), round(float(found.asymmetry), 1)
    (0.016, 0.008, 2.0)
    """
    chosen = options or AgeOptions()
    rates, ages, widths = _checked(rates, ages, widths)
    inside = (ages >= chosen.lowest) & (ages <= chosen.highest)
    if inside.sum() < 2:
        raise ValueError(f"two or more ages must lie from {chosen.lowest} to {chosen.highest}, got {inside.sum()}")
    rank = np.arange(len(ages))
    at = np.where(inside, rates, -1.0).argmax(axis=-1)[..., None]
    height = np.take_along_axis(rates, at, axis=-1)[..., 0]
    height = np.where(height > 0, height, np.nan)
    area = rates * widths
    gross = np.asarray(area.sum(axis=-1))
    breadth = (area * ((rank >= at - chosen.below) & (rank <= at + chosen.above))).sum(axis=-1) + 0 * height
    change = np.diff(rates) / ((widths[1:] + widths[:-1]) / 2)
    both = inside[1:] & inside[:-1] & ~np.isnan(height)[..., None]
    rise, rise_age = _steepest(change, both & (rank[1:] <= at), ages[1:])
    fall, fall_age = _steepest(-change, both & (rank[1:] > at), ages[1:])
    return AgeIndices(
        gross=gross, mean_age=ratio((area * (ages + widths / 2)).sum(axis=-1), gross),
        peak_age=ages[at[..., 0]] + 0 * height, peak_rate=height, peak_intensity=ratio(height, gross),
        peak_breadth=breadth, peak_share=ratio(100 * breadth, gross), rise=rise, rise_age=rise_age, fall=fall,
        fall_age=fall_age, asymmetry=ratio(rise, fall), age_asymmetry=ratio(rise_age, fall_age),
    )  # fmt: skip


def _steepest(change: Floats, allowed: NDArray[np.bool_], ages: Floats) -> tuple[Floats, Floats]:
    """Largest change among the allowed ones and the age at which it happens; nan where none is allowed."""
    masked = np.where(allowed, change, -np.inf)
    at = masked.argmax(axis=-1)
    size = np.take_along_axis(masked, at[..., None], axis=-1)[..., 0]
    return np.where(np.isfinite(size), size, np.nan), np.where(np.isfinite(size), ages[at], np.nan)


def normalised(rates: Floats, ages: Floats, widths: Floats | None = None) -> Floats:
    """The profile with area 1, shape without level: arguments as in `age_indices`; nan where nobody moves.

    Examples
    --------
    >>> normalised(np.array([0.1, 0.3]), np.array([0.0, 5.0]))
    array([0.05, 0.15])
    """
    rates, ages, widths = _checked(rates, ages, widths)
    return ratio(rates, (rates * widths).sum(axis=-1, keepdims=True))


def _checked(rates: Floats, ages: Floats, widths: Floats | None) -> tuple[Floats, Floats, Floats]:
    """Arrays of floats of one length without gaps, or an error."""
    rates, ages = np.asarray(rates, float), np.asarray(ages, float)
    if ages.ndim != 1 or len(ages) < 2 or rates.shape[-1:] != ages.shape:
        raise ValueError(f"rates (..., age) and two or more ages (age,) are needed, got {rates.shape} and {ages.shape}")
    steps = np.diff(ages)
    widths = np.append(steps, steps[-1]) if widths is None else np.asarray(widths, float)
    if widths.shape != ages.shape:
        raise ValueError(f"widths must be of shape {ages.shape}, got {widths.shape}")
    wrong = np.flatnonzero(~np.append(np.isclose(widths[:-1], steps), True) | ~(widths > 0))
    if len(wrong):
        at = int(wrong[0])
        fix = "give adjoining groups in rising order"
        raise BadInput("ages-not-adjoining", where=f"ages, position {at}", fix=fix, position=at)
    faulty = np.argwhere(~np.isfinite(rates) | (rates < 0))
    if len(faulty):
        where = ", ".join(str(tuple(int(i) for i in cell)) for cell in faulty[:3])
        fix = "put them right or leave these ages out"
        raise BadInput("age-profile-faulty", where=f"rates, {where}", fix=fix, count=len(faulty))
    return rates, ages, widths


class Form(Enum):
    """Which parts a model schedule has, by its number of parameters."""

    SEVEN = 7  # childhood, labour force, constant
    NINE = 9  # with an upward slope of the oldest
    ELEVEN = 11  # with a retirement peak
    THIRTEEN = 13  # with both

    @property
    def names(self) -> tuple[str, ...]:
        """Parameters in the order of arrays."""
        retirement, upslope = self.value >= 11, self in (Form.NINE, Form.THIRTEEN)
        first = ("a1", "alpha1", "a2", "alpha2", "mu2", "lambda2", "c")
        return (*first, *(_RETIREMENT if retirement else ()), *(_UPSLOPE if upslope else ()))


class ShapeRatios(NamedTuple):
    """Ratios of parameters that say what a schedule is like; nan where a part is missing or below is 0."""

    delta1c: float  # a1 / c: children against the constant
    delta12: float  # a1 / a2, child dependency: high where families move
    delta21: float  # a2 / a1, labour dominance: high where single people move
    delta32: float  # a3 / a2: retirement against labour
    beta12: float  # alpha1 / alpha2, regularity: 1 where children's rates fall as fast as their parents'
    beta32: float  # alpha3 / alpha2
    sigma2: float  # lambda2 / alpha2, labour asymmetry: 1 is a symmetric peak, 4 rises much faster than it falls
    sigma3: float  # lambda3 / alpha3


@dataclass(frozen=True, slots=True)
class Schedule:
    """Parameters of a model schedule: levels a, c per person, descents alpha and ascents lambda per year, mu in years.

    Without a retirement peak the four of index 3 are None, without an upward slope the two of
    index 4. A level of 0 takes its part away.
    """

    a1: float
    alpha1: float
    a2: float
    alpha2: float
    mu2: float
    lambda2: float
    c: float = 0.0
    a3: float | None = None
    alpha3: float | None = None
    mu3: float | None = None
    lambda3: float | None = None
    a4: float | None = None
    alpha4: float | None = None

    def __post_init__(self) -> None:
        given = {name for name, value in asdict(self).items() if value is not None}
        halves = [len(given & set(part)) not in (0, len(part)) for part in (_RETIREMENT, _UPSLOPE)]
        if any(halves) or not np.isfinite(self.array()).all():
            raise ValueError(f"finite parameters and whole parts are needed, got {self}")

    @property
    def form(self) -> Form:
        """Which parts are there."""
        return Form(7 + 4 * (self.a3 is not None) + 2 * (self.a4 is not None))

    @property
    def ratios(self) -> ShapeRatios:
        """Child dependency, labour asymmetry and the rest (Rogers, Castro 1981)."""
        names = "a1 c a1 a2 a2 a1 a3 a2 alpha1 alpha2 alpha3 alpha2 lambda2 alpha2 lambda3 alpha3".split()
        values = np.array([getattr(self, name) for name in names], float).reshape(-1, 2)
        return ShapeRatios(*ratio(values[:, 0], values[:, 1]).tolist())

    def array(self) -> Floats:
        """The parameters in the order of `form.names`."""
        return np.array([getattr(self, name) for name in self.form.names], float)

    def scaled(self, factor: float) -> Schedule:
        """The same shape at another level: by 1 / gross rate the area is 1."""
        levels = {"a1", "a2", "a3", "a4", "c"} & set(self.form.names)
        return replace(self, **{name: getattr(self, name) * factor for name in levels})


def schedule(ages: Floats, parameters: Schedule) -> Floats:
    r"""Rates of a model schedule.

    :math:`m(x) = a_1 e^{-\alpha_1 x} + a_2 e^{-\alpha_2 (x-\mu_2) - e^{-\lambda_2 (x-\mu_2)}}
    + a_3 e^{-\alpha_3 (x-\mu_3) - e^{-\lambda_3 (x-\mu_3)}} + a_4 e^{\alpha_4 x} + c`.

    `ages` (...) are years, taken as they are: lower bounds or middles of groups, but the same in
    a fit and in its use. Rates (...) are in the unit of the levels.

    References
    ----------
    Rogers, Castro (1981), Model Migration Schedules, IIASA RR-81-30.

    Examples
    --------
    The fundamental schedule:

    >>> fundamental = Schedule(a1=0.02, alpha1=0.1, a2=0.06, alpha2=0.1, mu2=20, lambda2=0.4, c=0.003)
    >>> schedule(np.array([0.0, 23.0]), fundamental).round(4), fundamental.ratios.sigma2
    (array([0.023 , 0.0379]), 4.0)
    """
    return schedule_slopes(np.asarray(ages, float), parameters.array(), parameters.form)[0]


def schedule_slopes(x: Floats, p: Floats, form: Form) -> tuple[Floats, Floats]:
    """Values (...) of a schedule and their derivatives (..., parameter) by its parameters in the order of `form`."""
    first = np.exp(-p[1] * x)
    columns = [first, -p[0] * x * first, *_peak(x, *p[2:6]), np.ones_like(x)]
    values = p[0] * first + p[2] * columns[2] + p[6]
    if form.value >= 11:
        columns += _peak(x, *p[7:11])
        values = values + p[7] * columns[7]
    if form in (Form.NINE, Form.THIRTEEN):
        last = np.exp(p[-1] * x)
        columns += [last, p[-2] * x * last]
        values = values + p[-2] * last
    return values, np.stack(columns, axis=-1)


def _peak(x: Floats, level: float, alpha: float, mu: float, lam: float) -> list[Floats]:
    """Derivatives of a double-exponential peak by level, alpha, mu, lambda; the first is its value at level 1."""
    z = x - mu
    rising = np.exp(np.minimum(-lam * z, 700.0))
    value = np.exp(-alpha * z - rising)
    return [value, -level * z * value, level * (alpha - lam * rising) * value, level * z * rising * value]
