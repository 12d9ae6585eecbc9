"""What the car shows when something is said: its signals, what plays, where it is led, the time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from ipa_agents.brains.interface import Context
from ipa_agents.brains.reflex.refine import VOLUME
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.names import artist_name, place_name, station_name, title_name
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import DRIVER, SEATS, Seat
from ipa_agents.vehicle.signals import Signal, Value
from ipa_agents.vehicle.simulator import Car, load_car

__all__ = ['Scene', 'Scenes']

_CARS = 24
_DRIVEN = 20.0
"""s for which each simulated car drives before it is asked."""
_STRANGE = 0.05
"""How often a stranger has chosen a name."""
_FROM, _UNTIL = 1767225600, 1861920000
"""s since 1970: the years 2026 to 2028."""


@dataclass(frozen=True)
class Scene:
    """A moment in the car; `media` and `route` as in Context. `signals` may be changed until something is said."""

    seat: Seat
    signals: dict[str, Value]
    media: str
    route: str
    now: float
    notes: tuple[str, ...] = field(default=())

    @property
    def volume(self) -> int:
        """Of the media, in percent."""
        volume = self.signals[VOLUME]
        assert isinstance(volume, int | float)
        return round(volume)

    def context(self, **more: Any) -> Context:
        """What a brain is told of it; `more` are further fields of Context."""
        return Context(self.signals, now=self.now, media=self.media, route=self.route, notes=self.notes, **more)


class Scenes:
    """Makes scenes from simulated cars, each with other weather, speed and battery."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        words = load_yaml(config_folder() / 'training' / 'scenes.yaml', 'training_scenes').data
        self._notes: Mapping[Language, Sequence[str]] = words['notes']
        self._strangers: Sequence[str] = words['strangers']
        rng = Random(seed)
        self._cars = [_driven_car(catalogue, words['written'], rng) for _ in range(_CARS)]

    def scene(self, rng: Random) -> Scene:
        """A moment; mostly the driver speaks."""
        seat = DRIVER if rng.random() < 0.7 else rng.choice(SEATS)
        signals = dict(rng.choice(self._cars))
        signals[VOLUME] = rng.randint(0, 20) * 5
        notes = tuple(rng.sample(self._notes[rng.choice(LANGUAGES)], 1)) if rng.random() < 0.06 else ()
        title = self._title(rng)
        return Scene(
            seat, signals, _media(signals[VOLUME], title, rng), self._route(rng), rng.randint(_FROM, _UNTIL), notes
        )

    def _title(self, rng: Random) -> str:
        return rng.choice(self._strangers) if rng.random() < _STRANGE else title_name(rng.choice(LANGUAGES), rng)

    def _route(self, rng: Random) -> str:
        if rng.random() < 0.6:
            return ''
        minutes = rng.randint(3, 90)
        arrival = f'{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}'
        name = rng.choice(self._strangers) if rng.random() < _STRANGE else place_name(rng.choice(LANGUAGES), rng)
        return f'to {name}, {minutes * rng.uniform(0.4, 1.5):.1f} km, {minutes} min, arrival {arrival}'

    def settle(self, scene: Scene, functions: Iterable[Function], rng: Random) -> None:
        """Give `functions` some value each, mostly the same everywhere, so that relative wishes start anywhere."""
        for function in functions:
            if rng.random() < 0.75:
                same = _value(function, rng)
                for path in function.paths():
                    scene.signals[path] = same if rng.random() < 0.7 else _value(function, rng)


def _driven_car(catalogue: Catalogue, written: Mapping[str, Sequence[Value]], rng: Random) -> dict[str, Value]:
    car = Car(load_car(), catalogue, rng.randrange(1000))
    car.write([Signal(path, rng.choice(values)) for path, values in written.items()])
    car.step(_DRIVEN)
    return catalogue.defaults() | car.signals()


def _value(function: Function, rng: Random) -> Value:
    if function.type == 'boolean':
        return rng.random() < 0.5
    if function.allowed:
        return rng.choice(list(function.allowed))
    low, high = function.minimum or 0.0, function.maximum or 0.0
    if function.levels:
        far = high if function.sign > 0 else low
        return function.nearest(far * rng.randint(0, function.levels) / function.levels)
    return function.nearest(rng.uniform(low, high))


def _media(volume: Value, title: str, rng: Random) -> str:
    language = rng.choice(LANGUAGES)
    kind = rng.random()
    if kind < 0.3:
        return f'nothing, volume {volume} percent'
    if kind < 0.45:
        return f'playing the station {station_name(language, rng)}, volume {volume} percent'
    status = 'paused' if kind > 0.9 else 'playing'
    return f'{status} "{title}" by {artist_name(language, rng)}, volume {volume} percent'
