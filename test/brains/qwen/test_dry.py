"""Hands without a car."""

import asyncio

from ipa_agents.brains.interface import Call, Context, Used
from ipa_agents.brains.qwen.dry import DryHands

HANDS = DryHands(Context({'Vehicle.Speed': 30.0}))


def _used(tool: str, **arguments: object) -> Used:
    return asyncio.run(HANDS.use('car_genius', Call(tool, arguments)))


def test_acting_calls_are_done_at_once() -> None:
    assert _used('set_signals', signals={}) == Used({'status': 'DONE'}, is_settled=True)


def test_signals_are_read_from_the_context() -> None:
    used = _used('read_signals', paths=['Vehicle.Speed', 'Vehicle.Y'], tell=False)
    assert used == Used({'signals': {'Vehicle.Speed': 30.0}, 'unknown': ['Vehicle.Y']}, is_settled=False)
    assert _used('read_signals', paths=['Vehicle.Speed'], tell=True).is_settled


def test_of_the_world_nothing_is_known() -> None:
    assert 'error' in _used('search_places', kind='cafe', tell=False).data
    assert not _used('read_route', tell=False).is_settled


def test_what_is_asked_and_remembered_is_settled() -> None:
    assert _used('ask_user', question='Which?').is_settled
    assert _used('remember', note='x').is_settled
