"""Fills the tables of places: all of the new ones are written, then exchanged for the old ones at once."""

import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString

import numpy as np

from ipa_agents.data_folder import data_folder
from ipa_agents.errors import ImportFailed, MapMissing, StoreBusy
from ipa_agents.travel.places.attributes import Attributes
from ipa_agents.travel.places.batch import Batch
from ipa_agents.travel.places.importing import Imported, Watch, import_file
from ipa_agents.travel.places.kinds import Kinds
from ipa_agents.travel.places.manifest import catalogue_ids
from ipa_agents.travel.places.naming.block import BLOCK
from ipa_agents.travel.places.naming.blocks import MappedBlocks
from ipa_agents.travel.places.postgis.schema import INDEXES, TABLES, VERSION, read_contents
from ipa_agents.travel.places.postgis.server import Server, driver, first_line
from ipa_agents.travel.places.store import PlaceStore

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ['Tables', 'import_into']

_LOCK = 0x1DA91ACE5
"""The advisory lock of who writes."""
_HOLDER: LiteralString = """
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND classid = %s AND objid = %s"""
_COLUMNS: LiteralString = 'number, key, latitude, longitude, kind, cuisines, attributes, rating, price, record'
_TYPES = ('int4', 'int8', 'float8', 'float8', 'int2', 'int8', 'int8', 'float4', 'int2', 'text')
_POSTING_TYPES = ('int4', 'int8', 'bytea', 'bytea')
_AT_ONCE = 50_000


def import_into(
    address: str, file: Path, kinds: Kinds, attributes: Attributes, watch: Watch = lambda stage, done, total: None
) -> Imported:
    """Take the places of `file` into the tables at a `postgresql://` address, beside those that they have.

    Raises as import_file, and StoreUnreachable. What was read waits in the data folder when that is cut short.
    """
    work = data_folder() / 'sending' / hashlib.sha256(address.encode()).hexdigest()[:16]
    name = f'process {os.getpid()} on {socket.gethostname()[:20]} ({file.name})'[:63]
    try:
        with Server(address).connect(name=name, seconds=0) as connection:
            done = import_file(file, work, kinds, attributes, watch, Tables(connection, kinds, attributes))
    except driver().Error as error:
        raise ImportFailed(
            f'the server of places took nothing ({first_line(error)}); the places there are as they were. '
            'When that is mended, run the import again: it goes on where it was'
        ) from error
    shutil.rmtree(work, ignore_errors=True)
    return done


