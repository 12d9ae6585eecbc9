from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from ipa_agents.travel.places.naming import blocks, build
from ipa_agents.travel.places.naming import index as index_module
from ipa_agents.travel.places.naming.build import build_name_index
from ipa_agents.travel.places.naming.index import How, Matches, NameIndex

NAMES = (
    ('Harbour Street', '港湾街'),
    ('Port Merrow Airport', '澜港机场'),
    ('Café Müller', '穆勒咖啡馆'),
    ('Central Station', '中心火车站'),
    ('Harbour Trust Bank', '港湾信托银行'),
    ('Starbucks', '星巴克咖啡'),
    ("McDonald's", '麦当劳'),
    ('7-Eleven 便利店',),
    ('Кафе Пушкинъ',),
    ('重慶火鍋',),
    ('Bar', '酒吧'),
    ('Barber Shop',),
)


class Listed:
    """Names that lie in memory, as a store gives its own."""

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        self.names = names

    def __call__(self, start: int, end: int) -> list[str]:
        return ['\n'.join(names) for names in self.names[start:end]]

    def of(self, numbers: Sequence[int]) -> Sequence[Sequence[str]]:
        return [self.names[number] for number in numbers]


def index_of(folder: Path, names: Sequence[Sequence[str]]) -> NameIndex:
    folder.mkdir(exist_ok=True)
    build_name_index(folder, len(names), Listed(names), processes=1)
    return NameIndex.open(folder, Listed(names).of)


@pytest.fixture(scope='module')
def index(tmp_path_factory: pytest.TempPathFactory) -> NameIndex:
    return index_of(tmp_path_factory.mktemp('names'), NAMES)


def found(matches: Matches) -> set[str]:
    return {NAMES[number][0] for number in matches.numbers}


@pytest.mark.parametrize(
    ('text', 'name', 'how'),
    [
        *(('harbour street', 'Harbour Street', How.SAME), ('airport', 'Port Merrow Airport', How.PART)),
        *(('mcdonalds', "McDonald's", How.SAME), ('the central station', 'Central Station', How.SAME)),
        *(('Cafe MULLER', 'Café Müller', How.SAME), ('пушкинъ', 'Кафе Пушкинъ', How.PART)),
        *(('7eleven', '7-Eleven 便利店', How.SAME), ('火车站', 'Central Station', How.PART)),
        *(('劳', "McDonald's", How.PART), ('星', 'Starbucks', How.PART), ('穆勒咖啡馆', 'Café Müller', How.SAME)),
        *(('重庆火锅', '重慶火鍋', How.SAME), ('慶', '重慶火鍋', How.PART)),
        *(('xingbake', 'Starbucks', How.PINYIN), ('xing ba ke kafei', 'Starbucks', How.PINYIN)),
        *(('chongqing', '重慶火鍋', How.PINYIN), ('ji chang', 'Port Merrow Airport', How.PINYIN)),
        *(('lgjc', 'Port Merrow Airport', How.PINYIN), ('xbk', 'Starbucks', How.PINYIN)),
        *(('starb', 'Starbucks', How.PART), ('Harbor Stret', 'Harbour Street', How.MISSPELT)),
        *(('starbuks', 'Starbucks', How.MISSPELT), ('satrbucks', 'Starbucks', How.MISSPELT)),
        *(('星八克', 'Starbucks', How.MISSPELT), ('澜港飞机场', 'Port Merrow Airport', How.MISSPELT)),
        *(('xinbake', 'Starbucks', How.MISSPELT), ('cental staton', 'Central Station', How.MISSPELT)),
    ],
)
def test_a_name_is_found_however_it_is_said(index: NameIndex, text: str, name: str, how: How) -> None:
    matches = index.find(text)
    best = int(matches.likeness.argmax())
    assert NAMES[matches.numbers[best]][0] == name
    assert matches.how[best] == how
    assert (matches.likeness[best] == 1) == (how == How.SAME)


@pytest.mark.parametrize('text', ['', '  ', '🚗', 'qqqq', '…', '\0', '\n', '9' * 500, '鸑鷟', 'zxy wvu'])
def test_nothing_is_found_for_nothing(index: NameIndex, text: str) -> None:
    assert not len(index.find(text).numbers)


def test_a_name_with_more_in_it_is_less_alike(index: NameIndex) -> None:
    matches = index.find('港湾')
    likeness = dict(zip(matches.numbers.tolist(), matches.likeness.tolist(), strict=True))
    assert set(likeness) == {0, 4}
    assert 0.93 <= likeness[4] < likeness[0] < 1


def test_a_word_is_meant_before_a_longer_one_that_begins_so(index: NameIndex) -> None:
    matches = index.find('bar')
    assert dict(zip(matches.numbers.tolist(), matches.likeness >= 0.93, strict=True)) == {10: True, 11: False}
    assert found(index.find('barb')) == {'Barber Shop'}


def test_only_places_in_the_ranges_are_found(index: NameIndex) -> None:
    assert found(index.find('harbour', np.array([(0, 3)]))) == {'Harbour Street'}
    assert found(index.find('harbour', np.array([(1, 2), (3, 4), (4, 11)]))) == {'Harbour Trust Bank'}
    assert found(index.find('harbor trust', np.array([(1, 2), (4, 5)]))) == {'Harbour Trust Bank'}
    assert not found(index.find('harbour', np.array([(1, 4), (5, 11)])))
    assert not found(index.find('harbour', np.empty((0, 2), np.int64)))


def test_only_so_many_are_given_and_those_the_likest(index: NameIndex) -> None:
    assert found(index.find('港湾', most=1)) == {'Harbour Street'}


_MEANT = {
    'airport': {'Port Merrow Airport'},
    '港湾': {'Harbour Street', 'Harbour Trust Bank'},
    'xingbake': {'Starbucks'},
    'trust bank': {'Harbour Trust Bank'},
    'filler1313': {'Filler1313'},
}


def test_the_directory_leads_to_the_same_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (build, blocks, index_module):
        monkeypatch.setattr(module, 'BLOCK', 64)
    names = [NAMES[n // 3 % len(NAMES)] if n % 3 == 0 else (f'Filler{n}', '港') for n in range(2000)]
    index = index_of(tmp_path, names)
    for ranges in (None, np.array([(70, 1500), (1600, 1601), (1900, 2000)])):
        inside = np.zeros(2000, bool)
        for start, end in ranges if ranges is not None else [(0, 2000)]:
            inside[start:end] = True
        for text, meant in _MEANT.items():
            expected = [number for number, group in enumerate(names) if inside[number] and group[0] in meant]
            assert index.find(text, ranges).numbers.tolist() == expected, text
    assert {names[number][0] for number in index.find('satrbucks').numbers} == {'Starbucks'}
    assert not len(index.find('jazz cellar').numbers)


def test_how_many_may_be_called_so_is_told_by_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (build, blocks, index_module):
        monkeypatch.setattr(module, 'BLOCK', 64)
    names = [('Blue Crane',) if number % 4 == 0 else (f'Crane {number}',) for number in range(640)]
    index = index_of(tmp_path, names)
    assert index.about('blue', np.array([(0, 640)])) == 160
    assert index.about('blue crane', np.array([(0, 64), (128, 192)])) == 32
    assert index.about('crane', np.array([(0, 640)])) == 640
    for nothing in ('', 'heron'):
        assert index.about(nothing, np.array([(0, 640)])) == 0
    assert index.about('blue', np.empty((0, 2), np.int64)) == 0
