"""Plans on a straight road of 300 km, with chargers along it."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from ipa_agents.travel.charging.charger import Charger, Outlet
from ipa_agents.travel.charging.consumption import Conditions, load_consumption
from ipa_agents.travel.charging.electric_car import Battery, load_electric_car, load_terms
from ipa_agents.travel.charging.plan import ChargePlan, NoPlan, Stop
from ipa_agents.travel.charging.planner import Traveller, plan_charging
from ipa_agents.travel.fees import Fee
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.matrix import Costs
from ipa_agents.travel.routing.position import Position

CAPACITY = 2.6e8
START = Position(0.0, 0.0)
FAST = Outlet('type2_combo', 150_000)


class StraightRoad:
    """Degrees of longitude are 10 km of road, driven at 90 km/h; north of 1 degree there is no road."""

    def matrix(self, starts: Sequence[Position], goals: Sequence[Position], *, on_foot: bool = False) -> Costs:
        metres = np.array([[10_000 * abs(a.longitude - b.longitude) for b in goals] for a in starts])
        off = np.array([[max(a.latitude, b.latitude) > 1 for b in goals] for a in starts])
        metres = np.where(off, math.inf, metres)
        return Costs(metres / 25.0, metres)


def place(name: str, longitude: float, latitude: float = 0.0) -> Place:
    return Place(name, name, name, 'charging_station', latitude, longitude)


def charger(name: str, longitude: float, *outlets: Outlet, latitude: float = 0.0, **known: object) -> Charger:
    return replace(Charger(place(name, longitude, latitude), outlets or (FAST,)), **known)  # type: ignore[arg-type]


def traveller(charge: float = 0.5, celsius: float = 20.0, **terms: float) -> Traveller:
    return Traveller(
        load_electric_car(),
        load_consumption(),
        Battery(charge * CAPACITY, CAPACITY, celsius),
        Conditions(celsius, celsius, 22.0),
        replace(load_terms(), **terms),
    )


def plan(who: Traveller, chargers: Sequence[Charger], *stops: Stop) -> ChargePlan | NoPlan:
    return plan_charging(who, START, stops or (Stop(place('far', 30)),), lambda: chargers, StraightRoad())


def made(who: Traveller, chargers: Sequence[Charger], *stops: Stop) -> ChargePlan:
    found = plan(who, chargers, *stops)
    assert isinstance(found, ChargePlan)
    return found


def test_nothing_is_charged_where_the_battery_is_enough() -> None:
    found = made(traveller(0.8), [charger('a', 5)], Stop(place('near', 5)))
    assert found.charges == ()
    assert found.metres == 50_000
    assert found.seconds == 2000
    assert 0.7 < found.arriving[0] < 0.8


def test_chargers_are_looked_for_only_where_the_battery_does_not_last() -> None:
    looked: list[str] = []

    def chargers() -> list[Charger]:
        looked.append('looked')
        return [charger('a', 5)]

    for share, expected in ((0.8, []), (0.2, ['looked'])):
        found = plan_charging(traveller(share), START, [Stop(place('near', 12))], chargers, StraightRoad())
        assert isinstance(found, ChargePlan)
        assert looked == expected


def test_it_charges_on_the_way_and_comes_with_what_is_to_be_left() -> None:
    found = made(traveller(), [charger('a', 2, Outlet('type2', 11_000)), charger('b', 14)])
    assert found.relaxed == ()
    assert [charge.charger.place.name for charge in found.charges] == ['b']
    (charge,) = found.charges
    assert charge.arriving >= 0.1
    assert charge.leaving > charge.arriving
    assert found.arriving[-1] == pytest.approx(0.15, abs=1e-6)
    assert charge.begins == 140_000 / 25
    assert found.seconds == pytest.approx(300_000 / 25 + charge.seconds)
    assert charge.energy == pytest.approx((charge.leaving - charge.arriving) * CAPACITY / 0.93)


def test_a_faster_charger_is_worth_a_way_and_a_cheaper_one_too() -> None:
    slow, fast = charger('slow', 14, Outlet('type2', 11_000)), charger('fast', 15)
    assert made(traveller(), [slow, fast]).charges[0].charger is fast
    dear, cheap = (
        charger(name, at, fee=Fee(amount, 'CNY', 'kWh')) for name, at, amount in (('dear', 14, 2), ('cheap', 15, 1))
    )
    bought = made(traveller(), [dear, cheap]).charges[0]
    assert bought.charger is cheap
    assert bought.cost == pytest.approx(bought.energy / 3.6e6)
    assert bought.currency == 'CNY'


def test_where_one_must_wait_is_passed_by() -> None:
    full, free = charger('full', 14, occupancy=Occupancy(0, 2400)), charger('free', 15, occupancy=Occupancy(3))
    bought = made(traveller(), [full, free]).charges[0]
    assert (bought.charger, bought.wait) == (free, 0.0)
    assert made(traveller(), [full]).charges[0].wait == 2400


def test_an_unknown_price_is_told_as_such() -> None:
    bought = made(traveller(), [charger('a', 14, Outlet('type2_combo', None))]).charges[0]
    assert math.isnan(bought.cost)
    free = made(traveller(), [charger('a', 14, is_free=True)]).charges[0]
    assert free.cost == 0


def test_it_is_charged_while_people_dine() -> None:
    dinner = Stop(place('dinner', 15), 3600, charger('beside it', 15, Outlet('type2_combo', 50_000)))
    found = made(traveller(), [charger('a', 14)], dinner, Stop(place('far', 30)))
    (charge,) = found.charges
    assert charge.while_staying
    assert charge.stop == 0
    assert found.seconds == pytest.approx(300_000 / 25 + 3600)


def test_stays_and_stops_are_in_the_times() -> None:
    found = made(traveller(0.9), [], Stop(place('a', 5), 600), Stop(place('b', 10), 60), Stop(place('c', 15)))
    assert found.times == (2000, 4600, 6660)
    assert found.seconds == 6660
    assert list(found.arriving) == sorted(found.arriving, reverse=True)


def test_zero_chargers() -> None:
    found = plan(traveller(), [])
    assert isinstance(found, NoPlan)
    assert found.reason == 'no_charger'
    assert found.missing > 0


def test_chargers_that_do_not_fit_or_are_private() -> None:
    others = [charger('a', 14, Outlet('chademo', 50_000)), charger('b', 15, is_public=False)]
    assert plan(traveller(), others) == replace(plan(traveller(), []), reason='no_plug')


def test_an_unreachable_charger_is_left_out() -> None:
    island, ashore = charger('island', 14, latitude=2.0), charger('ashore', 15)
    assert made(traveller(), [island, ashore]).charges[0].charger is ashore
    found = plan(traveller(), [island])
    assert isinstance(found, NoPlan)
    assert found.reason == 'none_in_reach'


def test_a_charger_out_of_reach_tells_what_is_missing() -> None:
    found = plan(traveller(0.05), [charger('a', 14)])
    assert isinstance(found, NoPlan)
    assert found.reason == 'none_in_reach'
    assert 0.1 * CAPACITY < found.missing < 0.5 * CAPACITY


def test_chargers_too_far_from_each_other() -> None:
    assert plan(traveller(0.1), [charger('a', 1)], Stop(place('beyond', 90))) == NoPlan('too_far')


def test_a_destination_without_a_road() -> None:
    assert plan(traveller(), [charger('a', 14)], Stop(place('island', 3, 2.0))) == NoPlan('no_way')


@pytest.mark.parametrize('charge', [0.0, -0.1])
def test_an_empty_battery(charge: float) -> None:
    assert plan(traveller(charge), [charger('a', 1)]) == NoPlan('battery_empty')


def test_what_is_not_known_is_not_made_up() -> None:
    assert plan(traveller(math.nan), [charger('a', 14)]) == NoPlan('state_unknown')
    assert plan(traveller(0.5, math.nan), [charger('a', 14)]) == NoPlan('state_unknown')
    nameless = charger('nowhere', 14, Outlet('type2_combo', math.nan))
    assert isinstance(plan(traveller(), [nameless, charger('a', 15)]), ChargePlan)
    with pytest.raises(ValueError, match='destination'):
        plan_charging(traveller(), START, [], list, StraightRoad())


def test_a_nearly_empty_car_may_touch_the_reserve_until_the_first_charger_only() -> None:
    found = made(traveller(0.09), [charger('a', 1)], Stop(place('b', 15)))
    assert found.relaxed == ('reserve',)
    assert found.reserve == 0.05
    assert found.arriving[-1] == pytest.approx(0.15, abs=1e-6)


def test_a_reserve_larger_than_the_battery_is_relaxed_and_said() -> None:
    found = made(traveller(0.8, reserve=1.2, arrival=1.2), [charger('a', 1)], Stop(place('b', 15)))
    assert found.relaxed[-1] == 'reserve'
    assert found.reserve == 0.05


def test_more_at_the_destination_than_can_be_is_relaxed_and_said() -> None:
    found = made(traveller(arrival=0.85), [charger('a', 1)], Stop(place('b', 15)))
    assert found.relaxed == ('arrival',)
    assert found.arriving[-1] >= 0.1 - 1e-9


def test_the_charge_limit_gives_way_before_the_reserve() -> None:
    found = made(traveller(0.45, limit=0.45, arrival=0.1), [charger('a', 1)], Stop(place('b', 15)))
    assert found.relaxed in (('limit',), ())
    far = made(traveller(0.3, limit=0.6, arrival=0.1), [charger('a', 1)], Stop(place('b', 28)))
    assert far.relaxed == ('limit',)


def test_in_the_cold_it_takes_more_and_the_battery_is_warmed_on_the_way() -> None:
    mild, cold = (made(traveller(0.6, celsius), [charger('a', 14)]) for celsius in (20.0, -20.0))
    assert mild.charges[0].conditioning is None
    warmed = cold.charges[0].conditioning
    assert warmed is not None
    assert -20 < warmed.temperature <= 20
    assert warmed.seconds <= cold.charges[0].begins
    assert cold.charges[0].arriving < mild.charges[0].arriving
    assert cold.charges[0].seconds > mild.charges[0].seconds


def test_of_many_chargers_those_along_the_way_are_weighed() -> None:
    beside = [charger(f'behind {number}', -number / 10) for number in range(1, 60)]
    found = made(traveller(), [*beside, *(charger(f'ahead {number}', number) for number in range(1, 30))])
    assert found.charges[0].charger.place.name.startswith('ahead')
