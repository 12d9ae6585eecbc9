"""What one seat has, to be touched: temperature, warmth, breeze, massage, window, light."""

from ipa_agents.cabin.scene import Changes
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.panels.rows import LevelRow, NumberRow, Row, SwitchRow
from ipa_agents.cockpit.panels.sheet import Sheet
from ipa_agents.vehicle.seats import DRIVER, Seat

__all__ = ['SeatSheet']


class SeatSheet:
    """One sheet for all seats: `choose` says for which it stands."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        with Sheet(cockpit, 'seat') as sheet:
            self._rows: tuple[Row, ...] = (
                NumberRow(cockpit, 'climate.temperature', (DRIVER,)),
                LevelRow(cockpit, 'seat.heating', (DRIVER,), look='heat'),
                LevelRow(cockpit, 'seat.ventilation', (DRIVER,), look='cool'),
                LevelRow(cockpit, 'seat.massage', (DRIVER,)),
                LevelRow(cockpit, 'climate.fan', (DRIVER,)),
                NumberRow(cockpit, 'window.position', (DRIVER,), stride=20),
                SwitchRow(cockpit, 'light.reading', (DRIVER,)),
            )
        self._sheet = sheet
        self.choose(DRIVER)

    @property
    def popover_id(self) -> str:
        """What a button names as its popovertarget."""
        return self._sheet.popover_id

    def choose(self, seat: Seat) -> None:
        """Stand for another seat."""
        self._sheet.title.set_text(self._cockpit.words(f'seats.{seat}'))
        for row in self._rows:
            row.knob.place((seat,))
            row.refresh()

    def refresh(self, changes: Changes) -> None:
        """Show what has changed."""
        for row in self._rows:
            row.refresh()
