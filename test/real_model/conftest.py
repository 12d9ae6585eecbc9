"""Real vLLM servers, which the tests of this folder share: one worker runs them all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_model import AT_ONCE, RealModel, missing_model_server, random_qwen


@pytest.fixture(scope='session')
def any_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := missing_model_server():
        pytest.skip(reason)
    return tmp_path_factory.mktemp('real_model')


@pytest.fixture(scope='session')
def random_weights(any_folder: Path) -> Path:
    return random_qwen(any_folder)


@pytest.fixture(scope='session')
def any_server(any_folder: Path, random_weights: Path) -> Iterator[RealModel]:
    model = RealModel(random_weights, any_folder / 'vllm.log', {'max-num-seqs': AT_ONCE})
    yield model
    model.stop()


@pytest.fixture
def server(any_server: RealModel) -> RealModel:
    """Says whatever comes; it runs even where a test before has killed it."""
    any_server.start()
    return any_server
