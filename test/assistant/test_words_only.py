from typing import Any

from rehearsal import AC, CATALOGUE

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.result import Kind, Result
from ipa_agents.assistant.words_only import words_only
from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases

SETTING = Call('set_signals', {'signals': {AC: True}})


def result(step: Step, language: Language = 'en') -> Result:
    return words_only(step, Listener(load_phrases()[language], CATALOGUE, 'row1_driver'), 'car_genius', 0.0)


def asked(call: Call | None, topic: str = '', **slots: Any) -> tuple[str, str]:
    question = result(Step(Domain.VEHICLE, Act.ASK, call, topic, slots)).question
    assert question is not None
    return question.pending.kind, question.text


def test_a_whole_call_is_offered() -> None:
    assert asked(SETTING) == ('offer', 'Shall I switch on the air conditioning?')
    assert asked(Call('control_media', {'action': 'PLAY'}), 'offer_music') == ('offer', 'Shall I play some music?')


def test_what_lacks_is_asked_for_by_topic_or_by_slot() -> None:
    fan = {'function': 'climate.fan', 'slot': 'value'}
    assert asked(SETTING, 'which_value', **fan) == ('clarify', 'To what value shall I set the fan?')
    assert asked(SETTING, slot='value') == ('clarify', 'To what value?')
    assert asked(None, 'no_such_topic') == ('clarify', 'Can you say that in more detail?')


def test_a_topic_is_said_or_else_its_domain() -> None:
    assert 'no phone' in result(Step(Domain.PHONE, Act.REFUSE, topic='phone_unavailable')).sentences[0]
    left = Step(Domain.VEHICLE, Act.INFORM, topic='left_as_is', slots={'function': 'climate.fan'})
    assert result(left).sentences == ('Okay, no change to the fan.',)
    assert result(left, 'zh').sentences == ('好的，风量保持不变。',)
    assert result(Step(Domain.NONE, Act.INFORM, topic='unheard_of')).sentences == ('I have no information about that.',)


def test_ignoring_is_silent() -> None:
    assert result(Step(Domain.NONE, Act.IGNORE)) == Result(Kind.SILENT)


def test_small_talk_may_ask_for_facts() -> None:
    (told,) = result(Step(Domain.SMALLTALK, Act.INFORM, topic='time')).sentences
    assert told.startswith('It is ')
    (told,) = result(Step(Domain.SMALLTALK, Act.INFORM, topic='date'), 'zh').sentences
    assert '1970年1月1日' in told
