from rehearsal import AC, CATALOGUE, meaning, move, setting

from ipa_agents.assistant.foretelling import foretell
from ipa_agents.assistant.listener import Listener
from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Act, Call, Domain, Interpretation, Step
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.vehicle.signals import Value

READING = meaning(Step(Domain.VEHICLE, Act.INFORM, Call('read_signals', {'paths': [AC]})))


def told(interpretation: Interpretation, language: Language = 'en', known: dict[str, Value] | None = None) -> str:
    listener = Listener(load_phrases()[language], CATALOGUE, 'row1_driver')
    return foretell(listener, interpretation, known or {}, load_agents())


def test_a_command_is_announced_and_never_called_done() -> None:
    assert told(setting(AC, True)) == 'Switching on the air conditioning…'
    assert told(setting(AC, True), 'zh') == '正在打开空调……'


def test_a_question_is_answered_from_what_is_known() -> None:
    assert told(READING, known={AC: True}) == 'The air conditioning is on.'
    assert told(READING) == 'I have no reading of the air conditioning.'


def test_the_rest_is_said_as_it_would_be() -> None:
    assert 'no phone' in told(meaning(Step(Domain.PHONE, Act.REFUSE)))
    assert told(move('thanks')) == "You're welcome."
    assert told(move('stop')) == 'There is nothing to stop right now.'
    assert told(meaning(confidence=0.2, caught=('window',))).endswith('I only caught window.')
    assert told(meaning(Step(Domain.NONE, Act.IGNORE))) == ''
