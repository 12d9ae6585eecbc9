import pytest

from ipa_agents.vehicle.catalogue import Catalogue, load_catalogue
from ipa_agents.vehicle.devices import Hvac
from ipa_agents.vehicle.signals import Signal, Value

CATALOGUE: Catalogue = load_catalogue()
HVAC = 'Vehicle.Cabin.HVAC'
ZONES = ('Row1.Driver', 'Row1.Passenger', 'Row2.Driver', 'Row2.Passenger')
TEMPERATURES = [f'{HVAC}.Station.{zone}.Temperature' for zone in ZONES]
FANS = [f'{HVAC}.Station.{zone}.FanSpeed' for zone in ZONES]


@pytest.fixture
def hvac() -> Hvac:
    return Hvac(CATALOGUE)


def told(hvac: Hvac, **switches: Value) -> None:
    hvac.take([Signal(f'{HVAC}.{name}', value) for name, value in switches.items()])
    hvac.step(3)


def show(hvac: Hvac, paths: list[str]) -> list[Value]:
    return [hvac.values()[path] for path in paths]


def test_zones_are_independent_at_first(hvac: Hvac) -> None:
    hvac.take([Signal(TEMPERATURES[0], 19.0)])
    hvac.step(3)
    assert show(hvac, TEMPERATURES) == [19, 22, 22, 22]


def test_sync_follows_the_driver_until_a_zone_is_named(hvac: Hvac) -> None:
    hvac.take([Signal(TEMPERATURES[0], 19.0)])
    told(hvac, IsSyncActive=True)
    assert show(hvac, TEMPERATURES) == [19] * 4
    hvac.take([Signal(TEMPERATURES[0], 24.0), Signal(TEMPERATURES[3], 26.0)])
    hvac.step(3)
    assert show(hvac, TEMPERATURES) == [24, 24, 24, 26]


def test_max_cooling_and_max_heating_exclude_each_other(hvac: Hvac) -> None:
    told(hvac, IsMaxCoolingActive=True)
    assert show(hvac, TEMPERATURES + FANS) == [16] * 4 + [100] * 4
    assert hvac.values()[f'{HVAC}.IsAirConditioningActive'] is True
    told(hvac, IsMaxHeatingActive=True)
    assert show(hvac, TEMPERATURES) == [28] * 4
    assert hvac.values()[f'{HVAC}.IsAirConditioningActive'] is False
    assert hvac.values()[f'{HVAC}.IsMaxCoolingActive'] is False


def test_a_temperature_by_hand_ends_the_extreme(hvac: Hvac) -> None:
    told(hvac, IsMaxCoolingActive=True)
    hvac.take([Signal(TEMPERATURES[1], 23.0)])
    hvac.step(3)
    assert hvac.values()[f'{HVAC}.IsMaxCoolingActive'] is False
    assert show(hvac, TEMPERATURES) == [16, 23, 16, 16]


def test_automatic_minds_fan_and_compressor(hvac: Hvac) -> None:
    hvac.hear([Signal(f'{HVAC}.AmbientAirTemperature', 30.0)])
    told(hvac, IsAutoActive=True)
    assert show(hvac, FANS) == [100] * 4
    assert hvac.values()[f'{HVAC}.IsAirConditioningActive'] is True
    hvac.hear([Signal(f'{HVAC}.AmbientAirTemperature', 21.0)])
    hvac.step(3)
    assert show(hvac, FANS) == [20] * 4
    assert hvac.values()[f'{HVAC}.IsAirConditioningActive'] is False


def test_a_fan_by_hand_ends_automatic(hvac: Hvac) -> None:
    hvac.hear([Signal(f'{HVAC}.AmbientAirTemperature', 30.0)])
    told(hvac, IsAutoActive=True)
    hvac.take([Signal(FANS[0], 40)])
    hvac.step(3)
    assert hvac.values()[f'{HVAC}.IsAutoActive'] is False
    assert show(hvac, FANS) == [40, 100, 100, 100]


def test_automatic_without_a_thermometer_changes_nothing(hvac: Hvac) -> None:
    told(hvac, IsAutoActive=True)
    assert show(hvac, FANS) == [0] * 4
