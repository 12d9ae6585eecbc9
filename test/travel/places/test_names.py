import pytest

from ipa_agents.travel.places.names import NameIndex, normalised, pairs_of

NAMES = (
    ('Harbour Street', '港湾街'),
    ('Port Merrow Airport', '澜港机场'),
    ('Café Müller', '穆勒咖啡馆'),
    ('Central Station', '中心火车站'),
    ('Harbour Trust Bank', '港湾信托银行'),
)
INDEX = NameIndex(NAMES)


def best(text: str) -> str | None:
    numbers, likeness = INDEX.find(text)
    return NAMES[numbers[likeness.argmax()]][0] if len(numbers) else None


@pytest.mark.parametrize(
    ('text', 'name'),
    [
        *(('harbour street', 'Harbour Street'), ('Harbor Stret', 'Harbour Street'), ('airport', 'Port Merrow Airport')),
        *(('机场', 'Port Merrow Airport'), ('澜港飞机场', 'Port Merrow Airport'), ('cafe muller', 'Café Müller')),
        *(('火车站', 'Central Station'), ('the central station', 'Central Station'), ('信托', 'Harbour Trust Bank')),
    ],
)
def test_parts_and_misspellings_find_the_name(text: str, name: str) -> None:
    assert best(text) == name


def test_the_same_name_is_likeness_one_and_another_is_less() -> None:
    numbers, likeness = INDEX.find('港湾街')
    by_name = dict(zip(numbers.tolist(), likeness.tolist(), strict=True))
    assert by_name[0] == 1.0
    assert by_name[4] < 0.8


@pytest.mark.parametrize('text', ['', '  ', '🚗', 'qqqq', '…'])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert best(text) is None


def test_text_is_compared_without_case_accents_and_signs() -> None:
    assert normalised('  Café-MÜLLER, №1 ') == 'cafe muller no1'
    assert pairs_of('ab 机场') == {'^a', 'ab', '机', '场', '机场'}
