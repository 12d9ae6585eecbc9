"""How the models are, for those who look after the car."""

from typing import Any

from ipa_agents.assistant.model_health import model_health
from ipa_agents.brains.qwen.wire.endpoint import Endpoint
from ipa_agents.brains.qwen.wire.member import Counts, Standing


def standing(name: str, *, usable: bool = True, seen: bool = True, words: str = 'ready', **counts: Any) -> Standing:
    return Standing(Endpoint(name, f'http://{name}/v1', 'qwen3'), usable, words, Counts(**counts), seen)


def test_one_that_answers_is_named_with_what_became_of_requests() -> None:
    car = standing('car', requests=3, aborted=1, prompt_tokens=1000, cached_tokens=900)
    health = model_health('auto', (car, standing('cloud', requests=1)), 2, is_first=False)
    assert (health.words, health.trouble) == ('car: qwen3', '')
    assert health.values['state'] == 'ready'
    assert (health.values['requests'], health.values['aborted'], health.values['failovers']) == (4, 1, 2)
    assert health.values['cached share'] == '0.90'


def test_none_that_was_ever_there_is_no_trouble_unless_it_was_asked_for() -> None:
    absent = standing('car', usable=False, seen=False, words='connection refused')
    health = model_health('auto', (absent,), 0, is_first=False)
    assert (health.words, health.trouble, health.values['state']) == ('reflex alone: no model was found', '', '')
    health = model_health('qwen', (absent,), 0, is_first=True)
    assert (health.trouble, health.values['state']) == ('car: connection refused', 'away')


def test_one_that_was_there_is_missed() -> None:
    gone = standing('car', usable=False, words='slow; left alone for 5 s')
    health = model_health('auto', (gone,), 0, is_first=False)
    assert (health.trouble, health.values['endpoint']) == ('car: slow; left alone for 5 s', '')
    health = model_health('auto', (gone, standing('edge')), 1, is_first=False)
    assert (health.values['state'], health.values['endpoint'], health.values['preferred']) == (
        'failover',
        'edge',
        'car',
    )
    assert health.trouble == 'car: slow; left alone for 5 s'
    health = model_health('auto', (standing('car'), standing('edge', usable=False, words='down')), 0, is_first=False)
    assert (health.values['state'], health.trouble) == ('ready', '')


def test_without_a_talker_it_is_the_reflex_alone() -> None:
    assert model_health('reflex', (), 0, is_first=False).words == 'reflex alone'
