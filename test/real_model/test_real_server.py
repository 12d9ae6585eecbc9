"""Our client against the real vLLM server with random weights: what holds here holds whatever a model says.

One file, so that tests side by side need one server.
"""

import asyncio
import json
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import httpx
import jsonschema
import pytest
from real_model import RealModel
from talks import FakeHands, say_to
from waiting import wait_for

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Talk
from ipa_agents.brains.qwen.brain import QwenBrain
from ipa_agents.brains.qwen.prompt.grammar import arguments_schema, structural_tag
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
from ipa_agents.brains.qwen.prompt.toolbox import functions_of, load_toolbox
from ipa_agents.brains.qwen.scripted import Reply, ScriptedModel
from ipa_agents.brains.qwen.wire.body import chat_body
from ipa_agents.brains.qwen.wire.chat import ChatRequest, Event, Finish, Message, ToolCall, Usage, Words
from ipa_agents.brains.qwen.wire.client import ModelClient
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.fleet import Fleet
from ipa_agents.errors import ModelBroken, ModelError, ModelRefused, ModelUnreachable
from ipa_agents.persona.persona import load_persona
from ipa_agents.vehicle.catalogue import load_catalogue

pytestmark = pytest.mark.timeout(900)

RUNS = 50
SENTENCES = (
    ('turn on the air conditioning', 'en'),
    ('打开空调', 'zh'),
    ('open the window a bit', 'en'),
    ('把主驾座椅加热调到二档', 'zh'),
    ('I am tired, find a place to stop', 'en'),
)
PAINT: dict[str, Any] = {
    'type': 'object',
    'properties': {
        'colour': {'enum': ['red', 'green']},
        'share': {'type': 'integer', 'minimum': 1, 'maximum': 100},
        'is_wet': {'type': 'boolean'},
    },
    'required': ['colour', 'share', 'is_wet'],
    'additionalProperties': False,
}
TOOLS = tuple(
    {'type': 'function', 'function': {'name': name, 'strict': True, 'parameters': PAINT}} for name in ('paint', 'wash')
)
TOOLBOX = load_toolbox()
OURS = tuple(functions_of(TOOLBOX))


def array_of(items: int) -> str:
    """The grammar of an answer of that length, which no model can end sooner."""
    schema = {'type': 'array', 'items': {'type': 'boolean'}, 'minItems': items, 'maxItems': items}
    form = {'type': 'json_schema', 'json_schema': schema, 'max_whitespace_cnt': 1}
    return json.dumps({'type': 'structural_tag', 'format': form})


LONG, VERY_LONG = array_of(250), array_of(1500)


@dataclass(frozen=True)
class Answer:
    words: str
    calls: tuple[ToolCall, ...]
    finish: str
    usage: Usage
    events: tuple[Event, ...]


def asking(text: str = 'Hello', **more: Any) -> ChatRequest:
    return ChatRequest((Message('user', text),), **{'max_tokens': 64, 'temperature': 1.0, 'seed': 1} | more)


async def answer_of(client: ModelClient | Fleet, request: ChatRequest) -> Answer:
    async with aclosing(client.stream(request)) as stream:
        events = tuple([event async for event in stream])
    words = ''.join(event.text for event in events if isinstance(event, Words))
    calls = tuple(event for event in events if isinstance(event, ToolCall))
    (finish,) = (event for event in events if isinstance(event, Finish))
    usage = next((event for event in events if isinstance(event, Usage)), Usage())
    return Answer(words, calls, finish.reason, usage, events)


def answers(endpoint: Endpoint, requests: Iterable[ChatRequest]) -> Sequence[Answer]:
    """The answers of requests that are sent all at once."""

    async def ask() -> Sequence[Answer]:
        client = ModelClient(endpoint)
        try:
            return await asyncio.gather(*(answer_of(client, request) for request in requests))
        finally:
            await client.aclose()

    return asyncio.run(ask())


def faults(schema: Any, arguments: str) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(arguments))]


@pytest.mark.parametrize('choice', ['required', 'wash'])
def test_tools_that_are_required_or_named_are_called_rightly_in_every_run(server: RealModel, choice: str) -> None:
    requests = [
        asking(f'{seed}', tools=TOOLS, tool_choice=choice, parallel_calls=False, seed=seed, max_tokens=200)
        for seed in range(RUNS)
    ]
    got = answers(server.endpoint(), requests)
    assert [len(answer.calls) for answer in got] == [1] * RUNS
    assert [faults(PAINT, answer.calls[0].arguments) for answer in got] == [[]] * RUNS
    names = {answer.calls[0].name for answer in got}
    assert names == ({'paint', 'wash'} if choice == 'required' else {'wash'})


