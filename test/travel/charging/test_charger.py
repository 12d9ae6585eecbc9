import pytest

from ipa_agents.travel.charging.charger import Outlet, charger_of, usable_outlet
from ipa_agents.travel.charging.electric_car import load_electric_car, load_terms
from ipa_agents.travel.fees import Fee
from ipa_agents.travel.occupancy.occupancy import Occupancy
from ipa_agents.travel.places.place import Place


def station(*attributes: str) -> Place:
    return Place('n1', 'Volt', '电', 'charging_station', 31.2, 165.4, attributes=attributes)


def test_a_charger_is_read_from_the_tags_of_the_map() -> None:
    found = charger_of(
        station(
            'socket:type2_combo=4',
            'socket:type2_combo:output=150 kW',
            'socket:type2=2',
            'fee=yes',
            'charge=1.6 CNY/kWh',
        ),
        {'n1': Occupancy(2)},
    )
    assert found.outlets == (Outlet('type2_combo', 150_000), Outlet('type2', None))
    assert (found.fee, found.is_free, found.is_public, found.occupancy.free) == (Fee(1.6, 'CNY', 'kWh'), False, True, 2)


def test_what_the_map_does_not_say_is_not_known() -> None:
    found = charger_of(station('access=private', 'socket:chademo=no', 'socket:type2=0'))
    assert found.outlets == ()
    assert (found.fee, found.is_free, found.is_public, found.occupancy) == (None, None, False, Occupancy())


@pytest.mark.parametrize(
    ('text', 'watts'),
    [('150 kW', 150_000), ('22', 22_000), ('11 kW;22 kW', 22_000), ('3700 W', 3700), ('3700', 3700), ('fast', None)],
)
def test_power_is_written_in_many_ways(text: str, watts: float | None) -> None:
    assert charger_of(station('socket:type2=1', f'socket:type2:output={text}')).outlets[0].power == watts


def test_the_fastest_plug_that_fits_is_used_as_fast_as_the_car_takes_it() -> None:
    car, terms = load_electric_car(), load_terms()
    both = charger_of(station('socket:type2=2', 'socket:type2:output=22 kW', 'socket:type2_combo=1', 'socket:gb_dc=9'))
    assert usable_outlet(both, car, terms) == (Outlet('type2_combo', None), terms.powers['type2_combo'])
    slow = charger_of(station('socket:type2=2', 'socket:type2:output=22 kW'))
    assert usable_outlet(slow, car, terms) == (Outlet('type2', 22_000), 11_000)
    assert usable_outlet(charger_of(station('socket:gb_dc=9')), car, terms) is None
