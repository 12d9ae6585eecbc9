"""Brains by their names, with a scripted model behind the endpoint that IPA_ENDPOINTS names."""

import asyncio
from pathlib import Path

import pytest

from ipa_agents.brains.interface import Act, Call, Context, Sentence
from ipa_agents.brains.qwen.scripted import Asked, Reply, ScriptedModel
from ipa_agents.errors import SetupError
from ipa_agents.evaluation.measured import measured
from ipa_agents.evaluation.understand import Question, Understander
from ipa_agents.vehicle.catalogue import load_catalogue

CATALOGUE = load_catalogue()
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'


def _endpoint(folder: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    file = folder / 'endpoints.yaml'
    file.write_text(f'endpoints: [{{name: car, url: {url}, model: qwen}}]\n')
    monkeypatch.setenv('IPA_ENDPOINTS', str(file))


def _open(asked: Asked) -> Reply:
    return Reply(calls=(Call('set_signals', {'signals': {WINDOW: 40}}),))


@pytest.mark.parametrize(
    ('choice', 'text', 'brain', 'value'),
    [
        ('qwen', 'open the window', 'qwen', 40),
        ('auto', 'open the window', 'reflex', 100),
        ('auto', 'it smells like smoke', 'qwen', 40),
        ('reflex', 'open the window', 'reflex', 100),
    ],
)
def test_the_brain_that_was_chosen_answers(
    choice: str, text: str, brain: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        async with ScriptedModel(_open).serving() as url:
            _endpoint(tmp_path, monkeypatch, url)
            async with measured(choice, CATALOGUE) as chosen:
                understood = await chosen.interpret(Sentence(text, 'en'), Context())
        assert understood.brain == brain
        assert [step.call.arguments['signals'][WINDOW] for step in understood.steps if step.call] == [value]

    asyncio.run(run())


def test_earlier_turns_are_the_conversation_of_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        model = ScriptedModel(_open)
        async with model.serving() as url:
            _endpoint(tmp_path, monkeypatch, url)
            async with measured('qwen', CATALOGUE) as chosen:
                answer = await Understander(chosen, CATALOGUE).answer(Question('1', ('open it', 'a bit less')))
        assert answer['act'] == Act.ACT
        assert [message['content'] for message in model.asked[-1].messages[1:4]] == [
            'open it',
            '',
            '{"status": "DONE"}',
        ]

    asyncio.run(run())


def test_what_the_model_says_is_what_would_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        async with ScriptedModel([Reply(words='Air scatters blue light.')]).serving() as url:
            _endpoint(tmp_path, monkeypatch, url)
            async with measured('qwen', CATALOGUE) as chosen:
                answer = await Understander(chosen, CATALOGUE).answer(Question('1', ('why is the sky blue?',)))
        assert (answer['say'], answer['act'], answer['domains']) == (
            'Air scatters blue light.',
            'inform',
            ['smalltalk'],
        )

    asyncio.run(run())


def test_a_malformed_call_is_told_to_the_model_and_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        bad = [Call('read_signals', {'paths': None}), Call('set_signals', {'signals': None})]
        model = ScriptedModel([Reply(calls=tuple(bad)), Reply(words='That is beyond me.')])
        async with model.serving() as url:
            _endpoint(tmp_path, monkeypatch, url)
            async with measured('qwen', CATALOGUE) as chosen:
                answer = await Understander(chosen, CATALOGUE).answer(Question('1', ('is the window open?',)))
        assert (answer['say'], answer['calls']) == ('That is beyond me.', [])
        told = [message['content'] for message in model.asked[-1].messages if message['role'] == 'tool']
        assert all('error' in text and 'takes:' in text for text in told)

    asyncio.run(run())


def test_without_a_model_the_cure_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _endpoint(tmp_path, monkeypatch, 'http://127.0.0.1:1/v1')

    async def run() -> None:
        async with measured('qwen', CATALOGUE):
            pass

    with pytest.raises(SetupError, match=r'car: .*make vllm'):
        asyncio.run(run())
