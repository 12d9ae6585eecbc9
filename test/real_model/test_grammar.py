"""What a grammar promises holds at the real server whatever a model says."""

from typing import Any

import pytest
from answers import answers, asking, faults
from grammars import TOOLBOX, TOOLS, broken
from real_model import RealModel

from ipa_agents.brains.qwen.prompt.grammar import structural_tag
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
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
PAINTERS = tuple(
    {'type': 'function', 'function': {'name': name, 'strict': True, 'parameters': PAINT}} for name in ('paint', 'wash')
)


@pytest.mark.parametrize('choice', ['required', 'wash'])
def test_tools_that_are_required_or_named_are_called_rightly_in_every_run(server: RealModel, choice: str) -> None:
    requests = [
        asking(f'{seed}', tools=PAINTERS, tool_choice=choice, parallel_calls=False, seed=seed, max_tokens=200)
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
            tools=TOOLS,
            grammar=structural_tag(TOOLBOX, TOOLBOX, found),
            seed=run,
            max_tokens=7000,
        )
        for run, found in enumerate(slices)
    ]
    got = answers(server.endpoint(), requests)
    assert [broken(answer, found) for answer, found in zip(got, slices, strict=True)] == [[]] * RUNS
    called = {call.name for answer in got for call in answer.calls}
    assert len(called) > 1, 'random weights call one tool and another'
    assert any(answer.words for answer in got)


def test_the_server_takes_a_grammar_of_every_function(server: RealModel) -> None:
    functions = tuple(load_catalogue().functions.values())
    slices = [Slice(functions[start : start + 8]) for start in range(0, len(functions), 8)]
    got = answers(
        server.endpoint(),
        [
            asking(tools=TOOLS, grammar=structural_tag(TOOLBOX, ('set_signals',), found), max_tokens=40)
            for found in slices
        ],
    )
    assert len(got) == len(slices)
    assert any(answer.usage.completion_tokens for answer in got)
