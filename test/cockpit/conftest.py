from collections.abc import Callable, Iterator

import pytest
from served_page import ServedPage


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
