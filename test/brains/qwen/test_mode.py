"""How a model is asked follows from the sentence."""

from pathlib import Path

import pytest

from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.interface import Dialogue, Sentence
from ipa_agents.brains.qwen.mode import load_modes
from ipa_agents.brains.qwen.routing import Router, load_router
from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError, SetupError
from ipa_agents.language import language_of
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.seats import Seat

MODES = load_modes()
DECLARED = config_folder() / 'qwen' / 'modes.yaml'


@pytest.fixture(scope='module')
def router() -> Router:
    return load_router(load_catalogue(), load_agents())


@pytest.mark.parametrize(
    ('text', 'seat', 'thinks', 'priority'),
    [
        ('open the window', 'row1_driver', False, 0),
        ('打开车窗', 'row2_driver', False, 10),
        ('tell me a joke', 'row1_driver', False, 20),
        ('讲个笑话', 'row1_passenger', False, 20),
        ('plan a day out with a museum and a lunch', 'row1_driver', True, 0),
        ('帮我规划一下周末的行程', 'row1_passenger', True, 10),
        ('open the plant app', 'row1_driver', False, 20),
    ],
)
def test_thinking_and_priority_follow_from_the_sentence(
    router: Router, text: str, seat: Seat, thinks: bool, priority: int
) -> None:
    sentence = Sentence(text, language_of(text), seat)
    mode = MODES.choose(sentence, router.route(sentence, Dialogue()))
    assert (mode.is_thinking, mode.priority) == (thinks, priority)


def test_what_thinks_has_time_and_tokens_left_to_answer() -> None:
    planning, command = MODES.modes['planning'], MODES.modes['command']
    assert planning.seconds - planning.thinking_s >= 10
    assert planning.max_tokens > 3 * command.max_tokens
    at_once = planning.without_thinking()
    assert (at_once.is_thinking, at_once.max_tokens) == (False, planning.max_tokens)


def test_thinking_may_not_take_the_whole_turn(tmp_path: Path) -> None:
    text = DECLARED.read_text(encoding='utf-8')
    file = tmp_path / 'modes.yaml'
    file.write_text(text.replace('thinking_s: 12.0', 'thinking_s: 30.0'), encoding='utf-8')
    with pytest.raises(ConfigError, match=r'modes\.yaml:\d+: thinking would take the whole turn'):
        load_modes(file)


def test_a_silence_may_not_be_longer_than_the_turn_that_it_ends() -> None:
    MODES.check_silence(MODES.modes['command'].seconds)
    with pytest.raises(SetupError, match=r'silent for 20\.5 s, .* after 20 s.*turn_timeout_s'):
        MODES.check_silence(20.5)
