"""A way to a server that can be bad, between a plain client and the scripted model on a socket."""

import asyncio
import threading
from collections.abc import Iterator

import httpx
import pytest

from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.serving.go_between import GoBetween

ASKED = {'model': 'qwen', 'messages': [{'role': 'user', 'content': 'Hi' * 50_000}], 'stream': True, 'max_tokens': 9}


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel(lambda asked: Reply(words='Hello.'))


@pytest.fixture
def upstream(model: ScriptedModel) -> Iterator[str]:
    """The address of the scripted model, which lives in a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    serving = model.serving()
    yield asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result()
    asyncio.run_coroutine_threadsafe(serving.__aexit__(None, None, None), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def between(upstream: str) -> Iterator[GoBetween]:
    with GoBetween(upstream) as between:
        yield between


@pytest.fixture
def client(between: GoBetween) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=between.url, trust_env=False, timeout=30.0) as client:
        yield client


def ask(client: httpx.Client, **settings: float) -> str:
    return client.post('chat/completions', json=ASKED, **settings).text


def test_while_it_is_up_it_is_as_if_it_were_not_there(client: httpx.Client, model: ScriptedModel) -> None:
    assert client.get('models').json()['data'][0]['id']
    assert '[DONE]' in ask(client)
    assert '[DONE]' in ask(client)
    assert model.finished == 2


def test_while_it_is_down_nobody_gets_through_and_then_again(between: GoBetween, client: httpx.Client) -> None:
    between.become('down')
    for path in ('models', 'chat/completions'):
        with pytest.raises(httpx.TransportError):
            client.get(path)
    between.become('up')
    assert '[DONE]' in ask(client)


def test_while_it_is_slow_only_questions_wait(between: GoBetween, client: httpx.Client, model: ScriptedModel) -> None:
    between.become('slow')
    assert client.get('models').is_success
    with pytest.raises(httpx.ReadTimeout):
        ask(client, timeout=0.2)
    assert model.asked == []


def test_while_it_lies_the_server_is_not_asked_at_all(
    between: GoBetween, client: httpx.Client, model: ScriptedModel
) -> None:
    between.become('lying')
    assert client.get('models').is_success
    told = ask(client)
    assert 'windows' in told
    assert told.endswith('data: [DONE]\n\n')
    assert model.asked == []


def test_without_a_server_a_question_breaks_off() -> None:
    with GoBetween('http://127.0.0.1:9/v1') as between, pytest.raises(httpx.TransportError):
        httpx.get(f'{between.url}/models', trust_env=False)
