"""Identities as a pack writes them: sums, products, ranges, one for each of several indicators."""

from __future__ import annotations

import shutil

import pytest

from qonys.errors import BadInput
from qonys.packs import load_pack
from qonys.packs.identities import Equation, Factor, Term, parse_equation
from toyland import TOY

A, B, C = Factor("a"), Factor("b"), Factor("c")
SUMS = [
    ("a = b", Equation((Term(1, (A,)),), (Term(1, (B,)),))),
    ("a - b@+1 = 0", Equation((Term(1, (A,)), Term(-1, (Factor("b", "", 1),))))),
    ("-a+b[x=1; y=2] = c", Equation((Term(-1, (A,)), Term(1, (Factor("b", "x=1;y=2"),))), (Term(1, (C,)),))),
    ("c = 100 * a / b", Equation((Term(1, (C,)),), (Term(100, (A,), (B,)),))),
    ("c = a / 4 * b@-1", Equation((Term(1, (C,)),), (Term(0.25, (A, Factor("b", "", -1))),))),
    ("a between 0, b[x=1]", Equation((Term(1, (A,)),), bounds=((), (Term(1, (Factor("b", "x=1"),)),)))),
]


@pytest.mark.parametrize(("text", "wanted"), SUMS, ids=[text for text, _ in SUMS])
def test_an_equation_is_read(text, wanted):
    assert parse_equation(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "a = ", "a = b = c", "a == b", "= b", "0 = a", "2 = a", "a + = b", "a b = c", "a * = b"),
        *("a = * b", "a ? b", "a = b between c", "a between", "between b", "a = 1.2.3", "a = b@1", "A = b", "a[x = b"),
    ],
)
def test_what_is_no_equation_is_refused(text):
    with pytest.raises(BadInput, match="no equation"):
        parse_equation(text)


def test_only_sums_of_single_figures_are_linear():
    linear = [text for text, equation in SUMS if equation.linear]
    assert linear == ["a = b", "a - b@+1 = 0", "-a+b[x=1; y=2] = c"]


NAMES = 'names = {{ kk = "{0}", ru = "{0}", en = "{0}" }}\n'


def faults(tmp_path, text):
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    (root / "checks.toml").write_text(text, "utf-8")
    (root / "residuals.csv").unlink()
    try:
        return load_pack(root)
    except BadInput as error:
        return [(fault.code, fault.fields.get("text")) for fault in error.faults]


def table(equation, more="", name="n"):
    return f'[[check]]\nid = "one"\n{NAMES.format(name)}equation = "{equation}"\nover = "area"\n{more}\n'


def test_one_table_for_several_indicators(tmp_path):
    pack = faults(tmp_path, table("{} between 0, deaths", 'each = ["births", "crude_death_rate"]', name="of {}"))
    assert [i.id for i in pack.identities] == ["one-births", "one-crude-death-rate"]
    assert pack.identities[0].names["en"] == f"of {pack.indicators['births'].names['en']}"
    assert pack.identities[1].equation.left[0].times[0].indicator == "crude_death_rate"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (table("births = birth"), ("unknown-indicator", "birth")),
        (table("{} = births", 'each = ["death"]'), ("unknown-indicator", "death")),
        (table("births[sex=F] = births"), ("unknown-dimension", "sex")),
        (table("population_start between population_start[sex=X], 0"), ("unknown-dimension", "sex=X")),
        (table("births + = deaths"), ("equation", "births + = deaths")),
        (table("births = deaths") * 2, ("duplicate-key", "one")),
        (table("births = deaths", "tolerance = -1"), ("toml-schema", "check.one.tolerance")),
        (table("births = deaths", "kind = 1"), ("toml-schema", "check.one.kind")),
    ],
)
def test_what_a_pack_cannot_check_is_a_fault(tmp_path, text, wanted):
    assert faults(tmp_path, text) == [wanted]


def test_a_part_of_a_rate_may_be_a_group_and_must_exist(tmp_path):
    root = tmp_path / "toy"
    shutil.copytree(TOY, root)
    rate = (
        '[urban_share]\nunit = "percent"\nkind = "rate"\nat = "year"\nnumerator = "population_start[locality={}]"\n'
        'denominator = "population_start"\nper = 100\ngroup = "population"\n'
    )
    words = NAMES.format("urban share") + NAMES.format("urban share").replace("names", "definition")
    (root / "indicators_more.toml").write_text(rate.format("urban") + words, "utf-8")
    assert load_pack(root).indicators["urban_share"].numerator == "population_start[locality=urban]"
    (root / "indicators_more.toml").write_text(rate.format("town") + words, "utf-8")
    with pytest.raises(BadInput) as error:
        load_pack(root)
    assert [(f.code, f.fields["text"]) for f in error.value.faults] == [("unknown-dimension", "locality=town")]
