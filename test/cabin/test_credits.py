from typing import Any

from ipa_agents.cabin.credits import Credits
from ipa_agents.cabin.events import Stage


def stage(name: str, turn_id: str = 't', /, **detail: Any) -> Stage:
    return Stage(turn_id, 'assistant', name, detail, 1.0, 1.0)


def asked(endpoint: str = 'car', **detail: Any) -> Stage:
    return stage('model', model='qwen3-tiny', endpoint=endpoint, **detail)


def credited(*stages: Stage) -> str:
    known = Credits()
    for told in stages:
        known.hear(told)
    return known.of('t')


def test_the_reflex_is_named() -> None:
    assert credited(stage('brain', brain='reflex', confidence=0.95)) == 'reflex'


def test_a_model_is_named_with_the_endpoint_that_answered_last() -> None:
    assert credited(asked(), asked('edge'), stage('brain', brain='qwen')) == 'qwen3-tiny · edge'
    assert credited(asked(fault='unreachable'), asked('edge')) == 'qwen3-tiny · edge'


def test_the_reflex_that_stands_in_for_a_model_has_the_credit() -> None:
    fault = stage('brain', brain='qwen', fault='slow')
    assert credited(asked(), fault, stage('brain', brain='reflex')) == 'reflex'


def test_the_excuse_for_a_model_that_made_no_sense_is_not_credited_to_it() -> None:
    assert credited(asked(), stage('brain', brain='qwen', fault='nonsense', has_acted=False)) == 'reflex'


def test_a_model_that_broke_off_is_named_for_what_it_did() -> None:
    broken = stage('brain', brain='qwen', fault='nonsense', has_acted=True)
    assert credited(asked(), broken) == 'qwen3-tiny · car'


def test_nobody_is_named_before_it_is_known() -> None:
    assert credited() == credited(stage('heard')) == credited(stage('brain', 'other', brain='reflex')) == ''
    assert not Credits().hear(stage('brain', '', brain='reflex'))


def test_odd_details_do_no_harm_and_what_is_kept_is_bounded() -> None:
    assert credited(stage('model', model=None, endpoint=['x'] * 100), stage('brain', brain=3)).startswith("['x'")
    known = Credits()
    for number in range(1000):
        known.hear(stage('brain', f't{number}', brain='reflex'))
    assert (known.of('t0'), known.of('t999')) == ('', 'reflex')
