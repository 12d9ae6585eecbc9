from pathlib import Path

import numpy as np
import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.travel.places.kinds import load_kinds

KINDS = load_kinds()


@pytest.mark.parametrize(
    ('text', 'kind'),
    [
        *(('coffee', 'cafe'), ('咖啡', 'cafe'), ('parking lot', 'parking'), ('停车场', 'parking')),
        *(('charging station', 'charging_station'), ('充电桩', 'charging_station'), ('Gas Station', 'fuel')),
        *(('加油站', 'fuel'), ('somewhere to eat', 'food'), ('吃饭的地方', 'food'), ('医院', 'hospital')),
    ],
)
def test_kinds_have_names_in_both_languages(text: str, kind: str) -> None:
    named = KINDS.named(text)
    assert named is not None
    assert named.id == kind


@pytest.mark.parametrize(
    ('text', 'meant'),
    [
        ('Italian restaurant', ('restaurant', 'italian')),
        ('川菜馆子', ('restaurant', 'sichuan')),
        ('意大利菜', ('', 'italian')),
        ('hot pot', ('', 'hot_pot')),
        ('Wang Noodles', None),
        ('', None),
    ],
)
def test_a_kind_and_a_cuisine_are_understood_together(text: str, meant: tuple[str, str] | None) -> None:
    assert KINDS.understand(text) == meant


def test_wider_kinds_and_cuisines_take_in_others() -> None:
    assert KINDS.expand('food') == ('restaurant', 'fast_food')
    assert KINDS.expand('cafe') == ('cafe',)
    assert KINDS.expand('castle') == ()
    chinese = KINDS.cuisine('chinese')
    assert chinese is not None
    assert 'sichuan' in chinese.includes
    assert KINDS.cuisine('kebab') is KINDS.cuisine('turkish')


@pytest.mark.parametrize(
    ('kinds', 'reason'),
    [
        (
            '- {id: a, names: {en: [x], zh: [甲]}, tags: [a=b]}\n  - {id: b, names: {en: [X], zh: [乙]}, tags: [a=c]}',
            "'x'",
        ),
        ('- {id: a, names: {en: [x], zh: [甲]}}', 'needs either'),
        ('- {id: a, names: {en: [x], zh: [甲]}, includes: [b]}', 'unknown b'),
        ('- {id: a, names: {en: [x]}, tags: [a=b]}', 'zh'),
    ],
)
def test_a_mistake_in_the_file_is_an_error_with_its_line(tmp_path: Path, kinds: str, reason: str) -> None:
    file = tmp_path / 'kinds.yaml'
    cuisine = '- {id: c, names: {en: [c], zh: [丙]}}'
    file.write_text(f'attributes: []\nkinds:\n  {kinds}\ncuisines:\n  {cuisine}\n', encoding='utf-8')
    with pytest.raises(ConfigError, match=reason) as caught:
        load_kinds(file)
    assert caught.value.line in (3, 4)


def test_the_numbers_of_a_kind_pick_its_members_and_those_of_an_unknown_one_nothing() -> None:
    for kind_id in ('restaurant', KINDS.kinds[-1].id, 'spaceport'):
        is_wanted = np.zeros(len(KINDS.kinds), bool)
        is_wanted[KINDS.numbers(kind_id)] = True
        assert [kind.id for kind, is_one in zip(KINDS.kinds, is_wanted, strict=True) if is_one] == sorted(
            KINDS.expand(kind_id), key=[kind.id for kind in KINDS.kinds].index
        )
