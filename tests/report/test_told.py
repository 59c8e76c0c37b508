"""Sentences that change their claim or stay away: ties, all negative, one year, two areas, gaps, no figures."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from qonys.comparisons import Declared, End, Item, Kind, Why, rank, superlative
from qonys.model import Call, Period
from qonys.model.result import Result, stack
from qonys.report.chapters.compared import areas_set, kept, made, told, years_set
from qonys.report.chapters.context import Context
from qonys.report.chapters.migration import growth
from qonys.report.chapters.plans import need_room
from qonys.report.ledger import Ledger
from qonys.report.names import pack_catalogue
from qonys.text import Language, Message, PlaceName, Sign, load_words, say
from toyland import toy

AREAS = ("TL-B", "TL-E", "TL-F", "TL-G")
WORDS = {language: load_words(language, (pack_catalogue(toy(), language.value),)) for language in Language}


def context() -> Context:
    """All that these functions ask of a context: its ledger."""
    return cast("Context", SimpleNamespace(ledger=Ledger()))


def result(*net: float) -> Result:
    values = np.array(net)[:, None]
    axes = {"area": AREAS[: len(net)], "period": ("2023",)}
    return stack(Call("toy"), {"net": (values, np.full(values.shape, "A"), "persons")}, axes)


def title(at: Context, *net: float) -> Message:
    every = areas_set(result(*net), AREAS[: len(net)], Sign.ALWAYS, measure="net", period="2023")
    ends: dict[str, Any] = {"high": superlative(every, needs=1), "low": superlative(every, End.LEAST, needs=-1)}
    plain = say("mig-ranking-table", year=Period.parse("2023"))
    return told(at, "mig-ranking-title", ends, plain, year=Period.parse("2023"))


@pytest.mark.parametrize(
    ("net", "why"),
    [
        ((-5.0, -3.0, -1.0), Why.WRONG_SIGN),
        ((5.0, 3.0, 1.0), Why.WRONG_SIGN),
        ((np.nan, np.nan), Why.NO_FIGURES),
        ((7.0, np.nan, np.nan), Why.ONE_VALUE),
        ((0.0, 0.0, 0.0), Why.WRONG_SIGN),
    ],
)
def test_a_title_that_cannot_compare_says_the_plain_thing(net: tuple[float, ...], why: Why) -> None:
    at = context()
    assert title(at, *net).id == "mig-ranking-table"
    assert [(e.id, e.why, e.instead) for e in at.ledger.entries] == [("mig-ranking-title", why, "mig-ranking-table")]


def test_two_areas_are_compared_and_the_set_says_so() -> None:
    at = context()
    said = title(at, 5.0, -3.0)
    assert said.id == "mig-ranking-title" and at.ledger.entries == []
    assert "of 2 regions" in WORDS[Language.EN].plain(said)
    assert "из 2 регионов" in WORDS[Language.RU].plain(said) and "2 өңірдің ішінде" in WORDS[Language.KK].plain(said)


def test_a_tie_names_both_and_gaps_are_counted() -> None:
    said = title(context(), 5.0, 5.0, -3.0, np.nan)
    names = {language: words.plain(said) for language, words in WORDS.items()}
    assert "Dorva Region and Orlin Region" in names[Language.EN] and "(out of 4)" in names[Language.EN]
    assert "(всего 4)" in names[Language.RU] and "(барлығы 4)" in names[Language.KK]


def test_years_with_gaps_are_written_and_one_year_has_no_most() -> None:
    values = np.array([[3.0, np.nan, 2.0, 1.0]])
    axes = {"area": ("TL",), "period": ("2016", "2018", "2020", "2021")}
    found = stack(Call("toy"), {"net": (values, np.full(values.shape, "A"), "persons")}, axes)
    years = years_set(found, axes["period"], measure="net", area="TL")
    most = superlative(years)
    assert most
    message = say("lab-yearly-title", indicator="x", last="1", last_year="2021", version="", high=most)
    assert "of the 3 years known (2016, 2020–2021)" in WORDS[Language.EN].plain(message)
    at = context()
    one = years_set(found, ("2016", "2018"), measure="net", area="TL")
    assert kept(at, "lab-yearly-title", superlative(one)) is None and at.ledger.entries[0].why is Why.ONE_VALUE


def test_versions_that_disagree_keep_a_year_from_leading_alone() -> None:
    years = (
        Item.of_versions(Period.parse("2021"), [28.0, 20.0]),
        Item(Period.parse("2022"), 24.0),
        Item(Period.parse("2023"), 9.0),
    )
    assert not superlative(Declared(Kind.YEARS, years), named=1)
    both = superlative(Declared(Kind.YEARS, years))
    assert both and [str(item.label) for item in both.leaders] == ["2022", "2021"]  # type: ignore[union-attr]


def test_a_rank_is_among_those_that_lose() -> None:
    every = areas_set(result(-5.0, -3.0, 4.0), AREAS[:3], Sign.NEVER, measure="net", period="2023")
    found = rank(every, PlaceName("TL-E"), End.LEAST, needs=-1)
    said = say("mig-region-title-loss", rank=cast("Any", found), rate="−3.0", year=Period.parse("2023"))
    assert "rank 2 of the 2 regions" in WORDS[Language.EN].plain(said)
    assert "2-е место из 2 регионов" in WORDS[Language.RU].plain(said)
    assert "2 өңірдің ішінде 2-орын" in WORDS[Language.KK].plain(said)


def test_what_gives_nothing_is_noted_once_and_not_over_a_reason() -> None:
    at = context()

    def refuses() -> None:
        kept(at, "inner", superlative(Declared(Kind.AREAS, ())))

    assert made(at, {"outer": refuses, "silent": lambda: None, "there": lambda: 1}) == [1]
    assert [(e.id, e.why) for e in at.ledger.entries] == [("inner", Why.NO_FIGURES), ("silent", Why.NO_FIGURES)]


def account(later_change: float, later_net: float = np.nan) -> Result:
    """An account of two years; of the second the population may be known, and migration too."""
    parts = {
        "natural": (900.0, np.nan), "net_migration": (-400.0, later_net), "change_rate": (5.0, np.nan),
        "change": (500.0, later_change),
    }  # fmt: skip
    units = {"change_rate": "per_1000"}
    measures = {m: (np.array([v]), np.full((1, 2), "A"), units.get(m, "persons")) for m, v in parts.items()}
    return stack(Call("toy"), measures, {"area": ("TL-F",), "period": ("2023", "2024")})


@pytest.mark.parametrize(
    ("change", "net", "said"),
    [
        (-120.0, np.nan, "2024 the population fell by 120 people"),
        (120.0, np.nan, "2024 the population rose by 120 people"),
        (0.0, np.nan, ""),
        (np.nan, np.nan, ""),
        (-120.0, -300.0, ""),
    ],
)
def test_growth_is_said_of_its_year_and_a_newer_population_beside_it(
    monkeypatch: pytest.MonkeyPatch, change: float, net: float, said: str
) -> None:
    monkeypatch.setattr(growth, "accounts", lambda _: account(change, net))
    finding = growth.finding(cast("Context", SimpleNamespace(area="TL-F")))
    assert finding is not None
    text = {language: WORDS[language].plain(finding.message) for language in Language}
    assert text[Language.EN].startswith("In 2023 natural increase made up for the net outflow")
    assert ("2024" in text[Language.EN]) == bool(said) and said in text[Language.EN]
    assert all(("2024" in each) == bool(said) for each in text.values())


@pytest.mark.parametrize(("high", "id"), [(70.0, "need-binding-open"), (45.0, "need-binding")])
def test_capacities_whose_intervals_meet_have_no_least(monkeypatch: pytest.MonkeyPatch, high: float, id: str) -> None:
    names = ("homes", "jobs")
    rooms = {"room": (40.0, 60.0), "room_low": (30.0, 50.0), "room_high": (high, 80.0)}
    measures = {m: (np.array([v]), np.full((1, 2), "A"), "persons") for m, v in rooms.items()}
    found = stack(Call("toy"), measures, {"area": ("TL-F",), "capacity": names})
    declared = SimpleNamespace(binding=lambda _: "homes", capacities=names)
    monkeypatch.setattr(need_room, "declared_rooms", lambda _: declared)
    monkeypatch.setattr(need_room, "part_name", lambda name: say(f"imp-group-{name}"))
    at = SimpleNamespace(ledger=Ledger(), area="TL-F", is_country=False, run=None)
    (paragraph,) = need_room._binding(cast("Context", at), found)
    assert paragraph.message.id == id
