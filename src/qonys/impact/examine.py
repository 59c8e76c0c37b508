"""Claims about migrants held against the model: a share of output, a fall of wages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from qonys.errors import BadInput, CannotCompute
from qonys.impact.kernels.equilibrium import settle
from qonys.impact.kernels.production import produce
from qonys.impact.kernels.roots import first_reach
from qonys.impact.kernels.shares import Base, base_of, implied_stock, output_share
from qonys.impact.question import Question, no_figure
from qonys.impact.results import LEVEL, PARTS, spread
from qonys.impact.simulator import LABOUR, LOCAL, LOW, MIGRANT, Drawn, reference
from qonys.model import Call
from qonys.model.result import Floats, Measures, Result, stack

MOST_STOCK = 1.0
"""A stock above so many times the employed is no answer."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published number of migrant workers."""

    id: str
    persons: float
    status: str = "A"


def employed_of(question: Question) -> float:
    """Official employment, persons.

    Raises
    ------
    CannotCompute
        If the labour force or unemployment is not known.
    """
    for quantity in LABOUR:
        if not question.has(quantity):
            raise CannotCompute(
                "impact-no-figure",
                where=no_figure(quantity),
                fix="--figures my.csv",
                name=quantity,
                area=question.area,
                period=question.period,
            )
    return question.value("labour_force") * (1 - question.value("unemployment_rate"))


def _product(base: Base) -> Floats:
    """Mean product of a migrant beside a local worker, (draw,)."""
    made = (base.persons * base.product).sum(axis=1) / base.persons.sum(axis=1)
    found: Floats = made[:, MIGRANT] / made[:, LOCAL]
    return found


def share_claim(call: Call, question: Question, drawn: Drawn, share: float) -> Result:
    """The stock of workers behind a claimed share of output: axes measure, part.

    Measures: stock (workers), of_employed (beside official employment), product (of a migrant beside a local
    worker), possible (share of the draws in which some number of workers no larger than official employment
    makes so much). An end that lies beyond any such number is missing, with the reason.

    Parameters
    ----------
    call : Call
    question : Question
        Its groups have no part in it.
    drawn : Drawn
    share : float
        Claimed share of output, above 0 and below 1.

    Raises
    ------
    BadInput
        For a share that is none.
    CannotCompute
        If official employment is not known.
    """
    if not 0 < share < 1:
        raise BadInput("impact-bad-share", where="share", fix="0.08 for 8 %", text=f"{share:g}")
    employed = employed_of(question)
    ratio = _product(base_of(employed, drawn.workforce))
    stock = implied_stock(share, employed, 1 - drawn["capital_share"], ratio, drawn["covered_share"])
    return _claim(call, {"stock": (_within(stock, employed), "persons"), "product": (ratio, "ratio")}, employed)


def _within(stock: Floats, employed: float) -> Floats:
    return np.where(stock > MOST_STOCK * employed, np.inf, stock)


def _claim(call: Call, columns: Mapping[str, tuple[Floats, str]], employed: float) -> Result:
    stock = columns["stock"][0]
    possible = np.full_like(stock, float(np.isfinite(stock).mean()))
    every = {**columns, "of_employed": (stock / employed, "share"), "possible": (possible, "share")}
    measures: Measures = {}
    for name, (values, unit) in every.items():
        ends = _ends(values)
        measures[name] = (ends, np.full(ends.shape, "E"), unit)
    found = stack(call, measures, {"part": PARTS})
    missing = {key: "beyond-any-stock" for key, value in _cells(found) if np.isnan(value)}
    return replace(found, reasons=missing)


def _cells(result: Result) -> list[tuple[tuple[str, ...], float]]:
    return [((cell["measure"], cell["part"]), value) for cell, value, _ in result.rows()]


def _ends(values: Floats) -> Floats:
    """Quantiles that step from draw to draw, nan where one is infinite."""
    tail = (1 - LEVEL) / 2
    found: Floats = np.quantile(values, [tail, 0.5, 1 - tail], method="inverted_cdf")
    return np.where(np.isfinite(found), found, np.nan)


