"""The car from above: what is open, on or warm, each where it is, and each to be touched."""

from pathlib import Path

from nicegui import ui
from nicegui.element import Element

from ipa_agents.cabin.scene import Changes
from ipa_agents.cabin.units import degrees
from ipa_agents.cockpit.elements import box, button, icon, set_attribute, set_class, set_style, text
from ipa_agents.cockpit.knob import Knob
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.cockpit.panels.seat_sheet import SeatSheet
from ipa_agents.cockpit.vehicle_look import PATHS, look
from ipa_agents.vehicle.seats import SEATS, Seat

__all__ = ['CarPanel']

_DRAWING = (Path(__file__).parents[1] / 'static' / 'car.svg').read_text(encoding='utf-8')
_SEAT_PLACES: dict[Seat, tuple[float, float]] = {
    'row1_driver': (38.1, 46.4),
    'row1_passenger': (61.9, 46.4),
    'row2_driver': (38.1, 68.6),
    'row2_passenger': (61.9, 68.6),
}
_SIDES: tuple[tuple[str, float], ...] = (('window.position', 20.0), ('door.open', 5.0))  # % from the left edge
_ROWS = {'row1': 44.5, 'row2': 67.0}
_PLACES: tuple[tuple[str, float, float], ...] = (
    ('light.low_beam', 50.0, 4.0),
    ('frunk.open', 50.0, 15.5),
    ('wiper.front', 50.0, 28.5),
    ('sunroof.position', 50.0, 57.5),
    ('trunk.open', 50.0, 92.0),
    ('charging.flap', 9.0, 84.0),
)
_LEVELS = 3


class CarPanel:
    """The drawing follows from classes and variables of one element; over it lie the keys."""

    def __init__(self, cockpit: Cockpit) -> None:
        self._cockpit = cockpit
        sheet = SeatSheet(cockpit)
        self._sheet = sheet
        with box(classes='vehicle') as self._vehicle:
            ui.html(_DRAWING, sanitize=False)
            self._keys = [_Key(cockpit, function_id, x, y) for function_id, x, y in _PLACES]
            for seat in SEATS:
                for function_id, from_edge in _SIDES:
                    x = from_edge if seat.endswith('driver') else 100.0 - from_edge
                    self._keys.append(_Key(cockpit, function_id, x, _ROWS[seat.partition('_')[0]], seat))
            self._seats = [_SeatKey(cockpit, sheet, seat) for seat in SEATS]

    def refresh(self, changes: Changes) -> None:
        """Show the car as it reports itself."""
        if changes.of(PATHS):
            self._show()
        for key in self._keys:
            key.refresh()
        for seat in self._seats:
            seat.refresh()
        self._sheet.refresh(changes)

    def _show(self) -> None:
        shown = look(self._cockpit.scene.signals)
        self._vehicle.classes(replace=' '.join(('vehicle', *shown.classes)))
        for name, value in shown.variables.items():
            set_style(self._vehicle, name, value)


class _Key:
    """An invisible place of the drawing that opens or switches what is drawn there."""

    def __init__(self, cockpit: Cockpit, function_id: str, x: float, y: float, seat: Seat | None = None) -> None:
        self._knob = Knob(cockpit, function_id, (seat,) if seat else ())
        self._knob.on_wish = self.refresh
        zone = cockpit.words(f'seats.{seat}') if seat else ''
        label = cockpit.words('car.in_zone', name=self._knob.name, zone=zone) if seat else self._knob.name
        self._element = button('', self._knob.toggle, 'place', aria_label=label, title=label)
        set_style(self._element, '--x', f'{x}')
        set_style(self._element, '--y', f'{y}')

    def refresh(self) -> None:
        set_attribute(self._element, 'aria-pressed', 'true' if self._knob.is_on else 'false')
        set_class(self._element, 'pending', self._knob.is_open)


class _SeatKey:
    """A seat: the temperature of its zone, its warmth or breeze, its massage; pressing it opens its sheet."""

    def __init__(self, cockpit: Cockpit, sheet: SeatSheet, seat: Seat) -> None:
        self._name = cockpit.words(f'seats.{seat}')
        self._words = cockpit.words
        self._temperature = Knob(cockpit, 'climate.temperature', (seat,))
        self._heating = Knob(cockpit, 'seat.heating', (seat,))
        self._ventilation = Knob(cockpit, 'seat.ventilation', (seat,))
        self._massage = Knob(cockpit, 'seat.massage', (seat,))
        self._element: Element = button(
            '', lambda: sheet.choose(seat), 'seat-key', popovertarget=sheet.popover_id, popovertargetaction='show'
        )
        x, y = _SEAT_PLACES[seat]
        set_style(self._element, '--x', f'{x}')
        set_style(self._element, '--y', f'{y}')
        with self._element:
            self._degrees = text(classes='degrees')
            with box('span', 'levels') as self._levels:
                for _ in range(_LEVELS):
                    box('i')
            self._massaging = icon('massage', 'massaging')

    def refresh(self) -> None:
        shown = degrees(self._temperature.value)
        warm, cool = self._heating.level, self._ventilation.level
        self._degrees.set_text(f'{shown}°')
        self._levels.classes(replace=f'levels heat-{warm} cool-{cool}')
        set_class(self._massaging, 'absent', not self._massage.is_on)
        set_attribute(
            self._element,
            'aria-label',
            self._words('car.seat', zone=self._name, degrees=shown, heat=warm, cool=cool, massage=self._massage.level),
        )
