"""The page in a browser: languages, claims, saving, keyboard, accessibility, narrow screens, paper."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qonys.report.renderers.html import PageOptions, render
from qonys.text import Language
from report import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
LANGUAGES = [language.value for language in Language]
CLAIM = sample.claim("TL", 16_153.0).id
MARKS = tuple(sample.charts())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        assert not os.environ.get("QONYS_REQUIRE_BROWSER"), "no Chromium"
        pytest.skip("no Chromium on this machine: install Debian's package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page with a figure of every mark, as a file."""
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    made = sample.report(MARKS)
    text = render(made, sample.words(), sample.details(made), PageOptions(Language.RU, sample.boundaries()))
    path.write_text(text, "utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The page, watched: a message on the console, an error or a request to the outside fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda request: faults.append(request.url) if request.url.startswith("http") else None)
    opened.goto(address)
    yield opened
    context.close()
    assert faults == []


def visible(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.edition')].filter(e => e.offsetParent || e.offsetHeight).map(e => e.lang)"
    )
    return found


def test_the_first_language_is_seen(page: Page) -> None:
    assert visible(page) == ["ru"]
    assert page.locator("html").get_attribute("lang") == "ru"


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_switch_and_are_remembered(page: Page, language: str) -> None:
    page.locator(f".edition:visible [data-switch={language}]").click()
    assert visible(page) == [language]
    assert page.locator("html").get_attribute("lang") == language
    assert page.url.endswith(f"#{language}")
    assert page.title() == page.locator("h1:visible").inner_text()
    page.goto("about:blank")
    page.go_back()
    assert visible(page) == [language]


def test_the_place_is_kept_when_the_language_changes(page: Page) -> None:
    page.evaluate("document.getElementById('ru-figure-f-heat').scrollIntoView()")
    page.evaluate("document.querySelector('.edition[lang=ru] [data-switch=en]').click()")
    top = page.evaluate("document.getElementById('en-figure-f-heat').getBoundingClientRect().top")
    assert abs(top) < 200


def test_an_address_names_a_section(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(f"{address}#kk-s-one")
    assert visible(page) == ["kk"]
    page.evaluate("location.hash = 'en-s-one'")
    page.wait_for_function("document.documentElement.dataset.language === 'en'")
    assert visible(page) == ["en"]


def test_without_scripts_the_address_chooses(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    assert [opened.locator(f".edition[lang={lang}]").is_visible() for lang in LANGUAGES] == [False, True, False]
    opened.locator(".edition[lang=ru] [data-switch=kk]").click()
    assert [opened.locator(f".edition[lang={lang}]").is_visible() for lang in LANGUAGES] == [True, False, False]
    assert not opened.locator("[data-save]").first.is_visible()
    context.close()


def claim_at(page: Page) -> Any:
    return page.locator(f".edition:visible .findings [data-claim='{CLAIM}']").first


@pytest.mark.parametrize("way", ["hover", "focus", "tap"])
def test_a_claim_says_where_it_comes_from(browser: Browser, address: str, way: str) -> None:
    context = browser.new_context(has_touch=way == "tap", viewport={"width": 1000, "height": 800})
    opened = context.new_page()
    opened.goto(f"{address}#en")
    getattr(claim_at(opened), way)()
    popover = opened.locator("#popover")
    popover.wait_for(state="visible")
    text = popover.inner_text()
    stated = ("Bureau en", "Toyland </script> in Figures, T-10", "row “7”, 2023", "\u22121,234.5", "31 May 2024")
    for part in ("16,153", "people", "balance of the toys", *stated):
        assert part in text
    assert claim_at(opened).get_attribute("aria-describedby") == "popover"
    opened.keyboard.press("Escape")
    popover.wait_for(state="hidden")
    context.close()


def test_the_popover_can_be_entered_with_the_pointer(page: Page) -> None:
    claim_at(page).hover()
    page.locator("#popover").hover()
    page.wait_for_timeout(400)
    assert page.locator("#popover").is_visible()
    page.mouse.move(5, 5)
    page.locator("#popover").wait_for(state="hidden")


def test_arrows_go_through_a_table(page: Page) -> None:
    table = page.locator("#ru-table-t-regions table")
    assert table.locator("[tabindex='0'].claim").count() == 1
    table.locator(".claim").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    place = page.evaluate(
        "[document.activeElement.closest('tr').rowIndex, document.activeElement.closest('td').cellIndex]"
    )
    assert place == [2, 2]


def test_a_mark_of_a_chart_says_its_value(page: Page) -> None:
    mark = page.locator("#ru-figure-f-bars svg path[data-tip]").first
    mark.scroll_into_view_if_needed()
    page.wait_for_timeout(100)  # scrolling hides the tip
    mark.hover()
    tip = page.locator("#tip")
    tip.wait_for(state="visible")
    assert tip.inner_text() == mark.get_attribute("data-tip")
    page.locator("#ru-figure-f-bars-share svg path[data-claim]").first.click()
    assert "12,5" in page.locator("#popover .value").inner_text()


def saved(page: Page, block: str, kind: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f"{block} [data-save={kind}]").click()
    assert download.value.suggested_filename == f"{block.split('-', 2)[2]}-ru.{kind}"
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("name", MARKS)
def test_drawings_are_saved(page: Page, name: str) -> None:
    svg = saved(page, f"#ru-figure-f-{name}", "svg").decode()
    assert svg.startswith("<svg") and "16\u00a0153" in svg and "<title>" in svg
    png = saved(page, f"#ru-figure-f-{name}", "png")
    assert png.startswith(b"\x89PNG") and len(png) > 5000


def test_numbers_are_saved(page: Page) -> None:
    figure = saved(page, "#ru-figure-f-bars", "csv").decode("utf-8-sig").splitlines()
    assert figure[1].endswith(",1200")
    assert figure[4].endswith(",-2200.25")
    assert figure[5].endswith(",")
    table = saved(page, "#ru-table-t-regions", "csv").decode("utf-8-sig").splitlines()
    assert table[0].split(",")[1:] == ["Сальдо", "Доля"]
    assert table[1].split(",")[1:] == ["-1500.5", "0.0"]
    assert table[3].split(",")[1] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_serious(page: Page, address: str, language: str) -> None:
    page.goto("about:blank")
    page.goto(f"{address}#{language}")
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(axe)
    claim_at(page).focus()
    found = page.evaluate("axe.run(document)")
    serious = [
        (v["id"], v["nodes"][0]["target"], v["nodes"][0]["failureSummary"])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == [], json.dumps(serious, ensure_ascii=False, indent=1)
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1280])
def test_the_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for language in LANGUAGES:
        page.evaluate(f"location.hash = '{language}'")
        page.wait_for_function(f"document.documentElement.dataset.language === '{language}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_contents_fold_on_narrow_screens(page: Page) -> None:
    contents = page.locator(".edition:visible .contents details")
    assert contents.get_attribute("open") is not None
    page.set_viewport_size({"width": 375, "height": 800})
    page.wait_for_function("!document.querySelector('.edition[lang=ru] .contents details').open")


def test_the_skip_link_comes_first(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'ru-text'")


def test_paper_has_one_language_and_no_buttons(page: Page) -> None:
    page.emulate_media(media="print")
    assert visible(page) == ["ru"]
    assert not page.locator("[data-save]:visible").count()
    assert not page.locator("[data-switch]:visible").count()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
