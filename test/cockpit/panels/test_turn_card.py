import pytest

from ipa_agents.cockpit.panels.turn_card import metres
from ipa_agents.cockpit.wording import load_words


@pytest.mark.parametrize(
    ('distance', 'shown'),
    [
        (-3.0, '0 m'),
        (4.0, '0 m'),
        (252.0, '250 m'),
        (949.0, '950 m'),
        (951.0, '1.0 km'),
        (5321.0, '5.3 km'),
        (12_345.0, '12 km'),
    ],
)
def test_a_distance_is_as_exact_as_a_glance(distance: float, shown: str) -> None:
    assert metres(load_words()['en'], distance) == shown


def test_chinese_has_its_own_units() -> None:
    assert metres(load_words()['zh'], 5321.0) == '5.3 公里'
