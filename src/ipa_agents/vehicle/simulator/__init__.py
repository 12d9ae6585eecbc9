"""A simulated car: real formulae, one module each, stepped as one."""

from ipa_agents.vehicle.simulator.car import OWNER, Car
from ipa_agents.vehicle.simulator.parameters import CarParameters, load_car

__all__ = ['OWNER', 'Car', 'CarParameters', 'load_car']
