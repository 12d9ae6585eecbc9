"""One real vLLM server for all tests of this folder."""

from collections.abc import Iterator

import pytest
from real_model import RealModel, missing_model_server

AT_ONCE = 4


@pytest.fixture(scope='session')
def any_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealModel]:
    if reason := missing_model_server():
        pytest.skip(reason)
    model = RealModel(tmp_path_factory.mktemp('real_model'), AT_ONCE)
    yield model
    model.stop()


@pytest.fixture
def server(any_server: RealModel) -> RealModel:
    """The server, which runs even where a test before has killed it."""
    any_server.start()
    return any_server
