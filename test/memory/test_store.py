import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ipa_agents.errors import MemoryFault
from ipa_agents.memory.store import Kept, Memory, View

HOME = {'name': 'Elm Street 5', 'name_zh': '', 'latitude': 43.73, 'longitude': 7.42}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / 'new' / 'memory.sqlite'


@pytest.fixture
def memory(file: Path) -> Memory:
    return Memory(file)


def test_what_was_told_is_still_there_for_the_next_drive(memory: Memory, file: Path) -> None:
    memory.keep('Anna', 'cuisine', 'sichuan', 'told', 10.0)
    memory.keep('Anna', 'home', HOME, 'told', 11.0)
    memory.keep('小李', 'temperature', 21, 'learned', 12.0)
    assert Memory(file).kept() == (
        Kept('Anna', 'cuisine', 'sichuan', 'told', 10.0),
        Kept('Anna', 'home', HOME, 'told', 11.0),
        Kept('小李', 'temperature', 21.0, 'learned', 12.0),
    )
    assert [kept.topic for kept in memory.kept('Anna')] == ['cuisine', 'home']
    assert [kept.person for kept in memory.kept(topic='temperature')] == ['小李']


def test_only_the_owner_can_read_it(memory: Memory, file: Path) -> None:
    memory.keep('Anna', 'cuisine', 'sichuan', 'told', 10.0)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_one_value_takes_the_place_of_another_where_there_is_one_only(memory: Memory) -> None:
    for number, (topic, value) in enumerate(
        [('temperature', 20), ('temperature', 22), ('music', 'jazz'), ('music', 'rock'), ('music', 'jazz')]
    ):
        memory.keep('Anna', topic, value, 'told', float(number))
    assert [kept.value for kept in memory.kept()] == [22.0, 'rock', 'jazz']


def test_the_oldest_of_many_makes_room(memory: Memory) -> None:
    cuisines = ['sichuan', 'cantonese', 'hot_pot', 'noodle', 'dumpling', 'japanese', 'korean', 'thai', 'indian']
    cuisines += ['italian', 'french', 'spanish', 'greek', 'mexican']
    for number, cuisine in enumerate(cuisines):
        memory.keep('Anna', 'cuisine', cuisine, 'told', float(number))
    memory.keep('Ben', 'cuisine', 'thai', 'told', 0.0)
    assert [kept.value for kept in memory.kept('Anna')] == cuisines[2:]
    assert len(memory.kept('Ben')) == 1


@pytest.mark.parametrize(
    ('meant', 'left'),
    [
        (('Anna', 'music', 'jazz'), ['rock', 20.0, 'jazz']),
        (('Anna', 'music'), [20.0, 'jazz']),
        (('Anna',), ['jazz']),
        ((), []),
        (('Cora',), ['jazz', 'rock', 20.0, 'jazz']),
    ],
)
def test_what_is_meant_is_forgotten(memory: Memory, meant: tuple[str, ...], left: list[object]) -> None:
    for person, topic, value in [
        ('Anna', 'music', 'jazz'),
        ('Anna', 'music', 'rock'),
        ('Anna', 'temperature', 20),
        ('Ben', 'music', 'jazz'),
    ]:
        memory.keep(person, topic, value, 'told', 1.0)
    assert memory.forget(*meant) == 4 - len(left)
    assert [kept.value for kept in memory.kept()] == left


def test_nothing_of_what_was_forgotten_stays_in_the_file(memory: Memory, file: Path) -> None:
    memory.keep('Annabella', 'home', HOME, 'told', 1.0)
    assert b'Elm Street' in file.read_bytes()
    assert b'Annabella' in file.read_bytes()
    memory.forget('Annabella')
    assert b'Elm Street' not in file.read_bytes()
    assert b'Annabella' not in file.read_bytes()


