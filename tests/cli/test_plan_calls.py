"""The call that a result of a command keeps is the true one: what was asked stands in it, and nothing else made it."""

from __future__ import annotations

import pytest

import qonys.cli.impact.commands
import qonys.cli.plan.measures
import qonys.cli.plan.need
import qonys.cli.plan.quota
import qonys.cli.plan.settlement

MODULES = (
    qonys.cli.impact.commands, qonys.cli.plan.measures, qonys.cli.plan.need, qonys.cli.plan.quota,
    qonys.cli.plan.settlement,
)  # fmt: skip
NEEDS = "area,sector,category,need,used\nNorth,F,3,60,20\nSouth,F,3,30,0\n"
TERMS = '[cap]\nplaces = 50\n[[category]]\nid = "3"\n[[area]]\nid = "North"\nfloor = 5\n'


@pytest.fixture
def call(qonys, monkeypatch):
    """The call of what a command would print."""

    def run(*arguments: str, pack: bool = True):
        found = []
        for module in MODULES:
            monkeypatch.setattr(module, "print_result", lambda result, *_, **__: found.append(result))
        ran = qonys(*arguments, pack=pack)
        assert ran.code == 0, ran.err
        (result,) = found
        return result.call

    return run


@pytest.fixture
def own(tmp_path):
    (tmp_path / "n.csv").write_text(NEEDS, "utf-8")
    (tmp_path / "l.toml").write_text(TERMS, "utf-8")
    return ["--needs", str(tmp_path / "n.csv"), "--limits", str(tmp_path / "l.toml")]


@pytest.mark.parametrize(
    "table", ["plan", "areas", "limits", "duals", "floors", "relax", "frontier", "reallocate"]
)  # fmt: skip
def test_a_quota_of_own_files(call, own, table):
    made = call("plan", "quota", *own, "--show", table, "--floor", "South=10", "--level", "high", pack=False)
    assert made.function == f"quota.{table}" and made.seed is None
    said = {"needs": "n.csv", "limits": "l.toml", "floors": ("South=10",), "level": "high"}
    assert said.items() <= made.parameters.items()


def test_a_quota_of_least_regret_keeps_its_draws(call, own):
    made = call("plan", "quota", *own, "--version", "regret", "--draws", "20", "--seed", "7", "--whole", pack=False)
    said = {"version": "regret", "draws": 20, "whole": True, "objective": "balanced"}
    assert said.items() <= made.parameters.items() and made.seed == 7


def test_a_call_of_the_scenario_runs_again_and_gives_the_same(qonys, call):
    from qonys.packs import load_pack
    from qonys.store import open_store
    from qonys.studies.registry import start

    made = call("plan", "quota", "--year", "2026", "--show", "areas", "--objective", "filled", pack=False)
    run = start(open_store(load_pack("kz"), None))
    again = run.run(made)
    assert made.releases == tuple(run.store.hashes) and made.parameters["objective"] == "filled"
    assert again.call == made and again.value(measure="places", area="all") > 0


@pytest.mark.parametrize(
    ("options", "function", "said"),
    [
        (("need", "--draws", "200", "--seed", "4"), "plan.need", {"draws": 200}),
        (("measures", "--area", "Атырау", "--draws", "200", "--by", "money", "--cost", "public", "--seed", "4"),
         "plan.measure_table", {"area": "KZ-23", "draws": 200, "by": "money", "cost": "public"}),
    ],
)  # fmt: skip
def test_plans_of_the_country(call, options, function, said):
    made = call("plan", *options, pack=False)
    assert made.function == function and made.seed == 4 and made.releases
    assert said.items() <= made.parameters.items()


@pytest.mark.parametrize("show", ["region", "workers", "groups", "inputs", "sensitivity"])
def test_a_simulation(call, show):
    made = call("impact", "simulate", "--people", "workers=500", "--draws", "200", "--show", show, "--seed", "4",
                pack=False)  # fmt: skip
    assert made.function == f"impact.{'simulate' if show == 'region' else show}"
    assert made.parameters["groups"] == ("workers=500",)
    assert made.releases and (show == "inputs" or made.seed == 4)
