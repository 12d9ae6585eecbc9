"""Talks of several turns in both languages: what is called, what is spoken, what the model is shown, nothing else."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from talks import FakeHands, brain_of, say_to

from ipa_agents.brains.dialogue import after_turn
from ipa_agents.brains.interface import Call, Context, Dialogue, Entry, Interpretation, Talk, Used
from ipa_agents.brains.qwen.scripted import Asked, Reply, ScriptedModel
from ipa_agents.vehicle.exchange import ACTING_TOOLS

CONVERSATIONS = yaml.safe_load(Path(__file__).with_name('conversations.yaml').read_text(encoding='utf-8'))
NAMES = {'You are Car Genius.': 'car_genius', 'You are Travel Companion.': 'travel_companion'}


def _reply(answer: dict[str, Any]) -> Reply:
    return Reply(words=answer.get('words', ''), calls=tuple(Call(*call) for call in answer.get('calls', ())))


def _hands(turn: dict[str, Any]) -> FakeHands:
    is_trusted = not turn.get('strangers', False)
    return FakeHands({tool: Used(found, False, is_trusted) for tool, found in turn.get('found', {}).items()})


def _entries(turn: dict[str, Any], hands: FakeHands, talk: Talk, number: int) -> list[Entry]:
    acted = [call for _, call in hands.calls if call.tool in ACTING_TOOLS or call.tool == 'search_places']
    told = [{'tool': call.tool, 'arguments': call.arguments, 'status': 'DONE'} for call in acted]
    said = [talk.said or turn.get('question', '')]
    texts = [('user', turn['say']), *(('tool', json.dumps(one)) for one in told), *(('assistant', one) for one in said)]
    return [Entry(number + index, role, text) for index, (role, text) in enumerate(texts) if text]  # type: ignore[arg-type]


@pytest.mark.parametrize('conversation', CONVERSATIONS, ids=lambda conversation: conversation['name'])
def test_the_conversation_goes_as_written(conversation: dict[str, Any]) -> None:
    script: dict[str, list[Reply]] = {}

    def answer(asked: Asked) -> Reply:
        texts = (str(message['content']) for message in reversed(asked.messages))
        agent = next(NAMES[text.splitlines()[0]] for text in texts if text.split('\n')[0] in NAMES)
        return script[agent if agent in script else 'model'].pop(0)

    async def run() -> None:
        model = ScriptedModel(answer)
        dialogue, history, question = Dialogue(), list[Entry](), ''
        async with brain_of(model) as brain:
            for turn in conversation['turns']:
                script.clear()
                script.update({'model': [_reply(one) for one in turn.get('model', ())]})
                script.update(
                    {agent: [_reply(one) for one in answers] for agent, answers in turn.get('agents', {}).items()}
                )
                hands = _hands(turn)
                context = Context({}, dialogue, tuple(history), question=question)
                talk = await say_to(brain, turn['say'], hands, context)
                _check(turn, hands, talk, model, script)
                history += _entries(turn, hands, talk, len(history) + 1)
                dialogue = after_turn(dialogue, Interpretation(talk.steps, 1.0, 'qwen'), {})
                question = turn.get('question', '')

    asyncio.run(run())


def _check(
    turn: dict[str, Any], hands: FakeHands, talk: Talk, model: ScriptedModel, script: dict[str, list[Reply]]
) -> None:
    assert sorted(f'{agent} {call.tool}' for agent, call in hands.calls) == turn['calls']
    assert ''.join(hands.said.split()) == ''.join(turn['spoken'].split())
    assert talk.fault == turn.get('fault', '')
    assert not any(script.values()), 'the model was asked less often than written'
    prompt = json.dumps(model.asked[-1].messages, ensure_ascii=False)
    for part in turn.get('prompt', ()):
        assert part in prompt or json.dumps(part, ensure_ascii=False)[1:-1] in prompt
