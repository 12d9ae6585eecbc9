"""What calls and words of a model are about."""

import pytest

from ipa_agents.brains.interface import Act, Call, Domain, Sentence
from ipa_agents.brains.qwen.domains import call_step, load_domains, words_step

DOMAINS = load_domains()
SENTENCE = Sentence('x', 'en')


def _look(path: str) -> Call:
    return Call('read_signals', {'paths': [path], 'tell': True})


@pytest.mark.parametrize(
    ('call', 'domain', 'act'),
    [
        (Call('set_signals', {'signals': {'Vehicle.X': 1}}), Domain.VEHICLE, Act.ACT),
        (Call('control_media', {'action': 'NEXT'}), Domain.MEDIA, Act.ACT),
        (Call('navigate', {'action': 'START', 'place': {'query': 'home'}}), Domain.NAVIGATION, Act.ACT),
        (Call('navigate', {'action': 'START', 'place': {'kind': 'charging_station'}}), Domain.CHARGING, Act.ACT),
        (Call('search_places', {'kind': 'charging_station', 'tell': True}), Domain.CHARGING, Act.INFORM),
        (Call('search_places', {'kind': 'cafe', 'tell': True}), Domain.NAVIGATION, Act.INFORM),
        (Call('read_route', {'tell': True}), Domain.NAVIGATION, Act.INFORM),
        (Call('read_media', {'tell': True}), Domain.MEDIA, Act.INFORM),
        (_look('Vehicle.Powertrain.TractionBattery.Range'), Domain.CHARGING, Act.INFORM),
        (_look('Vehicle.Exterior.AirTemperature'), Domain.WEATHER, Act.INFORM),
        (_look('Vehicle.Speed'), Domain.VEHICLE, Act.INFORM),
        (Call('ask_user', {'question': 'Which?'}), Domain.SMALLTALK, Act.ASK),
    ],
)  # fmt: skip
def test_a_call_is_a_step_of_its_domain(call: Call, domain: Domain, act: Act) -> None:
    step = call_step(call, SENTENCE, DOMAINS, ())
    assert (step.domain, step.act, step.text) == (domain, act, 'x')


def test_what_no_tool_tells_the_sentence_tells() -> None:
    assert (
        call_step(Call('ask_user', {'question': 'Where?'}), SENTENCE, DOMAINS, (Domain.NAVIGATION,)).domain
        == 'navigation'
    )
    assert words_step('No.', True, SENTENCE, (Domain.PHONE,)).act == 'refuse'
    assert words_step('Yes.', False, SENTENCE, ()).domain == 'smalltalk'


@pytest.mark.parametrize('arguments', [{}, {'paths': []}, {'paths': [7]}, {'place': 'home'}, {'kind': ['x']}])
def test_arguments_of_a_strange_form_do_no_harm(arguments: dict[str, object]) -> None:
    for tool in ('read_signals', 'navigate', 'search_places', 'ask_user', 'remember'):
        assert call_step(Call(tool, arguments), SENTENCE, DOMAINS, ()).text == 'x'
