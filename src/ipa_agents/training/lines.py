"""Samples as lines of JSON: for the tiny model of this project, and in the standard chat format for a real Qwen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Call, Entry, Used
from ipa_agents.brains.qwen.blackboard import Blackboard
from ipa_agents.brains.qwen.budget import load_limits
from ipa_agents.brains.qwen.prompt.beginning import beginning
from ipa_agents.brains.qwen.prompt.conversation import conversation
from ipa_agents.brains.qwen.prompt.ending import ending
from ipa_agents.brains.qwen.prompt.harmless import harmless_context, harmless_sentence
from ipa_agents.brains.qwen.prompt.slice import Slice
from ipa_agents.brains.qwen.prompt.toolbox import functions_of, load_toolbox
from ipa_agents.brains.qwen.wire.body import message_body
from ipa_agents.brains.qwen.wire.chat import Message
from ipa_agents.persona.persona import load_persona
from ipa_agents.training.sample import Sample
from ipa_agents.training.split import Split, is_unseen
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import ACTING_TOOLS

__all__ = ['chat_line', 'line', 'suite_line']

_LIMITS = load_limits()


def line(sample: Sample, found: Slice, split: Split) -> dict[str, Any]:
    """The messages that change from turn to turn, and the answer, apart."""
    return {'messages': _messages(sample, found), 'answer': _answer(sample), **_marks(sample, split)}


def chat_line(sample: Sample, found: Slice, split: Split) -> dict[str, Any]:
    """The whole chat with the beginning, the tools and the answer, as trainers of chat models take it."""
    answer = _answer(sample)
    last = (
        {'role': 'assistant', 'content': '', 'tool_calls': [{'type': 'function', 'function': call} for call in calls]}
        if (calls := answer.get('tool_calls'))
        else {'role': 'assistant', 'content': answer['content']}
    )
    system = {'role': 'system', 'content': beginning(load_persona('juno'), load_agents())}
    messages = [system, *_messages(sample, found), last]
    return {'messages': messages, 'tools': functions_of(load_toolbox()), **_marks(sample, split)}


def suite_line(sample: Sample, number: int, catalogue: Catalogue) -> dict[str, Any]:
    """The whole sentence and what is expected, as `ipa evaluate` reads it."""
    defaults = catalogue.defaults()
    before = {**sample.scene.signals, **sample.dialogue.before}
    return {
        'id': f'own-{number}',
        'source': f'own {"unseen pattern" if is_unseen(sample.patterns) else sample.kind}',
        'lang': sample.sentence.language,
        'seat': sample.sentence.seat,
        'turns': [*(exchange.sentence for exchange in sample.earlier), sample.sentence.text],
        'signals': {path: value for path, value in before.items() if value != defaults.get(path)},
        'media': sample.scene.media,
        'route': sample.scene.route,
        'now': sample.scene.now,
        'expect': _expected(sample),
    }


def _expected(sample: Sample) -> dict[str, Any]:
    acting = [call for call in sample.whole if call.tool in ACTING_TOOLS]
    expect: dict[str, Any] = {
        'domains': [domain.value for domain in sample.domains],
        'calls': [{'tool': call.tool, 'arguments': dict(call.arguments)} for call in acting],
    }
    if acting:
        expect['act'] = 'act'
    elif any(call.tool == 'ask_user' for call in sample.whole):
        expect['act'] = 'ask'
    elif sample.whole:
        expect['act'] = 'inform'
    return expect


def _messages(sample: Sample, found: Slice) -> list[dict[str, Any]]:
    context = sample.scene.context(dialogue=sample.dialogue, question=sample.question)
    context = replace(harmless_context(replace(context, signals={})), signals=context.signals)  # simulated: harmless
    sentence = harmless_sentence(sample.sentence)
    last = Message('user', ending(sample.agent, found, sentence, context, _beside(sample)))
    return [message_body(message) for message in (*conversation(_entries(sample), _LIMITS.conversation), last)]


def _beside(sample: Sample) -> Sequence[str]:
    """What the other agent has done, as the blackboard tells it."""
    board = Blackboard(lambda path: ())
    for call in sample.beside:
        status = 'DONE' if call.tool in ACTING_TOOLS else 'TOLD'
        board.note('', call, Used({'status': status}, is_settled=True))
    return board.beside(sample.agent.id)


def _entries(sample: Sample) -> list[Entry]:
    """What was said and done before, as the log of the conversation tells a model."""
    entries: list[Entry] = []
    for exchange in sample.earlier:
        entries.append(Entry(len(entries), 'user', exchange.sentence))
        for call in exchange.calls:
            if call.tool in ACTING_TOOLS:
                told = {'tool': call.tool, 'arguments': dict(call.arguments), 'status': 'DONE'}
                entries.append(Entry(len(entries), 'tool', json.dumps(told, ensure_ascii=False)))
        entries.append(Entry(len(entries), 'assistant', exchange.answer))
    return entries


def _answer(sample: Sample) -> dict[str, Any]:
    if sample.calls:
        return {'tool_calls': [_written(call) for call in sample.calls]}
    return {'content': sample.words}


def _written(call: Call) -> Mapping[str, Any]:
    return {'name': call.tool, 'arguments': json.loads(json.dumps(call.arguments))}


def _marks(sample: Sample, split: Split) -> dict[str, Any]:
    marks = {'kind': sample.kind, 'lang': sample.sentence.language, 'split': split}
    return {**marks, 'unseen': is_unseen(sample.patterns)}
