"""Whether the battery lasts, and where to charge: what is asked and answered, as messages."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ipa_agents.msg as msg
import ipa_agents.srv as srv
from ipa_agents.errors import RejectedCommand
from ipa_agents.nodes.state_messages import place_from, place_message
from ipa_agents.travel.charging.consumption import load_consumption
from ipa_agents.travel.charging.electric_car import Terms, load_electric_car, load_terms
from ipa_agents.travel.charging.nearby import chargers_near
from ipa_agents.travel.charging.plan import Charge, NoPlan, Relaxed, Stop, WhyNot
from ipa_agents.travel.charging.planner import plan_charging, reach_of
from ipa_agents.travel.charging.state import traveller_from
from ipa_agents.travel.guiding.progress import Journey
from ipa_agents.travel.map.folder import Map
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.position import Position
from ipa_agents.vehicle.signals import SignalView

__all__ = ['GIVEN_UP', 'WHY_NOT', 'answer_charging']

_KWH = 3.6e6
GIVEN_UP: Mapping[Relaxed, str] = {'arrival': 'arrival_charge', 'reserve': 'reserve', 'limit': 'charge_limit'}
"""What messages call it."""
WHY_NOT: Mapping[WhyNot, tuple[str, str]] = {
    'state_unknown': ('The car does not tell how full its battery is.', '车辆没有报告电池电量。'),
    'battery_empty': ('The battery is empty.', '电池已经没电了。'),
    'no_way': ('No road leads there.', '没有道路通往那里。'),
    'no_charger': ('It is too far, and no charger is known there.', '电量不够，附近也没有已知的充电站。'),
    'no_plug': (
        'It is too far, and no charger is known to have a plug that fits.',
        '电量不够，也没有接口合适的充电站。',
    ),
    'none_in_reach': ('It is too far, and no charger can be reached.', '电量不够，也到不了任何充电站。'),
    'too_far': ('It is too far, even with charging.', '即使中途充电也到不了那里。'),
}


def answer_charging(
    request: srv.PlanCharging.Request,
    response: Any,
    chart: Map,
    here: Position | None,
    journey: Journey | None,
    seen: SignalView,
    occupancy: Mapping[str, Occupancy],
) -> None:
    """Find out whether it lasts, and plan where to charge; raises RejectedCommand where that cannot be."""
    if here is None:
        raise RejectedCommand('It is not known yet where the car is.', '还不知道车辆的位置。')
    stops = _stops(request, here, journey)
    traveller = traveller_from(seen, load_electric_car(), load_consumption(), _terms(request))
    straight = reach_of(traveller, here, stops, chart.router)
    points = [here, *(Position(stop.place.latitude, stop.place.longitude) for stop in stops)]
    plan = plan_charging(traveller, here, stops, lambda: chargers_near(chart.places, points, occupancy), chart.router)
    if straight:
        response.charge = 100 * traveller.battery.energy / traveller.battery.capacity
        response.energy = straight.energy / _KWH
        response.arrival = 100 * straight.arriving
        response.margin = straight.margin
    if isinstance(plan, NoPlan):
        raise RejectedCommand(*WHY_NOT[plan.reason])
    response.success = True
    response.stops = [_message(charge) for charge in plan.charges]
    response.distance, response.duration = plan.metres, plan.seconds
    response.given_up = [GIVEN_UP[wish] for wish in plan.relaxed]


def _stops(request: srv.PlanCharging.Request, here: Position, journey: Journey | None) -> list[Stop]:
    goal = place_from(request.destination)
    if goal.place_id or goal.name:
        places = [goal]
    elif journey is not None:
        places = [*journey.errand.stops, journey.errand.destination]
    else:
        raise RejectedCommand('There is no route, and no place was named.', '当前没有路线，也没有说明目的地。')
    if request.there_and_back:
        places.append(Place('', '', '', '', here.latitude, here.longitude))
    return [Stop(place) for place in places]


def _terms(request: srv.PlanCharging.Request) -> Terms:
    terms = load_terms()
    reserve = request.reserve / 100 if request.reserve > 0 else terms.reserve
    return replace(
        terms, reserve=reserve, arrival=request.arrival_charge / 100 if request.arrival_charge > 0 else reserve
    )


def _message(charge: Charge) -> msg.ChargingStop:
    return msg.ChargingStop(
        place=place_message(charge.charger.place),
        power=charge.power / 1000,
        arrival_charge=100 * charge.arriving,
        departure_charge=100 * charge.leaving,
        energy=charge.energy / _KWH,
        charging_time=charge.seconds,
        wait=charge.wait if charge.charger.occupancy.is_known else math.nan,
        price=charge.cost,
        currency=charge.currency,
        conditioning=charge.conditioning.seconds if charge.conditioning else 0.0,
    )