def test_a_seat_is_known_by_the_last_name_given_there(memory: Memory) -> None:
    assert memory.view().person_at('row1_driver') == 'row1_driver'
    memory.seat('Anna', 'row1_driver')
    memory.seat('Ben', 'row1_passenger')
    assert memory.view().person_at('row1_driver') == 'Anna'
    memory.seat('Anna', 'row1_passenger')
    assert memory.view().person_at('row1_driver') == 'row1_driver'
    assert memory.view().person_at('row1_passenger') == 'Anna'
    memory.forget('Anna')
    assert memory.view().person_at('row1_passenger') == 'row1_passenger'


@pytest.mark.parametrize('name', ['', '  ', 'x' * 41, 'a\x00b', 'a\x1b[2J'])
def test_what_is_no_name_is_refused(memory: Memory, name: str) -> None:
    with pytest.raises(MemoryFault, match='a name has'):
        memory.keep(name, 'music', 'jazz', 'told', 1.0)


def test_nothing_is_kept_about_other_topics(memory: Memory) -> None:
    with pytest.raises(MemoryFault, match='there are: cuisine'):
        memory.keep('Anna', 'religion', 'none', 'told', 1.0)
    assert memory.kept() == ()


def test_what_is_broken_is_told_and_can_be_erased(memory: Memory, file: Path) -> None:
    memory.keep('Anna', 'music', 'jazz', 'told', 1.0)
    file.write_bytes(b'not a data base ' * 100)
    with pytest.raises(MemoryFault, match='ipa memory erase'):
        memory.kept()
    memory.erase()
    assert memory.kept() == ()


def test_a_memory_of_a_later_version_is_left_alone(memory: Memory, file: Path) -> None:
    memory.keep('Anna', 'music', 'jazz', 'told', 1.0)
    with sqlite3.connect(file) as base:
        base.execute('PRAGMA user_version = 9')
    before = file.read_bytes()
    with pytest.raises(MemoryFault, match='another version'):
        memory.keep('Anna', 'music', 'rock', 'told', 1.0)
    assert file.read_bytes() == before


def test_a_memory_of_an_older_version_is_taken_up(memory: Memory, file: Path) -> None:
    memory.keep('Anna', 'music', 'jazz', 'told', 1.0)
    with sqlite3.connect(file) as base:
        base.executescript('DROP TABLE declined; PRAGMA user_version = 1')
    memory.decline('Anna', 'music')
    assert [kept.value for kept in memory.view().of('Anna')] == ['jazz']
    assert not memory.view().may_learn('Anna', 'music')


def test_a_no_is_kept_until_it_is_taken_back(memory: Memory) -> None:
    memory.decline('Anna', 'music')
    memory.decline('Ben')
    view = memory.view()
    assert [view.may_learn(*asked) for asked in (('Anna', 'music'), ('Anna', 'home'), ('Ben', 'home'))] == [
        False,
        True,
        False,
    ]
    memory.allow('Ben')
    memory.forget('Anna')
    assert memory.view().declined == frozenset()


def test_looking_makes_no_file(memory: Memory, file: Path) -> None:
    assert memory.view() == View()
    assert not file.exists()


def test_what_the_topics_no_longer_allow_is_left_out(memory: Memory, file: Path) -> None:
    memory.keep('Anna', 'music', 'jazz', 'told', 1.0)
    with sqlite3.connect(file) as base:
        base.execute("INSERT INTO kept VALUES ('Anna', 'music', '\"polka noir\"', 'told', 2.0)")
        base.execute("INSERT INTO kept VALUES ('Anna', 'music', '{broken', 'told', 3.0)")
    assert [kept.value for kept in memory.kept()] == ['jazz']


def test_several_write_at_once(memory: Memory, file: Path) -> None:
    def keep(person: str) -> None:
        for number in range(20):
            Memory(file).keep(person, 'temperature', 16 + number / 2, 'told', float(number))

    with ThreadPoolExecutor() as writers:
        list(writers.map(keep, ('Anna', 'Ben')))
    assert sorted((kept.person, kept.value) for kept in memory.kept()) == [('Anna', 25.5), ('Ben', 25.5)]
