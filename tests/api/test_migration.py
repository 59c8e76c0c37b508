"""Flows from frames equal the commands'; mistakes name row and column."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import qonys

AREAS = ["N", "S", "W", "E"]


def pairs(values: np.ndarray, name: str) -> pd.DataFrame:
    """A matrix as long rows."""
    rows = [(o, d, values[i, j]) for i, o in enumerate(AREAS) for j, d in enumerate(AREAS) if i != j]
    return pd.DataFrame(rows, columns=["origin", "destination", name])


MATRIX = np.array([[0, 120, 35, 60], [80, 0, 22, 41], [10, 55, 0, 13], [33, 29, 18, 0]], float)
FLOWS = pairs(MATRIX, "flow")
DISTANCES = pairs(np.abs(np.subtract.outer(*[np.array([0.0, 120.5, 310.25, 700.0])] * 2)), "distance")
PEOPLE = pd.DataFrame({"area": AREAS, "population": [12000, 9000, 4000, 7000]})
MARGINS = pd.DataFrame({"area": AREAS, "departures": MATRIX.sum(1), "arrivals": MATRIX.sum(0)})


def close(found: pd.DataFrame, printed: pd.DataFrame, keys: list[str], columns: list[str]) -> None:
    """The columns of both tables are equal, to the digits that are printed."""
    one, other = (f.sort_values(keys).reset_index(drop=True) for f in (found, printed))
    assert one[keys].astype(str).to_numpy().tolist() == other[keys].astype(str).to_numpy().tolist()
    np.testing.assert_allclose(one[columns].to_numpy(float), other[columns].to_numpy(float), rtol=1e-8)


def test_indices_are_those_of_the_command(command) -> None:
    given = ("--flows", FLOWS, "--population", PEOPLE, "--distances", DISTANCES, "--draws", 200)
    printed = command("migration", "indices", *given)
    found = qonys.migration_indices(FLOWS, PEOPLE, distances=DISTANCES, draws=200).wide("part")
    columns = ["value", "low", "high", "corrected"]
    close(found.rename(columns={"measure": "index"}), printed, ["index"], columns)


def test_fitted_flows_are_those_of_the_command(command) -> None:
    printed = command("migration", "fit", "--margins", MARGINS, "--distances", DISTANCES, "--draws", 100)
    found = qonys.fit_flows(MARGINS, distances=DISTANCES, draws=100).wide(full=False)
    close(found, printed, ["origin", "destination"], ["flow", "low", "high"])


def test_margins_come_in_one_frame_two_or_as_mappings() -> None:
    whole = qonys.fit_flows(MARGINS, seed_flows=FLOWS).values
    apart = qonys.fit_flows(MARGINS[["area", "departures"]], MARGINS[["area", "arrivals"]], seed_flows=FLOWS).values
    said = [dict(zip(AREAS, MARGINS[name], strict=True)) for name in ("departures", "arrivals")]
    for other in (apart, qonys.fit_flows(*said, seed_flows=FLOWS).values):
        np.testing.assert_array_equal(whole, other)
    np.testing.assert_allclose(np.nan_to_num(whole[0]), MATRIX, rtol=1e-6)


def test_flows_from_stocks_are_those_of_the_command(command) -> None:
    start, end = MATRIX + np.diag([900.0, 700, 500, 300]), MATRIX.T + np.diag([880.0, 720, 500, 310])
    frames = [pd.DataFrame([(o, d, m[i, j]) for i, o in enumerate(AREAS) for j, d in enumerate(AREAS)],
                           columns=["origin", "destination", "persons"]) for m in (start, end)]  # fmt: skip
    printed = command("migration", "stocks", "--start", frames[0], "--end", frames[1])
    found = qonys.flows_from_stocks(*frames)
    close(found.wide(full=False), printed, ["origin", "destination"], ["flow"])
    assert found.notes


def test_gravity_is_that_of_the_command(command) -> None:
    printed = command("migration", "gravity", "--flows", FLOWS, "--distances", DISTANCES)
    found = qonys.gravity(pa.Table.from_pandas(FLOWS), DISTANCES).wide()
    columns = ["elasticity", "error", "low", "high", "common_part", "overdispersion"]
    np.testing.assert_allclose(found[columns], printed[columns], rtol=1e-8)


def test_what_cannot_be_met_has_a_certificate() -> None:
    blocked = pd.DataFrame({"origin": ["N", "N", "S", "W"], "destination": ["S", "W", "N", "N"], "flow": [1, 1, 1, 1]})
    with pytest.raises(qonys.CannotCompute) as error:
        qonys.fit_flows({"N": 10, "S": 20, "W": 30}, {"N": 20, "S": 20, "W": 20}, seed_flows=blocked)
    assert error.value.fields["rows"] == "S, W"
    assert float(str(error.value.fields["short"]).replace(",", "")) == 30


@pytest.mark.parametrize(
    ("ask", "code", "where"),
    [
        (lambda: qonys.migration_indices(FLOWS.assign(flow=-4.0), PEOPLE), "faulty-file", "DataFrame:0 [flow]"),
        (lambda: qonys.migration_indices(FLOWS, PEOPLE.assign(population="x y")), "faulty-file", "population:0"),
        (lambda: qonys.migration_indices(FLOWS, PEOPLE[:2]), "areas-missing", "population"),
        (lambda: qonys.migration_indices(FLOWS, PEOPLE.set_index("area")), "frame-index", "population [index]"),
        (lambda: qonys.migration_indices(FLOWS, PEOPLE, draws=1), "bad-option", "draws"),
        (lambda: qonys.migration_indices(FLOWS, PEOPLE, definitions="own"), "label", "definitions"),
        (lambda: qonys.migration_indices(pd.concat([FLOWS, FLOWS[:1]]), PEOPLE), "faulty-file", "DataFrame:12"),
        (lambda: qonys.migration_indices(FLOWS.drop(columns="origin"), PEOPLE), None, "DataFrame"),
        (lambda: qonys.fit_flows(MARGINS, seed_flows=FLOWS, distances=DISTANCES), "unread-option", "distances"),
        (lambda: qonys.fit_flows(MARGINS[["area", "departures"]]), None, "DataFrame"),
        (lambda: qonys.flows_from_stocks(FLOWS, FLOWS, moves=3.0), "unread-option", "moves"),
        (lambda: qonys.gravity(FLOWS, DISTANCES[:3]), None, "distances"),
    ],
)
def test_mistakes_say_where(ask, code: str | None, where: str) -> None:
    before = FLOWS.copy(deep=True), PEOPLE.copy(deep=True)
    with pytest.raises(qonys.QonysError) as error:
        ask()
    assert code in (None, error.value.code)
    assert where in error.value.where
    assert len(str(error.value).splitlines()) <= 3
    for frame, kept in zip((FLOWS, PEOPLE), before, strict=True):
        pd.testing.assert_frame_equal(frame, kept)


def test_totals_among_the_areas_are_left_out_and_told() -> None:
    whole = pd.concat([PEOPLE, pd.DataFrame({"area": ["Total"], "population": [PEOPLE.population.sum()]})])
    found = qonys.migration_indices(FLOWS, whole, draws=0)
    plain = qonys.migration_indices(FLOWS, PEOPLE, draws=0)
    np.testing.assert_array_equal(found.values, plain.values)
    assert any("Total" in note.what for note in found.notes)
