import numpy as np
import pytest

from ipa_agents.travel.places.naming.pinyin import readings


def read(text: str) -> list[str]:
    table = readings()
    sounds = table.of(np.array([*map(ord, text)], np.uint32)).tolist()
    return [table.syllables[sound - 1] if sound else '' for sound in sounds]


@pytest.mark.parametrize(
    ('text', 'sounds'),
    [
        *(('咖啡馆', 'ka fei guan'), ('重庆银行', 'chong qing yin hang'), ('行人', 'xing ren'), ('长沙', 'chang sha')),
        *(('吕', 'lu'), ('', '')),
    ],
)
def test_characters_are_read_as_beside_their_neighbours(text: str, sounds: str) -> None:
    assert read(text) == sounds.split()


def test_what_is_not_chinese_has_no_reading() -> None:
    assert read('a1é！店😀') == ['', '', '', '', 'dian', '']


@pytest.mark.parametrize(
    ('words', 'ways'),
    [
        *((('xian',), {'xian', 'xi an'}), (('xi', 'an'), {'xi an'}), (('lvyou',), {'lu you'})),
        *((('langang',), {'lang ang', 'lan gang'}), (('hotel',), set()), (('ka', 'hotel'), set()), (('kafe1',), set())),
    ],
)
def test_words_are_cut_into_syllables(words: tuple[str, ...], ways: set[str]) -> None:
    table = readings()
    assert {' '.join(table.syllables[sound - 1] for sound in way) for way in table.spelt(words)} == ways


def test_a_word_of_very_many_ways_is_cut_soon() -> None:
    assert 0 < len(readings().spelt(('xianganeran' * 20,))) < 10
