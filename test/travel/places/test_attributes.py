from pathlib import Path

import pytest

from ipa_agents.errors import ConfigError, InvalidQuery
from ipa_agents.travel.places.attributes import load_attributes

ATTRIBUTES = load_attributes()


@pytest.mark.parametrize(
    ('tags', 'attribute', 'known'),
    [
        (['internet_access=wlan'], 'wifi', True),
        (['internet_access=no'], 'wifi', False),
        (['internet_access=no'], 'free_wifi', False),
        (['internet_access=wlan'], 'free_wifi', None),
        (['internet_access:fee=no', 'internet_access=wlan'], 'free_wifi', True),
        (['internet_access:fee=customers'], 'free_wifi', False),
        ([], 'wifi', None),
        (['wheelchair=limited'], 'wheelchair', None),
        (['outdoor_seating=terrace'], 'outdoor_seating', True),
        (['fee=yes'], 'free', False),
        (['fee=no'], 'free', True),
        (['capacity:charging=0'], 'charging', False),
        (['capacity:charging=12'], 'charging', True),
        (['noise_level=loud'], 'quiet', False),
        (['smoking=no'], 'smoke_free', True),
        (['smoking=isolated'], 'smoke_free', False),
        (['parking=underground'], 'covered', True),
        (['parking=underground'], 'parking', None),
        (['parking=yes'], 'covered', None),
        (['diet:vegan=yes'], 'vegetarian', True),
        (['diet:vegan=yes', 'diet:vegetarian=no'], 'vegetarian', None),
        (['nonsense', '=', 'a=b=c'], 'wifi', None),
    ],
)
def test_tags_say_yes_no_or_nothing(tags: list[str], attribute: str, known: bool | None) -> None:
    assert ATTRIBUTES.known(attribute, ATTRIBUTES.of(tags)) is known


def test_attributes_do_not_touch_each_other() -> None:
    bits = ATTRIBUTES.of(['internet_access=wlan', 'wheelchair=no'])
    known = {entry.id: ATTRIBUTES.known(entry.id, bits) for entry in ATTRIBUTES.entries}
    assert {name: value for name, value in known.items() if value is not None} == {'wifi': True, 'wheelchair': False}
    assert bits == ATTRIBUTES.yes('wifi') | ATTRIBUTES.yes('wheelchair') << 1


def test_an_attribute_is_found_by_its_names_in_both_languages() -> None:
    assert {getattr(ATTRIBUTES.named(text), 'id', None) for text in ('Wi-Fi', 'wifi', ' 无线网 ')} == {'wifi'}
    assert ATTRIBUTES.named('a moat') is None


def test_an_unknown_attribute_is_said() -> None:
    with pytest.raises(InvalidQuery, match='moat'):
        ATTRIBUTES.yes('moat')


def test_a_name_of_two_attributes_is_a_mistake(tmp_path: Path) -> None:
    file = tmp_path / 'attributes.yaml'
    entry = '  - {{id: {}, names: {{en: [same], zh: [{}]}}, has: [a=b], lacks: [a=c]}}\n'
    file.write_text('attributes:\n' + entry.format('one', '甲') + entry.format('two', '乙'), encoding='utf-8')
    with pytest.raises(ConfigError, match=r'attributes\.yaml:3: .same. is also one'):
        load_attributes(file)
