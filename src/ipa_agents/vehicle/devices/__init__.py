"""The devices that own the actuators of the car, without ROS."""

from ipa_agents.vehicle.devices.device import STUCK, Device, Mode
from ipa_agents.vehicle.devices.hvac import Hvac

__all__ = ['STUCK', 'Device', 'Hvac', 'Mode']
