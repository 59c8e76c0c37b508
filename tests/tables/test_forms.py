"""What is one table in several forms is one table; what a table lacks is told."""

from __future__ import annotations

import numpy as np
import pytest

from qonys.errors import BadInput
from qonys.packs.frameworks import with_method
from qonys.packs.parameters import load_parameters
from qonys.tables.delimited import read_rows
from qonys.tables.reading import surroundings
from qonys.tables.scenario import read_scenario
from qonys.tables.series import read_by_period, read_profile
from qonys.tables.tables import read_sheet


def written(tmp_path, text):
    path = tmp_path / "my.csv"
    path.write_bytes(text.encode())
    return path


def test_columns_have_their_names_in_any_case(tmp_path):
    found = read_scenario(written(tmp_path, "KIND,People, Sector \nworkers,5,docks\n"))
    assert (found.groups[0].people, found.groups[0].sector) == (5, "docks")
    sheet = read_sheet(written(tmp_path, "place,Jobs_Driver,JOBS\nA,1,2\n"))
    sheet.spell(("place", "jobs"), ("jobs_",))
    assert list(sheet.frame.columns) == ["place", "jobs_Driver", "jobs"]


def test_figures_may_have_characters_beside_them_that_nobody_sees(tmp_path):
    sheet = read_sheet(written(tmp_path, "area,n\nA,\u200b150\nB,80\u200e\nC,\ufeff7\n"))
    assert sheet.numbers("n").tolist() == [150, 80, 7]


def test_lines_that_end_as_on_old_machines_are_lines(tmp_path):
    rows = list(read_rows(written(tmp_path, "id,wishes\ra,North;South\rb,East;West\r")))
    assert rows[1] == (2, ["a", "North;South"])


def test_ages_are_read_in_any_order_and_stand_once(tmp_path):
    years, rates, _ = read_profile(written(tmp_path, "age,rate\n20,0.3\n0,0.1\n10,0.2\n"))
    assert np.array_equal(years, [0, 10, 20]) and np.array_equal(rates, [0.1, 0.2, 0.3])
    with pytest.raises(BadInput, match="line 2"):
        read_profile(written(tmp_path, "age,rate\n20,0.3\n20,0.1\n"))


def test_cells_without_a_figure_are_told(tmp_path):
    notes = []
    with surroundings(notes.append):
        read_by_period(written(tmp_path, "year,n\n2020,1\n2021,\n2022,3\n2023,-\n"))
    (note,) = [note for note in notes if note.code == "no-figures"]
    assert (note.fields["count"], note.fields["line"], note.fields["column"]) == (2, 3, "n")


def test_settings_that_say_nothing_are_refused(tmp_path):
    path = tmp_path / "my.toml"
    path.write_text("# nothing yet\n", "utf-8")
    for read in (load_parameters, lambda p: with_method(None, p)):
        with pytest.raises(BadInput) as refused:
            read(path)
        assert refused.value.code == "settings-empty"
