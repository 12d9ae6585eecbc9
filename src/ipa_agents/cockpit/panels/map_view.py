"""The map in the browser: the element whose other half is map_view.js."""

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path

from nicegui import ui
from nicegui.element import Element

from ipa_agents.cabin.found_places import FoundPlace
from ipa_agents.cockpit.map_pictures import MapPictures
from ipa_agents.language import Language
from ipa_agents.travel.map.mercator import to_degrees
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.places.view import View

__all__ = ['MapView', 'Points']

Points = Sequence[tuple[float, float]]

_LEAFLET = Path(inspect.getfile(ui.leaflet)).parent / 'dist'
_PRECISION = 6
"""Digits of a degree: 0.1 m."""


class MapView(Element, component='map_view.js'):
    """Shows the pictures of a map, and over them the car, the route, a trip and places.

    What is shown before `on_ready` is called is lost. Raises MapMissing when there are no pictures.
    """

    def __init__(
        self,
        pictures: MapPictures,
        language: Language,
        on_ready: Callable[[], None],
        on_choose: Callable[[int], None],
        on_see: Callable[[View, int], None],
    ) -> None:
        west, north, east, south = pictures.drawing.extent
        super().__init__()
        self.add_resource(_LEAFLET)
        self.props['version'] = pictures.version
        self.props['language'] = language
        self.props['center'] = to_degrees((west + east) / 2, (north + south) / 2)
        self.props['bounds'] = [to_degrees(west, south), to_degrees(east, north)]
        self.on('ready', lambda _: on_ready(), args=[])
        self.on('choose', lambda event: on_choose(int(event.args)))
        self.on('see', lambda event: on_see(_view(event.args['corners']), int(event.args['touches'])))
        # A browser that was away is back with the same map.
        ui.context.client.on_connect(lambda: self.run_method('tell'))

    def covers(self, latitude: float, longitude: float) -> bool:
        """Whether a place is on the map."""
        (south, west), (north, east) = self.props['bounds']
        return bool(south <= latitude <= north and west <= longitude <= east)

    def drive(self, latitude: float, longitude: float, heading: float) -> None:
        """The car is here; it moves on from where it was before. Off the map it is not shown."""
        if self.covers(latitude, longitude):
            self.run_method('drive', latitude, longitude, heading)

    def show_route(self, shape: Points, goal: Place | None, stops: Sequence[Place]) -> None:
        """Draw another route, or none."""
        points = [[round(latitude, _PRECISION), round(longitude, _PRECISION)] for latitude, longitude in shape]
        self.run_method('route', points, _spot(goal) if goal else None, [_spot(stop) for stop in stops])

    def show_reach(self, rings: Sequence[Points]) -> None:
        """Draw how far the car gets, or nothing."""
        self.run_method('reach', [list(map(list, ring)) for ring in rings])

    def show_trip(self, stops: Sequence[tuple[int, float, float, str]], is_looked_at: bool) -> None:
        """Put a number where each stop is (number, degrees, state), and no others; all in sight if looked at."""
        self.run_method('trip', list(map(list, stops)), is_looked_at)

    def show_places(self, places: Sequence[FoundPlace], language: Language, is_looked_at: bool) -> None:
        """Put numbered pins where places are, and no others; the map stands where they are `looked_at` already."""
        pins = [[place.number, place.latitude, place.longitude, place.name[language]] for place in places]
        self.run_method('places', pins, is_looked_at)


def _view(corners: Sequence[Sequence[float]]) -> View:
    return View(tuple((float(latitude), float(longitude)) for latitude, longitude in corners))


def _spot(place: Place) -> list[float]:
    return [place.latitude, place.longitude]
