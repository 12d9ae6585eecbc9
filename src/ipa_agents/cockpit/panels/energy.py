"""The battery: how full, how far, what the last minutes took, and how long charging takes."""

from ipa_agents.cabin.scene import Changes
from ipa_agents.cabin.units import kilometres, whole
from ipa_agents.cockpit.curve import HEIGHT, WIDTH, curve
from ipa_agents.cockpit.elements import box, icon, set_attribute, set_class, set_style, text
from ipa_agents.cockpit.panel import Cockpit

__all__ = ['EnergyPanel']

_BATTERY = 'Vehicle.Powertrain.TractionBattery'
_CHARGE = f'{_BATTERY}.StateOfCharge.Displayed'
_RANGE = f'{_BATTERY}.Range'
_AVERAGE = f'{_BATTERY}.AverageConsumption'
_CHARGING = f'{_BATTERY}.Charging.IsCharging'
_CHARGING_POWER = f'{_BATTERY}.Charging.AveragePower'
_TIME_LEFT = f'{_BATTERY}.Charging.TimeToComplete'
_SHOWN = (_CHARGE, _RANGE, _AVERAGE, _CHARGING, _CHARGING_POWER, _TIME_LEFT)
_LOW = 10.0  # %


class EnergyPanel:
    """State of charge and range, and under them the curve; while it charges, power and time left in its place."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._scene = cockpit.scene
        self._words = cockpit.words
        self._drawn = ''
        with box(classes='energy-line') as self._line:
            with box(classes='charge-level', aria_label=cockpit.words('energy.charge')):
                self._battery = box(classes='battery')
                self._charge = text()
                text('%', 'unit', 'small')
                icon('bolt', 'charging-sign')
            with box(classes='range', aria_label=cockpit.words('energy.range')):
                self._range = text()
                text('km', 'unit', 'small')
        with box(classes='consumption'):
            with box('svg', viewBox=f'0 0 {WIDTH:g} {HEIGHT:g}', preserveAspectRatio='none', aria_hidden='true'):
                self._zero = box('line', 'curve-zero', x1='0', x2=f'{WIDTH:g}', y1=f'{HEIGHT:g}', y2=f'{HEIGHT:g}')
                self._area = box('polygon', 'curve-area')
                self._curve = box('polyline', 'curve')
            self._told = text()

    def refresh(self, changes: Changes) -> None:
        """Show the battery; the curve moves on when there is a new point."""
        if changes.of(_SHOWN):
            self._show()
        if 'signals' in changes:
            self._draw()

    def _show(self) -> None:
        signals = self._scene.signals
        charge, is_charging = signals.get(_CHARGE), signals.get(_CHARGING) is True
        self._charge.set_text(whole(charge))
        self._range.set_text(kilometres(signals.get(_RANGE)))
        set_style(self._battery, '--charge', whole(charge) if isinstance(charge, int | float) else '0')
        set_class(self._line, 'low', isinstance(charge, int | float) and charge < _LOW and not is_charging)
        set_class(self._line, 'charging', is_charging)
        self._told.set_text(self._charging() if is_charging else self._average())

    def _average(self) -> str:
        value = self._scene.signals.get(_AVERAGE)
        return self._words('energy.average', kwh=f'{value:.1f}') if isinstance(value, int | float) else ''

    def _charging(self) -> str:
        signals = self._scene.signals
        seconds = signals.get(_TIME_LEFT)
        minutes = round(seconds / 60) if isinstance(seconds, int | float) else 0
        return self._words('energy.charging', kw=whole(signals.get(_CHARGING_POWER)), min=minutes)

    def _draw(self) -> None:
        drawn, zero = curve(self._scene.consumption.points)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        first = drawn.partition(',')[0]
        set_attribute(self._curve, 'points', drawn)
        set_attribute(self._area, 'points', f'{first},{zero:.1f} {drawn} {WIDTH:g},{zero:.1f}')
        for end in ('y1', 'y2'):
            set_attribute(self._zero, end, f'{zero:.1f}')
