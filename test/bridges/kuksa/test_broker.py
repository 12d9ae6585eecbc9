"""The connection to a databroker, without ROS, against a double of it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from databroker import Databroker, actuator, sensor, value_of
from models import CERTIFICATE
from ports import free_port
from waiting import wait_for

from ipa_agents.bridges.kuksa.broker import Address, Broker, Session
from ipa_agents.bridges.kuksa.outbox import Outbox
from ipa_agents.errors import SetupError
from ipa_agents.nodes.spin import LoopThread

SPEED = 'Vehicle.Speed'
FAN = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.FanSpeed'
CAR = (sensor(SPEED, 'float', 'km/h'), actuator(FAN, 'uint8', 'percent'))

Work = Callable[[Session], Awaitable[None]]


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    loop = LoopThread('broker')
    loop.start()
    yield loop
    loop.stop()


class _Car:
    """A connection that is kept, and what was heard by it."""

    def __init__(self, loop: LoopThread, address: Address, work: Work | None = None) -> None:
        self.speeds: list[float | None] = []
        self.lost: list[str] = []
        self.beats = 0
        self.broker = Broker(address, work or self._read, self._beat, self.lost.append)
        loop.submit(self.broker.run())

    def _beat(self) -> None:
        self.beats += 1

    async def _read(self, session: Session) -> None:
        async for points in session.values([SPEED]):
            point = points[SPEED].value
            self.speeds.append(point.float if point.WhichOneof('typed_value') else None)


def test_values_come_at_once_and_whenever_they_are_set(loop: LoopThread) -> None:
    port = free_port()
    with Databroker(port, CAR) as broker:
        broker.set({SPEED: 50.0})
        car = _Car(loop, Address('127.0.0.1', port))
        wait_for(lambda: car.speeds == [50.0], 'the value of now')
        broker.set({SPEED: 51.5})
        wait_for(lambda: car.speeds == [50.0, 51.5], 'the next one')
        assert car.beats
        assert not car.lost


def test_a_broker_that_comes_later_or_again_is_found(loop: LoopThread) -> None:
    port = free_port()
    car = _Car(loop, Address('127.0.0.1', port))
    wait_for(lambda: car.lost, 'a first try')
    assert 'UNAVAILABLE' in car.lost[0]
    with Databroker(port, CAR) as broker:
        wait_for(lambda: car.speeds == [None], 'the connection')
        broker.stop()
        tries = len(car.lost)
        wait_for(lambda: len(car.lost) > tries and car.broker.session is None, 'the loss')
        broker.start()
        wait_for(lambda: car.speeds == [None, None], 'the connection again')
        broker.set({SPEED: 20.0})
        wait_for(lambda: car.speeds[-1] == 20.0, 'a value')


@pytest.mark.parametrize('steps', range(6))
def test_it_ends_also_while_a_connection_breaks(loop: LoopThread, steps: int) -> None:
    async def end_in_between() -> bool:
        breaks = asyncio.Event()

        async def work(_: Session) -> None:
            await breaks.wait()
            raise ConnectionError

        broker = Broker(Address('127.0.0.1', port), work, lambda: None, lambda _: None)
        running = asyncio.ensure_future(broker.run())
        while broker.session is None:
            await asyncio.sleep(0.01)
        breaks.set()
        for _ in range(steps):
            await asyncio.sleep(0)
        running.cancel()
        await asyncio.wait([running], timeout=30)
        return running.cancel() is False

    port = free_port()
    with Databroker(port, CAR):
        assert loop.submit(end_in_between()).result(60)


def test_an_actuation_reaches_its_provider_or_says_why_not(loop: LoopThread) -> None:
    port = free_port()
    with Databroker(port, CAR) as broker:
        car = _Car(loop, Address('127.0.0.1', port))
        wait_for(lambda: car.broker.session, 'the connection')

        def actuate(number: int, value: Any) -> str:
            try:
                session = car.broker.session
                assert session
                loop.submit(session.actuate({number: value})).result(30)
            except Exception as error:  # noqa: BLE001
                return str(error.code().name)
            return ''

        fan = CAR[1]
        assert actuate(fan.id, value_of(fan, 40)) == 'UNAVAILABLE'
        broker.serve(FAN)
        assert actuate(fan.id, value_of(fan, 40)) == ''
        assert broker.actuated == [{FAN: 40}]
        assert broker.current(FAN) == 40
        assert actuate(CAR[0].id, value_of(CAR[0], 40.0)) == 'INVALID_ARGUMENT'
        assert actuate(99, value_of(fan, 40)) == 'NOT_FOUND'


def test_metadata_of_branches_and_of_none(loop: LoopThread) -> None:
    port = free_port()
    found: list[list[str]] = []

    async def look(session: Session) -> None:
        asked = (['Vehicle'], ['Vehicle.Cabin', 'Vehicle.Nowhere'], ['Vehicle.Spee'])
        found.extend([[metadata.path for metadata in await session.metadata(roots)] for roots in asked])
        await asyncio.Event().wait()

    with Databroker(port, CAR):
        _Car(loop, Address('127.0.0.1', port), look)
        wait_for(lambda: len(found) == 3, 'all lists')
    assert found == [[SPEED, FAN], [FAN], []]


def test_values_are_provided_and_what_is_refused_is_told(loop: LoopThread) -> None:
    port = free_port()
    refused: list[tuple[int, str]] = []
    outboxes: list[Outbox] = []

    async def provide(session: Session) -> None:
        outbox = Outbox(10.0)
        outboxes.append(outbox)
        outbox.put({CAR[0].id: value_of(CAR[0], 33.0)})
        async for refusal in session.provide([CAR[0].id], outbox):
            refused.extend([refusal])  # one by one, since the stream does not end

    with Databroker(port, CAR) as broker:
        first = _Car(loop, Address('127.0.0.1', port), provide)
        wait_for(lambda: broker.current(SPEED) == 33.0, 'the value')
        loop.call(outboxes[0].put, {CAR[0].id: value_of(CAR[1], 33)})
        wait_for(lambda: refused, 'the refusal')
        assert refused == [(CAR[0].id, 'Wrong Type')]
        second = _Car(loop, Address('127.0.0.1', port), provide)
        wait_for(lambda: second.lost, 'the second provider to be refused')
        assert 'ALREADY_EXISTS' in second.lost[0]
        assert not first.lost


@pytest.mark.parametrize(('token', 'finds'), [('letmein', True), ('wrong', False)])
def test_a_secret_connection_with_a_token(loop: LoopThread, token: str, finds: bool) -> None:
    port = free_port()
    with Databroker(port, CAR, token='letmein', is_secret=True) as broker:
        broker.set({SPEED: 9.0})
        car = _Car(loop, Address('127.0.0.1', port, certificate=CERTIFICATE, server_name='localhost', token=token))
        wait_for(lambda: car.speeds or car.lost, 'an answer')
        assert car.speeds == ([9.0] if finds else [])
        assert ['UNAUTHENTICATED' in reason for reason in car.lost] == ([] if finds else [True] * len(car.lost))


def test_addresses_that_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r'missing\.pem'):
        Address('127.0.0.1', 1, certificate=tmp_path / 'missing.pem')
    with pytest.raises(SetupError, match='only over TLS'):
        Address('broker.example', 1, token='secret')
    assert Address('localhost', 1, token='secret').token
