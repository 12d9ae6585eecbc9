"""The launch file that the tests of a module are about: its `FILE`."""

import importlib.util
from types import ModuleType

import pytest


@pytest.fixture
def launch_file(request: pytest.FixtureRequest) -> ModuleType:
    spec = importlib.util.spec_from_file_location('launch_file', request.module.FILE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