def test_our_grammar_holds_in_every_run(server: RealModel) -> None:
    slicer = Slicer(load_catalogue())
    slices = [slicer.find(*SENTENCES[run % len(SENTENCES)]) for run in range(RUNS)]
    requests = [
        asking(
            SENTENCES[run % len(SENTENCES)][0],
            tools=OURS,
            grammar=structural_tag(TOOLBOX, TOOLBOX, found),
            seed=run,
            max_tokens=2000,
        )
        for run, found in enumerate(slices)
    ]
    got = answers(server.endpoint(), requests)
    assert [broken(answer, found) for answer, found in zip(got, slices, strict=True)] == [[]] * RUNS
    called = {call.name for answer in got for call in answer.calls}
    assert len(called) > 5, 'random weights call many tools'
    assert any(answer.words for answer in got)


def broken(answer: Answer, found: Slice) -> list[str]:
    """What is not as the grammar wants it: calls or words, never both, and calls with arguments of the slice."""
    complaints = []
    if bool(answer.words) == bool(answer.calls):
        complaints.append(f'{len(answer.calls)} calls and the words {answer.words!r}')
    if '<' in answer.words or answer.finish not in ('stop', 'tool_calls'):
        complaints.append(f'{answer.words!r}, {answer.finish}')
    for call in answer.calls:
        schema = arguments_schema(TOOLBOX[call.name], found)
        complaints += ['a tool without arguments'] if schema is None else faults(schema, call.arguments)
    return complaints


def test_the_server_takes_a_grammar_of_every_function(server: RealModel) -> None:
    functions = tuple(load_catalogue().functions.values())
    slices = [Slice(functions[start : start + 8]) for start in range(0, len(functions), 8)]
    got = answers(
        server.endpoint(),
        [
            asking(tools=OURS, grammar=structural_tag(TOOLBOX, ('set_signals',), found), max_tokens=40)
            for found in slices
        ],
    )
    assert len(got) == len(slices)
    assert any(answer.usage.completion_tokens for answer in got)


def test_words_come_one_by_one_and_their_count_at_the_end(server: RealModel) -> None:
    (answer,) = answers(server.endpoint(), [asking(max_tokens=24)])
    assert sum(isinstance(event, Words) for event in answer.events) > 8
    assert isinstance(answer.events[-1], Usage)
    assert answer.usage.completion_tokens == 24
    assert answer.finish == 'length'


@pytest.mark.parametrize('has_tools', [False, True])
def test_a_stream_brings_what_a_whole_answer_brings(server: RealModel, has_tools: bool) -> None:
    found = Slicer(load_catalogue()).find('打开空调', 'zh')
    more = {'tools': OURS, 'grammar': structural_tag(TOOLBOX, TOOLBOX, found)} if has_tools else {}
    requests = [asking(seed=seed, max_tokens=800 if has_tools else 80, **more) for seed in range(6)]
    streamed = answers(server.endpoint(), requests)
    whole = answers(server.endpoint(is_stream=False), requests)
    assert [told(answer) for answer in streamed] == [told(answer) for answer in whole]


def told(answer: Answer) -> object:
    calls = [(call.name, json.loads(call.arguments)) for call in answer.calls]  # white space may differ
    return answer.words, calls, answer.finish


def test_the_same_beginning_is_served_from_the_cache(server: RealModel) -> None:
    beginning = Message('system', 'You are the assistant of a car. ' * 40)
    requests = [replace(asking(text), messages=(beginning, Message('user', text))) for text in ('One', 'Another')]
    (first,), (second,) = answers(server.endpoint(), requests[:1]), answers(server.endpoint(), requests[1:])
    assert first.usage.cached_tokens == 0
    assert second.usage.cached_tokens > second.usage.prompt_tokens * 0.8


def test_an_answer_that_was_begun_is_continued(server: RealModel) -> None:
    begun = (Message('user', 'Hello'), Message('assistant', 'The windows are'))
    (answer,) = answers(server.endpoint(), [replace(asking(max_tokens=8), messages=begun, continues_last=True)])
    assert answer.usage.completion_tokens == 8
    assert 'windows are' not in answer.words


def test_an_answer_that_nobody_waits_for_ends_at_the_server(server: RealModel) -> None:
    async def leave_early() -> None:
        client = ModelClient(server.endpoint())
        async with aclosing(client.stream(asking(grammar=VERY_LONG, max_tokens=6000))) as stream:
            await anext(stream)
        await client.aclose()

    made = []
    for _ in range(3):  # on a busy machine the first words may come when the answer is all but complete
        before = server.generated()
        asyncio.run(leave_early())
        wait_for(lambda: server.requests('running') == 0, 'the end of the request that was left')
        made.append(server.generated() - before)
    assert min(made) < 1500, 'none was ended, all came to their end'


def test_a_command_overtakes_the_chats_that_wait(server: RealModel) -> None:
    async def first_tokens() -> list[str]:
        client = ModelClient(server.endpoint())
        order: list[str] = []

        async def ask(name: str, priority: int) -> None:
            request = asking(name, grammar=LONG, max_tokens=4000, priority=priority)
            async with aclosing(client.stream(request)) as stream:
                await anext(stream)
                order.append(name)
                async for _ in stream:
                    pass

        chats = [asyncio.create_task(ask(f'chat {number}', 10)) for number in range(8)]
        await asyncio.to_thread(wait_for, lambda: server.requests('waiting') >= 4, 'a queue')
        await asyncio.gather(ask('command', 0), *chats)
        await client.aclose()
        return order

    order = asyncio.run(first_tokens())
    assert len(order) == 9
    assert order.index('command') < 6, order


