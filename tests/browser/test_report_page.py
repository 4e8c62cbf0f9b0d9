"""The HTML report in a real browser: bars are drawn, failures filtered, foreign text is inert, no request leaves."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.evaluation.report import html
from tests.qa.evaluation.samples import outcome, run_of
from tests.qa.evaluation.test_report import EVIL, poisoned

if TYPE_CHECKING:
    from selenium.webdriver.remote.webelement import WebElement

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium with chromedriver on this machine"),
]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--window-size=1200,900",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Page:
    """The report of a run, opened from disk."""

    def __init__(self, folder: Path) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM or ""
        for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
            options.add_argument(flag)
        self._folder = folder
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER, env=dict(os.environ)))

    def open(self, text: str) -> None:
        file = self._folder / "run.html"
        file.write_text(text, "utf-8")
        self.driver.get(file.as_uri())

    def all(self, selector: str) -> list["WebElement"]:
        return self.driver.find_elements("css selector", selector)

    def shown(self, selector: str) -> list["WebElement"]:
        return [element for element in self.all(selector) if element.is_displayed()]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    opened = Page(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.driver.quit()


def test_bars_and_dots_are_drawn(page: Page) -> None:
    page.open(html(run_of(outcome("a", 1), outcome("b", -1), outcome("c", 0))))
    bars = page.shown("svg rect.bar")
    assert len(bars) >= 3
    assert any(bar.size["width"] > 10 for bar in bars)
    assert len(page.shown("svg circle.dot")) == 12
    assert page.all("svg")[0].get_attribute("aria-label")


def test_failures_are_filtered_by_button_tag_and_words(page: Page) -> None:
    """With 174 questions a reader looks at the failures first."""
    page.open(html(run_of(outcome("alpha", 1), outcome("beta", -1), outcome("gamma", 0))))
    assert len(page.shown(".question")) == 3
    button = page.all("#failures-only")[0]
    button.click()
    assert len(page.shown(".question")) == 2
    assert page.all("#count")[0].text == "2 of 3 questions"
    page.all("#words")[0].send_keys("beta")
    assert len(page.shown(".question")) == 1
    button.click()
    page.all("#words")[0].clear()
    page.all("#words")[0].send_keys("nothing like it")
    assert page.shown(".question") == []


def test_answer_citations_and_evidence_stand_side_by_side(page: Page) -> None:
    page.open(html(run_of(outcome("a", 1))))
    page.all("summary")[0].click()
    sides = page.shown(".sides section")
    assert [side.find_element("css selector", "h3").text for side in sides] == ["Answer", "Citations", "Evidence"]
    assert len({side.location["y"] for side in sides}) == 1
    assert "The ferry has sailed since 1957." in sides[1].text


def test_foreign_text_is_shown_and_does_nothing(page: Page) -> None:
    """The page of an evaluation over hostile articles is safe to open."""
    page.open(html(poisoned()))
    assert page.driver.title == f"Evaluation of {EVIL}"
    page.all("summary")[0].click()
    assert EVIL in page.shown(".sides")[0].text
    assert page.all("img") == []
    requests = page.driver.execute_script("return performance.getEntriesByType('resource').length")
    assert requests == 0
