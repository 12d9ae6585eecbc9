"""The map: the car on it, the route, the trip, the places that were found, and what the next turn is."""

import asyncio
import logging
import math

from nicegui import ui

from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.trip_words import battery_sentences
from ipa_agents.cabin.scene import EVERYTHING, Changes
from ipa_agents.cabin.trip_stops import trip_stops
from ipa_agents.cockpit.elements import box, set_class, text
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.panels.map_view import MapView
from ipa_agents.cockpit.panels.offer_card import OfferCard
from ipa_agents.cockpit.panels.place_list import PlaceList
from ipa_agents.cockpit.panels.trip_card import TripCard
from ipa_agents.cockpit.panels.turn_card import TurnCard
from ipa_agents.errors import MapMissing
from ipa_agents.persona.wording import load_phrases
from ipa_agents.travel.places.view import View

__all__ = ['MapPanel']

_log = logging.getLogger(__name__)

_HERE = tuple(f'Vehicle.CurrentLocation.{part}' for part in ('Latitude', 'Longitude', 'Heading'))
_PAUSE = 0.2
"""s between two reports of where the car is; the browser moves it in between."""
_BUTTONS = (
    ('recentre', 'locate', 'follow()'),
    ('compass', 'compass', 'turn()'),
    ('closer', 'zoom_in', 'zoom(1)'),
    ('farther', 'zoom_out', 'zoom(-1)'),
)


class MapPanel:
    """Where the map cannot be drawn, it says so with the cure; the turns are shown all the same."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        self._listener = Listener(load_phrases()[cockpit.viewer.language], cockpit.catalogue, cockpit.viewer.seat)
        self._seen: View | None = None
        self._view = self._make_view()
        self._is_ready = False
        self._position: tuple[float, ...] = ()
        self._driven = -math.inf
        self._is_due = False
        self._route: object = None
        self._pinned: object = ((), False)
        self._turns = TurnCard(cockpit.words)
        with box(classes='over-map'):
            self._offer = OfferCard(cockpit.words, self._say)
            self._list = PlaceList(cockpit.words, self._choose)
            self._trip = TripCard(cockpit.words)

    def refresh(self, changes: Changes) -> None:
        """Move the car, and show a route and places that are new."""
        if 'travel' in changes:
            self._turns.show(self._cockpit.scene.travelling)
            self._offer.show(self._cockpit.scene.travelling)
        if 'places' in changes:
            self._list.show(self._cockpit.scene.places)
        if self._view and self._is_ready:
            if changes.of(_HERE) and not self._is_due:
                self._is_due = True
                loop = asyncio.get_running_loop()
                loop.call_at(max(loop.time(), self._driven + _PAUSE), self._drive, self._view)
            if 'travel' in changes:
                self._show_route(self._view)
            if 'places' in changes:
                self._show_places(self._view)
            if 'reach' in changes:
                self._view.show_reach(self._cockpit.scene.reach)
        if 'trip' in changes or 'places' in changes:
            self._show_trip()

    def _make_view(self) -> MapView | None:
        words = self._cockpit.words
        try:
            view = MapView(self._cockpit.map, self._cockpit.viewer.language, self._begin, self._choose, self._see)
        except MapMissing as error:
            _log.warning('%s', error)
            text(words('map.missing'), 'map-missing card', 'p', role='alert')
            return None
        ui.context.client.on_disconnect(lambda: self._cockpit.views.leave(self))
        self._elsewhere = text(words('map.elsewhere'), 'map-missing card absent', 'p', role='status')
        with box(classes='map-buttons'):
            for name, drawing, act in _BUTTONS:
                label = words(f'map.{name}')
                button = box('button', f'key card round {name}', type='button', aria_label=label, title=label)
                button.on('click', js_handler=f'() => getElement({view.id}).{act}')
                with button, box('svg', 'icon', aria_hidden='true'):
                    box('use', href=f'/static/maneuvers.svg#{drawing}')
        return view

    def _begin(self) -> None:
        self._is_ready = True
        self.refresh(EVERYTHING)

    def _see(self, view: View, touches: int) -> None:
        self._seen = view
        self._cockpit.views.see(self, view, touches)

    def _drive(self, view: MapView) -> None:
        self._is_due = False
        self._driven = asyncio.get_running_loop().time()
        values = [self._cockpit.scene.signals.get(path) for path in _HERE]
        numbers = [float(value) for value in values if isinstance(value, int | float)]
        if len(numbers) == len(values) and all(map(math.isfinite, numbers)):
            position = tuple(round(number, digits) for number, digits in zip(numbers, (6, 6, 1), strict=True))
            if position != self._position:
                self._position = position
                set_class(self._elsewhere, 'absent', view.covers(*position[:2]))
                view.drive(*position)

    def _show_route(self, view: MapView) -> None:
        travelling = self._cockpit.scene.travelling
        trip = travelling.trip if travelling and travelling.status == 'GUIDING' else None
        shape = travelling.shape if travelling and trip else ()
        destination, stops = (trip.destination, travelling.stops) if travelling and trip else (None, ())
        # Not by ==: what is not known of a place is NaN, which is another one in each message.
        ends = tuple((end.latitude, end.longitude) for end in ((destination, *stops) if destination else ()))
        if (shape, ends) != self._route:
            self._route = shape, ends
            view.show_route(shape, destination, stops)

    def _show_places(self, view: MapView) -> None:
        """Where people asked what is on this map, it stands still."""
        scene, seen = self._cockpit.scene, self._seen
        is_looked_at = seen is not None and any(seen.holds(place.latitude, place.longitude) for place in scene.places)
        view.show_places(scene.places, self._cockpit.viewer.language, scene.places_are_of_view and is_looked_at)

    def _show_trip(self) -> None:
        """Places to choose from stand in its place, while there are any."""
        scene = self._cockpit.scene
        stops = () if scene.places else trip_stops(scene.trip, self._listener)
        self._trip.show(stops, ' '.join(battery_sentences(self._listener, scene.trip)))
        pins = tuple((stop.number, stop.latitude, stop.longitude, stop.state) for stop in stops)
        pinned = pins, scene.trip.phase == 'planned'
        if self._view and self._is_ready and pinned != self._pinned:
            self._pinned = pinned
            self._view.show_trip(*pinned)

    def _choose(self, number: int) -> None:
        """A touch on a pin is the answer that people would give."""
        key = f'map.choose_{number}'
        if key in self._cockpit.words:
            self._say(key)

    def _say(self, key: str) -> None:
        self._cockpit.controls.say(self._cockpit.words(key), self._cockpit.viewer)
