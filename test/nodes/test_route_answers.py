"""What navigation says of routes, charging and areas, as the assistant gets it; what it is told, as it gets that."""

import math

import ipa_agents.msg as msg
import ipa_agents.srv as srv
import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.language import Words
from ipa_agents.nodes.command_messages import navigation_command
from ipa_agents.nodes.route_answers import charging_from, rings_from
from ipa_agents.nodes.route_requests import wanted_from
from ipa_agents.nodes.state_messages import travelling_from
from ipa_agents.travel.routing.avoid import Avoid
from ipa_agents.vehicle.exchange import Command


class Clock:
    """A clock that is not looked at."""

    def now(self) -> 'Clock':
        return self

    def to_msg(self) -> object:
        return msg.NavigationCommand().header.stamp


def test_charging_stops_come_with_their_price_where_it_is_known() -> None:
    stop = msg.ChargingStop(
        arrival_charge=14.0, departure_charge=60.0, charging_time=900.0, price=18.5, currency='CNY', wait=300.0
    )
    stop.place.name = 'Voltide'
    free = msg.ChargingStop(price=math.nan)
    response = srv.PlanCharging.Response(
        charge=20.0, arrival=-3.0, margin=-12_000.0, stops=[stop, free], duration=1900.0
    )
    charging = charging_from(response)
    assert (charging.charge, charging.arrival, charging.margin, charging.duration) == (20.0, -3.0, -12_000.0, 1900.0)
    assert charging.stops[0].place.name == 'Voltide'
    assert (charging.stops[0].arrival, charging.stops[0].departure, charging.stops[0].duration) == (14.0, 60.0, 900.0)
    assert (charging.stops[0].price, charging.stops[0].wait) == (18.5, 300.0)
    assert math.isnan(charging.stops[1].price)


def test_why_no_charging_helps_is_told_and_a_battery_that_nobody_knows_is_refused() -> None:
    response = srv.PlanCharging.Response(
        charge=20.0, margin=-9.0, message='No charger is known.', message_zh='没有充电站。'
    )
    assert charging_from(response).why_not == Words('No charger is known.', '没有充电站。')
    with pytest.raises(RejectedCommand, match='not tell'):
        charging_from(srv.PlanCharging.Response(message='The car does not tell.', message_zh='车辆没有报告。'))


def test_rings_are_cut_where_they_end() -> None:
    response = srv.Reach.Response(latitudes=[1.0, 2.0, 3.0, 4.0], longitudes=[5.0, 6.0, 7.0, 8.0], ends=[3, 4])
    assert rings_from(response) == (((1.0, 5.0), (2.0, 6.0), (3.0, 7.0)), ((4.0, 8.0),))
    assert rings_from(srv.Reach.Response()) == ()


def test_what_lies_ahead_is_counted_from_the_car() -> None:
    state = msg.NavigationState(status='GUIDING', distance_remaining=7000.0, delay=90.0, offer_saves=math.nan)
    state.route.route_id, state.route.distance = 'r', 9000.0
    state.route.avoid, state.route.avoid_roads, state.route.given_up = ['tunnels'], ['Ring Road'], ['tunnels']
    state.tolls, state.tunnels = [500.0, 1500.0, 4000.0, 5000.0], [1900.0, 2100.0]
    travelling = travelling_from(state)
    assert travelling.tolls == (2000.0,)
    assert travelling.tunnels == (-100.0,)
    assert (travelling.delay, travelling.offer) == (90.0, None)
    assert travelling.trip is not None
    assert travelling.trip.avoid == ('tunnels',)
    assert (travelling.trip.avoid_roads, travelling.trip.given_up) == (('Ring Road',), ('tunnels',))


def test_an_offer_comes_with_its_road_and_the_other_way() -> None:
    state = msg.NavigationState(offer_saves=240.0, offer_because_closed=True, offer_road='Ring Road')
    state.offer_road_zh = '环城路'
    state.alternatives = [msg.Route(duration=1100.0)]
    travelling = travelling_from(state)
    assert travelling.offer is not None
    assert (travelling.offer.saves, travelling.offer.is_closed) == (240.0, True)
    assert travelling.offer.road == Words('Ring Road', '环城路')
    assert travelling.alternatives[0].duration == 1100.0


def test_what_is_avoided_and_passed_arrives_as_it_was_told() -> None:
    arguments = {
        'action': 'VIA',
        'avoid': ['tunnels'],
        'avoid_roads': ['Ring Road'],
        'via': [{'name': 'Old Bridge', 'latitude': 31.2, 'longitude': 165.4}],
    }
    command = Command('c1', 'navigation', action='VIA', arguments=arguments)
    wanted = wanted_from(navigation_command(Clock(), command))  # type: ignore[arg-type]
    assert wanted.avoid == Avoid(('tunnels',), ('Ring Road',))
    assert [(via.name, via.latitude) for via in wanted.vias] == [('Old Bridge', 31.2)]


@pytest.mark.parametrize('latitude', [math.nan, 91.0, -200.0])
def test_a_place_to_be_passed_that_is_nowhere_is_refused(latitude: float) -> None:
    command = msg.NavigationCommand(action='VIA', vias=[msg.Place(latitude=latitude, longitude=1.0)])
    with pytest.raises(RejectedCommand) as caught:
        wanted_from(command)
    assert caught.value.reason_zh
