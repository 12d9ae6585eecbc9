"""The car of a test that another world carries: what it shows, and what is said of it."""

from collections.abc import Callable, Mapping

from desk import Desk
from diagnostic_msgs.msg import DiagnosticArray

from ipa_agents import msg
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import signals_from
from ipa_agents.travel.geodesy import distance
from ipa_agents.vehicle.signals import Value

__all__ = ['CarriedCar']


class CarriedCar:
    """Keeps all that passes; every wait is for something that must come."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.reports = desk.listen('signals', msg.SignalArray, qos.SIGNALS)
        self.said = desk.listen('/diagnostics', DiagnosticArray, qos.DIAGNOSTICS)

    @property
    def values(self) -> Mapping[str, Value]:
        """The newest value of each signal."""
        return {signal.path: signal.value for report in list(self.reports) for signal in signals_from(report)}

    def is_said(self, words: str, since: int = 0) -> bool:
        """Whether /diagnostics had `words`, after the first `since` messages."""
        return any(words in status.message for array in self.said[since:] for status in array.status)

    def until(self, publish: Callable[[], object], condition: Callable[[], object], what: str) -> None:
        """Publish again and again, as a world does, until the condition is true."""
        self.desk.wait(lambda: (publish(), condition())[1], what)

    def wait(self, condition: Callable[[Mapping[str, Value]], object], what: str) -> None:
        """Wait until the condition of the values is true."""
        self.desk.wait(lambda: condition(self.values), lambda: f'{what}: {self.values}, {self.said[-3:]}')

    def metres_to(self, latitude: float, longitude: float) -> float:
        """How far the car is from a place in degrees; infinite while nobody knows."""
        here = [self.values.get(f'Vehicle.CurrentLocation.{name}') for name in ('Latitude', 'Longitude')]
        return float('inf') if None in here else float(distance(*here, latitude, longitude))
