"""The simulated car as signals: everything that a model computes."""

import math
from collections.abc import Iterator

from ipa_agents.vehicle.seats import SEATS, vss_row, vss_side
from ipa_agents.vehicle.signals import Value
from ipa_agents.vehicle.simulator.battery import (
    average_consumption,
    cell_voltage,
    driving_range,
    state_of_charge,
    time_to_complete,
    usable,
)
from ipa_agents.vehicle.simulator.cabin import mean_temperature
from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.faults import trouble_codes
from ipa_agents.vehicle.simulator.low_voltage import voltage
from ipa_agents.vehicle.simulator.moist_air import relative_humidity
from ipa_agents.vehicle.simulator.motion import DRIVE, PARK
from ipa_agents.vehicle.simulator.parameters import CarParameters
from ipa_agents.vehicle.simulator.state import CarState
from ipa_agents.vehicle.simulator.terrain import Terrain
from ipa_agents.vehicle.simulator.tyres import WHEELS, is_low, pressure
from ipa_agents.vehicle.simulator.weather import DARK, air_temperature, irradiance, light_intensity, sun_elevation

__all__ = ['report']

_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_SPREAD = 0.006
"""V by which the best and the worst cell differ from the mean."""
_WORN = 80.0
"""% of wear at which a pad must be changed."""
_FULL_THROTTLE = 9000.0
"""N"""
_HARDEST_BRAKING = 9.0
"""m/s2 with the pedal down."""
Reports = Iterator[tuple[str, Value]]


def report(parameters: CarParameters, terrain: Terrain, state: CarState, controls: Controls) -> dict[str, Value]:
    """Each computed signal in the unit of the catalogue, not yet rounded to its type."""
    return {
        **dict(_motion(parameters, terrain, state)),
        **dict(_battery(parameters, state, controls)),
        **dict(_wheels(parameters, state)),
        **dict(_health(parameters, state)),
        **dict(_cabin(state)),
        **dict(_outside(state)),
        **dict(_simulation(state)),
    }


def _motion(parameters: CarParameters, terrain: Terrain, state: CarState) -> Reports:
    motion = state.motion
    trip = motion.way - parameters.start.way
    wheel = math.degrees(math.atan(parameters.motion.wheelbase * motion.curvature)) * parameters.motion.steering_ratio
    yield 'Vehicle.Speed', motion.speed * 3.6
    yield 'Vehicle.IsMoving', motion.speed > 0
    yield 'Vehicle.AverageSpeed', trip / state.time * 3.6 if state.time else 0.0
    yield 'Vehicle.TraveledDistance', motion.way
    yield 'Vehicle.TraveledDistanceSinceStart', trip
    yield 'Vehicle.TripDuration', state.time
    yield 'Vehicle.Acceleration.Longitudinal', motion.acceleration
    yield 'Vehicle.Acceleration.Lateral', motion.lateral
    yield 'Vehicle.AngularVelocity.Yaw', math.degrees(motion.yaw_rate)
    yield 'Vehicle.CurrentLocation.Latitude', motion.latitude
    yield 'Vehicle.CurrentLocation.Longitude', motion.longitude
    yield 'Vehicle.CurrentLocation.Heading', motion.heading
    yield 'Vehicle.CurrentLocation.Altitude', terrain.height(motion.way)
    yield 'Vehicle.Powertrain.Transmission.SelectedGear', motion.gear
    yield 'Vehicle.Powertrain.Transmission.CurrentGear', 1 if motion.gear == DRIVE else motion.gear
    yield 'Vehicle.Powertrain.Transmission.IsParkLockEngaged', motion.gear == PARK
    yield 'Vehicle.Chassis.ParkingBrake.IsEngaged', motion.gear == PARK
    yield 'Vehicle.Chassis.SteeringWheel.Angle', wheel
    yield 'Vehicle.Chassis.SteeringWheel.AngleFine', wheel
    yield 'Vehicle.Chassis.Accelerator.PedalPosition', 100 * max(0.0, state.load.motor) / _FULL_THROTTLE
    yield 'Vehicle.Chassis.Brake.PedalPosition', 100 * max(0.0, -motion.acceleration) / _HARDEST_BRAKING


