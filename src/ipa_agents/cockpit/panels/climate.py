"""Climate in the dock: the temperature of both front seats, what is switched most, and a sheet with the rest."""

from ipa_agents.cabin.scene import Changes
from ipa_agents.cockpit.elements import box, icon, text
from ipa_agents.cockpit.knob import Knob
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.panels.rows import LevelRow, Row, Stepper, SwitchTile
from ipa_agents.cockpit.panels.sheet import Sheet
from ipa_agents.vehicle.seats import Seat

__all__ = ['ClimatePanel']

_TEMPERATURE = 'climate.temperature'
_TILES = (
    ('climate.auto', 'auto'),
    ('climate.sync', 'sync'),
    ('climate.recirculation', 'recirculation'),
    ('climate.rear_defrost', 'rear_defrost'),
)


class ClimatePanel:
    """Everything here is of the whole car, but for the two temperatures."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        words = cockpit.words
        with Sheet(cockpit, 'climate') as sheet:
            with box(classes='tiles'):
                tiles = [SwitchTile(cockpit, function_id, drawing) for function_id, drawing in _TILES]
            fan = LevelRow(cockpit, 'climate.fan')
            wheel = LevelRow(cockpit, 'steering_wheel.heating', look='heat')
        left = self._station('row1_driver')
        with box(classes='climate-keys'):
            cooling = SwitchTile(cockpit, 'climate.air_conditioning', 'snow', words('climate.cooling'))
            defrost = SwitchTile(cockpit, 'climate.front_defrost', 'defrost', words('climate.defrost'))
            with box('button', 'key tile', type='button', popovertarget=sheet.popover_id, aria_keyshortcuts='c'):
                icon('more')
                text(words('climate.more'))
        self._stations = (left, self._station('row1_passenger'))
        self._rows: tuple[Row, ...] = (*tiles, cooling, defrost, fan, wheel)

    def _station(self, seat: Seat) -> Stepper:
        words = self._cockpit.words
        knob = Knob(self._cockpit, _TEMPERATURE, (seat,))
        return Stepper(self._cockpit, knob, words('car.in_zone', name=knob.name, zone=words(f'seats.{seat}')))

    def refresh(self, changes: Changes) -> None:
        """Show what the car reports."""
        for station in self._stations:
            station.refresh()
        for row in self._rows:
            row.refresh()
