"""A databroker in this process: kuksa.val.v2 as its proto and its documentation say, for a small car."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

import grpc
from kuksa.val.v2 import types_pb2 as types
from kuksa.val.v2 import val_pb2 as messages
from kuksa.val.v2.val_pb2_grpc import VALServicer, add_VALServicer_to_server
from models import CERTIFICATE

__all__ = ['SENSOR', 'Databroker', 'actuator', 'sensor', 'value_of']

SENSOR, ACTUATOR = types.ENTRY_TYPE_SENSOR, types.ENTRY_TYPE_ACTUATOR
_CODE = grpc.StatusCode
_LONGEST_BUFFER = 1000


def sensor(path: str, data_type: str, unit: str = '') -> types.Metadata:
    """A signal that is only read; `data_type` as in VSS: uint8, string[]."""
    name = data_type.upper().replace('[]', '_ARRAY')
    return types.Metadata(path=path, data_type=f'DATA_TYPE_{name}', entry_type=SENSOR, unit=unit)


def actuator(path: str, data_type: str, unit: str = '', allowed: Sequence[str] = ()) -> types.Metadata:
    """A signal that can be told what to become."""
    metadata = sensor(path, data_type, unit)
    metadata.entry_type = ACTUATOR
    if allowed:
        metadata.allowed_values.string_array.values.extend(allowed)
    return metadata


def value_of(metadata: types.Metadata, value: Any) -> types.Value:
    """`value` in the field that belongs to the signal's type."""
    if _field(metadata) == 'string_array':
        return types.Value(string_array=types.StringArray(values=value))
    return types.Value(**{_field(metadata): value})


@dataclass(slots=True, eq=False)
class _Subscriber:
    ids: frozenset[int]
    news: 'asyncio.Queue[dict[str, types.Datapoint]]' = field(default_factory=asyncio.Queue)


