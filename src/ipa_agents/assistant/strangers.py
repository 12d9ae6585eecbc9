"""Words of strangers that a model is shown from the beginning of a turn: names, titles, and what was noted of them."""

from collections.abc import Iterable, Iterator, Sequence

from ipa_agents.assistant.ports import Car
from ipa_agents.brains.interface import Option
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['are_free', 'words_of_strangers']


def are_free(catalogue: Catalogue, paths: Iterable[str]) -> bool:
    """Whether any of the signals holds free text, which strangers may have written: titles, names of roads."""
    return any(catalogue[path].type in ('string', 'list') and not catalogue[path].allowed for path in paths)


def words_of_strangers(
    car: Car, catalogue: Catalogue, options: Sequence[Option], notes: Sequence[str]
) -> tuple[str, ...]:
    """The texts of what plays, of the route and of signals, of the places offered last, and `notes` of such texts."""
    places = (option for option in options if 'place' in option.arguments)
    labels = (label for place in places for label in (place.label, place.label_zh))
    texts = (*_played(car), *_names(car), *_signals(car, catalogue), *labels, *notes)
    return tuple(dict.fromkeys(text for text in texts if text))


def _played(car: Car) -> tuple[str, ...]:
    now = car.playing
    if now is None:
        return ()
    return (now.title, now.title_zh, now.artist, now.artist_zh, now.album, now.album_zh, now.station)


def _names(car: Car) -> Iterator[str]:
    route = car.travelling
    if route is not None:
        for place in (*([route.trip.destination] if route.trip else []), *route.stops):
            yield from (place.name, place.name_zh, place.address)


def _signals(car: Car, catalogue: Catalogue) -> Iterator[str]:
    for path, value in car.signals.items():
        if isinstance(value, str | tuple) and path in catalogue.signals and are_free(catalogue, (path,)):
            yield from (value,) if isinstance(value, str) else value
