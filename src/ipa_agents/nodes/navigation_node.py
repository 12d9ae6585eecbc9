"""The navigation device: places, routes and guidance."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import ipa_agents.msg as msg
import ipa_agents.srv as srv
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import InvalidQuery, RejectedCommand
from ipa_agents.language import Words, primary_language
from ipa_agents.nodes import qos
from ipa_agents.nodes.charging_requests import answer_charging
from ipa_agents.nodes.device import DeviceNode
from ipa_agents.nodes.messages import header, now, signals_from
from ipa_agents.nodes.occupancy_feed import OccupancyFeed
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.place_messages import answer_search, query_from
from ipa_agents.nodes.route_messages import navigation_state_message, tell_energy
from ipa_agents.nodes.route_requests import answer_plan, answer_reach, wanted_from
from ipa_agents.nodes.seen_map import SeenMap
from ipa_agents.nodes.spin import run
from ipa_agents.nodes.traffic_feed import TrafficFeed
from ipa_agents.nodes.trip_requests import TRIP_ACTIONS, TRIP_SIGNALS, Trips
from ipa_agents.nodes.watched_places import WatchedPlaces
from ipa_agents.travel.charging.state import STATE_SIGNALS
from ipa_agents.travel.guiding.control import control
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.guiding.signals import navigation_signals
from ipa_agents.travel.map.folder import load_map
from ipa_agents.travel.occupancy.telling import with_occupancy
from ipa_agents.travel.parking.finding import find_parking
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.opening import open_places
from ipa_agents.travel.places.query import PlaceQuery
from ipa_agents.travel.places.view import View, search_in_view
from ipa_agents.travel.routing.detours import RoadDetours
from ipa_agents.travel.routing.driving import search_within
from ipa_agents.travel.routing.router import Road
from ipa_agents.travel.trips.guide import TripGuide
from ipa_agents.vehicle.seats import DRIVER
from ipa_agents.vehicle.signals import Value

__all__ = ['NavigationNode', 'main']

_LATITUDE = 'Vehicle.CurrentLocation.Latitude'
_LONGITUDE = 'Vehicle.CurrentLocation.Longitude'
_HEADING = 'Vehicle.CurrentLocation.Heading'
_SPEED = 'Vehicle.Speed'
_LANGUAGE = 'Vehicle.Cabin.Infotainment.HMI.CurrentLanguage'
_WATCHED = STATE_SIGNALS | TRIP_SIGNALS | {_LATITUDE, _LONGITUDE, _HEADING, _SPEED, _LANGUAGE}

_TURN = 'guidance-'


class NavigationNode(DeviceNode):
    """Finds places and routes, guides along the route, and speaks guidance on `say`."""

    def __init__(self) -> None:
        super().__init__('navigation', msg.NavigationCommand, period=0.2)
        self._folder = declare(self, 'map_folder', '', 'of `ipa town`; empty: its default', read_only=True)
        self._store = declare(
            self,
            'places',
            '',
            'store of places: postgresql://..., mcp+http://... or mcp+stdio:COMMAND; empty: that of the map',
            read_only=True,
        )
        declare(
            self, 'search_radius', 15_000.0, 'm around the car for kinds of places', minimum=100.0, maximum=100_000.0
        )
        declare(self, 'search_limit', 10, 'places that a search gives', minimum=1, maximum=50)
        declare(self, 'alternatives', 2, 'other routes that are offered', minimum=0, maximum=3)
        declare(
            self, 'reroute_saving', 120.0, 's that another way must save to be offered', minimum=0.0, maximum=3600.0
        )
        declare(self, 'volume', 50, '% of guidance', minimum=0, maximum=100)
        declare(self, 'language', 'en', 'of guidance until another one is set or spoken: en or zh')
        self._state = self.create_publisher(msg.NavigationState, 'navigation/state', qos.STATE)
        self._say = self.create_publisher(msg.Say, 'say', qos.EVENTS)
        self.create_subscription(msg.SignalArray, 'signals', self._see_signals, qos.SIGNALS)
        self.create_subscription(msg.Say, 'say', self._hear, qos.EVENTS)
        self._chart = self.health.task('map', 'open')
        self._chart.lasting('closed', 'no map is open yet')
        self._stock = self.health.task('places', 'answering')
        self._fix = self.health.task('position', 'known')
        self._traffic = TrafficFeed(self, self.health)
        self._occupancy = OccupancyFeed(self, self.health)
        self._seen_map = SeenMap(self, self.health)
        self._trips = Trips(self, self.health)
        self._navigator: Navigator | None = None
        self._seen: dict[str, Value] = {}
        self._road: Road | None = None
        self._done = ''
        self._said = 0
        self._language = primary_language(self.get_parameter('language').value)
        self._since_state = 0.0
        self._shown: tuple[object, ...] = ()
        for name, kind, answer in (
            ('search_places', srv.SearchPlaces, self._search_places),
            ('plan_route', srv.PlanRoute, self._plan_route),
            ('reach', srv.Reach, self._reach),
            ('plan_charging', srv.PlanCharging, self._plan_charging),
        ):
            self.create_service(kind, f'navigation/{name}', answer, qos_profile=qos.SERVICES)

    def configure(self) -> None:
        """Open the map."""
        self._map = load_map(Path(self._folder) if self._folder else data_folder() / 'town')
        if self._store:
            places = open_places(self._store, RoadDetours(self._map.router))
            self._map = replace(self._map, places=WatchedPlaces(places, self._stock))
        alternatives, least = (self.get_parameter(name).value for name in ('alternatives', 'reroute_saving'))
        self._navigator = Navigator(self._map.router, load_guidance(), alternatives, least)
        self._trips.configure(self._map, self._navigator, self._seen, self._occupancy.known)
        self._chart.show({'places': self._map.stamp.places, 'source': self._map.stamp.source})
        self._chart.lasting('closed', '')
        self.get_logger().info(f'{self._map.stamp.places} places from {self._map.stamp.source}')

    def take(self, command: msg.NavigationCommand) -> None:
        """Do one action of the navigator, or of the trip."""
        if command.action in TRIP_ACTIONS:
            self._trips.take(command)
        else:
            self._navigate(command)
        self._done = command.command_id

    def _navigate(self, command: msg.NavigationCommand) -> None:
        control(self._ready(), command.action, wanted_from(command))

    def step(self, dt: float) -> None:
        """Follow the car and say what is due."""
        self._since_state += dt
        if self._traffic.step(self._map.router):
            self._ready().see_traffic()
        self._occupancy.step(self._map.places)
        latitude, longitude = self._number(_LATITUDE), self._number(_LONGITUDE)
        is_lost = latitude is None or longitude is None
        self._fix.lasting('unknown', 'nobody tells where the car is' if is_lost else '', 'warn')
        if latitude is None or longitude is None:
            return
        speed = (self._number(_SPEED) or 0.0) / 3.6
        time = now(self.get_clock())
        for words in self._ready().see_position(latitude, longitude, self._number(_HEADING), speed, time):
            self._speak(words)
        for words in self._trips.step():
            self._speak(words)

    def values(self) -> Mapping[str, Value]:
        """What navigation shows as signals; nothing before it knows where the car is, since it can do nothing then."""
        navigator = self._ready()
        if navigator.position is None:
            return {}
        return navigation_signals(navigator.state, self._road, int(self.get_parameter('volume').value))

    def snapshot(self) -> Mapping[str, Any]:
        """Where the car is guided to, on which trip, and in which language."""
        trip = self._trips.held
        return {**self._ready().snapshot(), 'trip': trip.plain() if trip else None, 'language': self._language}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Guide there again once the car is seen."""
        language = primary_language(state['language'])
        trip = TripGuide.read(state['trip']) if state['trip'] else None
        self._ready().restore(state)
        self._trips.hold(trip)
        self._language = language

    def report_state(self, *, changed: bool) -> None:
        """Publish the state after a command, when it became another one, and once a second."""
        state = self._ready().state
        shows = (state.status, state.route, state.alternatives, state.offer, state.is_muted, state.progress.maneuver)
        if not changed and shows == self._shown and self._since_state < 1.0:
            return
        self._since_state = 0.0
        self._shown = shows
        message = navigation_state_message(self.get_clock(), state, self._done)
        if state.route:
            tell_energy(
                message.route, self._trips.traveller, state.progress.distance_remaining / max(1.0, state.route.distance)
            )
        self._state.publish(message)
        if position := self._ready().position:
            self._road = self._map.router.road_at(position)

    def _ready(self) -> Navigator:
        if self._navigator is None:
            raise RejectedCommand('Navigation has no map yet.', '导航还没有地图。')
        return self._navigator

    def _see_signals(self, message: msg.SignalArray) -> None:
        before = self._seen.get(_LANGUAGE)
        self._seen.update((signal.path, signal.value) for signal in signals_from(message) if signal.path in _WATCHED)
        shown = self._seen.get(_LANGUAGE)
        if shown != before and isinstance(shown, str):
            self._language = primary_language(shown, self._language)

    def _hear(self, message: msg.Say) -> None:
        """Guidance speaks as the driver was last spoken to."""
        if message.seat == DRIVER and not message.turn_id.startswith(_TURN):
            self._language = primary_language(message.locale, self._language)

    def _number(self, path: str) -> float | None:
        value = self._seen.get(path)
        return value if isinstance(value, float) and math.isfinite(value) else None

    def _speak(self, words: Words) -> None:
        self._said += 1
        self._say.publish(
            msg.Say(
                header=header(self.get_clock()),
                turn_id=f'{_TURN}{self._said}',
                text=words[self._language],
                locale=self._language,
                is_last=True,
                priority=msg.Say.INFORMATION,
            )
        )

    def _search_places(self, request: Any, response: Any) -> Any:
        try:
            navigator = self._ready()
            radius, limit = (self.get_parameter(f'search_{name}').value for name in ('radius', 'limit'))
            moment = datetime.fromtimestamp(now(self.get_clock()))
            view = self._seen_map.view if request.where == 'view' and not request.box else None
            query = query_from(request, navigator.position, navigator.journey, radius, limit, moment, view)
            is_for_parking = request.kind == 'parking' and request.where == 'destination'
            known = self._occupancy.known
            if is_for_parking:
                results = find_parking(self._map.places, query, self._map.router, known)
            else:
                found = self._find(query, request.max_drive, view)
                results = with_occupancy(found, known, full_last=query.sort == 'best')
            answer_search(response, results)
        except RejectedCommand as rejected:
            return _refuse(response, rejected)
        except InvalidQuery as error:
            return _refuse(response, RejectedCommand(f'That cannot be looked for: {error}.', '无法这样搜索。'))
        return response

    def _find(self, query: PlaceQuery, max_drive: float, view: View | None) -> Results:
        search = partial(search_in_view, self._map.places.search, view) if view else self._map.places.search
        position = self._ready().position
        if max_drive <= 0 or position is None:
            return search(query)
        return search_within(search, query, position, self._map.router, max_drive)

    def _plan_route(self, request: Any, response: Any) -> Any:
        try:
            answer_plan(request, response, self._ready())
            for route in response.routes:
                tell_energy(route, self._trips.traveller)
        except RejectedCommand as rejected:
            return _refuse(response, rejected)
        return response

    def _plan_charging(self, request: Any, response: Any) -> Any:
        try:
            navigator = self._ready()
            known = self._occupancy.known
            answer_charging(request, response, self._map, navigator.position, navigator.journey, self._seen, known)
        except RejectedCommand as rejected:
            return _refuse(response, rejected)
        return response

    def _reach(self, request: Any, response: Any) -> Any:
        try:
            answer_reach(request, response, self._map.router, self._ready().position)
        except RejectedCommand as rejected:
            return _refuse(response, rejected)
        return response


def _refuse(response: Any, rejected: RejectedCommand) -> Any:
    response.success = False
    response.message, response.message_zh = rejected.reason, rejected.reason_zh
    return response


def main() -> int:
    """Run the node as a process."""
    return run(NavigationNode)


if __name__ == '__main__':
    raise SystemExit(main())
