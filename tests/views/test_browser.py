"""The chat page in headless Chromium, at a desk's and at a phone's width."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from knowledge.settings import MAX_QUESTION_LETTERS
from tests.views.chromium import ARGUMENTS, CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason=f"{CHROMIUM} is missing: install the package chromium"),
]
ROOT = Path(__file__).resolve().parents[2]
WIDTHS = [pytest.param((1280, 900), id="wide"), pytest.param((380, 800), id="phone")]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Streamlit on a free port; ended, with the process that was started and no other, when the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "localhost"]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "YAKKAN_HOME": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(150):
        assert process.poll() is None, "streamlit ended"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(params=WIDTHS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that fails the test if anything but localhost was asked for."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ja-JP", timezone_id="Asia/Tokyo")
    asked_for: set[str] = set()
    opened = context.new_page()
    opened.on("request", lambda r: asked_for.add(r.url))
    opened.on("websocket", lambda w: asked_for.add(w.url))
    yield opened
    context.close()
    strangers = {u for u in asked_for if urlsplit(u).scheme not in ("data", "blob") and urlsplit(u).hostname != "localhost"}
    assert asked_for and not strangers


def ask(page: Page, text: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(text)
    box.press("Enter")
    expect(page.locator(".yk-question p").last).to_have_text(text)


def no_sideways_scroll(page: Page) -> None:
    wide = (
        "[...document.querySelectorAll('.stApp *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.offsetParent).length"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(wide) == 0


def test_a_question_its_sum_and_its_clause(page: Page, server: str) -> None:
    page.goto(f"{server}/?provider=tsubame")
    ask(page, "マンションタイプの月額は？")
    expect(page.locator(".yk-conclusion")).to_contain_text("3,300円")
    expect(page.locator(".yk-steps tbody tr")).to_have_count(1)
    mark = page.locator("mark")
    expect(mark).not_to_be_visible()
    page.get_by_test_id("stExpander").locator("summary").click()
    expect(mark).to_be_visible()
    expect(mark).to_have_text("月額利用料・マンションタイプ：3,000円/月（税込3,300円/月）")
    card = page.get_by_test_id("stExpander")
    for part in ("つばめ光重要事項説明", "16 月額費用 (1)", "つばめ光回線利用料", "要約", "2025年2月19日", "追加ネームを契約するには"):
        expect(card).to_contain_text(part)
    no_sideways_scroll(page)


def test_a_needed_detail_is_answered_by_button(page: Page, server: str) -> None:
    page.goto(server)
    ask(page, "解約金はいくら？")
    expect(page.locator(".yk-needs_detail")).to_be_visible()
    no_sideways_scroll(page)
    page.get_by_role("button", name="つばめガス", exact=True).click()
    expect(page.locator(".yk-answered .yk-conclusion")).to_contain_text("3,300円")
    expect(page).to_have_url(f"{server}/?provider=tsubame")


def test_a_follow_up_comes_into_view(page: Page, server: str) -> None:
    page.goto(f"{server}/?provider=tsubame")
    ask(page, "2024年6月15日に契約、2025年12月に解約したら？")
    expect(page.locator(".yk-conclusion")).to_contain_text("3,300円")
    ask(page, "2026年7月なら？")
    newest = page.locator(".yk-conclusion").nth(1)
    expect(newest).to_contain_text("かかりません")
    expect(newest).to_be_in_viewport()
    no_sideways_scroll(page)
    page.get_by_role("button", name="最初から").click()
    expect(page.locator(".yk-question")).to_have_count(0)
    expect(page.get_by_role("button", name="マンションタイプの月額は？")).to_be_visible()


def test_more_letters_than_are_read_cannot_be_sent(page: Page, server: str) -> None:
    page.goto(server)
    expect(page.locator(".yk-limit")).to_contain_text(f"{MAX_QUESTION_LETTERS}文字")
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("解" * (MAX_QUESTION_LETTERS + 100))
    assert len(box.input_value()) <= MAX_QUESTION_LETTERS


def test_streamlits_own_menu_is_hidden(page: Page, server: str) -> None:
    page.goto(server)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
    for part in ("stMainMenu", "stAppDeployButton"):
        expect(page.get_by_test_id(part)).to_have_count(0)


def test_odd_text_is_shown_letter_for_letter(page: Page, odd_home: Path, odd_texts: tuple[str, str]) -> None:
    heading, line = odd_texts
    with serving(odd_home) as address:
        page.goto(f"{address}/?provider=tsubame")
        ask(page, f"雪見割引の額は？ {line[:120]}")
        ask(page, "雪見割引の額は割り引くのは何か月目から？")
        card = page.get_by_test_id("stExpander").filter(has_text="雪見割引規約").last
        card.locator("summary").click()
        expect(card.locator(".yk-text")).to_contain_text(line)
        assert line in card.locator(".yk-text").inner_text()
        assert heading in card.locator("summary").inner_text().replace("\u2060", "")
        assert page.title() == "約款ナビ"
        assert page.locator(".stApp img, .stApp script[src*=evil], .yk-clause a, summary a, summary b").count() == 0
