"""Makes docs/chat-wide.png and docs/chat-phone.png from a running page: python -m tests.views.take_screenshots [http://localhost:8501]."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.views.chromium import ARGUMENTS, CHROMIUM

DOCS = Path(__file__).resolve().parents[2] / "docs"
SHOTS = {"chat-wide": (1280, 900), "chat-phone": (380, 800)}


def take(browser: Browser, address: str, name: str, width: int, height: int) -> None:
    """A real answer with its first citation open, from the question down or, on a phone, around the marked passage."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ja-JP", timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.goto(f"{address}/?provider=tsubame")
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("マンションタイプの月額は？")
    box.press("Enter")
    expect(page.locator(".yk-conclusion")).to_contain_text("3,300円")
    page.get_by_test_id("stExpander").first.locator("summary").click()
    expect(page.locator("mark")).to_be_visible()
    page.mouse.move(0, 0)
    box.blur()
    page.wait_for_timeout(1000)
    target, block = ("mark", "center") if width < 640 else (".yk-question", "start")
    page.evaluate("([target, block]) => document.querySelector(target).scrollIntoView({block})", [target, block])
    page.wait_for_timeout(500)
    page.screenshot(path=DOCS / f"{name}.png")
    context.close()


def main(address: str) -> None:
    DOCS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, (width, height) in SHOTS.items():
            take(browser, address.rstrip("/"), name, width, height)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8501")
