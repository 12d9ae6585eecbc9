"""Turns a command's action and arguments into one call of the navigator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.avoid import NOTHING, Avoid
from ipa_agents.travel.routing.position import Position
from ipa_agents.travel.routing.route import Via

__all__ = ['ACTIONS', 'Wanted', 'control']

_LONGEST_TEXT = 300
_MOST_VIAS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """The fields of a command that its action may need."""

    place: Place
    preference: str = ''
    alternative: int = 0
    avoid: Avoid = NOTHING
    vias: tuple[Place, ...] = ()

    @property
    def points(self) -> tuple[Via, ...]:
        """What is passed before the first stop."""
        return tuple(Via(Position(place.latitude, place.longitude), 0) for place in self.vias)


_CALLS: Mapping[str, Callable[[Navigator, Wanted], None]] = {
    'START': lambda navigator, by: navigator.start(by.place, by.preference, by.points, by.avoid),
    'CANCEL': lambda navigator, _: navigator.cancel(),
    'ADD_STOP': lambda navigator, by: navigator.add_stop(by.place),
    'REMOVE_STOP': lambda navigator, by: navigator.remove_stop(by.place),
    'REPLACE_DESTINATION': lambda navigator, by: navigator.replace_destination(by.place, by.preference, by.avoid),
    'CHOOSE_ALTERNATIVE': lambda navigator, by: navigator.choose_alternative(by.alternative),
    'AVOID': lambda navigator, by: navigator.avoid(by.avoid),
    'VIA': lambda navigator, by: navigator.pass_by(by.points),
    'MUTE': lambda navigator, _: navigator.mute(),
    'UNMUTE': lambda navigator, _: navigator.unmute(),
}
ACTIONS = tuple(_CALLS)


def control(navigator: Navigator, action: str, wanted: Wanted) -> None:
    """Do `action` (one of ACTIONS) with the fields of NavigationCommand; raises RejectedCommand."""
    call = _CALLS.get(action)
    if call is None:
        raise RejectedCommand(f'Navigation knows no action {action[:40]!r}.', f'导航不支持“{action[:40]}”操作。')
    if len(wanted.vias) > _MOST_VIAS:
        raise RejectedCommand(f'A way passes {_MOST_VIAS} places at most.', f'最多经过{_MOST_VIAS}个地点。')
    places = (wanted.place, *wanted.vias)
    texts = [
        text
        for place in places
        for text in (place.place_id, place.name, place.name_zh, place.address, place.address_zh)
    ]
    if any(len(text) > _LONGEST_TEXT for text in texts):
        raise RejectedCommand('That is too long for the name of a place.', '地点名称太长了。')
    call(navigator, wanted)
