"""The navigation device: places, routes and guidance."""

import math
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import ipa_agents.msg as msg
import ipa_agents.srv as srv
from ipa_agents.data_folder import data_folder
from ipa_agents.errors import RejectedCommand
from ipa_agents.language import Words, primary_language
from ipa_agents.nodes import qos
from ipa_agents.nodes.device import DeviceNode
from ipa_agents.nodes.messages import header, now, signals_from
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.route_messages import navigation_state_message, route_message
from ipa_agents.nodes.spin import run
from ipa_agents.nodes.state_messages import place_from, place_message
from ipa_agents.travel.guiding.control import control
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.guiding.signals import navigation_signals
from ipa_agents.travel.map.folder import load_map
from ipa_agents.travel.places.query import Along, PlaceQuery
from ipa_agents.travel.routing.router import Road
from ipa_agents.vehicle.seats import DRIVER
from ipa_agents.vehicle.signals import Value

__all__ = ['NavigationNode', 'main']

_LATITUDE = 'Vehicle.CurrentLocation.Latitude'
_LONGITUDE = 'Vehicle.CurrentLocation.Longitude'
_HEADING = 'Vehicle.CurrentLocation.Heading'
_SPEED = 'Vehicle.Speed'
_LANGUAGE = 'Vehicle.Cabin.Infotainment.HMI.CurrentLanguage'
_WATCHED = frozenset({_LATITUDE, _LONGITUDE, _HEADING, _SPEED, _LANGUAGE})

_TURN = 'guidance-'


