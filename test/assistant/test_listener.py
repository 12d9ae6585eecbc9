import pytest

from ipa_agents.assistant.listener import Listener, capital, verb
from ipa_agents.language import Language
from ipa_agents.persona.wording import load_phrases
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import SEATS, Seat


def listener(language: Language = 'en', seat: Seat = 'row1_driver') -> Listener:
    return Listener(load_phrases()[language], Catalogue({}, {}, {}), seat)


@pytest.mark.parametrize(
    ('parts', 'text'), [([], ''), (['a'], 'a'), (['a', 'b'], 'a and b'), (['a', 'b', 'c'], 'a, b and c')]
)
def test_lists_in_words(parts: list[str], text: str) -> None:
    assert listener().joined(parts) == text


def test_a_sentence_begins_and_ends_as_one() -> None:
    assert listener().sentence(['it is on', 'it is open']) == 'It is on and it is open.'
    assert listener('zh').sentence(['空调已打开', '车窗已打开']) == '空调已打开，车窗已打开。'
    assert listener().sentence(['Really?']) == 'Really?'
    assert listener().sentence([]) == ''


def test_zones_are_named_for_who_listens() -> None:
    assert listener().zone(frozenset({'row1_driver'})) == ''
    assert listener(seat='row1_passenger').zone(frozenset({'row1_driver'})) == "on the driver's side"
    assert listener().zone(frozenset(SEATS)) == ''
    assert listener('zh').zone(frozenset(SEATS[2:])) == '后排'
    three = listener().zone(frozenset(SEATS[:3]))
    assert three == "on the driver's side, on the passenger side and in the back on the driver's side"


@pytest.mark.parametrize(
    ('name', 'be'), [('window', 'is'), ('wipers', 'are'), ('air axis', 'is'), ('glass', 'is'), ('status', 'is')]
)
def test_things_are_and_a_thing_is(name: str, be: str) -> None:
    assert verb(name) == be


def test_only_the_first_letter_is_raised() -> None:
    assert capital('aC and USB') == 'AC and USB'


def test_names_are_listed_otherwise_than_clauses_in_chinese() -> None:
    assert listener('zh').listed(['主驾', '副驾', '后排']) == '主驾、副驾和后排'
    assert listener('zh').zone(frozenset({'row1_passenger', 'row2_driver'})) == '副驾和后排左侧'
    assert listener().listed(['a', 'b']) == 'a and b'
