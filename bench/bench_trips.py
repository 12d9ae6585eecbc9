"""A trip of five stops, asked of the navigation node: places, times, hours and the charging, over the demo town."""

import time
from typing import Any

from driver import Driver
from maps import SQUARE, town_folder
from measuring import Bench
from processes import Processes
from table import Row, at

from ipa_agents import msg, srv
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signal_array
from ipa_agents.vehicle.signals import Signal

_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_WISHES = [
    msg.TripWish(wish_id='groceries', kind='supermarket'),
    msg.TripWish(wish_id='coffee', kind='cafe', attributes=['wifi']),
    msg.TripWish(wish_id='charging', kind='charging_station'),
    msg.TripWish(wish_id='dinner', kind='restaurant', cuisine='sichuan', min_rating=3.5),
    msg.TripWish(wish_id='film', kind='cinema'),
]


def bench_trip(driver: Driver, processes: Processes, bench: Bench) -> None:
    """From the request of the service to its answer, with ever another charge of the battery, each low."""
    processes.node('navigation', f'map_folder:={town_folder()}')
    signals = driver.publisher('signals', msg.SignalArray, qos.SIGNALS, 1)
    client = driver.node.create_client(srv.PlanTrip, 'navigation/plan_trip', qos_profile=qos.SERVICES)
    driver.wait(client.service_is_ready, 'the service')

    def planned(charge: float) -> Any:
        signals.publish(signal_array(driver.node.get_clock(), 'simulator', _car(charge)))
        future = client.call_async(srv.PlanTrip.Request(wishes=_WISHES, people=4))
        driver.wait(future.done, 'a trip')
        return future.result()

    driver.wait(lambda: planned(50.0).success, 'the position')  # and the files are read
    took: list[float] = []
    rounds = bench.of(100, 2)
    for number in range(rounds):
        bench.at('trips', number, rounds)
        began = time.perf_counter()
        answer = planned(11.0 + 8.0 * number / rounds)
        took.append((time.perf_counter() - began) * 1000)
        if len(answer.trip.stops) < 4:
            raise RuntimeError(f'no trip of five stops: {answer.message}')
    bench.add(
        Row.alone('a trip of five stops with charging, p50', at(took, 50), 'ms'),
        Row.alone('a trip of five stops with charging, p95', at(took, 95), 'ms', at_most=150),
    )


def _car(charge: float) -> list[Signal]:
    values = {
        'Vehicle.CurrentLocation.Latitude': SQUARE[0],
        'Vehicle.CurrentLocation.Longitude': SQUARE[1],
        'Vehicle.Speed': 0.0,
        f'{_BATTERY}.StateOfCharge.CurrentEnergy': 0.72 * charge,
        f'{_BATTERY}.StateOfCharge.Current': charge,
        f'{_BATTERY}.NetCapacity': 72.0,
        f'{_BATTERY}.Temperature.Average': 20.0,
        'Vehicle.Exterior.AirTemperature': 20.0,
        'Vehicle.Cabin.HVAC.AmbientAirTemperature': 20.0,
    }
    return [Signal(path, value) for path, value in values.items()]
