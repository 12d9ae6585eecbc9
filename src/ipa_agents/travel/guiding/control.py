"""Turns a command's action and arguments into one call of the navigator."""

from collections.abc import Callable, Mapping

from ipa_agents.errors import RejectedCommand
from ipa_agents.travel.guiding.navigator import Navigator
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.avoid import NOTHING, Avoid

__all__ = ['ACTIONS', 'control']

_LONGEST_TEXT = 300

_CALLS: Mapping[str, Callable[[Navigator, Place, str, int, Avoid], None]] = {
    'START': lambda navigator, place, preference, _, avoid: navigator.start(place, preference, avoid=avoid),
    'CANCEL': lambda navigator, *_: navigator.cancel(),
    'ADD_STOP': lambda navigator, place, *_: navigator.add_stop(place),
    'REMOVE_STOP': lambda navigator, place, *_: navigator.remove_stop(place),
    'REPLACE_DESTINATION': lambda navigator, place, preference, _, avoid: navigator.replace_destination(
        place, preference, avoid
    ),
    'CHOOSE_ALTERNATIVE': lambda navigator, _place, _preference, number, _avoid: navigator.choose_alternative(number),
    'AVOID': lambda navigator, _place, _preference, _number, avoid: navigator.avoid(avoid),
    'MUTE': lambda navigator, *_: navigator.mute(),
    'UNMUTE': lambda navigator, *_: navigator.unmute(),
}
ACTIONS = tuple(_CALLS)


def control(
    navigator: Navigator, action: str, place: Place, preference: str, alternative: int, avoid: Avoid = NOTHING
) -> None:
    """Do `action` (one of ACTIONS) with the fields of NavigationCommand; raises RejectedCommand."""
    call = _CALLS.get(action)
    if call is None:
        raise RejectedCommand(f'Navigation knows no action {action[:40]!r}.', f'导航不支持“{action[:40]}”操作。')
    texts = (place.place_id, place.name, place.name_zh, place.address, place.address_zh)
    if any(len(text) > _LONGEST_TEXT for text in texts):
        raise RejectedCommand('That is too long for the name of a place.', '地点名称太长了。')
    call(navigator, place, preference, alternative, avoid)
