"""Whatever a model calls, it is told what is wrong in words that it can act upon."""

import json
from typing import Any

import pytest

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Call, Used
from ipa_agents.brains.qwen.checking import Order, fault_of, ordered
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.brains.qwen.speech.leftover import WantedCall
from ipa_agents.vehicle.catalogue import load_catalogue

CATALOGUE, TOOLBOX, AGENTS = load_catalogue(), load_toolbox(), load_agents()
CAR, TRAVEL = AGENTS
WINDOW = 'Vehicle.Cabin.Door.Row1.DriverSide.Window.Position'
ODD: tuple[Any, ...] = (
    None,
    7,
    '',
    [],
    {},
    [None],
    [[WINDOW]],
    {'a': None},
    {WINDOW: None},
    {WINDOW: []},
    float('nan'),
    10**400,
    True,
)
RIGHT: dict[str, dict[str, Any]] = {
    'set_signals': {'signals': {WINDOW: 50}},
    'read_signals': {'paths': [WINDOW], 'tell': True},
    'control_media': {'action': 'NEXT'},
    'read_media': {'tell': True},
    'navigate': {'action': 'START', 'place': {'kind': 'cafe'}},
    'search_places': {'kind': 'cafe', 'tell': True},
    'plan_route': {'tell': True},
    'read_route': {'tell': True},
    'ask_user': {'question': 'Which one?'},
    'remember': {'note': 'x'},
}


@pytest.mark.parametrize('tool', RIGHT)
def test_odd_values_of_any_argument_are_told_not_raised(tool: str) -> None:
    assert fault_of(Call(tool, RIGHT[tool]), CATALOGUE) is None
    for name in (*TOOLBOX[tool].arguments['properties'], 'no_argument'):
        for value in ODD:
            fault = fault_of(Call(tool, {**RIGHT[tool], name: value}), CATALOGUE)
            assert fault is None or (fault['error'] and fault['hint'] and json.dumps(fault))
        assert fault_of(Call(tool, {**RIGHT[tool], name: None}), CATALOGUE)


@pytest.mark.parametrize(
    ('call', 'error', 'hint'),
    [
        (Call('fly', {}), "no tool 'fly'", 'the tools are ask_user'),
        (Call('read_signals', {'paths': [WINDOW]}), "'tell' is a required property", 'read_signals takes: paths, tell'),
        (Call('read_signals', {'paths': ['X'], 'tell': True}), 'unknown signal path: X', 'under "Signals"'),
        (Call('set_signals', {'signals': {WINDOW: 900}}), WINDOW, 'under "Signals"'),
        (Call('set_signals', {'signals': {'Vehicle.Speed': 9}}), 'can only be read', 'under "Signals"'),
        (Call('navigate', {'action': 'START', 'place': {'kind': 'moon'}}), 'no kind of place moon', 'by its name'),
        (Call('remember', {'note': 'x' * 900}), 'note: ', 'remember takes: note'),
    ],
)
def test_it_is_said_what_would_be_right(call: Call, error: str, hint: str) -> None:
    fault = fault_of(call, CATALOGUE)
    assert fault is not None
    assert error in fault['error']
    assert hint in fault['hint']
    assert all(len(text) <= 200 for text in fault.values())


def _ordered(tool: str, arguments: dict[str, Any] | None) -> Order | Used:
    return ordered(WantedCall(tool, arguments), CAR, AGENTS, TOOLBOX)


def test_a_tool_is_tried_under_an_agent_that_has_it() -> None:
    assert _ordered('read_signals', {}) == Order(CAR.id, Call('read_signals', {}))
    assert _ordered('navigate', {}) == Order(TRAVEL.id, Call('navigate', {}))


@pytest.mark.parametrize(('tool', 'hint'), [('fly', 'the tools are ask_user'), ('remember', 'remember takes: note')])
def test_what_cannot_be_tried_comes_back(tool: str, hint: str) -> None:
    back = _ordered(tool, None)
    assert isinstance(back, Used)
    assert not back.is_settled
    assert hint in back.data['hint']
