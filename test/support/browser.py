"""A real browser for tests, Debian's Chromium driven by Playwright, and why it is not there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ['browser', 'missing']

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


def missing() -> str:
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
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(), args=list(_ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def _executable() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)
