"""Drives the simulated car along a route, as fast as the machine is, for its consumption."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ipa_agents.travel.charging.consumption import Stretch
from ipa_agents.travel.charging.drive_log import STATIONS, DriveLog, Moment
from ipa_agents.travel.routing.route import Route
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Signal
from ipa_agents.vehicle.simulator import Car, CarParameters
from ipa_agents.vehicle.simulator.route_speeds import leg_speeds

__all__ = ['Trial', 'drive_trial', 'stretches_of']

_STANDING = 60.0
"""s before it drives away, which show what is drawn without driving."""
_ARRIVED = 3
"""s of standing still."""
_FAN = 40


@dataclass(frozen=True, slots=True)
class Trial:
    """Celsius outside, and the wish of the climate control, None when it is off; `seed` of the hills."""

    outside: float
    wish: float | None
    seed: int = 0


def drive_trial(parameters: CarParameters, route: Route, trial: Trial) -> list[Moment]:
    """The moments of the drive, one a second; battery and cabin begin at the temperature outside."""
    start = replace(parameters.start, latitude=route.latitudes[0], longitude=route.longitudes[0])
    car = Car(replace(parameters, start=start), load_catalogue(), trial.seed)
    temperatures = (
        'Vehicle.Exterior.AirTemperature',
        'Vehicle.Cabin.HVAC.AmbientAirTemperature',
        'Vehicle.Powertrain.TractionBattery.Temperature.Average',
    )
    car.write([Signal(path, trial.outside) for path in temperatures])
    log = DriveLog()
    climate = _climate(trial.wish)
    car.hear(climate)
    log.hear(climate)
    _advance(car, log, _STANDING)
    parts = [(part.distance, part.length, part.duration) for part in route.maneuvers]
    car.follow(route.latitudes, route.longitudes, leg_speeds(route.latitudes, route.longitudes, parts))
    standing = 0
    while standing < _ARRIVED:
        _advance(car, log, 1.0)
        standing = 0 if car.state.motion.speed > 0 else standing + 1
    return log.drives[-1]


def stretches_of(route: Route) -> tuple[Stretch, ...]:
    """A route as its manoeuvres divide it, without slopes."""
    return tuple(Stretch(part.length, part.duration) for part in route.maneuvers)


def _advance(car: Car, log: DriveLog, seconds: float) -> None:
    for _ in range(round(seconds)):
        car.step(1.0)
        log.hear(Signal(path, value) for path, value in car.signals().items())


def _climate(wish: float | None) -> Sequence[Signal]:
    if wish is None:
        return ()
    return (
        Signal('Vehicle.Cabin.HVAC.IsAirConditioningActive', True),
        *(Signal(f'{station}.FanSpeed', _FAN) for station in STATIONS),
        *(Signal(f'{station}.Temperature', wish) for station in STATIONS),
    )
