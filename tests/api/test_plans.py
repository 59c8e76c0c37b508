"""Plans from frames are those of the commands; mistakes name row and column."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import qonys

LIMITS = """
year = "2026"
[cap]
rate = 0.5
labour_force = 20000
[[category]]
id = "3"
[[category]]
id = "4"
cap = 70
"""
NEEDS = pd.DataFrame({
    "area": ["North", "North", "South", "South"], "sector": ["F", "F", "F", "F"], "category": [3, 4, 3, 4],
    "need_low": [10, 0, 10, 5], "need": [60, 40, 30, 50], "need_high": [90, 60, 50, 60],
})  # fmt: skip
HOUSEHOLDS = pd.DataFrame({
    "id": ["H1", "H2", "H3"], "size": [4, 2, 3], "workers": [2, 1, 1], "children": [1, 0, 1],
    "wishes": ["North;South", "North", "South"],
})  # fmt: skip
PLACES = pd.DataFrame({"place": ["North", "South"], "open": [1, 1], "persons": [5, 7]})


@pytest.fixture
def limits(tmp_path: Path) -> Path:
    """Terms of a user."""
    path = tmp_path / "terms.toml"
    path.write_text(LIMITS, "utf-8")
    return path


@pytest.mark.parametrize("show", ["plan", "areas"])
def test_a_quota_is_that_of_the_command(command, limits: Path, show: str) -> None:
    printed = command("plan", "quota", "--needs", NEEDS, "--limits", limits, "--show", show)
    found = qonys.quota(NEEDS, limits, show=show).wide()
    np.testing.assert_allclose(found["places"], printed["places"], rtol=1e-8)
    assert found["area"].tolist() == printed["area"].tolist()


@pytest.mark.parametrize(("show", "table"), [("households", "households"), ("places", "places")])
def test_a_settlement_is_that_of_the_command(command, show: str, table: str) -> None:
    printed = command("plan", "settlement", "--households", HOUSEHOLDS, "--places", PLACES, "--show", show,
                      "--seconds", 5)  # fmt: skip
    found = getattr(qonys.settlement(HOUSEHOLDS, PLACES, seconds=5), table).wide()
    assert len(found) == len(printed) > 0
    name = "place" if show == "households" else "used"
    assert found[name].tolist() == printed[name].tolist()


def test_groups_are_compared_afterwards() -> None:
    groups = pd.DataFrame({"id": ["H1", "H2", "H3"], "group": ["a", "b", "b"]})
    made = qonys.settlement(HOUSEHOLDS, PLACES, groups=groups, seconds=5)
    assert made.groups is not None
    pd.testing.assert_frame_equal(
        made.households.wide(), qonys.settlement(HOUSEHOLDS, PLACES, seconds=5).households.wide()
    )


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda t: qonys.quota(NEEDS.assign(need=-1), t), "faulty-file"),
        (lambda t: qonys.quota(NEEDS.drop(columns="need"), t), None),
        (lambda t: qonys.quota(NEEDS, t, show="pln"), "label"),
        (lambda t: qonys.quota(NEEDS, "nowhere.toml"), None),
        (lambda t: qonys.settlement(HOUSEHOLDS.assign(size=-1), PLACES), "faulty-file"),
        (lambda t: qonys.settlement(HOUSEHOLDS.iloc[:0], PLACES), "file-empty"),
        (lambda t: qonys.settlement(HOUSEHOLDS, PLACES, wishes="most"), "label"),
    ],
)
def test_mistakes_are_told_in_short_lines(limits: Path, ask, code: str | None) -> None:
    with pytest.raises(qonys.QonysError) as error:
        ask(limits)
    assert code in (None, error.value.code)
    assert len(str(error.value).splitlines()) <= 3
