"""A real browser for tests, Debian's Chromium driven by Playwright, and why it is not there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

    from playwright.sync_api import Browser, BrowserContext, Page

__all__ = ['PATIENCE', 'Visit', 'browser', 'missing_browser']

PATIENCE = 30_000  # ms, for a machine under load; on a free one everything comes within a second

_NAMES = ('chromium', 'chromium-browser', 'google-chrome')
_ARGUMENTS = (
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
)


def missing_browser() -> str:
    """Why no browser can be driven; empty when one can."""
    if not _executable():
        return 'no browser: install chromium (apt-get install chromium fonts-noto-cjk)'
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return 'playwright is missing: make setup'
    return ''


@contextmanager
def browser() -> Iterator['Browser']:
    """A headless browser with an empty profile."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """Opens pages in a browser: `errors` are what its console complained of, `asked` the addresses it asked for.

    `loop` is the one in which Playwright works.
    """

    def __init__(self, browser: 'Browser', loop: 'AbstractEventLoop') -> None:
        self.loop = loop
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []
        self.asked: list[str] = []

    def __call__(self, url: str, language: str = '', **cookies: str) -> 'Page':
        """A page as somebody new sees it: a browser without a history."""
        context = self._browser.new_context(viewport={'width': 1280, 'height': 800})
        self._contexts.append(context)
        chosen = cookies | ({'language': language} if language else {})
        context.add_cookies([{'name': name, 'value': value, 'url': url} for name, value in chosen.items()])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on('console', lambda message: self.errors.append(message.text) if message.type == 'error' else None)
        page.on('pageerror', lambda error: self.errors.append(str(error)))
        page.on('request', lambda request: self.asked.append(request.url))
        page.on('websocket', lambda socket: self.asked.append(socket.url))
        page.goto(url)
        return page

    def end(self) -> None:
        """Close all pages, and forget them."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        self.errors.clear()
        self.asked.clear()


def _executable() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)