class Tables:
    """The tables, which nobody else writes as long as the connection lasts. Implements Elsewhere."""

    def __init__(self, connection: 'Connection[Any]', kinds: Kinds, attributes: Attributes) -> None:
        """Raises StoreBusy while another import writes there."""
        self._connection = connection
        self._kinds = kinds
        self._attributes = attributes
        if not self._one('SELECT pg_try_advisory_lock(%s)', _LOCK):
            holder = self._one(_HOLDER, _LOCK >> 32, _LOCK & 0xFFFFFFFF)
            raise StoreBusy(f'{holder} is writing the places of this server; wait until it is done')
        self.source, self._count = '', 0
        if self._one("SELECT to_regclass('ipa_places.manifest')"):
            try:
                contents = read_contents(connection, kinds, attributes)
            except MapMissing as error:
                raise ImportFailed(f'{error}; remove them before: DROP SCHEMA ipa_places CASCADE') from error
            self.source, self._count = contents.source, contents.count

    def __len__(self) -> int:
        return self._count

    def batches(self) -> Iterator[Batch]:
        """All places that are there."""
        for first in range(0, self._count, _AT_ONCE):
            rows = self._connection.execute(
                f'SELECT {_COLUMNS} FROM ipa_places.place WHERE number >= %s AND number < %s ORDER BY number',
                (first, first + _AT_ONCE),
                binary=True,
            ).fetchall()
            _, keys, latitudes, longitudes, kinds, cuisines, attributes, ratings, prices, records = zip(
                *rows, strict=True
            )
            yield Batch(
                np.array(latitudes),
                np.array(longitudes),
                np.array(kinds, np.uint8),
                np.array(cuisines, np.int64).view(np.uint64),
                np.array(attributes, np.int64).view(np.uint64),
                np.array(ratings, np.float32),
                np.array(prices, np.uint8),
                np.array(keys, np.int64).view(np.uint64),
                [record.encode() for record in records],
            )

    def publish(self, store: PlaceStore, watch: Watch) -> None:
        """Write new tables, and exchange them for the old ones; a server that loses us keeps the old ones."""
        with self._connection.transaction():
            self._execute('CREATE EXTENSION IF NOT EXISTS postgis')
            self._execute('CREATE SCHEMA IF NOT EXISTS ipa_places')
            for name, columns in TABLES.items():
                self._execute(f'CREATE TABLE ipa_places.new_{name} {columns}')
            self._send_places(store, watch)
            self._send_postings(store)
            self._send_manifest(store)
            for index in INDEXES:
                self._execute(f'CREATE INDEX ON ipa_places.new_{index}')
            for name in TABLES:
                self._execute(f'ANALYZE ipa_places.new_{name}')
            self._exchange()

    def _exchange(self) -> None:
        # Who searches has looked at the manifest first: this waits for them, and they for nothing else.
        if self._one("SELECT to_regclass('ipa_places.manifest')"):
            self._execute('LOCK TABLE ipa_places.manifest IN ACCESS EXCLUSIVE MODE')
        for name in TABLES:
            self._execute(f'DROP TABLE IF EXISTS ipa_places.{name}')
            self._execute(f'ALTER TABLE ipa_places.new_{name} RENAME TO {name}')

    def _send_places(self, store: PlaceStore, watch: Watch) -> None:
        number = 0
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f'COPY ipa_places.new_place ({_COLUMNS}) FROM STDIN (FORMAT BINARY)') as copy,
        ):
            copy.set_types(_TYPES)
            for batch in store.batches(_AT_ONCE):
                ratings = [None if rating != rating else rating for rating in batch.ratings.tolist()]
                columns = (
                    batch.ids.view(np.int64).tolist(),
                    batch.latitudes.tolist(),
                    batch.longitudes.tolist(),
                    batch.kinds.tolist(),
                    batch.cuisines.view(np.int64).tolist(),
                    batch.attributes.view(np.int64).tolist(),
                    ratings,
                    batch.prices.tolist(),
                    [record.decode() for record in batch.records],
                )
                for row in zip(*columns, strict=True):
                    copy.write_row((number, *row))
                    number += 1
                watch('sending', number, len(store))

    def _send_postings(self, store: PlaceStore) -> None:
        blocks = MappedBlocks.open(store.data)
        with (
            self._connection.cursor() as cursor,
            cursor.copy('COPY ipa_places.new_posting FROM STDIN (FORMAT BINARY)') as copy,
        ):
            copy.set_types(_POSTING_TYPES)
            for number in range(-(-len(store) // BLOCK)):
                block = blocks.block(number)
                sizes = block.sizes[block.places]
                starts = block.starts.tolist()
                for key, start, end in zip(block.keys.tolist(), starts, starts[1:], strict=False):
                    copy.write_row((number, key, block.places[start:end].tobytes(), sizes[start:end].tobytes()))

    def _send_manifest(self, store: PlaceStore) -> None:
        kinds, cuisines, attributes = map(list, catalogue_ids(self._kinds, self._attributes))
        self._connection.execute(
            'INSERT INTO ipa_places.new_manifest '
            '(version, count, source, kinds, cuisines, attributes, block_codes) VALUES (%s, %s, %s, %s, %s, %s, %s)',
            (VERSION, len(store), store.source, kinds, cuisines, attributes, store.block_codes.tobytes()),
        )

    def _execute(self, statement: LiteralString) -> None:
        self._connection.execute(statement)

    def _one(self, question: LiteralString, *values: object) -> Any:
        row = self._connection.execute(question, values).fetchone()
        return row[0] if row else None
