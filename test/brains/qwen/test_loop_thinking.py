"""When a model thinks before it answers, and what becomes of thoughts without an end."""

from dataclasses import replace

import pytest
from talks import WINDOW, FakeHands, data
from talks import talk as _talk

from ipa_agents.brains.interface import Call
from ipa_agents.brains.qwen.budget import load_limits
from ipa_agents.brains.qwen.scripted import Asked, Reply, ScriptedModel

READ = Call('read_signals', {'paths': [WINDOW], 'tell': False})


def test_commands_do_not_think_and_plans_do() -> None:
    for text, thinks in (('open the window', False), ('plan a trip with two museums', True)):
        model = ScriptedModel([Reply(thought='Hm.', words='All right.')])
        hands = FakeHands()
        _talk(model, hands, text)
        assert model.asked[0].body['chat_template_kwargs']['enable_thinking'] is thinks
        assert hands.said == 'All right.'


PLAN = 'plan a trip with two museums'


def _thinks(model: ScriptedModel) -> list[bool]:
    return [asked.body['chat_template_kwargs']['enable_thinking'] for asked in model.asked]


def test_a_model_that_thinks_for_too_long_is_asked_again_without() -> None:
    model = ScriptedModel([Reply(thought='Hm. ' * 500, token_s=0.01), Reply(words='Two museums are near.')])
    talk = _talk(model, FakeHands(), PLAN, times=(60.0, 0.05))
    assert (talk.said, talk.fault, _thinks(model)) == ('Two museums are near.', '', [True, False])
    assert 'cut off' in model.asked[1].messages[-1]['content']
    assert model.aborted == 1


@pytest.mark.parametrize('first', [Reply(thought='Hm. ' * 50), Reply(words='<think>' + 'Hm. ' * 50), Reply(words='')])
def test_a_thought_without_an_answer_is_followed_by_an_answer_without_a_thought(first: Reply) -> None:
    limits = replace(load_limits(), turn=replace(load_limits().turn, tokens=60))
    model = ScriptedModel([first, Reply(words='Two museums.')])
    talk = _talk(model, FakeHands(), PLAN, limits=limits)
    assert (talk.said, talk.fault, _thinks(model)) == ('Two museums.', '', [True, False])


def test_one_of_two_agents_that_was_cut_off_has_not_nothing_to_do() -> None:
    def answer(asked: Asked) -> Reply:
        if asked.body['chat_template_kwargs']['enable_thinking']:
            return Reply(thought='Hm. ' * 500, token_s=0.01)
        return Reply(words='Fine.')

    talk = _talk(ScriptedModel(answer), FakeHands(), f'{PLAN}, find a cafe and open the window', times=(60.0, 0.05))
    assert (talk.said, talk.fault) == ('Fine. Fine.', '')


def test_after_results_it_may_think_again() -> None:
    model = ScriptedModel([Reply(thought='Hm.', calls=(READ,)), Reply(thought='So.', words='Half open.')])
    _talk(model, FakeHands({'read_signals': data(signals={WINDOW: 50})}), f'{PLAN}, and how far is the window open?')
    assert set(_thinks(model)) == {True}


def test_thoughts_show_that_the_model_is_alive() -> None:
    hands = FakeHands()
    _talk(ScriptedModel([Reply(thought='First one, then another.', words='All right.')]), hands, PLAN)
    assert hands.log[0] == 'thinks'
    assert hands.log.count('thinks') > 1
