"""What is kept of people, in an SQLite file that only its owner can read. What is erased is overwritten."""

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ipa_agents.data_folder import data_folder
from ipa_agents.errors import MemoryFault
from ipa_agents.memory.topics import Topic, Value, load_topics
from ipa_agents.vehicle.seats import Seat

__all__ = ['ALL_TOPICS', 'Kept', 'Memory', 'Source', 'View', 'memory_file']

Source = Literal['told', 'learned']

ALL_TOPICS = ''
"""What stands for every topic where somebody does not want to be asked."""
_VERSION = 2
_PATIENCE = 2.0
"""s to wait while another process writes."""
_MOST = 12
"""Values of one topic that are kept of a person; the oldest makes room."""
_LONGEST_NAME = 40
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS kept (
    person TEXT NOT NULL, topic TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, since REAL NOT NULL,
    PRIMARY KEY (person, topic, value)
) STRICT;
CREATE TABLE IF NOT EXISTS sitting (seat TEXT PRIMARY KEY, person TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS declined (person TEXT NOT NULL, topic TEXT NOT NULL, PRIMARY KEY (person, topic)) STRICT;
PRAGMA user_version = {_VERSION};
"""


def memory_file() -> Path:
    """$IPA_MEMORY if set, else memory.sqlite of the data folder."""
    chosen = os.environ.get('IPA_MEMORY')
    return Path(chosen).expanduser() if chosen else data_folder() / 'memory.sqlite'


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept: `told` by the person, or `learned` from choices with the person's consent.

    `since` is s since 1970.
    """

    person: str
    topic: str
    value: Value
    source: Source
    since: float


@dataclass(frozen=True, slots=True)
class View:
    """All that is in a memory: `sitting` is who sits where, `declined` of whom nothing is learned about which topic."""

    kept: tuple[Kept, ...] = ()
    sitting: Mapping[str, str] = field(default_factory=dict)
    declined: frozenset[tuple[str, str]] = frozenset()

    def of(self, person: str, topic: str | None = None) -> tuple[Kept, ...]:
        """What is kept of a person, oldest first."""
        return tuple(kept for kept in self.kept if kept.person == person and topic in (None, kept.topic))

    def person_at(self, seat: Seat) -> str:
        """Who sits there, by the last name given at that seat."""
        return self.sitting.get(seat, seat)

    def may_learn(self, person: str, topic: str) -> bool:
        """Whether that person may be asked to let something be kept about `topic`."""
        return self.declined.isdisjoint({(person, topic), (person, ALL_TOPICS)})


class Memory:
    """A person is a name; who has not given one is called as the seat. All methods raise MemoryFault."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def seat(self, person: str, seat: Seat) -> None:
        """Somebody at `seat` said who they are."""
        name = _person(person)
        with self._open() as base:
            base.execute('DELETE FROM sitting WHERE person = ?', (name,))
            base.execute('INSERT OR REPLACE INTO sitting VALUES (?, ?)', (seat, name))

    def keep(self, person: str, topic: str, value: object, source: Source, now: float) -> Kept:
        """Keep a value; where a topic has one value only, it takes the place of the old one."""
        known = _topic(topic)
        kept = Kept(_person(person), topic, known.checked(value), source, now)
        with self._open() as base:
            if not known.is_many:
                base.execute('DELETE FROM kept WHERE person = ? AND topic = ?', (kept.person, topic))
            base.execute(
                'INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)',
                (kept.person, topic, _json(kept.value), source, now),
            )
            base.execute(
                'DELETE FROM kept WHERE person = ? AND topic = ? AND rowid NOT IN '
                '(SELECT rowid FROM kept WHERE person = ? AND topic = ? ORDER BY since DESC, rowid DESC LIMIT ?)',
                (kept.person, topic, kept.person, topic, _MOST),
            )
        return kept

    def kept(self, person: str | None = None, topic: str | None = None) -> tuple[Kept, ...]:
        """What is kept, of one person or of all, oldest first; what the topics no longer allow is left out."""
        where, values = _where(person=person, topic=topic)
        with self._open() as base:
            rows = base.execute(f'SELECT person, topic, value, source, since FROM kept {where} ORDER BY since', values)
            found = [_kept(row) for row in rows]
        return tuple(kept for kept in found if kept is not None)

    def decline(self, person: str, topic: str = ALL_TOPICS) -> None:
        """Never learn anything about `topic` of that person."""
        with self._open() as base:
            base.execute('INSERT OR REPLACE INTO declined VALUES (?, ?)', (_person(person), topic))

    def allow(self, person: str) -> None:
        """That person may be asked again."""
        with self._open() as base:
            base.execute('DELETE FROM declined WHERE person = ?', (person,))

    def view(self) -> View:
        """All that is kept; makes no file where there is none."""
        if not self._file.exists():
            return View()
        with self._open() as base:
            sitting = dict(base.execute('SELECT seat, person FROM sitting').fetchall())
            declined = frozenset(base.execute('SELECT person, topic FROM declined').fetchall())
        return View(self.kept(), sitting, declined)

    def forget(self, person: str | None = None, topic: str | None = None, value: Value | None = None) -> int:
        """Erase what is meant, everything without arguments; how many values were erased."""
        where, values = _where(person=person, topic=topic, value=None if value is None else _json(value))
        with self._open() as base:
            count = base.execute(f'DELETE FROM kept {where}', values).rowcount
            if topic is None and value is None:
                where, values = _where(person=person)
                base.execute(f'DELETE FROM sitting {where}', values)
                base.execute(f'DELETE FROM declined {where}', values)
        return count

    def erase(self) -> None:
        """Remove the file itself, also one that cannot be read."""
        for name in (self._file.name, f'{self._file.name}-journal'):
            try:
                self._file.with_name(name).unlink(missing_ok=True)
            except OSError as error:
                raise MemoryFault(f'{self._file} cannot be erased: {error}') from error

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together or not at all."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
            with contextlib.closing(sqlite3.connect(self._file, timeout=_PATIENCE)) as base:
                base.execute('PRAGMA secure_delete = ON')
                self._make(base)
                with base:
                    yield base
        except sqlite3.DatabaseError as error:
            raise MemoryFault(f'{self._file}: {error}; `ipa memory erase` begins anew') from error
        except OSError as error:
            raise MemoryFault(f'{self._file}: {error}') from error

    def _make(self, base: sqlite3.Connection) -> None:
        version = base.execute('PRAGMA user_version').fetchone()[0]
        if version < _VERSION:
            base.executescript(f'BEGIN IMMEDIATE; {_SCHEMA} COMMIT;')
        elif version > _VERSION:
            raise MemoryFault(
                f'{self._file} was written by another version ({version}); `ipa memory erase` begins anew'
            )


def _topic(topic: str) -> Topic:
    topics = load_topics()
    if topic not in topics:
        raise MemoryFault(f'nothing is kept about {topic!r}; there are: {", ".join(topics)}')
    return topics[topic]


def _person(name: str) -> str:
    name = ' '.join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise MemoryFault(f'a name has 1 to {_LONGEST_NAME} letters')
    return name


def _where(**columns: str | None) -> tuple[str, tuple[str, ...]]:
    given = {column: value for column, value in columns.items() if value is not None}
    return f'WHERE {" AND ".join(f"{column} = ?" for column in given)}' if given else '', tuple(given.values())


def _json(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _kept(row: tuple[str, str, str, Source, float]) -> Kept | None:
    person, topic, text, source, since = row
    try:
        return Kept(person, topic, _topic(topic).checked(json.loads(text)), source, since)
    except (MemoryFault, ValueError):
        return None