def stocks(call: Call, question: Question, drawn: Drawn, published: tuple[Published, ...]) -> Result:
    """What published stocks make of output by factor shares: measures persons, share, loss; axes stock, part.

    `loss` is the part of output that would go if they left, capital following by the drawn part: less than
    the share where others take their place, more where capital leaves with them.
    """
    employed = employed_of(question)
    ratio = _product(base_of(employed, drawn.workforce))
    values = np.full((3, len(published), len(PARTS)), np.nan)
    for i, stock in enumerate(published):
        persons = np.full(len(ratio), stock.persons)
        share = output_share(persons, employed, 1 - drawn["capital_share"], ratio, drawn["covered_share"])
        values[:, i] = np.stack([spread(persons), spread(share), spread(_loss(employed, drawn, stock.persons))])
    official = np.array([[stock.status] * len(PARTS) for stock in published])
    estimated = np.full(official.shape, "E")
    measures: Measures = {
        "persons": (values[0], official, "persons"),
        "share": (values[1], estimated, "share"),
        "loss": (values[2], estimated, "share"),
    }
    return stack(call, measures, {"stock": tuple(s.id for s in published), "part": PARTS})


def _loss(employed: float, drawn: Drawn, persons: float) -> Floats:
    """Part of output that goes with a stock of migrants, (draw,)."""
    w = drawn.workforce
    everybody = employed + (1 - w.covered) * persons
    base = base_of(employed, replace(w, stock_share=persons / everybody))
    ratios = np.ones_like(base.persons)
    ratios[:, :, MIGRANT] = 0.0
    found: Floats = 1 - produce(base.shares, ratios, drawn.technology).output
    return found


def wage_claim(call: Call, question: Question, drawn: Drawn, fall: float, stock: float = 0.0) -> Result:
    """The stock of informal migrants at which wages of low-skilled locals fall by a claimed part: axes measure, part.

    Measures: stock, of_employed, possible (as in `share_claim`), change (of that wage if `stock` of them came).

    Parameters
    ----------
    call : Call
    question : Question
    drawn : Drawn
    fall : float
        Claimed fall, above 0 and below 1.
    stock : float
        Persons whose effect is asked for; 1 % of the employed if 0.

    Raises
    ------
    BadInput
        For a fall or a stock that is none.
    CannotCompute
        If official employment or unemployment is not known.
    """
    if not 0 < fall < 1 or stock < 0:
        wrong = fall if not 0 < fall < 1 else stock
        raise BadInput("impact-bad-share", where="fall", fix="0.05 for 5 %", text=f"{wrong:g}")
    employed = employed_of(question)
    curve = InformalCurve(question, drawn, base_of(employed, drawn.workforce))
    asked = np.full(len(drawn.values), stock or employed / 100)
    found = first_reach(curve, -fall, np.full(len(drawn.values), MOST_STOCK * employed))
    return _claim(call, {"stock": (found, "persons"), "change": (curve(asked), "share")}, employed)


@dataclass(frozen=True)
class InformalCurve:
    """Change of the wage of low-skilled locals with the number of informal migrants who come on top."""

    question: Question
    drawn: Drawn
    base: Base

    def __call__(self, persons: Floats) -> Floats:
        """Persons (draw,) to the change of the wage (draw,)."""
        high, rate = self.drawn["migrant_high_share"], self.question.value("unemployment_rate")
        skills = np.stack([1 - high, high], axis=-1)
        each = self.drawn.workforce.informal_product[:, None] * reference(self.drawn, MIGRANT) * skills
        supply = np.ones_like(self.base.persons)
        # A stock of people at work; the labour force is larger by those who look for it.
        supply[:, :, MIGRANT] += persons[:, None] * each / (self.base.persons * self.base.product)[:, :, MIGRANT]
        rates = np.full(len(persons), rate)
        at = settle(self.base.shares, supply, rates, self.drawn["wage_curve"], self.drawn.technology)
        found: Floats = at.production.wages[:, LOW, LOCAL] - 1
        return found
