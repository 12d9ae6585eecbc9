"""The connection to a Kuksa databroker (gRPC kuksa.val.v2), opened again whenever it breaks; in one asyncio loop."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipa_agents.backoff import Backoff
from ipa_agents.bridges.kuksa.library import VSSClient, grpc, messages, types
from ipa_agents.bridges.kuksa.outbox import Outbox
from ipa_agents.errors import SetupError

__all__ = ['Address', 'Broker', 'Session', 'status_of']

_ASKING = 5.0
"""s for one question."""
_BEAT = 0.5
"""s between two looks whether the broker is still there."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 4.0
_LASTED = 5.0
"""s after which a connection was a good one, and the next begins at once."""
_BUFFERED = 1000
"""Values of a signal that the broker keeps for us while we are slow; the most that it allows."""
_HERE = frozenset({'localhost', '127.0.0.1', '[::1]'})


@dataclass(frozen=True, slots=True)
class Address:
    """Where the broker listens; with a `certificate` (PEM of who signed its own) over TLS."""

    host: str
    port: int
    certificate: Path | None = None
    server_name: str | None = None
    token: str | None = None

    def __post_init__(self) -> None:
        """Raises SetupError for a certificate that cannot be read, and a token that all could read on its way."""
        if self.certificate and not os.access(self.certificate, os.R_OK):
            raise SetupError(f'the certificate of the databroker cannot be read: {self.certificate}')
        if self.token and not self.certificate and self.host not in _HERE:
            raise SetupError(f'a token goes to another machine ({self.host}) only over TLS: give a certificate')


class Session:
    """One connection, as long as it lasts; every method raises grpc.aio.AioRpcError when it does not."""

    def __init__(self, stub: Any, token: str | None) -> None:
        self._stub = stub
        self._metadata = (('authorization', f'Bearer {token}'),) if token else ()

    async def metadata(self, roots: Iterable[str]) -> list[types.Metadata]:
        """Of every signal in the branches `roots`; one that the broker does not have has none."""
        found: dict[int, types.Metadata] = {}
        for root in roots:
            try:
                listed = await self._ask(self._stub.ListMetadata, messages.ListMetadataRequest(root=root))
            except grpc.aio.AioRpcError as error:
                if error.code() != grpc.StatusCode.NOT_FOUND:
                    raise
                continue
            found |= {metadata.id: metadata for metadata in listed.metadata}
        return list(found.values())

    async def values(self, paths: Iterable[str]) -> AsyncIterator[Mapping[str, types.Datapoint]]:
        """First of all signals, then of those that are set, by path; a point may have no value."""
        request = messages.SubscribeRequest(signal_paths=paths, buffer_size=_BUFFERED)
        async for response in self._stub.Subscribe(request, metadata=self._metadata):
            yield response.entries

    async def actuate(self, values: Mapping[int, types.Value]) -> None:
        """Ask those who provide these actuators, by number, to bring them there: all or none."""
        wishes = [
            messages.ActuateRequest(signal_id=types.SignalID(id=number), value=value)
            for number, value in values.items()
        ]
        await self._ask(self._stub.BatchActuate, messages.BatchActuateRequest(actuate_requests=wishes))

    async def provide(self, ids: Iterable[int], outbox: Outbox) -> AsyncIterator[tuple[int, str]]:
        """Register as who provides the signals `ids`, and publish what comes into `outbox`; yields what is refused."""
        every = messages.ProvideSignalRequest(
            signals_sample_intervals={number: types.SampleInterval() for number in ids}
        )
        stream = self._stub.OpenProviderStream(metadata=self._metadata)
        await stream.write(messages.OpenProviderStreamRequest(provide_signal_request=every))
        publishing: asyncio.Future[None] | None = None
        try:
            async for response in stream:
                if response.HasField('provide_signal_response'):
                    publishing = asyncio.ensure_future(_publish(stream, outbox))
                for number, error in response.publish_values_response.status.items():
                    yield number, error.message or types.ErrorCode.Name(error.code)
        finally:
            if publishing:
                publishing.cancel()

    async def beat(self) -> None:
        """See whether the broker is there."""
        await self._ask(self._stub.GetServerInfo, messages.GetServerInfoRequest())

    async def _ask(self, call: Callable[..., Awaitable[Any]], request: Any) -> Any:
        return await call(request, timeout=_ASKING, metadata=self._metadata)


class Broker:
    """Keeps a session: `work` is done in each, `beat` called while it lasts, `lost` with the reason when it ends."""

    def __init__(
        self,
        address: Address,
        work: Callable[[Session], Awaitable[None]],
        beat: Callable[[], None],
        lost: Callable[[str], None],
    ) -> None:
        self._address = address
        self._work = work
        self._beat = beat
        self._lost = lost
        self._session: Session | None = None

    @property
    def session(self) -> Session | None:
        """That of now; None while there is none."""
        return self._session

    async def run(self) -> None:
        """Until cancelled."""
        backoff = Backoff(_FIRST_PAUSE, _LONGEST_PAUSE)
        while True:
            began = time.monotonic()
            try:
                await self._connected()
            except Exception as error:  # noqa: BLE001 - whatever it is, the car must not be left without its broker
                self._lost(_reason(error))
            if time.monotonic() - began > _LASTED:
                backoff.succeed()
            await asyncio.sleep(backoff.fail(began))

    async def _connected(self) -> None:
        address = self._address
        client = VSSClient(
            address.host,
            address.port,
            root_certificates=address.certificate,
            tls_server_name=address.server_name,
            ensure_startup_connection=False,
        )
        async with client:
            session = Session(client.client_stub_v2, address.token)
            await session.beat()
            self._session = session
            # A TaskGroup (Python 3.12), or gather, forgets that it was cancelled itself when a part fails just then.
            parts = [asyncio.ensure_future(part) for part in (_whole(self._work(session)), self._keep_beating(session))]
            try:
                ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
                ended.pop().result()
            finally:
                self._session = None
                for part in parts:
                    part.cancel()
                await asyncio.gather(*parts, return_exceptions=True)

    async def _keep_beating(self, session: Session) -> None:
        while True:
            self._beat()
            await asyncio.sleep(_BEAT)
            await session.beat()


def status_of(error: Exception) -> str:
    """The name of the status of gRPC; OTHER for anything else."""
    return str(error.code().name) if isinstance(error, grpc.aio.AioRpcError) else 'OTHER'


async def _whole(work: Awaitable[None]) -> None:
    await work
    raise ConnectionResetError('the broker ended the stream')


async def _publish(stream: Any, outbox: Outbox) -> None:
    number = 0
    while True:
        values = await outbox.take()
        number += 1
        points = {signal: types.Datapoint(value=value) for signal, value in values.items()}
        for point in points.values():
            point.timestamp.GetCurrentTime()
        request = messages.PublishValuesRequest(request_id=number, data_points=points)
        await stream.write(messages.OpenProviderStreamRequest(publish_values_request=request))


def _reason(error: Exception) -> str:
    if isinstance(error, grpc.aio.AioRpcError):
        return f'{status_of(error)}: {error.details()}'
    return str(error) if isinstance(error, ConnectionError) else f'{type(error).__name__}: {error}'
