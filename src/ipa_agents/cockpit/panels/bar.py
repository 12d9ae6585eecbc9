"""The bar on top: gear, telltales, who understands, the world outside, and who looks at the page."""

import time

from nicegui import ui

from ipa_agents.cabin.scene import Changes
from ipa_agents.cabin.units import whole
from ipa_agents.cockpit.elements import box, icon, set_attribute, set_class, show_icon, text
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.panels.model_sign import ModelSign
from ipa_agents.cockpit.panels.switches import Switches
from ipa_agents.cockpit.panels.telltale_row import TelltaleRow

__all__ = ['BarPanel']

_GEAR = 'Vehicle.Powertrain.Transmission.SelectedGear'
_OUTSIDE = 'Vehicle.Exterior.AirTemperature'
_WEATHER = 'Vehicle.Exterior.Weather'
_DARK = 'Vehicle.Exterior.IsDark'
_GEARS: dict[float, str] = {126: 'P', -1: 'R', 0: 'N'}  # VSS; any other drives forward
_WEATHER_ICONS = {
    'SUNNY': 'sun',
    'PARTLY_CLOUDY': 'partly',
    'CLOUDY': 'cloud',
    'RAIN': 'rain',
    'HAIL': 'rain',
    'SNOW': 'snowing',
    'FOG': 'fog_weather',
    'THUNDERSTORM': 'storm',
    'WIND': 'wind',
}


class BarPanel:
    """The time is that of the machine, as the arrival of a route is."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        words = cockpit.words
        with box(classes='gears', role='img') as self._gears:
            self._letters = {letter: text(letter) for letter in 'PRND'}
        self._telltales = TelltaleRow(cockpit)
        self._model = ModelSign(cockpit)
        with box(classes='world'):
            with box(classes='outside', role='img') as self._outside:
                self._weather = icon('sun')
                self._degrees = text()
            self._clock = text(classes='clock', aria_label=words('bar.clock'))
        self._switches = Switches(cockpit)
        self._tick()
        ui.timer(1.0, self._tick)

    def refresh(self, changes: Changes) -> None:
        """Show gear, weather and telltales."""
        if changes.of((_GEAR,)):
            self._show_gear()
        if changes.of((_OUTSIDE, _WEATHER, _DARK)):
            self._show_weather()
        self._telltales.refresh(changes)
        self._model.refresh(changes)
        self._switches.refresh(changes)

    def _show_gear(self) -> None:
        gear = self._cockpit.scene.signals.get(_GEAR)
        chosen = _GEARS.get(gear, 'D') if isinstance(gear, int | float) else ''
        for letter, element in self._letters.items():
            set_class(element, 'on', letter == chosen)
        set_attribute(self._gears, 'aria-label', self._cockpit.words('bar.gear', gear=chosen))

    def _show_weather(self) -> None:
        signals, words = self._cockpit.scene.signals, self._cockpit.words
        weather = str(signals.get(_WEATHER, ''))
        degrees = f'{whole(signals.get(_OUTSIDE))} °C'
        self._degrees.set_text(degrees)
        is_clear_night = weather == 'SUNNY' and signals.get(_DARK) is True
        show_icon(self._weather, 'moon' if is_clear_night else _WEATHER_ICONS.get(weather, 'cloud'))
        names = self._cockpit.catalogue[_WEATHER].value_names.get(weather)
        sky = names[words.language][0] if names else ''
        set_attribute(self._outside, 'aria-label', words('bar.outside', degrees=degrees, sky=sky))

    def _tick(self) -> None:
        self._clock.set_text(time.strftime('%H:%M'))