def _battery(parameters: CarParameters, state: CarState, controls: Controls) -> Reports:
    battery, model = state.battery, parameters.battery
    charge = state_of_charge(model, battery)
    cell = cell_voltage(charge)
    volts = cell * model.cells
    left = time_to_complete(model, battery, state.charger.power, controls.charge_limit)
    yield f'{_BATTERY}.StateOfCharge.Current', charge
    yield f'{_BATTERY}.StateOfCharge.Displayed', charge
    yield f'{_BATTERY}.StateOfCharge.CurrentEnergy', battery.energy / 3.6e6
    yield f'{_BATTERY}.StateOfHealth', model.health
    yield f'{_BATTERY}.NetCapacity', usable(model) / 3.6e6
    yield f'{_BATTERY}.Range', driving_range(model, battery)
    yield f'{_BATTERY}.Temperature.Average', battery.temperature
    yield f'{_BATTERY}.CellVoltage.Min', cell - _SPREAD
    yield f'{_BATTERY}.CellVoltage.Max', cell + _SPREAD
    yield f'{_BATTERY}.CurrentVoltage', volts
    yield f'{_BATTERY}.CurrentCurrent', battery.power / volts
    yield f'{_BATTERY}.CurrentPower', battery.power
    yield f'{_BATTERY}.AccumulatedChargedEnergy', battery.charged / 3.6e6
    yield f'{_BATTERY}.AccumulatedConsumedEnergy', battery.consumed / 3.6e6
    yield f'{_BATTERY}.AverageConsumption', average_consumption(model, battery) / 36
    yield f'{_BATTERY}.Charging.IsCharging', battery.charging > 0
    yield f'{_BATTERY}.Charging.AveragePower', battery.charging / 1000
    yield f'{_BATTERY}.Charging.TimeToComplete', left
    yield f'{_BATTERY}.Charging.ChargingPort.AnyPosition.IsChargingCableConnected', state.charger.plugged
    yield f'{_BATTERY}.BatteryConditioning.IsActive', battery.conditioning


def _wheels(parameters: CarParameters, state: CarState) -> Reports:
    for wheel, tyre, pad in zip(WHEELS, state.tyres, state.pads, strict=True):
        row, side = wheel.split('.')
        path = f'Vehicle.Chassis.Axle.{row}.Wheel.{side}'
        yield f'{path}.Tire.Pressure', pressure(tyre)
        yield f'{path}.Tire.Temperature', tyre.temperature
        yield f'{path}.Tire.IsPressureLow', is_low(parameters.tyres, tyre)
        yield f'{path}.Brake.PadWear', pad
        yield f'{path}.Brake.IsBrakesWorn', pad >= _WORN


def _health(parameters: CarParameters, state: CarState) -> Reports:
    volts = voltage(parameters.low_voltage, state.low_voltage)
    codes = trouble_codes(state.faults, volts)
    way = parameters.service.way - state.motion.way
    time = parameters.service.time - state.time
    yield 'Vehicle.LowVoltageBattery.CurrentVoltage', volts
    yield 'Vehicle.LowVoltageBattery.CurrentCurrent', state.low_voltage.current
    yield 'Vehicle.Diagnostics.DTCCount', len(codes)
    yield 'Vehicle.Diagnostics.DTCList', codes
    yield 'Vehicle.Service.DistanceToService', way / 1000
    yield 'Vehicle.Service.TimeToService', time
    yield 'Vehicle.Service.IsServiceDue', way <= 0 or time <= 0


def _cabin(state: CarState) -> Reports:
    inside = mean_temperature(state.cabin)
    yield 'Vehicle.Cabin.HVAC.AmbientAirTemperature', inside
    yield 'Vehicle.Cabin.HVAC.AmbientHumidity', relative_humidity(inside, state.cabin.humidity)
    yield 'Vehicle.Simulation.WindscreenFog', 100 * state.cabin.fog
    for seat, seated, belted in zip(SEATS, state.occupants.seated, state.occupants.belted, strict=True):
        path = f'Vehicle.Cabin.Seat.{vss_row(seat)}.{vss_side(seat)}Side'
        yield f'{path}.OccupancyStatus', 'OCCUPIED' if seated else 'EMPTY'
        yield f'{path}.IsBelted', belted


def _outside(state: CarState) -> Reports:
    weather, latitude = state.weather, state.motion.latitude
    light = light_intensity(weather, latitude)
    yield 'Vehicle.Exterior.AirTemperature', air_temperature(weather)
    yield 'Vehicle.Exterior.Humidity', weather.humidity
    yield 'Vehicle.Exterior.LightIntensity', light
    yield 'Vehicle.Exterior.IsDark', light < DARK
    yield 'Vehicle.Exterior.Irradiance', irradiance(weather, latitude)
    yield 'Vehicle.Exterior.SunElevation', math.degrees(sun_elevation(weather.hour, weather.day, latitude))
    yield 'Vehicle.Exterior.WindSpeed', weather.wind
    yield 'Vehicle.Exterior.Weather', weather.kind
    yield 'Vehicle.Body.Raindetection.Intensity', weather.rain


def _simulation(state: CarState) -> Reports:
    yield 'Vehicle.Simulation.Pilot', state.motion.pilot
    yield 'Vehicle.Simulation.Curvature', state.motion.bend
    yield 'Vehicle.Simulation.TimeOfDay', state.weather.hour
    yield 'Vehicle.Simulation.Cloudiness', state.weather.cloudiness
    yield 'Vehicle.Simulation.ChargerPower', state.charger.power / 1000
    yield 'Vehicle.Simulation.Fault.Stuck', state.faults.stuck
    yield 'Vehicle.Simulation.Fault.CoolingFailed', state.faults.cooling_failed
    yield 'Vehicle.Simulation.Fault.LowVoltageDrain', state.faults.drain
    for wheel, tyre in zip(WHEELS, state.tyres, strict=True):
        yield f'Vehicle.Simulation.Fault.TireLeak.{wheel}', tyre.leak
