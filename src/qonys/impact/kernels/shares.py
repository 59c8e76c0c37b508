"""Who gives how much of output: wage-bill shares of a region, and the stock of workers behind a claimed share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qonys.numerics.arrays import Floats


@dataclass(frozen=True)
class Workforce:
    """What is drawn of a region's workers, each (draw,)."""

    high_share: Floats
    """Of local workers, those with higher education."""
    premium: Floats
    """Pay of high beside low skill."""
    stock_share: Floats
    """Migrants among all who work."""
    migrant_high_share: Floats
    pay_ratio: Floats
    """Pay of a formal migrant beside a local of the same skill."""
    informal_share: Floats
    """Of the migrants in the region."""
    informal_ratio: Floats
    """Pay of an informal migrant beside a formal one."""
    rent_share: Floats
    """Part of the informal wage gap that is the employer's gain; the rest is lower product."""
    covered: Floats
    """Part of the migrants that official employment counts."""

    @property
    def informal_product(self) -> Floats:
        """Product of an informal migrant beside a formal one."""
        return product_ratio(self.informal_ratio, self.rent_share)


@dataclass(frozen=True)
class Base:
    """A region's workers before anybody arrives; arrays (draw, skill, origin), skills low and high, local first."""

    persons: Floats
    product: Floats
    """Marginal product beside a local worker of low skill, mean of the group."""
    pay: Floats
    """The same of pay; below the product where employers keep a part."""

    @property
    def shares(self) -> Floats:
        """Shares of groups in what labour makes, adding up to 1."""
        made = self.persons * self.product
        found: Floats = made / made.sum(axis=(1, 2), keepdims=True)
        return found


def product_ratio(pay_ratio: Floats, rent_share: Floats) -> Floats:
    """Product that stands behind a lower pay of which employers keep a part of the gap.

    Examples
    --------
    >>> product_ratio(np.array([0.6]), np.array([0.25])).tolist()
    [0.7]
    """
    return pay_ratio + rent_share * (1 - pay_ratio)


def base_of(employed: float, w: Workforce) -> Base:
    """Workers, products and pay by skill and origin from official employment and drawn shares.

    Parameters
    ----------
    employed : float
        Official employment, persons; it counts the covered part of migrants.
    w : Workforce

    Returns
    -------
    Base
        Persons add up to the employed and the migrants that they leave out.

    Examples
    --------
    >>> at = np.ones(1)
    >>> w = Workforce(at / 2, 2 * at, at / 5, 0 * at, at, 0 * at, at, 0 * at, at)
    >>> base_of(100.0, w).persons.tolist()
    [[[40.0, 20.0], [40.0, 0.0]]]
    >>> base_of(100.0, w).shares.round(4).tolist()
    [[[0.2857, 0.1429], [0.5714, 0.0]]]
    """
    migrants = w.stock_share * employed / (1 - w.stock_share * (1 - w.covered))
    locals_ = employed - w.covered * migrants
    low = np.stack([locals_ * (1 - w.high_share), migrants * (1 - w.migrant_high_share)], axis=-1)
    high = np.stack([locals_ * w.high_share, migrants * w.migrant_high_share], axis=-1)
    ones = np.ones_like(w.premium)
    skill = np.stack([ones, w.premium], axis=-1)[..., None]
    made, paid = (1 - w.informal_share + w.informal_share * r for r in (w.informal_product, w.informal_ratio))
    product, pay = (skill * np.stack([ones, w.pay_ratio * part], axis=-1)[:, None, :] for part in (made, paid))
    return Base(np.stack([low, high], axis=1), product, pay)


def output_share(stock: Floats, employed: float, labour_share: Floats, product: Floats, covered: Floats) -> Floats:
    """Share of output that a stock of workers makes by factor shares.

    Parameters
    ----------
    stock : (...) floats
        Migrant workers, persons.
    employed : float
        Official employment, persons.
    labour_share : (draw,) floats
        Of labour in output.
    product : (draw,) floats
        Mean marginal product of a migrant beside a local worker.
    covered : (draw,) floats
        Part of the stock that official employment counts.

    Examples
    --------
    >>> at = np.ones(1)
    >>> output_share(np.array([25.0]), 75.0, at / 2, at, 0 * at).tolist()
    [0.125]
    """
    made = product * stock
    found: Floats = labour_share * made / (made + employed - covered * stock)
    return found


def implied_stock(share: float, employed: float, labour_share: Floats, product: Floats, covered: Floats) -> Floats:
    """Workers that a claimed share of output stands for: the inverse of `output_share`.

    Returns
    -------
    (draw,) floats
        inf where no number of workers makes so much.

    Examples
    --------
    >>> at = np.ones(1)
    >>> implied_stock(0.125, 75.0, at / 2, at, 0 * at).tolist()
    [25.0]
    >>> implied_stock(0.5, 75.0, at / 2, at, 0 * at).tolist()
    [inf]
    """
    slope = labour_share * product - share * (product - covered)
    found = np.divide(share * employed, slope, out=np.full_like(slope, np.inf), where=slope > 0)
    # Of a covered stock there cannot be more than there are employed.
    with np.errstate(invalid="ignore"):
        found[found * covered > employed] = np.inf
    return found
