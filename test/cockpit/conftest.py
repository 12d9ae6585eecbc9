from collections.abc import Callable, Iterator

import pytest
from browser import Visit, browser, missing
from served_page import ServedPage


@pytest.fixture(scope='session')
def any_browser() -> Iterator[Visit]:
    if reason := missing():
        pytest.skip(reason)
    with browser() as opened:
        yield Visit(opened)


@pytest.fixture
def visit(any_browser: Visit) -> Iterator[Visit]:
    """Opens pages, which close with the test."""
    yield any_browser
    any_browser.end()


@pytest.fixture
def serve() -> Iterator[Callable[..., ServedPage]]:
    """Serves pages that end with the test."""
    served: list[ServedPage] = []

    def begin(**settings: object) -> ServedPage:
        served.append(ServedPage(**settings))
        return served[-1]

    yield begin
    for page in served:
        page.close()
