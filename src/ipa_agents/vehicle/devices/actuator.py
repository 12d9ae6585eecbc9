"""One thing that a device moves or switches: what it is, what is wished, and how it gets there."""

from dataclasses import dataclass, replace

from ipa_agents.vehicle.catalogue import SignalSpec
from ipa_agents.vehicle.signals import Value

__all__ = ['Actuator', 'actuator']

_SWITCHING = 0.1
"""Share of the time an actuator is given until a switch shows its new value."""
_MOVING = 0.8
"""Share of that time for the whole way of something that moves."""
_AT_ONCE = 1.0
"""s; a number that is given no longer is a setting, which does not pass through the values between."""


@dataclass(frozen=True, slots=True)
class Actuator:
    """`exact` is where it stands between two whole numbers; `speed` in units/s, 0 for what switches after `delay` s."""

    spec: SignalSpec
    value: Value
    wish: Value
    speed: float
    delay: float
    waited: float = 0.0
    exact: float = 0.0

    def wished(self, value: Value) -> 'Actuator':
        """Told to become `value`, from where it is now."""
        return replace(self, wish=value, waited=0.0)

    def stopped(self) -> 'Actuator':
        """Left as it is, whatever was wished."""
        return replace(self, wish=self.value)

    def step(self, dt: float) -> 'Actuator':
        """`dt` seconds later."""
        if self.value == self.wish:
            return self
        if self.speed > 0 and isinstance(self.wish, int | float):
            way = self.wish - self.exact
            exact = self.exact + max(-self.speed * dt, min(self.speed * dt, way))
            value = (
                self.wish if exact == self.wish else round(exact) if self.spec.type == 'integer' else round(exact, 1)
            )
            return replace(self, exact=exact, value=value)
        waited = self.waited + dt
        return replace(self, waited=waited, value=self.wish if waited >= self.delay else self.value)


def actuator(spec: SignalSpec, value: Value) -> Actuator:
    """An actuator that stands at `value`; its time is that of the slowest function that writes it."""
    takes = max(function.takes for function in spec.functions)
    speed = 0.0
    if takes > _AT_ONCE and spec.minimum is not None and spec.maximum is not None:
        speed = (spec.maximum - spec.minimum) / (_MOVING * takes)
    exact = float(value) if isinstance(value, int | float) else 0.0
    return Actuator(spec, value, value, speed, _SWITCHING * takes, exact=exact)
