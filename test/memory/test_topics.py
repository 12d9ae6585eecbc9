import math
from pathlib import Path

import pytest

from ipa_agents.config_files import load_yaml
from ipa_agents.errors import ConfigError, MemoryFault
from ipa_agents.language import LANGUAGES
from ipa_agents.memory.topics import load_topics

HOME = {'name': 'Elm Street 5', 'name_zh': '榆树街5号', 'latitude': 43.73, 'longitude': 7.42}


@pytest.mark.parametrize(
    ('topic', 'said', 'value'),
    [
        ('cuisine', 'Sichuan', 'sichuan'),
        ('cuisine', '川菜', 'sichuan'),
        ('diet', 'Gluten free', 'gluten_free'),
        ('music', '爵士', 'jazz'),
        ('price', '实惠', 'cheap'),
        ('cuisine', 'gravel', None),
        ('temperature', 'warm', None),
    ],
)
def test_values_are_known_by_their_names(topic: str, said: str, value: str | None) -> None:
    assert load_topics()[topic].meant(said) == value


@pytest.mark.parametrize(
    ('topic', 'value'),
    [
        ('cuisine', 'gravel'),
        ('music', 3),
        ('diet', True),
        ('temperature', 15.9),
        ('temperature', math.nan),
        ('temperature', True),
        ('temperature', '21'),
        ('home', 'Elm Street 5'),
        ('home', {'name': 'Elm Street 5'}),
        ('home', HOME | {'latitude': 116.4}),
        ('home', HOME | {'longitude': math.nan}),
        ('home', HOME | {'name': '', 'name_zh': ''}),
    ],
)
def test_what_is_no_value_of_a_topic_is_refused(topic: str, value: object) -> None:
    with pytest.raises(MemoryFault, match=topic):
        load_topics()[topic].checked(value)


def test_a_place_keeps_nothing_but_name_and_point() -> None:
    assert load_topics()['home'].checked(HOME | {'phone': '123'}) == HOME


@pytest.mark.parametrize('language', LANGUAGES)
def test_every_topic_can_be_said(language: str) -> None:
    for topic in load_topics().values():
        value = HOME if topic.kind == 'place' else 21.5 if topic.values is None else next(iter(topic.values))
        shown = topic.shown(topic.checked(value), language)  # type: ignore[arg-type]
        assert shown
        assert '{' not in topic.known[language].format(value=shown)
        assert bool(topic.offer[language]) == bool(topic.after)  # type: ignore[index]


def test_a_place_is_called_by_the_name_there_is() -> None:
    home = load_topics()['home']
    assert home.shown(HOME, 'zh') == '榆树街5号'
    assert home.shown(HOME | {'name_zh': ''}, 'zh') == 'Elm Street 5'
    assert home.shown(HOME | {'name': ''}, 'en') == '榆树街5号'


def test_a_wrong_topic_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / 'topics.yaml'
    file.write_text('topics:\n  diet:\n    kind: choice\n    names: {en: [a], zh: [b]}\n    known: {en: x, zh: y}\n')
    with pytest.raises(ConfigError, match=r'topics.yaml:2: topics/diet: '):
        load_yaml(file, 'memory_topics')
