"""The double as a process of its own, and the examples of its document."""

import asyncio
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from models import endpoint, events, question, said

from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.errors import ModelUnreachable

DOCUMENT = (Path(__file__).parents[4] / 'docs' / 'scripted_model.md').read_text(encoding='utf-8')


def example(language: str) -> str:
    (text,) = re.findall(rf'```{language}\n(.*?)```', DOCUMENT, re.DOTALL)
    return text


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, '-m', 'ipa_agents.brains.qwen.scripted', *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def test_the_documents_script_is_served_until_it_is_interrupted(tmp_path: Path) -> None:
    (tmp_path / 'script.yaml').write_text(example('yaml'), encoding='utf-8')
    with process(str(tmp_path / 'script.yaml'), '--port', '0') as running:
        assert running.stdout is not None
        url = running.stdout.readline().strip()

        async def scene() -> None:
            asking = ModelClient(endpoint(url=url))
            await asking.check()
            assert said(await events(asking.stream(question('Tell me about heat')))).startswith('A heat pump')
            with pytest.raises(ModelUnreachable, match='the engine is starting'):
                await events(asking.stream(question('Hello')))
            await asking.aclose()

        asyncio.run(scene())
        running.send_signal(signal.SIGINT)
        assert running.wait() == 0


def test_a_script_that_is_wrong_is_told(tmp_path: Path) -> None:
    (tmp_path / 'script.yaml').write_text('turns: 3')
    with process(str(tmp_path / 'script.yaml')) as running:
        _, told = running.communicate()
        assert (running.returncode, 'script.yaml:1: turns' in told) == (2, True)


def test_the_documents_example_of_a_test_works() -> None:
    exec(compile(example('python'), 'docs/scripted_model.md', 'exec'), {'__name__': 'example'})
