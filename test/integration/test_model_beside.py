"""A model's server beside a car of `ipa up`, as people see it: it comes first, and nothing of it is left."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
import yaml
from ports import free_port
from pretended_vllm import pretended_vllm
from waiting import wait_for

pytestmark = pytest.mark.ros
pytest.importorskip('rclpy')


@pytest.mark.parametrize('number', [signal.SIGINT, signal.SIGTERM])
def test_whatever_ends_the_car_ends_the_server(tmp_path: Path, number: signal.Signals) -> None:
    endpoints, model = tmp_path / 'endpoints.yaml', tmp_path / 'model'
    url = f'http://127.0.0.1:{free_port()}/v1'
    endpoints.write_text(yaml.safe_dump({'endpoints': [{'name': 'car', 'url': url, 'model': 'qwen'}]}))
    model.mkdir()
    (model / 'config.json').write_text('{}')
    words = ['up', '--brain', 'qwen', '--serve', str(model), '--endpoints', str(endpoints), '--no-page']
    with subprocess.Popen(
        [sys.executable, '-m', 'ipa_agents.cli.main', *words],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {'IPA_VLLM': str(pretended_vllm(tmp_path)), 'IPA_DATA': str(tmp_path)},
    ) as car:
        said = []
        for line in car.stdout or ():
            said.append(line)
            if line.startswith('The car runs in'):
                break
        beside = psutil.Process(car.pid).children(recursive=True)
        assert any('serve' in process.cmdline() for process in beside)
        car.send_signal(number)
        status = car.wait()
    assert any('The model is ready' in line for line in said)
    assert status == 0
    wait_for(lambda: not any(_lives(process) for process in beside), 'the end of the server')


def _lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
