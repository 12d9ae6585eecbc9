import pytest

from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.drive import load_drive
from ipa_agents.vehicle.signals import Signal, Value
from ipa_agents.vehicle.simulator import Car, load_car

CATALOGUE = load_catalogue()
BATTERY = 'Vehicle.Powertrain.TractionBattery'
WHEEL = 'Vehicle.Chassis.Axle.Row2.Wheel.Left'
SEAT = 'Vehicle.Cabin.Seat.Row2.DriverSide'


@pytest.fixture
def car() -> Car:
    return Car(load_car(), CATALOGUE)


@pytest.mark.parametrize(
    ('path', 'value'),
    [
        ('Vehicle.Exterior.AirTemperature', 35.0),
        ('Vehicle.Exterior.Humidity', 80.0),
        ('Vehicle.Exterior.LightIntensity', 3.0),
        ('Vehicle.Exterior.WindSpeed', 9.0),
        ('Vehicle.Exterior.Weather', 'SNOW'),
        ('Vehicle.Body.Raindetection.Intensity', 60),
        ('Vehicle.Cabin.HVAC.AmbientAirTemperature', 41.0),
        ('Vehicle.Cabin.HVAC.AmbientHumidity', 30.0),
        ('Vehicle.Cabin.HVAC.AirQuality.PM25', 180.0),
        ('Vehicle.CurrentLocation.Latitude', 48.1),
        ('Vehicle.CurrentLocation.Longitude', 11.5),
        ('Vehicle.CurrentLocation.Heading', 200.0),
        ('Vehicle.Powertrain.Transmission.SelectedGear', 127),
        (f'{BATTERY}.StateOfCharge.Current', 12.0),
        (f'{BATTERY}.Temperature.Average', -5.0),
        (f'{BATTERY}.Charging.ChargingPort.AnyPosition.IsChargingCableConnected', True),
        ('Vehicle.LowVoltageBattery.CurrentVoltage', 12.1),
        ('Vehicle.Diagnostics.DTCList', ('P0301', 'C0035')),
        (f'{WHEEL}.Tire.Pressure', 170),
        (f'{WHEEL}.Tire.Temperature', 55.0),
        (f'{WHEEL}.Brake.PadWear', 91),
        (f'{WHEEL}.Brake.IsFluidLevelLow', True),
        (f'{SEAT}.OccupancyStatus', 'OCCUPIED'),
        (f'{SEAT}.IsBelted', True),
        ('Vehicle.Driver.FatigueLevel', 70.0),
        ('Vehicle.Driver.HeartRate', 88),
        ('Vehicle.Simulation.TimeOfDay', 21.5),
        ('Vehicle.Simulation.Cloudiness', 80.0),
        ('Vehicle.Simulation.Curvature', 0.02),
        ('Vehicle.Simulation.ChargerPower', 50.0),
        ('Vehicle.Simulation.Fault.Stuck', ('Vehicle.Cabin.Sunroof.Position',)),
        ('Vehicle.Simulation.Fault.CoolingFailed', True),
        ('Vehicle.Simulation.Fault.LowVoltageDrain', 20.0),
        ('Vehicle.Simulation.Fault.TireLeak.Row2.Left', 12.0),
    ],
)
def test_what_is_written_is_shown(car: Car, path: str, value: Value) -> None:
    assert car.signals().get(path) != value
    car.write([Signal(path, value)])
    assert car.signals()[path] == pytest.approx(value)


@pytest.mark.parametrize(
    ('signals', 'reason'),
    [
        ([Signal('Vehicle.Warp', 9.0)], 'no signal'),
        ([Signal('Vehicle.Speed', float('nan'))], 'finite'),
        ([Signal('Vehicle.Speed', float('inf'))], 'finite'),
        ([Signal('Vehicle.Speed', 'fast')], 'number'),
        ([Signal('Vehicle.Speed', True)], 'number'),
        ([Signal('Vehicle.Speed', -3.0)], 'forwards'),
        ([Signal('Vehicle.Exterior.AirTemperature', 400.0)], 'at most'),
        ([Signal('Vehicle.Powertrain.Transmission.SelectedGear', 5)], 'no gear'),
        ([Signal('Vehicle.Cabin.HVAC.IsAirConditioningActive', True)], 'belongs to hvac'),
        ([Signal(f'{BATTERY}.Range', 900_000)], 'computed'),
        ([Signal('Vehicle.Exterior.AirTemperature', 1.0), Signal('Vehicle.Warp', 9.0)], 'no signal'),
    ],
)
def test_a_bad_command_is_refused_as_a_whole(car: Car, signals: list[Signal], reason: str) -> None:
    before = car.state
    with pytest.raises(RejectedCommand, match=reason) as caught:
        car.write(signals)
    assert car.state == before
    assert caught.value.reason_zh


def test_a_moving_car_keeps_its_gear(car: Car) -> None:
    car.write([Signal('Vehicle.Speed', 30.0)])
    car.step(5)
    with pytest.raises(RejectedCommand, match='moves'):
        car.write([Signal('Vehicle.Powertrain.Transmission.SelectedGear', 126)])


def test_whoever_writes_the_speed_holds_the_wheel_until_the_route_has_it_back(car: Car) -> None:
    car.write([Signal('Vehicle.Speed', 36.0)])
    car.step(20)
    assert car.signals()['Vehicle.Simulation.Pilot'] == 'HELD'
    assert car.signals()['Vehicle.Speed'] == pytest.approx(36, abs=0.1)
    car.write([Signal('Vehicle.Simulation.Pilot', 'ROUTE')])
    car.step(20)
    assert car.signals()['Vehicle.Speed'] == 0


def test_the_hour_decides_about_light_again_once_it_is_written(car: Car) -> None:
    car.write([Signal('Vehicle.Exterior.LightIntensity', 0.0), Signal('Vehicle.Simulation.TimeOfDay', 12.0)])
    assert car.signals()['Vehicle.Exterior.LightIntensity'] > 90


def test_the_shipped_drive_can_be_injected(car: Car) -> None:
    drive = load_drive('hello_car', CATALOGUE)
    car.write(drive.start)
    for step in drive.steps:
        car.write(step.do)
    assert car.signals()['Vehicle.Simulation.Pilot'] == 'HELD'
