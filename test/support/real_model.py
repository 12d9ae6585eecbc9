"""The real vLLM server with a small checkpoint, for tests."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from ports import free_port
from scraped import figures

from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.errors import SetupError
from ipa_agents.serving.command_line import command_of
from ipa_agents.serving.profile import OptionValue, load_serving
from ipa_agents.serving.program import find_vllm
from ipa_agents.serving.server import ModelServer

__all__ = ['AT_ONCE', 'TINY', 'RealModel', 'missing_model_server', 'random_qwen']

AT_ONCE = 4
"""How many requests of many run; more wait."""
TINY = Path(__file__).parents[2] / 'models' / 'tiny'

_MAKER = Path(__file__).with_name('random_qwen.py')
_PATIENCE = 600.0  # s; two cores need 20, and many times that beside other work


def missing_model_server() -> str:
    """Why there is no real server to test with; empty where there is one."""
    if os.environ.get('IPA_NO_VLLM'):
        return 'IPA_NO_VLLM is set: the tests of a real model are skipped'
    try:
        find_vllm()
    except SetupError as error:
        return f'the tests of a real model are skipped: {error}'
    return ''


def random_qwen(folder: Path) -> Path:
    """A checkpoint of random weights, made in `folder`."""
    made = folder / 'random_qwen'
    python = find_vllm().with_name('python')
    subprocess.run([python, _MAKER, made], check=True, capture_output=True, env={'PATH': os.defpath})
    return made


class RealModel:
    """A server of the checkpoint in `model`; `options` are vLLM's, above those of the profile tiny."""

    def __init__(self, model: Path, log: Path, options: Mapping[str, OptionValue] | None = None) -> None:
        self._log = log
        self._given = {'model': str(model)} | dict(options or {})
        self._server: ModelServer | None = None
        self.port = 0

    def start(self) -> None:
        """Start the server, unless it runs."""
        if self._server:
            return
        self.port = free_port()
        command = command_of(load_serving().profile('tiny'), self._given | {'port': self.port})
        self._server = ModelServer(find_vllm(), command, self._log)
        self._server.start()
        self._server.wait_until_ready(_PATIENCE)

    def stop(self) -> None:
        """End the server, if it runs."""
        if self._server:
            self._server.stop()
            self._server = None

    def kill(self) -> None:
        """As the kernel does it that has no memory left: all its processes, at once."""
        assert self._server
        self._server.kill()
        self._server = None

    def endpoint(self, model: str = 'qwen', *, is_stream: bool = True) -> Endpoint:
        """The server as clients know it, who are patient since machines of tests are slow."""
        return Endpoint(
            'real',
            f'http://127.0.0.1:{self.port}/v1',
            model,
            first_token_s=90,
            between_tokens_s=60,
            total_s=120,
            stream=is_stream,
        )

    def requests(self, state: str) -> float:
        """How many requests are 'running' or 'waiting', by the server's own count."""
        return self._figure(f'vllm:num_requests_{state}[')

    def generated(self) -> float:
        """How many tokens were written so far."""
        return self._figure('vllm:generation_tokens_total[')

    def _figure(self, beginning: str) -> float:
        return next(value for name, value in figures(self.port).items() if name.startswith(beginning))
