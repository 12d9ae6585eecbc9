"""The services of the navigation node, awaited from an asyncio loop."""

import asyncio
import time
from typing import Any

from rclpy.client import Client
from rclpy.node import Node

import ipa_agents.srv as srv
from ipa_agents.assistant.ports import Search, Trip, Way
from ipa_agents.assistant.route_facts import Charging
from ipa_agents.errors import RejectedCommand
from ipa_agents.nodes import qos
from ipa_agents.nodes.place_messages import results_from, search_request
from ipa_agents.nodes.route_answers import charging_from, rings_from
from ipa_agents.nodes.state_messages import place_message, trip_from
from ipa_agents.nodes.trip_messages import after_trip_request, held_from
from ipa_agents.travel.places.found import Results
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.trips.held import HeldTrip
from ipa_agents.travel.trips.itinerary import Entry

__all__ = ['NavigationClient']

# DDS has needed more than two seconds to find a service on a busy machine.
_DISCOVERY = 4.0
_POLL = 0.05
_MISSING = ('Navigation does not answer.', '导航没有应答。')


class NavigationClient:
    """Searches places, plans routes and charges; raises RejectedCommand when navigation is away, slow, or cannot."""

    def __init__(self, node: Node, timeout: float) -> None:
        self._timeout = timeout
        self._search = node.create_client(srv.SearchPlaces, 'navigation/search_places', qos_profile=qos.SERVICES)
        self._plan = node.create_client(srv.PlanRoute, 'navigation/plan_route', qos_profile=qos.SERVICES)
        self._charging = node.create_client(srv.PlanCharging, 'navigation/plan_charging', qos_profile=qos.SERVICES)
        self._trip = node.create_client(srv.PlanTrip, 'navigation/plan_trip', qos_profile=qos.SERVICES)
        self._reach = node.create_client(srv.Reach, 'navigation/reach', qos_profile=qos.SERVICES)

    async def search(self, search: Search) -> Results:
        """Places, the best first, with the reasons."""
        return results_from(await self._call(self._search, search_request(search)))

    async def plan(self, destination: Place, way: Way) -> tuple[Trip, ...]:
        """Ways from the car to `destination`, the best first."""
        request = srv.PlanRoute.Request(
            destination=place_message(destination),
            preference=way.preference,
            avoid=list(way.avoid),
            avoid_roads=list(way.avoid_roads),
            vias=[place_message(via) for via in way.vias],
            via_legs=[0] * len(way.vias),
        )
        response = await self._call(self._plan, request)
        return tuple(map(trip_from, response.routes))

    async def charging(self, destination: Place | None, *, and_back: bool = False) -> Charging:
        """Whether the battery lasts to `destination`, or to the end of the route, and where to charge if not."""
        request = srv.PlanCharging.Request(there_and_back=and_back)
        if destination is not None:
            request.destination = place_message(destination)
        return charging_from(await self._answer(self._charging, request))

    async def after_trip(self, held: HeldTrip, place: Place) -> Entry:
        """When one comes to `place` after the last stop of a trip."""
        response = await self._call(self._trip, after_trip_request(held, place))
        return held_from(response.trip).itinerary.entries[-1]

    async def reach(self, minutes: float) -> tuple[tuple[tuple[float, float], ...], ...]:
        """How far the car gets in so many minutes: rings of (latitude, longitude) in degrees."""
        return rings_from(await self._call(self._reach, srv.Reach.Request(minutes=minutes)))

    async def _call(self, client: Client, request: Any) -> Any:
        """The response to a request that was fulfilled."""
        response = await self._answer(client, request)
        if not response.success:
            raise RejectedCommand(response.message, response.message_zh)
        return response

    async def _answer(self, client: Client, request: Any) -> Any:
        """The response, which comes in the executor's thread, handed over to the loop that awaits it."""
        await self._found(client)
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[Any] = loop.create_future()

        def hand_over(response: Any) -> None:
            if not answered.done():
                answered.set_result(response)

        pending = client.call_async(request)
        pending.add_done_callback(lambda future: loop.call_soon_threadsafe(hand_over, future.result()))
        try:
            return await asyncio.wait_for(answered, self._timeout)
        except TimeoutError as error:
            raise RejectedCommand(*_MISSING) from error
        finally:
            client.remove_pending_request(pending)

    async def _found(self, client: Client) -> None:
        end = time.monotonic() + min(_DISCOVERY, self._timeout)  # DDS does not know of simulated time
        while not client.service_is_ready():
            if time.monotonic() > end:
                raise RejectedCommand(*_MISSING)
            await asyncio.sleep(_POLL)
