"""Controls of one function each, with its own name beside them."""

from functools import partial
from typing import Protocol

from ipa_agents.cabin.units import degrees, whole
from ipa_agents.cockpit.elements import box, button, icon, icon_button, set_attribute, set_class, text
from ipa_agents.cockpit.knob import Knob
from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.vehicle.seats import Seat

__all__ = ['LevelRow', 'NumberRow', 'Row', 'Stepper', 'SwitchRow', 'SwitchTile']

_UNITS = {'celsius': '°C', 'percent': '%'}


class Row(Protocol):
    """One control; `knob` is what it turns."""

    knob: Knob

    def refresh(self) -> None:
        """Show what the car reports."""
        ...


class Stepper:
    """A number, with less and more beside it; `stride` steps of the function at a press."""

    def __init__(self, cockpit: Cockpit, knob: Knob, label: str, stride: int = 1) -> None:
        self._knob = knob
        knob.on_wish = self.refresh
        self._format = degrees if knob.function.unit == 'celsius' else whole
        with box(classes='station', role='group', aria_label=label):
            less = cockpit.words('sheets.less', name=label)
            icon_button('minus', less, partial(knob.step, -stride), 'key')
            with box('output', 'degrees') as self._shown:
                self._number = text()
                text(_UNITS.get(knob.function.unit, ''), tag='small')
            more = cockpit.words('sheets.more', name=label)
            icon_button('plus', more, partial(knob.step, stride), 'key')

    def refresh(self) -> None:
        """Show what the car reports."""
        self._number.set_text(self._format(self._knob.number))
        set_class(self._shown, 'pending', self._knob.is_open)


class NumberRow:
    """A number to step through."""

    def __init__(self, cockpit: Cockpit, function_id: str, zones: tuple[Seat, ...] = (), stride: int = 1) -> None:
        self.knob = Knob(cockpit, function_id, zones)
        with box(classes='row'):
            text(self.knob.name, 'name')
            self._stepper = Stepper(cockpit, self.knob, self.knob.name, stride)

    def refresh(self) -> None:
        """Show what the car reports."""
        self._stepper.refresh()


class LevelRow:
    """Counted levels side by side; the first is off."""

    def __init__(self, cockpit: Cockpit, function_id: str, zones: tuple[Seat, ...] = (), look: str = '') -> None:
        self.knob = Knob(cockpit, function_id, zones)
        self.knob.on_wish = self.refresh
        off = cockpit.words('sheets.off')
        with box(classes='row', role='group', aria_label=self.knob.name):
            text(self.knob.name, 'name')
            with box(classes=f'steps {look}'.strip()) as self._steps:
                self._levels = [
                    button(f'{level}' if level else off, partial(self.knob.turn_to, level), 'key')
                    for level in range(self.knob.function.levels + 1)
                ]

    def refresh(self) -> None:
        """Show what the car reports."""
        shown = None if self.knob.value is None else self.knob.level
        for level, element in enumerate(self._levels):
            set_class(element, 'on', level == shown)
            set_attribute(element, 'aria-pressed', 'true' if level == shown else 'false')
        set_class(self._steps, 'pending', self.knob.is_open)


class SwitchRow:
    """On or off, as a slide that shows where it stands."""

    def __init__(self, cockpit: Cockpit, function_id: str, zones: tuple[Seat, ...] = ()) -> None:
        self.knob = Knob(cockpit, function_id, zones)
        self.knob.on_wish = self.refresh
        with box(classes='row'):
            text(self.knob.name, 'name')
            self._slide = button('', self.knob.toggle, 'slide', role='switch', aria_label=self.knob.name)

    def refresh(self) -> None:
        """Show what the car reports."""
        set_attribute(self._slide, 'aria-checked', 'true' if self.knob.is_on else 'false')
        set_class(self._slide, 'pending', self.knob.is_open)


class SwitchTile:
    """On or off, as a tile with a drawing and a short word."""

    def __init__(self, cockpit: Cockpit, function_id: str, drawing: str, label: str = '', **attributes: str) -> None:
        self.knob = Knob(cockpit, function_id)
        self.knob.on_wish = self.refresh
        name = self.knob.name
        with button('', self.knob.toggle, 'key tile', aria_label=name, title=name, **attributes) as self._tile:
            icon(drawing)
            text(label or name, aria_hidden='true')

    def refresh(self) -> None:
        """Show what the car reports."""
        set_class(self._tile, 'on', self.knob.is_on)
        set_attribute(self._tile, 'aria-pressed', 'true' if self.knob.is_on else 'false')
        set_class(self._tile, 'pending', self.knob.is_open)
