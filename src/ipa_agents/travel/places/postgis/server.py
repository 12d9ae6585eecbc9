"""Connections to a PostgreSQL server that may be slow, hang, or go away and come back."""

import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ipa_agents.errors import MapMissing, SetupError, StoreUnreachable

if TYPE_CHECKING:
    from psycopg import Connection

__all__ = ['Server', 'driver', 'first_line']

CONNECTING = 2
"""s; a server that hangs takes them all."""
RESOLVING = 1
"""s more for the name of the server."""
ASKING = 3.0
"""s for all that one search asks."""


def driver() -> Any:
    """The library psycopg, loaded when it is needed; raises SetupError where it is not installed."""
    try:
        import psycopg
    except ImportError as error:
        raise SetupError(f"PostGIS needs psycopg ({error}); install it: pip install 'psycopg[binary]'") from error
    return psycopg


class Server:
    """The server of a `postgresql://` address; one thread asks at a time.

    The password comes from libpq's own places: PGPASSWORD, a password file or a service.
    """

    def __init__(self, address: str) -> None:
        """Raises SetupError for an address that is none, or has a password in it."""
        self._psycopg = driver()
        try:
            said = self._psycopg.conninfo.conninfo_to_dict(address)
        except self._psycopg.ProgrammingError as error:
            raise SetupError(f'this is no address of a PostgreSQL server: {error}') from None
        if said.get('password'):
            raise SetupError(
                'a password in an address is seen by everybody; put it into PGPASSWORD, ~/.pgpass or a service'
            )
        self.address = address
        self._connection: Connection[Any] | None = None

    def ask[T](self, question: Callable[['Connection[Any]'], T]) -> T:
        """What `question` finds out in one transaction that only reads.

        Raises StoreUnreachable where the server does not answer in time, MapMissing where it has no places.
        """
        has_waited = self._connection is not None
        try:
            return self._asked(question)
        except _Lost:
            if not has_waited:
                raise
            # The server may have been started anew since the last question: a new connection tells.
            return self._asked(question)

    def connect(self, *, name: str = 'ipa places', seconds: float = ASKING) -> 'Connection[Any]':
        """A new connection, of which a statement takes so many `seconds` at most; 0 is for ever.

        Raises StoreUnreachable.
        """

        def connection() -> 'Connection[Any]':
            made: Connection[Any] = self._psycopg.connect(
                self.address,
                connect_timeout=CONNECTING,
                application_name=name,
                options=f'-c statement_timeout={seconds * 1000:.0f}',
                autocommit=True,
            )
            return made

        try:
            return _in_time(connection)
        except TimeoutError:
            raise StoreUnreachable('the server of places cannot be reached in time: is its name known?') from None
        except self._psycopg.Error as error:
            raise StoreUnreachable(f'the server of places cannot be reached: {first_line(error)}') from error

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _asked[T](self, question: Callable[['Connection[Any]'], T]) -> T:
        errors = self._psycopg.errors
        if self._connection is None:
            self._connection = self.connect()
        deadline = _Deadline(self._connection, ASKING)
        try:
            with deadline, self._connection.transaction():
                return question(self._connection)
        except (errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedColumn) as error:
            raise MapMissing(
                'there are no places on this server, or of another version; '
                'import some: `ipa places import FILE --store postgresql://...`'
            ) from error
        except self._psycopg.Error as error:
            is_lost = self._connection.closed and not deadline.is_over
            self.close()
            reason = f'it took more than {ASKING:g} s' if deadline.is_over else first_line(error)
            fault = f'the server of places gave no answer: {reason}'
            raise _Lost(fault) if is_lost else StoreUnreachable(fault) from error


def _in_time(connection: Callable[[], 'Connection[Any]']) -> 'Connection[Any]':
    """A connection that is made in time; raises TimeoutError. No limit of libpq is kept by a resolver of names."""
    made: Future[Connection[Any]] = Future()

    def make() -> None:
        try:
            made.set_result(connection())
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits for it is to know
            made.set_exception(error)

    threading.Thread(target=make, name='connecting to the places', daemon=True).start()
    try:
        return made.result(CONNECTING + RESOLVING)
    except TimeoutError:
        made.add_done_callback(lambda late: None if late.exception() else late.result().close())
        raise


class _Lost(StoreUnreachable):
    """The connection had ended."""


class _Deadline:
    """Cuts a connection after so many s: a server that hangs keeps none of the limits that it was given."""

    def __init__(self, connection: 'Connection[Any]', seconds: float) -> None:
        self.is_over = False
        self._line = socket.socket(fileno=os.dup(connection.fileno()))
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        self._line.close()

    def _cut(self) -> None:
        self.is_over = True
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)


def first_line(error: Exception) -> str:
    """What went wrong, in short."""
    return str(error).strip().partition('\n')[0][:200] or type(error).__name__
