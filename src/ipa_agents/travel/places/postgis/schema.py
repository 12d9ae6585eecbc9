"""The tables of places on a PostgreSQL server, and what they say of themselves."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString

import numpy as np
from numpy.typing import NDArray

from ipa_agents.errors import MapMissing
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.manifest import catalogue_ids
from ipa_agents.travel.places.zorder import Codes

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ['INDEXES', 'TABLES', 'VERSION', 'Contents', 'read_contents', 'state_of']

VERSION = 1
TABLES: dict[str, LiteralString] = {
    'manifest': """(
        version integer, state uuid DEFAULT gen_random_uuid(), count integer, source text,
        kinds text[], cuisines text[], attributes text[], block_codes bytea)""",
    'place': """(
        number integer PRIMARY KEY, key bigint, latitude float8, longitude float8, kind smallint, cuisines bigint,
        attributes bigint, rating real, price smallint, record text,
        point geometry(Point, 4326)
            GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)) STORED)""",
    'posting': '(block integer, key bigint, places bytea, sizes bytea, PRIMARY KEY (block, key))',
}
"""Columns by table. `number` and `block_codes` are as in the files of the embedded store; `key` is that of an id, or a
term of a name; `places` has 2 bytes for each place of the block that has it, `sizes` one, as naming/block.py has them.
"""
INDEXES: tuple[LiteralString, ...] = ('place USING gist (point)', 'place (kind)', 'place (key)', 'posting (key, block)')


@dataclass(frozen=True, eq=False)
class Contents:
    """What the tables hold; `state` is another one after each import."""

    state: str
    count: int
    source: str
    block_codes: Codes


def state_of(connection: 'Connection[Any]') -> str:
    """Which import the tables are from; they stay so until the end of the transaction."""
    row = connection.execute('SELECT state::text FROM ipa_places.manifest').fetchone()
    return str(row[0]) if row else ''


def read_contents(connection: 'Connection[Any]', kinds: Kinds, attributes: Attributes) -> Contents:
    """What the tables hold; raises MapMissing where they are of another version, or of other catalogues."""
    row = connection.execute(
        'SELECT version, state::text, count, source, kinds, cuisines, attributes, block_codes FROM ipa_places.manifest'
    ).fetchone()
    cure = 'import them again: `ipa places import FILE --store postgresql://...`'
    if row is None or row[0] != VERSION:
        raise MapMissing(f'the places on this server are of another version; {cure}')
    _, state, count, source, *catalogues, codes = row
    if tuple(map(tuple, catalogues)) != catalogue_ids(kinds, attributes):
        raise MapMissing(f'the places on this server were written with other kinds or attributes; {cure}')
    found: NDArray[np.uint64] = np.frombuffer(codes, '<u8')
    return Contents(state, count, source, found)