class _Service(VALServicer):
    """All of it runs in the loop of the server."""

    def __init__(self, signals: Iterable[types.Metadata], token: str | None) -> None:
        self.metadata = dict(enumerate(signals, 1))
        for number, signal in self.metadata.items():
            signal.id = number
        self.points: dict[int, types.Datapoint] = {number: types.Datapoint() for number in self.metadata}
        self.served: set[int] = set()
        self.obeys = True
        self.provided: set[int] = set()
        self.actuated: list[dict[str, Any]] = []
        self._ids = {signal.path: number for number, signal in self.metadata.items()}
        self._subscribers: set[_Subscriber] = set()
        self._token = token

    def number(self, path: str) -> int:
        return self._ids[path]

    def set(self, values: Mapping[int, types.Value], age: float = 0.0) -> None:
        for number, value in values.items():
            self.points[number] = types.Datapoint(value=value)
            self.points[number].timestamp.FromNanoseconds(int((time.time() - age) * 1e9))
        for subscriber in self._subscribers:
            subscriber.news.put_nowait(self._told(subscriber.ids & values.keys()))

    async def GetServerInfo(self, request: Any, context: Any) -> Any:  # noqa: N802 - of the proto
        await self._authorize(context)
        return messages.GetServerInfoResponse(name='databroker', version='double')

    async def ListMetadata(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self._authorize(context)
        found = [
            signal
            for signal in self.metadata.values()
            if signal.path == request.root or signal.path.startswith(f'{request.root}.')
        ]
        if not found:
            await context.abort(_CODE.NOT_FOUND, 'Specified root branch does not exist')
        return messages.ListMetadataResponse(metadata=found)

    async def Subscribe(self, request: Any, context: Any) -> AsyncIterator[Any]:  # noqa: N802
        await self._authorize(context)
        if not request.signal_paths or request.buffer_size > _LONGEST_BUFFER:
            await context.abort(_CODE.INVALID_ARGUMENT, 'No valid id')
        if unknown := set(request.signal_paths) - self._ids.keys():
            await context.abort(_CODE.NOT_FOUND, f'Path not found: {unknown}')
        subscriber = _Subscriber(frozenset(self._ids[path] for path in request.signal_paths))
        self._subscribers.add(subscriber)
        try:
            yield messages.SubscribeResponse(entries=self._told(subscriber.ids))
            while True:
                yield messages.SubscribeResponse(entries=await subscriber.news.get())
        finally:
            self._subscribers.discard(subscriber)

    async def BatchActuate(self, request: Any, context: Any) -> Any:  # noqa: N802
        await self._authorize(context)
        wishes = {
            wish.signal_id.id or self._ids.get(wish.signal_id.path, 0): wish.value for wish in request.actuate_requests
        }
        for number, value in wishes.items():
            if number not in self.metadata:
                await context.abort(_CODE.NOT_FOUND, 'no such signal')
            if self.metadata[number].entry_type != ACTUATOR or _fault(self.metadata[number], value):
                await context.abort(_CODE.INVALID_ARGUMENT, _fault(self.metadata[number], value) or 'not an actuator')
        if missing := wishes.keys() - self.served:
            await context.abort(_CODE.UNAVAILABLE, f'Provider for vss_id {min(missing)} does not exist')
        self.actuated.append({self.metadata[number].path: _plain(value) for number, value in wishes.items()})
        if self.obeys:
            self.set(wishes)
        return messages.BatchActuateResponse()

    async def OpenProviderStream(self, requests: Any, context: Any) -> AsyncIterator[Any]:  # noqa: N802
        await self._authorize(context)
        mine: set[int] = set()
        try:
            async for request in requests:
                match request.WhichOneof('action'):
                    case 'provide_signal_request':
                        wanted = set(request.provide_signal_request.signals_sample_intervals)
                        if wanted & self.provided:
                            await context.abort(_CODE.ALREADY_EXISTS, 'another provides them')
                        mine |= wanted
                        self.provided |= wanted
                        yield messages.OpenProviderStreamResponse(
                            provide_signal_response=messages.ProvideSignalResponse()
                        )
                    case 'provide_actuation_request':
                        asked = request.provide_actuation_request.actuator_identifiers
                        self.served |= {signal.id or self._ids[signal.path] for signal in asked}
                    case 'publish_values_request':
                        told = request.publish_values_request
                        if not told.data_points.keys() <= mine:
                            await context.abort(_CODE.ABORTED, 'not claimed yet')
                        if response := self._published(told):
                            yield messages.OpenProviderStreamResponse(publish_values_response=response)
        finally:
            self.provided -= mine

    def _published(self, told: Any) -> Any:
        values = {number: point.value for number, point in told.data_points.items()}
        faults = {number: fault for number, value in values.items() if (fault := _fault(self.metadata[number], value))}
        self.set({number: value for number, value in values.items() if number not in faults})
        status = {
            number: types.Error(code=types.ERROR_CODE_INVALID_ARGUMENT, message=fault)
            for number, fault in faults.items()
        }
        return messages.PublishValuesResponse(request_id=told.request_id, status=status) if status else None

    def _told(self, ids: Iterable[int]) -> dict[str, types.Datapoint]:
        return {self.metadata[number].path: self.points[number] for number in ids}

    async def _authorize(self, context: Any) -> None:
        if self._token and dict(context.invocation_metadata()).get('authorization') != f'Bearer {self._token}':
            await context.abort(_CODE.UNAUTHENTICATED, 'Invalid auth token')


class Databroker:
    """Serves at 127.0.0.1:`port` until it is stopped; it may be started again, and knows nothing then. As `with`."""

    def __init__(
        self, port: int, signals: Sequence[types.Metadata], token: str | None = None, *, is_secret: bool = False
    ) -> None:
        self.port = port
        self._signals = signals
        self._token = token
        self._is_secret = is_secret
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name='databroker')
        self._thread.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def actuated(self) -> list[dict[str, Any]]:
        """What was asked of those who provide actuators, and reached them."""
        return self._service.actuated

    def start(self) -> None:
        """Begin to serve; nothing has a value yet, and nobody provides anything."""
        self._wait(self._serve())

    def stop(self) -> None:
        """End at once, and cut all who are connected."""
        self._wait(self._server.stop(None))

    def set(self, values: Mapping[str, Any], age: float = 0.0) -> None:
        """Give signals, by path, their current values, as of `age` s ago."""
        known = {signal.path: signal for signal in self._signals}
        told = {known[path].id: value_of(known[path], value) for path, value in values.items()}
        self._wait(_in_loop(partial(self._service.set, told, age)))

    def serve(self, *paths: str, obeys: bool = True) -> None:
        """From now on somebody provides these actuators, and does, or does not, what is asked."""
        self._service.served |= {self._service.number(path) for path in paths}
        self._service.obeys = obeys

    def actuators(self) -> frozenset[str]:
        """The actuators that somebody provides."""
        return frozenset(self._service.metadata[number].path for number in self._service.served)

    def current(self, path: str) -> Any:
        """The current value of a signal; None where it has none."""
        return _plain(self._service.points[self._service.number(path)].value)

    async def _serve(self) -> None:
        self._service = _Service(self._signals, self._token)
        self._server = grpc.aio.server()
        add_VALServicer_to_server(self._service, self._server)
        address = f'127.0.0.1:{self.port}'
        if self._is_secret:
            pem = CERTIFICATE.read_bytes()
            self._server.add_secure_port(address, grpc.ssl_server_credentials([(pem, pem)]))
        else:
            self._server.add_insecure_port(address)
        await self._server.start()

    def _wait(self, work: Any) -> Any:
        future: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(30)


async def _in_loop(work: Any) -> None:
    work()


def _field(metadata: types.Metadata) -> str:
    name = types.DataType.Name(metadata.data_type).removeprefix('DATA_TYPE_').lower()
    name = {'boolean': 'bool'}.get(name, name)
    return name.replace('int8', 'int32').replace('int16', 'int32')


def _fault(metadata: types.Metadata, value: types.Value) -> str:
    if value.WhichOneof('typed_value') != _field(metadata):
        return 'Wrong Type'
    allowed = metadata.allowed_values.string_array.values
    return 'Value not in allowed list' if allowed and value.string not in allowed else ''


def _plain(value: types.Value) -> Any:
    name = value.WhichOneof('typed_value')
    told = getattr(value, name) if name else None
    return tuple(told.values) if name == 'string_array' and told is not None else told
