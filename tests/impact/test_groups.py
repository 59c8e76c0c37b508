"""Groups of people in one line: what is read, and what is refused with which code."""

from __future__ import annotations

import pytest

from qonys.errors import QonysError
from qonys.impact.groups import checked, parse_group
from qonys.model.parameters import Side
from qonys.packs.parameters import pack_parameters
from toyland import toy


def test_all_words():
    group = parse_group("families, households=40 ,sector=farms,low=0.7,high=0.3,pay=0.9,side=migrant,school_share=0.2")
    assert (group.kind, group.people, group.households, group.pay) == ("families", None, 40, 0.9)
    assert group.side is Side.MIGRANT
    assert (group.skills, group.stated) == ({"low": 0.7, "high": 0.3}, {"school_share": 0.2})


CASES = {
    "workers=-1": "impact-negative",
    "workers=inf": "impact-no-number",
    "workers=many": "impact-no-number",
    "workers": "impact-people-or-households",
    "workers=5,households=3": "impact-people-or-households",
    "wrkers=5": "impact-unknown-kind",
    "workers=5,sector=mines": "impact-unknown-sector",
    "workers=5,medium=1": "impact-unknown-word",
    "workers=5,low=0.5": "impact-skills-sum",
    "workers=5,low=1.5,high=-0.5": "impact-out-of-bounds",
    "workers=5,side=middle": "impact-unknown-side",
    "workers=5,pay=0": "impact-negative",
    "workers=5,school_share=1.2": "impact-out-of-bounds",
    "families=5,working_share=0.9": "impact-composition-sum",
    "families=5,working_share=0.6,school_share=0.3,preschool_share=0.2": "impact-composition-sum",
    "families=5,household_size=0.5": "impact-out-of-bounds",
}


@pytest.mark.parametrize("line", CASES)
def test_wrong_groups(line):
    with pytest.raises(QonysError) as raised:
        checked([parse_group(line)], pack_parameters(toy()))
    assert raised.value.code == CASES[line]
    assert raised.value.where


def test_a_composition_that_is_stated_in_full_is_taken():
    line = "families=5,working_share=0.7,school_share=0.2,preschool_share=0.1"
    assert checked([parse_group(line)], pack_parameters(toy()))
