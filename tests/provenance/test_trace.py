"""What claims rest on: recorded, narrowed within what was recorded, and enough to make the number again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qonys.assess import Options, assess
from qonys.model import Call
from qonys.model.result import Result
from qonys.packs import load_pack
from qonys.provenance.computation import declared
from qonys.provenance.runner import Runner
from qonys.provenance.trace import meet, recorded, rows_behind, trace
from qonys.store import open_store
from qonys.studies.registry import REGISTRY, start
from toyland import toy

KZ = [pytest.param(("kz", area), marks=pytest.mark.slow, id=f"kz-{area or 'country'}") for area in (None, "KZ-61")]


@pytest.fixture(scope="module", params=[("toy", None), ("toy", "TL-B"), *KZ])
def printed(request, tmp_path_factory):
    """A runner, and every claim that a report prints."""
    name, area = request.param
    pack, root = (toy() if name == "toy" else load_pack(name)), tmp_path_factory.mktemp("trace")
    claims = assess(pack, area, out=root / "report", store=root, options=Options(seed=5)).claims
    return start(open_store(pack, root), seed=5), claims


class Shaken(Runner):
    """A runner for which every figure that a claim is not said to rest on is another one."""

    def shaken(self, call, kept):
        self._done.clear()
        self._done[Shaken] = kept
        return self.run(call)

    def _panel(self, query):
        return self.once(query, lambda: self._other(self.store.panel(query), self._done[Shaken]))

    def _other(self, panel, kept):
        values, axes = panel.values.copy(), (panel.query.series, panel.query.areas, panel.query.periods)
        for at in np.ndindex(values.shape):
            labels = [axis[i] for axis, i in zip(axes, at, strict=True)]
            if kept.isdisjoint(panel.rows(*labels)):
                values[at] *= 1.3
        return replace(panel, values=values)


def test_what_a_hand_narrows_lies_within_what_was_read(printed):
    run, claims = printed
    for claim in claims:
        assert set(rows_behind(run, claim)) <= recorded(run, claim.call), claim


def test_every_call_of_a_report_rests_on_figures_or_says_why_not(printed):
    run, claims = printed
    bare = {claim.call.id: claim.call.function for claim in claims}
    for claim in claims:
        computation, behind = declared(run, claim.call.function), trace(run, claim)
        says_none = computation.counts or (
            computation.narrow and not tuple(computation.narrow(run, claim.call, claim.cell))
        )
        if behind.rows or behind.rules or says_none:
            bare.pop(claim.call.id, None)
    assert bare == {}


@pytest.mark.slow
def test_figures_that_a_claim_does_not_rest_on_do_not_move_it(printed):
    run, claims = printed
    one_of = {(claim.call.function, claim.cell["measure"]): claim for claim in claims}
    shaken = Shaken(run.store, REGISTRY, run.seed)
    for claim in one_of.values():
        if not declared(run, claim.call.function).counts:
            result = shaken.shaken(claim.call, frozenset(rows_behind(run, claim)))
            assert result.value(**claim.cell) == pytest.approx(claim.value, rel=1e-6, abs=1e-9), claim


def test_a_claim_that_is_said_to_rest_on_nothing_moves(printed):
    run, claims = printed
    claim = next(c for c in claims if c.call.function == "figures" and c.value)
    found = Shaken(run.store, REGISTRY, run.seed).shaken(claim.call, frozenset())
    assert found.value(**claim.cell) == pytest.approx(1.3 * claim.value, rel=1e-6)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return start(open_store(toy(), tmp_path_factory.mktemp("store")), seed=5)


def test_a_value_found_again_hands_on_what_it_read(run):
    read = [run.once(("asks", i), lambda: run.figure("births", "TL-A", "2020")) for i in (1, 2)]
    own = Runner(run.store, {"first": _asking, "second": _asking})
    rows = [recorded(own, Call(name)) for name in ("first", "second")]
    assert read[0] == read[1]
    assert rows[0] == rows[1] != frozenset()


def _asking(run, call):
    value = run.once("shared", lambda: run.figure("births", "TL-B", "2020"))
    axes = {"measure": ("births",)}
    return Result(call, axes, np.array([value]), np.array(["A"]), {"births": "persons"})


def test_reads_before_a_failure_are_reads(run):
    def careful(run, call):
        with pytest.raises(ZeroDivisionError):
            run.once("fails", lambda: run.figure("births", "TL-B", "2020") / 0)
        return Result(call, {"measure": ("none",)}, np.zeros(1), np.array(["A"]), {"none": "count"})

    assert recorded(Runner(run.store, {"careful": careful}), Call("careful"))


def test_a_rate_rests_on_the_people_at_both_ends_of_its_year(run):
    areas = toy().regions(2021)
    found = run("migration.balance", flow="", areas=areas, periods=("2020", "2021"), borders=2021)
    rows = run.store.rows(rows_behind(run, found.claim(measure="net_rate", area=areas[0], period="2020")))
    assert {r["period"] for r in rows if r["indicator"] == "population_start"} == {"2020-01-01", "2021-01-01"}
    assert {r["period"] for r in rows if r["indicator"] != "population_start"} == {"2020"}


def test_a_score_rests_on_the_figures_of_all_areas_its_own_first(run):
    found = run("wellbeing.scores", framework="toy-wellbeing", span="current")
    area, period = found.axes["area"][-1], found.axes["period"][-1]
    cell = {"measure": "score", "element": found.axes["element"][0], "area": area, "period": period}
    numbers = rows_behind(run, found.claim(**cell))
    rows = {row["row"]: row for row in run.store.rows(numbers)}
    assert {row["area"] for row in rows.values()} >= set(found.axes["area"])
    assert rows[numbers[0]]["area"] == area


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2023", "2023-05", True), ("2023-Q1", "2023-03", True), ("2023", "2024", False),
        ("2023", "2024-01-01", False), ("all", "all", True), ("all", "2023", False),
    ],
)  # fmt: skip
def test_periods_meet(one, other, same):
    assert meet(one, other) is meet(other, one) is same
