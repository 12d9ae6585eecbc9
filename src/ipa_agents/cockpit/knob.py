"""A function of the car that can be touched: what the car says of it, what a touch asks for, and what is still open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic

from ipa_agents.cockpit.panel import Cockpit
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat
from ipa_agents.vehicle.signals import Value

__all__ = ['Knob']

_MARGIN = 3.0  # s beyond the function's own time after which nobody waits any more


@dataclass(frozen=True, slots=True)
class _Wish:
    values: Mapping[str, Value]
    asked: float
    until: float


class Knob:
    """Turns one function, in all of `zones` at once; shows what the car reports and never what was wished.

    `on_wish` is called when there is a new wish, so that whoever shows the knob can show that it waits.
    """

    def __init__(
        self, cockpit: Cockpit, function_id: str, zones: tuple[Seat, ...] = (), clock: Callable[[], float] = monotonic
    ) -> None:
        self.function: Function = cockpit.catalogue.functions[function_id]
        self._cockpit = cockpit
        self._clock = clock
        self._wish: _Wish | None = None
        self.on_wish: Callable[[], None] = lambda: None
        self.place(zones)

    @property
    def paths(self) -> tuple[str, ...]:
        """The signals that it turns."""
        return self._paths

    @property
    def name(self) -> str:
        """What people call the function, as a title begins."""
        name = self.function.names[self._cockpit.viewer.language][0]
        return name[:1].upper() + name[1:]

    @property
    def value(self) -> Value | None:
        """What the car reports; None while it has not said anything."""
        return self._cockpit.scene.signals.get(self._paths[0])

    @property
    def number(self) -> float | None:
        """The value as people count, when it is a number."""
        value = self.value
        return value * self.function.sign if isinstance(value, int | float) else None

    @property
    def level(self) -> int:
        """The counted level; 0 while nothing is known."""
        value = self.value
        return self.function.level_of(value) if isinstance(value, int | float) else 0

    @property
    def is_on(self) -> bool:
        """Whether it is anything but off, or closed."""
        value, off = self.value, self.function.off
        if value is None or value == off:
            return False
        if isinstance(value, bool) or not isinstance(value, int | float) or not isinstance(off, int | float):
            return True
        return (value - off) * self.function.sign > 0

    @property
    def is_open(self) -> bool:
        """Whether a wish is open: the car has not shown it, nobody has refused it, and its time is not up."""
        wish = self._wish
        if wish is None:
            return False
        scene = self._cockpit.scene
        is_shown = all(scene.signals.get(path) == value for path, value in wish.values.items())
        is_refused = any(notice.noted >= wish.asked for notice in scene.notices)
        if is_shown or is_refused or self._clock() > wish.until:
            self._wish = None
        return self._wish is not None

    def place(self, zones: tuple[Seat, ...]) -> None:
        """Turn another seat's from now on; a function without zones takes none."""
        zones = zones or self.function.zones
        self._paths = tuple(self.function.path_of(zone) for zone in zones) or (self.function.path,)
        self._wish = None

    def wish(self, value: Value) -> None:
        """Propose `value`."""
        now = self._clock()
        values = dict.fromkeys(self._paths, value)
        self._wish = _Wish(values, now, now + self.function.takes + _MARGIN)
        self._cockpit.controls.touch('set_signals', {'signals': values}, self._cockpit.viewer)
        self.on_wish()

    def toggle(self) -> None:
        """Propose the opposite of what the car reports."""
        value = self.function.off if self.is_on else self.function.on
        if value is not None:
            self.wish(value)

    def step(self, steps: int) -> None:
        """Propose a little more or less, from what is wished already if that is open."""
        wished = self._wish.values[self._paths[0]] if self._wish and self.is_open else self.value
        if isinstance(wished, int | float):
            self.wish(self.function.nearest(wished + steps * self.function.step * self.function.sign))

    def turn_to(self, level: int) -> None:
        """Propose a counted level."""
        function = self.function
        end = function.maximum if function.sign > 0 else function.minimum
        self.wish(function.nearest((end or 0.0) * level / function.levels))
