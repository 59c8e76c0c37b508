"""Production, wages and unemployment against closed forms, and against the levels of a CES written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from qonys.impact.kernels.equilibrium import settle
from qonys.impact.kernels.production import Technology, composite, produce, wage_elasticities
from qonys.impact.kernels.roots import first_reach
from qonys.impact.kernels.shares import Workforce, base_of, implied_stock, output_share, product_ratio


def technology(alpha=0.4, kappa=0.5, skill=2.0, origin=10.0, draws=1):
    return Technology(*(np.full(draws, float(v)) for v in (alpha, kappa, skill, origin)))


def some_shares(seed=1, draws=50):
    raw = np.random.default_rng(seed).uniform(0.1, 1.0, (draws, 2, 2))
    return raw / raw.sum(axis=(1, 2), keepdims=True)


class Levels:
    """A nested CES in levels with made-up constants, as an independent way to the same changes."""

    def __init__(self, alpha, sigma_skill, sigma_origin, capital=3.0):
        self.alpha, self.skill, self.origin, self.capital = alpha, sigma_skill, sigma_origin, capital
        self.theta = np.array([[1.0, 0.7], [1.6, 0.9]])
        self.weight = np.array([1.0, 1.3])

    @staticmethod
    def ces(weights, amounts, sigma):
        if sigma == 1:
            return float(np.prod(amounts ** (weights / weights.sum())))
        rho = 1 - 1 / sigma
        return float((weights * amounts**rho).sum() ** (1 / rho))

    def output(self, labour, capital=None):
        skills = np.array([self.ces(self.theta[s], labour[s], self.origin) for s in range(2)])
        total = self.ces(self.weight, skills, self.skill)
        used = self.capital if capital is None else capital
        return used**self.alpha * total ** (1 - self.alpha), total

    def wages(self, labour, capital=None, step=1e-6):
        found = np.zeros((2, 2))
        for at in np.ndindex(2, 2):
            up, down = labour.copy(), labour.copy()
            up[at] += step * labour[at]
            down[at] -= step * labour[at]
            found[at] = (self.output(up, capital)[0] - self.output(down, capital)[0]) / (2 * step * labour[at])
        return found


@pytest.mark.parametrize("skill", [0.6, 1.0, 1.5, 2.5])
@pytest.mark.parametrize("origin", [1.0, 5.0, 30.0])
@pytest.mark.parametrize("kappa", [0.0, 0.4, 1.0])
def test_changes_are_those_of_levels(skill, origin, kappa):
    """Exact changes need shares alone; levels with any constants give the same. Wages by numerical derivatives."""
    model = Levels(0.35, skill, origin)
    before, ratios = np.array([[5.0, 1.2], [3.0, 0.4]]), np.array([[1.02, 1.9], [0.97, 1.3]])
    wages = model.wages(before)
    bill = wages * before
    output, labour = model.output(before)
    # Euler's theorem: what is paid to labour is its share of output.
    assert_allclose(bill.sum(), 0.65 * output, rtol=1e-8)
    capital = model.capital * (model.output(before * ratios)[1] / labour) ** kappa
    found = produce((bill / bill.sum())[None], ratios[None], technology(0.35, kappa, skill, origin))
    assert_allclose(found.output[0], model.output(before * ratios, capital)[0] / output, rtol=1e-8)
    assert_allclose(found.wages[0], model.wages(before * ratios, capital) / wages, rtol=1e-7)
    # The new shares are those of the new levels.
    after = model.wages(before * ratios, capital) * before * ratios
    assert_allclose(found.shares[0], after / after.sum(), rtol=1e-7)


@given(
    st.floats(0.05, 0.95), st.floats(0, 1), st.floats(0.3, 50), st.floats(0.3, 50),
    st.lists(st.floats(0.2, 5), min_size=4, max_size=4),
)  # fmt: skip
def test_factor_payments_are_output(alpha, kappa, skill, origin, changes):
    """Adding up: wages and the return to capital use up output, before and after."""
    shares, ratios = some_shares(3, 1), np.array(changes).reshape(1, 2, 2)
    found = produce(shares, ratios, technology(alpha, kappa, skill, origin))
    labour = (1 - alpha) * (shares * found.wages * ratios).sum()
    assert_allclose(labour, (1 - alpha) * found.output[0], rtol=1e-9)
    returns = found.output[0] / found.capital[0]
    assert_allclose(labour + alpha * returns * found.capital[0], found.output[0], rtol=1e-9)


@pytest.mark.parametrize("times", [0.5, 1.1, 3.0])
def test_more_of_everything_with_elastic_capital_changes_no_wage(times):
    shares = some_shares()
    ratios = np.full(shares.shape, times)
    found = produce(shares, ratios, technology(kappa=1, draws=50))
    assert_allclose(found.wages, 1, rtol=1e-12)
    assert_allclose(found.output, times, rtol=1e-12)
    settled = settle(shares, ratios, np.full(50, 0.06), np.full(50, -0.1), technology(kappa=1, draws=50))
    assert_allclose(settled.unemployment, 0.06, rtol=1e-9)


def test_with_fixed_capital_all_wages_fall_by_the_capital_share():
    found = produce(some_shares(), np.full((50, 2, 2), 1.2), technology(0.4, 0, draws=50))
    assert_allclose(found.wages, 1.2**-0.4, rtol=1e-12)


def test_cobb_douglas_is_a_limit_from_both_sides():
    shares, ratios = np.array([0.2, 0.3, 0.5]), np.array([0.5, 2.0, 1.4])
    exact = np.prod(ratios**shares)
    assert composite(shares, ratios, np.array(1.0)) == pytest.approx(exact, rel=1e-14)
    for off in (1e-12, 1e-8, 1e-5):
        for sigma in (1 - off, 1 + off):
            assert composite(shares, ratios, np.array(sigma)) == pytest.approx(exact, rel=2 * off + 1e-9)


def test_cobb_douglas_shares_do_not_move():
    shares = some_shares()
    found = produce(
        shares, np.random.default_rng(2).uniform(0.3, 3, shares.shape), technology(skill=1, origin=1, draws=50)
    )
    assert_allclose(found.shares, shares, rtol=1e-11)


def test_perfect_substitutes_have_one_wage():
    shares = some_shares()
    ratios = np.random.default_rng(2).uniform(0.3, 3, shares.shape)
    found = produce(shares, ratios, technology(skill=2, origin=np.inf, draws=50))
    assert_allclose(found.wages[:, :, 0], found.wages[:, :, 1], rtol=1e-12)


def test_a_group_that_leaves_takes_its_share_in_proportion_to_what_replaces_it():
    """Migrants leave, origins are substitutes of elasticity 2: what is left is (share of locals)^2 of each skill."""
    shares = some_shares()
    ratios = np.ones_like(shares)
    ratios[:, :, 1] = 0
    found = produce(shares, ratios, technology(0.4, 1, 2, 2, draws=50))
    left = (shares[:, :, 0] / shares.sum(axis=2)) ** 2
    expected = (shares.sum(axis=2) * left**0.5).sum(axis=1) ** 2
    assert_allclose(found.output, expected, rtol=1e-12)
    assert (found.shares[:, :, 1] == 0).all()


def test_small_changes_agree_with_first_order_elasticities():
    """Second differences vanish with the square of the change; the elasticities are Ottaviano and Peri's."""
    shares, t = some_shares(), technology(0.35, 0.3, 1.7, 9, draws=50)
    direction = np.random.default_rng(5).normal(size=shares.shape)
    errors = []
    for size in (1e-2, 1e-3):
        exact = np.log(produce(shares, np.exp(size * direction), t).wages).reshape(50, 4)
        linear = (wage_elasticities(shares, t) @ (size * direction).reshape(50, 4, 1))[..., 0]
        errors.append(np.abs(exact - linear).max())
    assert errors[0] < 5e-4
    assert errors[1] < errors[0] / 50


