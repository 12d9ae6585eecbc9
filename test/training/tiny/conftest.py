"""The Python that has torch and transformers, for what the environment of ROS cannot import."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ipa_agents.errors import SetupError
from ipa_agents.training.trainer import find_python

SOURCES = Path(__file__).parents[3] / 'src'
Ask = Callable[..., Any]


@pytest.fixture(scope='session')
def model_python() -> Path:
    try:
        return find_python()
    except SetupError as error:
        pytest.skip(f'what needs torch is skipped: {error}')


@pytest.fixture
def ask(model_python: Path, tmp_path: Path) -> Ask:
    """Runs Python there; it finds `given` and leaves `answer`."""

    def run(code: str, given: Any = None) -> Any:
        (tmp_path / 'given.json').write_text(json.dumps(given), encoding='utf-8')
        program = (
            'import json, pathlib\n'
            'given = json.loads(pathlib.Path("given.json").read_text(encoding="utf-8"))\n'
            f'{code}\n'
            'pathlib.Path("answer.json").write_text(json.dumps(answer), encoding="utf-8")\n'
        )
        environment = {'PYTHONPATH': str(SOURCES), 'HF_HUB_OFFLINE': '1', 'PYTHONDONTWRITEBYTECODE': '1'}
        done = subprocess.run(
            [model_python, '-c', program], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return json.loads((tmp_path / 'answer.json').read_text(encoding='utf-8'))

    return run
