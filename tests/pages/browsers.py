"""Debian's Chromium under Playwright. Nothing is downloaded: where there is no Chromium, the tests are skipped with a message."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.settings import read_settings
from tests.service.servers import Served

#: No graphics processor, and nothing of its own that looks outside.
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, headless."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        message = "no chromium here: apt-get install chromium fonts-noto-cjk"
        if read_settings(os.environ).require_shared:
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


def told_status(message: str) -> bool:
    """Whether the browser says that a page came with the status of an error, as pages that tell an error do."""
    return message.startswith("Failed to load resource") and ("status of 404" in message or "status of 400" in message)


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    """A page on the server over the samples. At the end nothing may have been asked of another host, and no script may have failed."""
    context = browser.new_context(base_url=server.address, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    strange: list[str] = []
    opened.on("request", lambda request: None if request.url.startswith((server.address, "data:", "blob:")) else strange.append(request.url))
    opened.on("pageerror", lambda fault: strange.append(str(fault)))
    opened.on("console", lambda message: strange.append(message.text) if message.type == "error" and not told_status(message.text) else None)
    yield opened
    context.close()
    assert strange == []


@pytest.fixture
def phone(browser: Browser, server: Served) -> Iterator[Page]:
    """A page on a phone: narrow, touched by fingers."""
    context = browser.new_context(
        base_url=server.address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2, locale="zh-CN"
    )
    opened = context.new_page()
    strange: list[str] = []
    opened.on("pageerror", lambda fault: strange.append(str(fault)))
    yield opened
    context.close()
    assert strange == []