def test_a_request_has_its_id_at_the_server_too(server: RealModel) -> None:
    endpoint = server.endpoint(is_stream=False)
    body = chat_body(asking(max_tokens=1), endpoint)
    answer = httpx.post(f'{endpoint.url}/chat/completions', json=body, headers={'X-Request-Id': 'turn-7'}, timeout=60)
    assert answer.headers['x-request-id'] == 'turn-7'


@pytest.mark.parametrize(
    ('model', 'request_', 'complaint'),
    [
        ('qwen', asking('word ' * 20_000), 'maximum context length'),
        ('another', asking(), 'does not exist'),
        ('qwen', asking(grammar='{"type": "structural_tag", "format": {"type": "no such"}}'), 'HTTP 400'),
    ],
    ids=['too long', 'a model that is not there', 'no grammar'],
)
def test_what_the_server_cannot_do_it_refuses_and_goes_on(
    server: RealModel, model: str, request_: ChatRequest, complaint: str
) -> None:
    with pytest.raises((ModelRefused, ModelUnreachable), match=complaint):
        answers(server.endpoint(model), [request_])
    assert answers(server.endpoint(), [asking()])[0].usage.completion_tokens > 0


def test_the_model_is_looked_for_by_its_name(server: RealModel) -> None:
    asyncio.run(ModelClient(server.endpoint()).check())
    with pytest.raises(ModelUnreachable, match='has qwen, but not another'):
        asyncio.run(ModelClient(server.endpoint('another')).check())


@dataclass(frozen=True)
class Aftermath:
    """What two who listened had when the server was killed: one alone, one with a second endpoint."""

    alone: ModelError | None
    said: str
    second: ScriptedModel
    fleet: Fleet


@pytest.fixture(scope='module')
def killed(any_server: RealModel) -> Aftermath:
    """The server is killed while it answers; it is needed no more, as these tests are the last.

    On a busy machine the first words may come so late that the answer has ended before the kill.
    """
    for _ in range(3):
        any_server.start()
        aftermath = asyncio.run(kill(any_server))
        if aftermath.alone is not None and aftermath.second.asked:
            break
    return aftermath


async def kill(server: RealModel) -> Aftermath:
    second = ScriptedModel([Reply(words='and the rest of it')])
    request = asking(grammar=VERY_LONG, max_tokens=6000)
    async with second.serving() as url:
        client, fleet = ModelClient(server.endpoint()), Fleet([server.endpoint(), Endpoint('second', url, 'qwen')])
        async with aclosing(client.stream(request)) as alone, aclosing(fleet.stream(request)) as both:
            begun = await asyncio.gather(anext(alone), anext(both))
            await asyncio.to_thread(server.kill)
            fault = None
            try:
                async for _ in alone:
                    pass
            except ModelError as error:
                fault = error
            events = [begun[1], *[event async for event in both]]
        await asyncio.gather(client.aclose(), fleet.aclose())
    return Aftermath(fault, ''.join(event.text for event in events if isinstance(event, Words)), second, fleet)


def test_a_server_killed_in_the_middle_of_an_answer_is_an_error_of_its_client(killed: Aftermath) -> None:
    assert isinstance(killed.alone, ModelBroken)


def test_another_endpoint_goes_on_where_the_killed_one_ended(killed: Aftermath) -> None:
    (asked,) = killed.second.asked
    begun = asked.body['messages'][-1]['content']
    assert begun
    assert asked.body['continue_final_message'] is True
    assert killed.said.startswith(begun)
    assert killed.said.endswith('and the rest of it')
    assert killed.fleet.fail_overs == 1
    assert not killed.fleet.standings[0].is_usable


def test_a_killed_server_is_unreachable(killed: Aftermath, any_server: RealModel) -> None:
    with pytest.raises(ModelUnreachable, match='no connection'):
        answers(any_server.endpoint(), [asking()])


async def turns(endpoint: Endpoint) -> tuple[list[FakeHands], list[Talk]]:
    """A turn for each sentence, with its hands."""
    fleet = Fleet([endpoint])
    brain = QwenBrain(load_catalogue(), load_persona('juno'), load_agents(), fleet)
    hands = [FakeHands() for _ in SENTENCES]
    talks = [await say_to(brain, text, used) for (text, _), used in zip(SENTENCES, hands, strict=True)]
    await fleet.aclose()
    return hands, talks


def test_turns_without_a_server_say_why_and_do_nothing(killed: Aftermath, any_server: RealModel) -> None:
    hands, talks = asyncio.run(turns(any_server.endpoint()))
    assert [talk.fault for talk in talks] == ['unreachable'] * len(SENTENCES)
    assert [used.calls for used in hands] == [[]] * len(SENTENCES)
