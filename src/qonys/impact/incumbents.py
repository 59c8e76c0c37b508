"""What those who were there before gain or lose when people arrive or leave, as parts of what there was before."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from qonys.impact.question import Question
from qonys.impact.simulator import LOCAL, State, reference
from qonys.model.result import Floats


def incumbents(question: Question, at: State) -> Mapping[str, Floats]:
    """Gains of workers and owners who were there before, each (draw,), as fractions of what they had.

    `surplus`: income of everyone who was there before, as a fraction of the region's output: what output gains, less
    what the arrivals are paid and what capital that was added earns. `earnings_local`: pay
    and jobs of local workers, as a fraction of what they were paid.

    References
    ----------
    Borjas (1995), J. Econ. Perspect. 9(2), 3-22: the immigration surplus.
    """
    made, capital_share = at.settled.production, at.drawn["capital_share"]
    rate = question.value("unemployment_rate")
    pay = np.zeros_like(at.added)
    for group in at.arrivals:
        # Less than they make where they work informally: the rest stays with the employer.
        pay[:, :, group.side] += (1 - rate) * group.workers * group.pay[:, None] * reference(at.drawn, group.side)
    new = (made.shares * pay / (at.base.persons * at.base.product + at.added)).sum(axis=(1, 2))
    earned = (1 - capital_share) * new * made.output
    surplus = made.output - 1 - earned - capital_share * made.output * (1 - 1 / made.capital)
    paid = (at.base.persons * at.base.pay)[:, :, LOCAL]
    kept = (1 - at.settled.unemployment[:, :, LOCAL]) / (1 - rate)
    after = (paid * made.wages[:, :, LOCAL] * kept).sum(axis=1) / paid.sum(axis=1)
    return {"surplus": surplus, "earnings_local": after - 1}
