"""What an electric car shows of itself, for what is planned with its battery."""

from ipa_agents.vehicle.signals import Value

__all__ = ['charged']

_BATTERY = 'Vehicle.Powertrain.TractionBattery'


def charged(percent: float) -> dict[str, Value]:
    """The signals of a car of 72 kWh on a mild day, with so much in its battery."""
    return {
        f'{_BATTERY}.StateOfCharge.CurrentEnergy': 0.72 * percent,
        f'{_BATTERY}.StateOfCharge.Current': percent,
        f'{_BATTERY}.NetCapacity': 72.0,
        f'{_BATTERY}.Temperature.Average': 20.0,
        'Vehicle.Exterior.AirTemperature': 20.0,
        'Vehicle.Cabin.HVAC.AmbientAirTemperature': 20.0,
    }
