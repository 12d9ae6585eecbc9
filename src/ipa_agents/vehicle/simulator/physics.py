"""One step of the whole car: every part answers to the others as they were at the beginning of it."""

from dataclasses import replace

from ipa_agents.vehicle.simulator.battery import charging_power, step_battery
from ipa_agents.vehicle.simulator.brakes import step_pads
from ipa_agents.vehicle.simulator.cabin import Surroundings, step_cabin
from ipa_agents.vehicle.simulator.climate import supply
from ipa_agents.vehicle.simulator.controls import Controls
from ipa_agents.vehicle.simulator.low_voltage import step_low_voltage
from ipa_agents.vehicle.simulator.moist_air import humidity_ratio
from ipa_agents.vehicle.simulator.motion import PARK, step_motion
from ipa_agents.vehicle.simulator.parameters import CarParameters, EquipmentParameters
from ipa_agents.vehicle.simulator.road_load import forces, motor_power
from ipa_agents.vehicle.simulator.state import CarState
from ipa_agents.vehicle.simulator.terrain import Terrain
from ipa_agents.vehicle.simulator.track import Track
from ipa_agents.vehicle.simulator.tyres import WHEELS, step_tyre
from ipa_agents.vehicle.simulator.weather import air_temperature, irradiance

__all__ = ['step']

_HEAT_INTO_TYRES = 0.8
"""Share of the rolling loss that warms the tyres; the road takes the rest."""


def step(
    parameters: CarParameters, terrain: Terrain, state: CarState, controls: Controls, track: Track | None, dt: float
) -> CarState:
    """The car `dt` seconds later; made for steps of at most 0.5 s."""
    weather = state.weather.step(dt)
    outside = air_temperature(weather)
    moisture = humidity_ratio(outside, weather.humidity)
    motion = step_motion(parameters.motion, state.motion, track, dt)
    speed = (state.motion.speed + motion.speed) / 2
    load = forces(parameters.road_load, speed, motion.acceleration, terrain.grade(state.motion.way))
    air = supply(
        parameters.climate,
        controls,
        state.cabin.air,
        state.cabin.humidity,
        (outside, moisture),
        not state.faults.cooling_failed,
    )
    charging = 0.0
    if state.charger.plugged and controls.charging and motion.gear == PARK and motion.speed == 0:
        charging = charging_power(parameters.battery, state.battery, state.charger.power, controls.charge_limit)
    around = Surroundings(outside, moisture, irradiance(weather, motion.latitude), motion.speed, state.occupants.seated)
    heat = _HEAT_INTO_TYRES * load.rolling * speed / len(WHEELS)
    return replace(
        state,
        time=state.time + dt,
        weather=weather,
        motion=motion,
        load=load,
        battery=step_battery(
            parameters.battery,
            state.battery,
            motor_power(parameters.road_load, load, speed),
            air.power + _equipment_power(parameters.equipment, controls),
            charging,
            controls.conditioning,
            speed,
            outside,
            dt,
        ),
        cabin=step_cabin(parameters.cabin, state.cabin, air, controls, around, dt),
        tyres=tuple(step_tyre(parameters.tyres, tyre, heat, speed, outside, dt) for tyre in state.tyres),
        pads=step_pads(parameters.brakes, state.pads, load.brake, speed * dt),
        low_voltage=step_low_voltage(
            parameters.low_voltage, state.low_voltage, state.faults.drain, motion.gear != PARK or charging > 0, dt
        ),
    )


def _equipment_power(parameters: EquipmentParameters, controls: Controls) -> float:
    warmed = sum(abs(level) for level in controls.seats) + abs(controls.wheel_heating)
    return parameters.always + parameters.seat * warmed + (parameters.rear_window if controls.rear_window else 0.0)
