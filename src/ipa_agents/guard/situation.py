"""Everything that a rule may look at when a wish is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ipa_agents.guard.driving_state import DrivingState
from ipa_agents.vehicle.signals import SignalView, Value

__all__ = ['Situation']


@dataclass(frozen=True, slots=True)
class Situation:
    """`asked` is what was proposed, `wish` that and what rules added, `coming` what devices are just doing.

    `now` holds only signals that are known and fresh; `media` and `navigation` the fields of these devices' states.
    """

    tool: str
    seat: str
    driving: DrivingState
    action: str = ''
    asked: SignalView = field(default_factory=dict)
    wish: SignalView = field(default_factory=dict)
    now: SignalView = field(default_factory=dict)
    coming: SignalView = field(default_factory=dict)
    arguments: Mapping[str, Any] = field(default_factory=dict)
    media: Mapping[str, Any] = field(default_factory=dict)
    navigation: Mapping[str, Any] = field(default_factory=dict)

    def after(self, path: str) -> Value | None:
        """The value of `path` once everything wished for is done; None when it is unknown."""
        for values in (self.wish, self.coming, self.now):
            if path in values:
                return values[path]
        return None

    def argument(self, dotted: str) -> Any:
        """The argument at a dotted name such as place.place_id; None when it was not given."""
        value: Any = self.arguments
        for key in dotted.split('.'):
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def with_wish(self, added: SignalView) -> 'Situation':
        """The same situation with more wished for."""
        return replace(self, wish={**self.wish, **added})

    def seen(self, now: SignalView, media: Mapping[str, Any], navigation: Mapping[str, Any]) -> 'Situation':
        """The same wish, with the state as it is later."""
        return replace(self, now=now, media=media, navigation=navigation)
