import math

import pytest

from ipa_agents.travel.charging.consumption import load_consumption
from ipa_agents.travel.charging.electric_car import load_electric_car, load_terms
from ipa_agents.travel.charging.planner import Traveller
from ipa_agents.travel.charging.state import STATE_SIGNALS, traveller_from
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.signals import Value
from ipa_agents.vehicle.simulator import Car, load_car

BATTERY = 'Vehicle.Powertrain.TractionBattery'


def traveller(seen: dict[str, Value]) -> Traveller:
    return traveller_from(seen, load_electric_car(), load_consumption(), load_terms())


def test_the_simulated_car_shows_all_that_is_needed() -> None:
    catalogue = load_catalogue()
    shown = Car(load_car(), catalogue).signals()
    seen = {path: value for path, value in (catalogue.defaults() | shown).items() if path in STATE_SIGNALS}
    who = traveller(seen)
    assert who.is_known
    assert who.battery.energy == pytest.approx(0.68 * who.battery.capacity)
    assert who.battery.capacity == pytest.approx(0.96 * 75 * 3.6e6, rel=0.001)
    assert who.terms.limit == 0.8
    assert who.conditions.wish is None


def test_a_nearly_empty_battery_is_as_large_as_the_car_says() -> None:
    seen: dict[str, Value] = {f'{BATTERY}.StateOfCharge.CurrentEnergy': 0.4, f'{BATTERY}.StateOfCharge.Current': 0.6}
    assert traveller(seen | {f'{BATTERY}.NetCapacity': 72}).battery.capacity == pytest.approx(72 * 3.6e6)


def test_what_is_not_shown_is_not_known() -> None:
    who = traveller({})
    assert not who.is_known
    assert math.isnan(who.battery.energy)
    assert who.terms == load_terms()