def test_own_skill_elasticity_in_words():
    """More migrants of a skill: locals of the skill against locals of the other differ by share / sigma."""
    shares = some_shares()
    e = wage_elasticities(shares, technology(0.4, 0, 2.0, 10, draws=50))
    within = shares[:, 0, 1] / shares[:, 0].sum(axis=1)
    assert_allclose(e[:, 0, 1] - e[:, 2, 1], (1 / 10 - 1 / 2) * within, rtol=1e-12)


@pytest.mark.parametrize("elasticity", [-0.01, -0.07, -0.1, -1.9])
@pytest.mark.parametrize("rate", [0.001, 0.05, 0.4])
def test_each_group_ends_on_its_wage_curve_and_its_demand_curve(elasticity, rate):
    shares = some_shares()
    supply = np.random.default_rng(7).uniform(0.7, 2.5, shares.shape)
    t = technology(0.4, 0.2, 1.5, 5, draws=50)
    found = settle(shares, supply, np.full(50, rate), np.full(50, elasticity), t)
    assert ((found.unemployment > 0) & (found.unemployment < 1)).all()
    assert_allclose(np.log(found.production.wages), elasticity * np.log(found.unemployment / rate), atol=1e-9)
    assert_allclose(found.employment, supply * (1 - found.unemployment) / (1 - rate), rtol=1e-12)
    assert_allclose(found.production.wages, produce(shares, found.employment, t).wages, rtol=1e-12)


@pytest.mark.parametrize("rate", [0.0, 0.01, 0.3, 0.9, 0.999])
@pytest.mark.parametrize("times", [1e-3, 0.5, 30.0, 1e5])
def test_large_shocks_settle(rate, times):
    shares = some_shares()
    supply = np.ones_like(shares)
    supply[:, 0, 1] = times
    t = technology(0.6, 0, 1.5, 5, draws=50)
    found = settle(shares, supply, np.full(50, rate), np.full(50, -0.03), t)
    assert_allclose(found.production.wages, produce(shares, found.employment, t).wages, rtol=1e-12)
    if rate:
        assert_allclose(np.log(found.production.wages), -0.03 * np.log(found.unemployment / rate), atol=1e-9)
    else:
        assert (found.unemployment == 0).all()


