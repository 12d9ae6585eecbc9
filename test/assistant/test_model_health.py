"""How the models are, for those who look after the car."""

from typing import Any

import pytest

from ipa_agents.assistant.model_health import model_health
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.member import Counts, Standing, State


def standing(
    name: str, state: State = 'ready', reason: str = '', *, usable: bool | None = None, seen: bool = True, **counts: Any
) -> Standing:
    is_usable = state != 'away' if usable is None else usable
    return Standing(Endpoint(name, f'http://{name}/v1', 'qwen3'), state, reason, is_usable, Counts(**counts), seen)


CAR, EDGE = standing('car'), standing('edge')
GONE = standing('car', 'away', 'no_connection')
SLOW = standing('car', 'doubtful', 'first_token', usable=False)
LYING = standing('car', 'doubtful', 'nonsense')


def test_one_that_answers_is_named_with_what_became_of_requests() -> None:
    car = standing('car', requests=3, aborted=1, prompt_tokens=1000, cached_tokens=900)
    health = model_health('auto', (car, standing('cloud', requests=1)), 2, is_first=False)
    assert (health.words, health.trouble) == ('car: qwen3', '')
    assert health.values['state'] == 'ready'
    assert (health.values['requests'], health.values['aborted'], health.values['failovers']) == (4, 1, 2)
    assert health.values['cached share'] == '0.90'


def test_none_that_was_ever_there_is_no_trouble_unless_it_was_asked_for() -> None:
    absent = standing('car', 'away', 'no_connection', seen=False)
    health = model_health('auto', (absent,), 0, is_first=False)
    assert (health.words, health.trouble, health.values['state']) == ('reflex alone: no model was found', '', '')
    health = model_health('qwen', (absent,), 0, is_first=True)
    assert (health.trouble, health.values['state']) == ('car: no connection', 'away')


@pytest.mark.parametrize(
    ('standings', 'state', 'endpoint', 'reason'),
    [
        ((GONE,), 'away', '', 'car: no_connection'),
        ((GONE, EDGE), 'failover', 'edge', 'car: no_connection'),
        ((CAR, standing('edge', 'away', 'status 503')), 'ready', 'car', ''),
        ((SLOW,), 'doubtful', 'car', 'car: first_token'),
        ((SLOW, EDGE), 'failover', 'edge', 'car: first_token'),
        ((LYING, EDGE), 'doubtful', 'car', 'car: nonsense'),
        ((GONE, standing('edge', 'doubtful', 'slow')), 'doubtful', 'edge', 'car: no_connection; edge: slow'),
        ((standing('car', 'unchecked', seen=False), EDGE), 'unchecked', 'car', ''),
    ],
)
def test_the_state_is_that_of_the_one_whose_turn_it_is(
    standings: tuple[Standing, ...], state: str, endpoint: str, reason: str
) -> None:
    values = model_health('auto', standings, 0, is_first=False).values
    assert (values['state'], values['endpoint'], values['reason']) == (state, endpoint, reason)


def test_what_is_wrong_is_told_in_words() -> None:
    health = model_health('auto', (GONE, standing('edge', 'doubtful', 'status 400')), 1, is_first=False)
    assert health.trouble == 'car: no connection; edge: the server answers HTTP 400'
    assert health.values['preferred'] == 'car'


def test_one_that_nobody_has_looked_at_is_not_called_well() -> None:
    health = model_health('qwen', (standing('car', 'unchecked', seen=False),), 0, is_first=True)
    assert (health.words, health.trouble) == ('car: qwen3, not looked at yet', '')


def test_without_a_talker_it_is_the_reflex_alone() -> None:
    assert model_health('reflex', (), 0, is_first=False).words == 'reflex alone'