class NavigationNode(DeviceNode):
    """Finds places and routes, guides along the route, and speaks guidance on `say`."""

    def __init__(self) -> None:
        super().__init__('navigation', msg.NavigationCommand, period=0.2)
        self._folder = declare(self, 'map_folder', '', 'of `ipa town`; empty: its default', read_only=True)
        declare(
            self, 'search_radius', 15_000.0, 'm around the car for kinds of places', minimum=100.0, maximum=100_000.0
        )
        declare(self, 'search_limit', 10, 'places that a search gives', minimum=1, maximum=50)
        declare(self, 'alternatives', 2, 'other routes that are offered', minimum=0, maximum=3)
        declare(self, 'volume', 50, '% of guidance', minimum=0, maximum=100)
        declare(self, 'language', 'en', 'of guidance until another one is set or spoken: en or zh')
        self._state = self.create_publisher(msg.NavigationState, 'navigation/state', qos.STATE)
        self._say = self.create_publisher(msg.Say, 'say', qos.EVENTS)
        self.create_subscription(msg.SignalArray, 'signals', self._see_signals, qos.SIGNALS)
        self.create_subscription(msg.Say, 'say', self._hear, qos.EVENTS)
        self._chart = self.health.task('map', 'open')
        self._chart.lasting('closed', 'no map is open yet')
        self._fix = self.health.task('position', 'known')
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
        ):
            self.create_service(kind, f'navigation/{name}', answer, qos_profile=qos.SERVICES)

    def configure(self) -> None:
        """Open the map."""
        self._map = load_map(Path(self._folder) if self._folder else data_folder() / 'town')
        self._navigator = Navigator(self._map.router, load_guidance(), int(self.get_parameter('alternatives').value))
        self._chart.show({'places': self._map.stamp.places, 'source': self._map.stamp.source})
        self._chart.lasting('closed', '')
        self.get_logger().info(f'{self._map.stamp.places} places from {self._map.stamp.source}')

    def take(self, command: msg.NavigationCommand) -> None:
        """Do one action of the navigator."""
        place = place_from(command.place)
        control(self._ready(), command.action, place, command.preference, command.alternative)
        self._done = command.command_id

    def step(self, dt: float) -> None:
        """Follow the car and say what is due."""
        self._since_state += dt
        latitude, longitude = self._number(_LATITUDE), self._number(_LONGITUDE)
        is_lost = latitude is None or longitude is None
        self._fix.lasting('unknown', 'nobody tells where the car is' if is_lost else '', 'warn')
        if latitude is None or longitude is None:
            return
        speed = (self._number(_SPEED) or 0.0) / 3.6
        time = now(self.get_clock())
        for words in self._ready().see_position(latitude, longitude, self._number(_HEADING), speed, time):
            self._speak(words)

    def values(self) -> Mapping[str, Value]:
        """What navigation shows as signals; nothing before it knows where the car is, since it can do nothing then."""
        navigator = self._ready()
        if navigator.position is None:
            return {}
        return navigation_signals(navigator.state, self._road, int(self.get_parameter('volume').value))

    def snapshot(self) -> Mapping[str, Any]:
        """Where the car is guided to, and in which language."""
        return {**self._ready().snapshot(), 'language': self._language}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Guide there again once the car is seen."""
        language = primary_language(state['language'])
        self._ready().restore(state)
        self._language = language

    def report_state(self, *, changed: bool) -> None:
        """Publish the state after a command, when it became another one, and once a second."""
        state = self._ready().state
        shows = (state.status, state.route, state.alternatives, state.is_muted, state.progress.maneuver)
        if not changed and shows == self._shown and self._since_state < 1.0:
            return
        self._since_state = 0.0
        self._shown = shows
        self._state.publish(navigation_state_message(self.get_clock(), state, self._done))
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
            query = self._query(request, self._ready())
        except RejectedCommand as rejected:
            return _refuse(response, rejected)
        found = self._map.places.search(query).places
        response.success = True
        response.places = [place_message(place) for place in found]
        if not found:
            response.message, response.message_zh = 'No place like that was found.', '没有找到这样的地点。'
        return response

    def _query(self, request: Any, navigator: Navigator) -> PlaceQuery:
        here = navigator.position
        if len(request.text) > 200:
            raise RejectedCommand('That is too long to look for.', '搜索内容太长了。')
        if request.kind and not self._map.places.kinds.kind(request.kind):
            raise RejectedCommand(
                f'There is no kind of place {request.kind[:40]!r}.', f'没有“{request.kind[:40]}”这类地点。'
            )
        if request.cuisine and not self._map.places.kinds.cuisine(request.cuisine):
            raise RejectedCommand(
                f'There is no cuisine {request.cuisine[:40]!r}.', f'没有“{request.cuisine[:40]}”这种菜系。'
            )
        # A request whose fields were left alone says 0, 0, where no car drives.
        is_given = math.isfinite(request.latitude) and math.isfinite(request.longitude)
        if is_given and (request.latitude, request.longitude) != (0.0, 0.0):
            latitude, longitude = request.latitude, request.longitude
        elif here is not None:
            latitude, longitude = here.latitude, here.longitude
        else:
            raise RejectedCommand('It is not known yet where the car is.', '还不知道车辆的位置。')
        journey = navigator.journey
        if request.where == 'along' and journey is None:
            raise RejectedCommand('There is no route to search along.', '当前没有正在行驶的路线。')
        # A name is looked for on the whole map, a kind only around here.
        usual = math.inf if request.text or request.where == 'along' else self.get_parameter('search_radius').value
        return PlaceQuery(
            latitude=max(-90.0, min(90.0, latitude)),
            longitude=max(-180.0, min(180.0, longitude)),
            text=request.text,
            kind=request.kind,
            cuisine=request.cuisine,
            radius=request.radius if request.radius > 0 else usual,
            along=Along(journey.line, journey.along) if request.where == 'along' and journey else None,
            open_at=datetime.now() if request.open_now else None,
            limit=min(50, request.limit or self.get_parameter('search_limit').value),
        )

    def _plan_route(self, request: Any, response: Any) -> Any:
        try:
            routes = self._ready().plan(
                place_from(request.destination),
                [place_from(stop) for stop in request.stops],
                request.preference or 'fastest',
                min(3, request.alternatives),
            )
        except RejectedCommand as rejected:
            return _refuse(response, rejected)
        response.success = True
        response.routes = [route_message(route) for route in routes]
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