def test_whatever_the_parameters_a_state_is_found():
    """5,000 regions with parameters and shocks far beyond any that are declared."""
    r, n = np.random.default_rng(0), 5000
    shares = r.uniform(0.001, 1, (n, 2, 2))
    shares /= shares.sum(axis=(1, 2), keepdims=True)
    t = Technology(
        r.uniform(0.05, 0.9, n), r.uniform(0, 1, n), np.exp(r.uniform(-1, 3, n)), np.exp(r.uniform(-1, 5, n))
    )
    rate, elasticity = r.choice([0.001, 0.05, 0.3, 0.9, 0.99], n), -np.exp(r.uniform(-4.5, 0.6, n))
    found = settle(shares, np.exp(r.normal(0, 3, (n, 2, 2))), rate, elasticity, t)
    curve = elasticity[:, None, None] * np.log(found.unemployment / rate[:, None, None])
    assert_allclose(np.log(found.production.wages), curve, atol=1e-8)


def test_a_rigid_rate_leaves_plain_wages():
    shares, supply = some_shares(), np.random.default_rng(7).uniform(0.7, 2.5, (50, 2, 2))
    t = technology(draws=50)
    found = settle(shares, supply, np.full(50, 0.05), np.full(50, -np.inf), t)
    assert_allclose(found.production.wages, produce(shares, supply, t).wages, rtol=1e-12)
    assert_allclose(found.unemployment, 0.05)


def test_where_wages_hardly_move_jobs_do():
    shares = some_shares()
    supply = np.full((50, 2, 2), 1.1)
    stiff, loose = (
        settle(shares, supply, np.full(50, 0.05), np.full(50, b), technology(draws=50)) for b in (-0.02, -0.2)
    )
    assert (stiff.unemployment > loose.unemployment).all()
    assert (stiff.production.wages > loose.production.wages).all()


def workforce(draws=1, **changed):
    base = {
        "high_share": 0.4, "premium": 1.5, "stock_share": 0.1, "migrant_high_share": 0.2, "pay_ratio": 0.8,
        "informal_share": 0.5, "informal_ratio": 0.6, "rent_share": 0.25, "covered": 0.5,
    }  # fmt: skip
    return Workforce(**{name: np.full(draws, v) for name, v in {**base, **changed}.items()})


def test_base_adds_up():
    base = base_of(1000.0, workforce())
    migrants, locals_ = base.persons[0, :, 1].sum(), base.persons[0, :, 0].sum()
    assert locals_ + 0.5 * migrants == pytest.approx(1000)
    assert migrants / (migrants + locals_) == pytest.approx(0.1)
    assert base.shares.sum() == pytest.approx(1)
    # By hand: half of them formal at 0.8, half make 0.7 of that and are paid 0.6.
    assert base.product[0, 0, 1] == pytest.approx(0.8 * 0.85)
    assert base.pay[0, 1, 1] == pytest.approx(1.5 * 0.8 * 0.8)


def test_rent_is_what_pay_leaves_of_the_product():
    assert product_ratio(np.array([0.6]), np.array([0.0]))[0] == 0.6
    assert product_ratio(np.array([0.6]), np.array([1.0]))[0] == 1.0


@given(st.floats(0.001, 0.3), st.floats(0.4, 0.7), st.floats(0.3, 1.2), st.floats(0, 1))
def test_implied_stock_is_the_inverse_of_the_share(share, labour, product, covered):
    stock = implied_stock(share, 1000.0, np.array([labour]), np.array([product]), np.array([covered]))
    if np.isfinite(stock[0]):
        back = output_share(stock, 1000.0, np.array([labour]), np.array([product]), np.array([covered]))
        assert back[0] == pytest.approx(share, rel=1e-9)
    else:
        everybody = 1000.0 / covered if covered else 1e15
        most = output_share(np.array([everybody]), 1000.0, np.array([labour]), np.array([product]), np.array([covered]))
        assert share >= most[0] * (1 - 1e-9)


def test_output_share_is_that_of_the_base():
    """The two ways to migrants' share of output agree: by groups, and by the mean product."""
    w = workforce()
    base = base_of(1000.0, w)
    made = (base.persons * base.product).sum(axis=1) / base.persons.sum(axis=1)
    share = output_share(base.persons[:, :, 1].sum(axis=1), 1000.0, np.array([0.6]), made[:, 1] / made[:, 0], w.covered)
    assert share[0] == pytest.approx(0.6 * base.shares[0, :, 1].sum())


def test_first_reach_of_a_curved_line():
    scale = np.array([1.0, 7.0, 1e4])
    found = first_reach(lambda x: (1 + x / scale) ** -0.3 - 1, -0.1, np.array([10.0, 1e4, 1e3]))
    exact = scale * (0.9 ** (-1 / 0.3) - 1)
    assert_allclose(found[:2], exact[:2], rtol=1e-5)
    assert np.isinf(found[2])
