"""How fast the car is, how fast it may be, and the power it takes or gives back."""

from ipa_agents.cabin.scene import Changes
from ipa_agents.cabin.units import kilowatts, whole
from ipa_agents.cockpit.elements import box, set_class, set_style, text
from ipa_agents.cockpit.panel import Cockpit

__all__ = ['SpeedPanel']

_SPEED = 'Vehicle.Speed'
_LIMIT = 'Vehicle.Cabin.Infotainment.Navigation.SpeedLimit'
_POWER = 'Vehicle.Powertrain.TractionBattery.CurrentPower'
_MOST, _LEAST = 150_000.0, 70_000.0  # W at the ends of the bar
_TOLERANCE = 3.0  # km/h


class SpeedPanel:
    """One large number; the bar of power grows to the right when the battery gives, to the left when it takes."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._signals = cockpit.scene.signals
        with box(classes='speed-line'):
            self._speed = text(classes='speed-number')
            text(cockpit.words('speed.unit'), 'speed-unit')
            self._limit = text(classes='limit', aria_label=cockpit.words('speed.limit'))
        with box(classes='power') as self._power:
            self._track = box(classes='power-track')
            self._kilowatts = text(classes='power-number')

    def refresh(self, changes: Changes) -> None:
        """Show speed, limit and power."""
        if changes.of((_SPEED, _LIMIT)):
            self._show_speed()
        if changes.of((_POWER,)):
            self._show_power()

    def _show_speed(self) -> None:
        speed, limit = self._signals.get(_SPEED), self._signals.get(_LIMIT)
        self._speed.set_text(whole(abs(speed) if isinstance(speed, int | float) else None))
        set_class(self._speed, 'unknown', speed is None)
        is_known = isinstance(limit, int | float) and limit > 0
        self._limit.set_text(whole(limit) if is_known else '')
        set_class(self._limit, 'absent', not is_known)
        is_over = isinstance(speed, int | float) and isinstance(limit, int | float) and speed > limit + _TOLERANCE
        set_class(self._limit, 'over', is_known and is_over)

    def _show_power(self) -> None:
        power = self._signals.get(_POWER)
        self._kilowatts.set_text(f'{kilowatts(power)} kW')
        watts = power if isinstance(power, int | float) else 0.0
        set_class(self._power, 'giving', watts < 0)
        set_style(self._track, '--drawn', _share(watts / _MOST))
        set_style(self._track, '--given', _share(-watts / _LEAST))


def _share(part: float) -> str:
    return f'{round(min(max(part, 0.0), 1.0) * 100)}'
