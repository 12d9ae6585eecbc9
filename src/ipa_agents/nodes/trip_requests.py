"""The trip of the navigation node: its commands, its service and its topic."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from rclpy.node import Node

import ipa_agents.msg as msg
import ipa_agents.srv as srv
from ipa_agents.errors import RejectedCommand, TravelError, TripError
from ipa_agents.language import Words
from ipa_agents.nodes import qos
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.messages import now
from ipa_agents.nodes.trip_messages import itinerary_message, trip_message, trip_of, wanted_from
from ipa_agents.travel.charging.charger import CHARGING
from ipa_agents.travel.charging.consumption import load_consumption
from ipa_agents.travel.charging.electric_car import load_electric_car, load_terms
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.travel.charging.state import traveller_from
from ipa_agents.travel.guiding.goals import named
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.map.folder import Map
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.trips import changes
from ipa_agents.travel.trips.driver import TripDriver
from ipa_agents.travel.trips.guide import TripGuide
from ipa_agents.travel.trips.habits import load_habits
from ipa_agents.travel.trips.itinerary import Moment, TripPlanner
from ipa_agents.travel.trips.trip import Stop, Trip
from ipa_agents.travel.trips.weather import WEATHER_SIGNALS, weather_from
from ipa_agents.vehicle.signals import SignalView

__all__ = ['TRIP_ACTIONS', 'TRIP_SIGNALS', 'Trips']

_WARMING = 'Vehicle.Powertrain.TractionBattery.BatteryConditioning.RequestedMode'
_FOR_CHARGING = 'FAST_CHARGING_PREPARATION'
TRIP_SIGNALS = WEATHER_SIGNALS | {_WARMING}
"""What a trip heeds besides the state of the battery."""
_NOWHERE = ('It is not known yet where the car is.', '还不知道车辆的位置。')


class Trips:
    """Holds the trip; what cannot be done raises RejectedCommand and changes nothing."""

    def __init__(self, node: Node, health: Health) -> None:
        self._node = node
        self._task = health.task('trip', 'none')
        self._habits, self._kinds = load_habits(), load_kinds()
        self._driver: TripDriver | None = None
        self._seen: SignalView = {}
        self._done = ''
        self._shown: object = ()
        self._state = node.create_publisher(msg.Trip, 'navigation/trip', qos.STATE)
        node.create_service(srv.PlanTrip, 'navigation/plan_trip', self._answer, qos_profile=qos.SERVICES)

    def configure(self, chart: Map, navigator: Navigator, seen: SignalView, occupancy: Mapping[str, Occupancy]) -> None:
        """Plan over the places of a map, and have `navigator` lead from stop to stop.

        `seen` are the car's signals, `occupancy` is by place_id; both follow what is told.
        """
        planner = TripPlanner(chart.places, chart.router, self._habits, occupancy)
        self._driver = TripDriver(planner, navigator, load_guidance())
        self._seen = seen

    def take(self, command: msg.NavigationCommand) -> None:
        """Do one of TRIP_ACTIONS."""
        try:
            TRIP_ACTIONS[command.action](self, command.trip)
        except TripError as error:
            raise RejectedCommand(error.reason, error.reason_zh) from error
        except TravelError as error:
            raise RejectedCommand(f'That cannot be planned: {error}.', '无法这样安排行程。') from error
        self._done = command.command_id

    def step(self) -> tuple[Words, ...]:
        """Look after the trip; what is to be said of it."""
        driver = self._ready()
        try:
            said = driver.see(self._moment())
        except RejectedCommand:
            return ()  # the car is not seen yet, or its places do not answer just now
        except TravelError as error:
            self._task.lasting('cannot be planned', str(error), 'warn')
            return ()
        self._task.lasting('cannot be planned', '')
        shown = driver.guide, driver.itinerary, self._done
        if shown != self._shown:
            self._shown = shown
            self._task.show({'phase': driver.guide.phase if driver.guide else 'none'})
            self._state.publish(trip_message(self._node.get_clock(), *shown))
        return said

    @property
    def traveller(self) -> Traveller:
        """The car as it is now, and the terms of its people."""
        return traveller_from(self._seen, load_electric_car(), load_consumption(), load_terms())

    @property
    def held(self) -> TripGuide | None:
        """The trip and where on it the car is; None when there is none."""
        return self._ready().guide

    def hold(self, guide: TripGuide | None) -> None:
        """Go on with a trip of before."""
        self._ready().hold(guide)

    def _answer(self, request: Any, response: Any) -> Any:
        try:
            planner, moment = self._ready().planner, self._moment()
            leaves = request.leaves or None
            if request.wishes:
                wanted = wanted_from(request.wishes, self._habits)
                itinerary = planner.made(wanted, moment, leaves, request.people)
            else:
                itinerary = planner.timed(replace(_checked(trip_of(request.trip)), leaves=leaves), moment)
            response.trip = itinerary_message(self._node.get_clock(), itinerary)
            response.success = True
        except (RejectedCommand, TripError) as error:
            response.message, response.message_zh = error.reason, error.reason_zh
        except TravelError as error:
            response.message, response.message_zh = f'That cannot be planned: {error}.', '无法这样安排行程。'
        return response

    def _ready(self) -> TripDriver:
        if self._driver is None:
            raise RejectedCommand('Navigation has no map yet.', '导航还没有地图。')
        return self._driver

    def _moment(self) -> Moment:
        here = self._ready().navigator.position
        if here is None:
            raise RejectedCommand(*_NOWHERE)
        return Moment(
            here,
            now(self._node.get_clock()),
            self.traveller,
            weather_from(self._seen),
            self._seen.get(_WARMING) == _FOR_CHARGING,
        )

    def _stop(self, text: str) -> Stop:
        """The stop that is meant, of those that are still ahead; without a text the one where people are or go."""
        guide = self._ready().guide
        ahead = guide.trip.stops[guide.number :] if guide else ()
        if not ahead:
            raise RejectedCommand('There is no trip.', '现在没有行程。')
        return changes.meant(Trip(ahead), text, self._habits, self._kinds) if text else ahead[0]

    def _charged_beside(self, text: str) -> Stop | None:
        """The stop ahead at which the car charges while people are elsewhere, if `text` means that charger."""
        guide = self._ready().guide
        ahead = guide.trip.stops[guide.number :] if guide else ()
        return changes.charged_beside(Trip(ahead), text, self._habits, self._kinds)

    def _plan(self, change: msg.TripChange) -> None:
        wanted = wanted_from(change.wishes, self._habits)
        driver, moment = self._ready(), self._moment()
        driver.take(driver.planner.made(wanted, moment, change.leaves or None, change.people))

    def _change(self, change: Callable[[Trip], Trip]) -> None:
        self._ready().change(change, self._moment())

    def _leave_out(self, change: msg.TripChange) -> None:
        if beside := self._charged_beside(change.stop):
            self._change(lambda trip: changes.parked(trip, beside, None))
            return
        stop = self._stop(change.stop)
        self._change(lambda trip: changes.without(trip, stop))

    def _add(self, change: msg.TripChange) -> None:
        driver, moment = self._ready(), self._moment()
        beside = self._stop(change.other)
        wanted = wanted_from(change.wishes[:1], self._habits)
        if not wanted or driver.guide is None:
            raise TripError('A stop needs a place or a kind of place.', '每一站都需要一个地点或者地点类型。')
        entry = driver.itinerary.entry(beside.id) if driver.itinerary else None
        new = driver.planner.stop(wanted[0], beside.position, moment, at=entry.visit.arrival if entry else None)
        stops = driver.guide.trip.stops
        if change.other:
            at = stops.index(beside) + change.after
        else:
            ahead = driver.guide.rest.stops
            at = len(stops) - len(ahead) + driver.planner.least_detour(ahead, new, moment)
        self._change(lambda trip: changes.added(trip, new, at))

    def _move(self, change: msg.TripChange) -> None:
        stop, other = self._stop(change.stop), self._stop(change.other)
        self._change(lambda trip: changes.moved(trip, stop, other, change.after))

    def _shift(self, change: msg.TripChange) -> None:
        stop, itinerary = self._stop(change.stop), self._ready().itinerary
        entry = itinerary.entry(stop.id) if itinerary else None
        begins = change.begins or (entry.visit.starts + change.later if entry else 0.0)
        self._change(lambda trip: changes.postponed(trip, stop, begins))

    def _stay(self, change: msg.TripChange) -> None:
        stop = self._stop(change.stop)
        self._change(lambda trip: changes.staying(trip, stop, change.stay))

    def _replace(self, change: msg.TripChange) -> None:
        driver, moment = self._ready(), self._moment()
        if (beside := self._charged_beside(change.stop)) and not change.wishes:
            other = driver.planner.other_charger(beside, moment)
            if other is None:
                name = named(beside.place)
                raise RejectedCommand(
                    f'I know no other charger that is free near {name.en}.', f'{name.zh}附近没有别的空闲充电站。'
                )
            self._change(lambda trip: changes.parked(trip, beside, other))
            return
        stop = self._stop(change.stop)
        wishes = change.wishes[:1] or [msg.TripWish(wish_id=stop.id, kind=stop.place.kind)]
        (wanted,) = wanted_from(wishes, self._habits)
        entry = driver.itinerary.entry(stop.id) if driver.itinerary else None
        at = entry.visit.starts if entry else None
        other = driver.planner.other_charger(stop, moment) if stop.place.kind == CHARGING else None
        new = other or driver.planner.stop(wanted, stop.position, moment, instead_of=stop.place, at=at)
        self._change(lambda trip: changes.replaced(trip, stop, new))


def _checked(trip: Trip) -> Trip:
    if not trip.stops:
        raise TripError('Nothing was wished for.', '还没有说想去哪里。')
    if len(trip.stops) > changes.MOST_STOPS:
        raise TripError(f'A trip has {changes.MOST_STOPS} stops at most.', f'一次行程最多{changes.MOST_STOPS}站。')
    return trip


TRIP_ACTIONS: Mapping[str, Callable[[Trips, msg.TripChange], None]] = {
    'PLAN_TRIP': Trips._plan,
    'DRIVE_TRIP': lambda trips, _: trips._ready().set_off(trips._moment()),
    'SKIP_STOP': lambda trips, _: trips._ready().skip(trips._moment()),
    'LEAVE_OUT': Trips._leave_out,
    'ADD_TO_TRIP': Trips._add,
    'MOVE_STOP': Trips._move,
    'SHIFT_STOP': Trips._shift,
    'STAY': Trips._stay,
    'REPLACE_STOP': Trips._replace,
    'END_TRIP': lambda trips, _: trips._ready().end(),
}
