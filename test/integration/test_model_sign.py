"""What the page of a whole car says of the model, whose servers die and come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from browser import Visit
from playwright.sync_api import expect
from ports import free_port, is_served
from running_car import RunningCar
from scripted_server import ScriptedServer

pytestmark = pytest.mark.ros

POEM = 'The sea is wide, the sea is deep, and so is my road map.'
TURNS: list[dict[str, object]] = [
    {'match': 'poem', 'steps': [{'words': POEM, 'token_s': 0.02}]},
    {'match': '.', 'steps': [{'words': 'Done: all the windows are open now.'}]},  # also when it is asked again
]


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[dict[str, ScriptedServer]]:
    """One for the car and one at the edge; both run."""
    servers = {name: ScriptedServer(tmp_path, name, TURNS) for name in ('car', 'edge')}
    for server in servers.values():
        server.start()
    yield servers
    for server in servers.values():
        server.die()


@pytest.fixture
def url(tmp_path: Path, servers: dict[str, ScriptedServer]) -> Iterator[str]:
    """The page of a car that asks those servers."""
    file = tmp_path / 'endpoints.yaml'
    endpoints = [{'name': name, 'url': server.url, 'model': 'qwen'} for name, server in servers.items()]
    file.write_text(yaml.safe_dump({'endpoints': endpoints}))
    port = free_port()
    car = RunningCar()
    try:
        car.start_all(assistant=(f'endpoints:={file}',))
        car.start('cockpit', f'port:={port}')
        car.desk.wait(lambda: is_served(port), 'the port of the page')
        yield f'http://127.0.0.1:{port}/'
    finally:
        car.close()


@pytest.mark.timeout(300)
def test_the_page_tells_of_each_endpoint_that_dies_and_comes_back(
    url: str, servers: dict[str, ScriptedServer], visit: Visit
) -> None:
    page = visit(url)
    sign, answer = page.locator('.model-sign'), page.locator('.message.assistant')

    def ask(text: str) -> None:
        page.locator('input[name=said]').fill(text)
        page.keyboard.press('Enter')

    expect(sign).to_have_text('Qwen · car')
    ask('Recite a poem about the sea')
    expect(answer.last.locator('.said')).to_have_text(POEM)
    expect(answer.last.locator('.mind')).to_have_text('qwen · car')

    ask('Do you think that robots dream?')
    expect(sign).to_have_text('model doubtful: car')
    expect(answer.last.locator('.said')).not_to_contain_text('open now')
    ask('Recite a poem about a lake')
    expect(sign).to_have_text('Qwen · car')

    servers['car'].die()
    expect(sign).to_have_text('fail-over: edge')
    ask('Recite another poem')
    expect(answer.nth(3).locator('.said')).to_have_text(POEM)
    expect(answer.last.locator('.mind')).to_have_text('qwen · edge')

    servers['edge'].die()
    expect(sign).to_have_text('reflex alone: model away')
    ask('Set the temperature to 23 degrees')
    expect(answer.last.locator('.said')).to_contain_text('23')
    expect(answer.last.locator('.mind')).to_have_text('reflex')
    sign.click()
    expect(page.locator('.model-sheet .reason')).to_contain_text('car:')
    expect(page.locator('.panel.health')).to_have_text('')

    servers['car'].start()
    expect(sign).to_have_text('Qwen · car')
    assert visit.errors == []
