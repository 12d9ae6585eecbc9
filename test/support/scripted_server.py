"""The scripted model as a process, which can die and come back at its address."""

import subprocess
import sys
from pathlib import Path

import yaml
from ports import free_port, is_served
from waiting import wait_for

__all__ = ['ScriptedServer']


class ScriptedServer:
    """Replies as `turns` of a script say, once it is started; always at the same port."""

    def __init__(self, folder: Path, name: str, turns: list[dict[str, object]]) -> None:
        self.name = name
        self._script = folder / f'{name}.yaml'
        self._script.write_text(yaml.safe_dump({'turns': turns}, allow_unicode=True), encoding='utf-8')
        self._port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f'http://127.0.0.1:{self._port}/v1'

    def start(self) -> None:
        program = [sys.executable, '-m', 'ipa_agents.brains.qwen.scripted', str(self._script)]
        self._process = subprocess.Popen([*program, '--port', str(self._port)], stdout=subprocess.DEVNULL)
        wait_for(lambda: is_served(self._port), f'the server {self.name}')

    def die(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None
