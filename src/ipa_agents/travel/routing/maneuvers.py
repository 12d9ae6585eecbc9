"""Valhalla's manoeuvres become those of a route, with words of our own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ipa_agents.language import Words
from ipa_agents.travel.guiding.guidance import Guidance
from ipa_agents.travel.places.place import Place
from ipa_agents.travel.routing.route import Maneuver

__all__ = ['read_maneuvers']

# Valhalla's numbers (DirectionsLeg.Maneuver.Type): the kind of a manoeuvre, and of its words.
_TYPES: Mapping[int, tuple[str, str]] = {
    1: ('START', 'START'),
    2: ('START', 'START'),
    3: ('START', 'START'),
    4: ('DESTINATION', 'DESTINATION'),
    5: ('DESTINATION', 'DESTINATION_RIGHT'),
    6: ('DESTINATION', 'DESTINATION_LEFT'),
    7: ('STRAIGHT', 'STREET_CHANGES'),
    8: ('STRAIGHT', 'CONTINUE'),
    9: ('SLIGHT_RIGHT', 'SLIGHT_RIGHT'),
    10: ('RIGHT', 'RIGHT'),
    11: ('SHARP_RIGHT', 'SHARP_RIGHT'),
    12: ('U_TURN', 'U_TURN'),
    13: ('U_TURN', 'U_TURN'),
    14: ('SHARP_LEFT', 'SHARP_LEFT'),
    15: ('LEFT', 'LEFT'),
    16: ('SLIGHT_LEFT', 'SLIGHT_LEFT'),
    17: ('RAMP', 'RAMP'),
    18: ('RAMP', 'RAMP_RIGHT'),
    19: ('RAMP', 'RAMP_LEFT'),
    20: ('RAMP', 'EXIT_RIGHT'),
    21: ('RAMP', 'EXIT_LEFT'),
    22: ('STRAIGHT', 'KEEP_STRAIGHT'),
    23: ('SLIGHT_RIGHT', 'KEEP_RIGHT'),
    24: ('SLIGHT_LEFT', 'KEEP_LEFT'),
    25: ('MERGE', 'MERGE'),
    26: ('ROUNDABOUT', 'ROUNDABOUT'),
    28: ('FERRY', 'FERRY'),
    29: ('FERRY', 'FERRY_EXIT'),
    37: ('MERGE', 'MERGE'),
    38: ('MERGE', 'MERGE'),
}
_ROUNDABOUT_EXIT = 27
_OTHER = ('STRAIGHT', 'CONTINUE')


def read_maneuvers(
    items: Sequence[tuple[Mapping[str, Any], float]],
    streets: Mapping[str, Words],
    guidance: Guidance,
    goal: Place,
    is_last: bool,
) -> list[Maneuver]:
    """The manoeuvres of one leg, each item with its m from the start of the route.

    The leg ends at `goal`, which is the destination (`is_last`) or a stop.
    """
    maneuvers: list[Maneuver] = []
    for index, (item, at) in enumerate(items):
        length = items[index + 1][1] - at if index + 1 < len(items) else 0.0
        duration = float(item['time'])
        if item['type'] == _ROUNDABOUT_EXIT and maneuvers:
            before = maneuvers[-1]
            maneuvers[-1] = replace(before, length=before.length + length, duration=before.duration + duration)
            continue
        kind, words = _TYPES.get(item['type'], _OTHER)
        after = items[index + 1][0] if kind == 'ROUNDABOUT' and index + 1 < len(items) else item
        name = _leads_to(after, streets)
        if kind == 'DESTINATION':
            name, words = Words(goal.name, goal.name_zh or goal.name), words if is_last else 'STOP'
        exit_number = int(item.get('roundabout_exit_count', 1))
        text = guidance.instruction(words, name, float(item.get('bearing_after', 0)), exit_number)
        street = name if name is not None and kind != 'DESTINATION' else Words('', '')
        maneuvers.append(Maneuver(kind, text.en, text.zh, street.en, street.zh, at, length, duration))
    return maneuvers


def _leads_to(item: Mapping[str, Any], streets: Mapping[str, Words]) -> Words | None:
    """The street that a manoeuvre leads into, or what its sign says; None when it has no name."""
    names = item.get('street_names') or item.get('begin_street_names') or _signed(item.get('sign', {}))
    known = [streets[name] for name in names if name in streets]
    return known[0] if known else Words(names[0], names[0]) if names else None


def _signed(sign: Mapping[str, Sequence[Mapping[str, str]]]) -> list[str]:
    kinds = ('exit_toward_elements', 'exit_branch_elements', 'exit_name_elements')
    return [element['text'] for kind in kinds for element in sign.get(kind, ())]
