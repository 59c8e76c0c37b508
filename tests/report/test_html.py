"""The page: its outline, what it embeds, and that nothing comes from outside."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from qonys.model import Status
from qonys.report.blocks import Chart, Figure, Mark, Row, Severity
from qonys.report.renderers.html import PageOptions, render
from qonys.report.renderers.html.page import figures_json
from qonys.report.renderers.html.payload import embedded
from qonys.report.renderers.interface import POPOVER, SEVERITIES, status, ui
from qonys.text import Language, PlaceName, say
from report import sample

OUTLINE = Path(__file__).parent / "outline.txt"
KEPT = set("html body header nav main section footer h1 h2 h3 figure svg table details".split())
SPOKEN = ("id", "lang", "aria-label", "aria-labelledby")
PLAIN = ("contents", "skip", "language", "findings", "source", "no-data", "area", "period")


@pytest.fixture(scope="module")
def page() -> str:
    made = sample.report()
    return render(made, sample.words(), sample.details(made), PageOptions(Language.RU, sample.boundaries()))


class Outline(HTMLParser):
    """The landmarks, headings and blocks of a page, indented by depth."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.depth = 0
        self.open: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        edition = "edition" in (held.get("class") or "")
        if tag not in KEPT and not edition:
            return
        marks = "".join(f" {key}={held[key]}" for key in SPOKEN if held.get(key))
        self.lines.append("  " * self.depth + (f"edition{marks}" if edition else f"{tag}{marks}"))
        self.open = tag if tag in ("h1", "h2", "h3") else None
        self.depth += 0 if self.open else 1
        if edition:
            self.edition_depth = self.depth

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "h2", "h3"):
            self.open = None
        elif tag == "footer":
            self.depth -= 2  # the edition ends with it
        elif tag in KEPT:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            self.lines[-1] += f" | {data.strip()}"


def test_the_outline_is_as_it_was(page: str) -> None:
    """Delete tests/report/outline.txt and run again to accept a new outline."""
    lines = Outline(page).lines
    if not OUTLINE.is_file():
        OUTLINE.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == OUTLINE.read_text("utf-8").splitlines()


def test_nothing_comes_from_outside(page: str) -> None:
    without = page.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
    assert not re.findall(r"""https?://|(?:src|href)=["'](?!#|data:,)|@import|url\((?!#)""", without)


def test_ids_are_unique(page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]+)"', page)) | set(re.findall(r'aria-labelledby="([^"]+)"', page))
    assert targets <= set(ids)


def test_the_same_report_is_the_same_page(page: str) -> None:
    made = sample.report()
    again = render(made, sample.words(), sample.details(made), PageOptions(Language.RU, sample.boundaries()))
    assert again == page


def test_texts_are_escaped(page: str) -> None:
    assert "Section &amp; &lt;s&gt;" in page
    assert "<s>" not in page


def test_no_line_breaks_between_a_number_and_its_ending(page: str) -> None:
    assert re.search(r'<span class="whole"><span role="button"[^>]*>45,7%</span>-ы</span> болды\.', page)


def test_each_claim_can_be_asked(page: str) -> None:
    book = json.loads(re.search(r'id="claims">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    used = set(re.findall(r'data-claim="(\w+)"', page))
    assert used
    assert used <= set(book["claims"])
    one = book["claims"][sample.claim("TL-E", 0.4567, "share", 1).id]
    assert one[0] == "share"
    assert [book["terms"]["en"][term] for term in one[2]] == ["balance of the toys", "Orlin Region"]
    number, locator, vintage, value, status_ = one[3][0]
    assert book["sources"][number]["title"]["ru"] == "Toyland </script> in Figures"
    assert (value, status_) == (-1234.5, "A")
    (row,) = locator  # the address stands outside
    assert [book["phrases"][lang][row[0]] for lang in ("kk", "en")] == ["«{0}» жолы, {1}", "row “{0}”, {1}"]
    assert (row[1], book["terms"]["ru"][row[2]]) == ("7", "2023 год")
    assert [book["terms"][lang][vintage] for lang in ("ru", "en")] == ["31 мая 2024 года", "31 May 2024"]
    assert book["units"]["persons"]["en"] == "people"


def test_figures_carry_their_numbers(page: str) -> None:
    numbers = json.loads(re.search(r'id="figures">(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    bars = numbers["f-bars"]
    assert bars["rows"][0] == [0, 0, 1200.0]
    assert [0, 0, None] not in bars["rows"] and any(row[2] is None for row in bars["rows"])
    assert set(bars["labels"]) == {"kk", "ru", "en"}
    assert bars["head"]["en"][0] == "Area"


def test_a_table_says_what_is_missing_and_estimated(page: str) -> None:
    english = page[page.index('id="en-table-t-regions"') :]
    assert 'data-value="-1500.5"' in english
    assert "… not published" in english.lower()
    assert 'class="claim s-E"' in english


def test_numbers_have_a_real_minus(page: str) -> None:
    assert not re.findall(r'class="claim[^>]*>-', page)


@pytest.mark.parametrize("language", Language)
def test_the_catalogues_have_every_word_of_the_page(language: Language) -> None:
    said = sample.words()[language]
    for name in (*POPOVER, *SEVERITIES.values(), *PLAIN):
        assert ui(said, name, count="#")
    for name in ("figure", "table"):
        assert "7" in ui(said, name, number=7)
    assert all(status(said, code) for code in Status)
    assert len(SEVERITIES) == len(Severity)


def test_the_file_of_flows_names_origin_and_destination_in_that_order() -> None:
    rows = (Row(PlaceName("TL-E"), 30.0, PlaceName("TL-B")), Row(PlaceName("TL-B"), 10.0, PlaceName("TL-E")))
    chart = Chart(Mark.CHORD, rows, "persons", flows=(say("mig-origin"), say("mig-destination")))
    held = json.loads(figures_json([Figure("ring", say("smp-alt"), chart, say("smp-alt"), ())], sample.words()))["ring"]
    assert held["head"]["en"][:2] == ["From", "To"]
    names = [(held["labels"]["en"][o], held["series"]["en"][d], v) for o, d, v in held["rows"]]
    assert sorted(names) == [("Dorva Region", "Orlin Region", 30), ("Orlin Region", "Dorva Region", 10)]


def test_json_cannot_close_its_element() -> None:
    assert "</" not in embedded({"a": "</script>"})
    assert json.loads(embedded({"a": "</script>"})) == {"a": "</script>"}


def test_a_saved_csv_guards_cells_by_the_rule_of_the_commands():
    from importlib.resources import files

    from qonys.tables.guard import _FORMULA

    script = files("qonys.report.renderers.html").joinpath("static", "save.js").read_text("utf-8")
    assert f"/^{_FORMULA.pattern}/.test(cell)" in script and "guarded(String(cell" in script
