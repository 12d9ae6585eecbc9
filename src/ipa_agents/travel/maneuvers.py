"""Valhalla's manoeuvres become those of a route, with words of our own."""

from collections.abc import Mapping, Sequence
from typing import Any

from ipa_agents.language import Words
from ipa_agents.travel.guidance import Guidance
from ipa_agents.travel.place import Place
from ipa_agents.travel.route import Maneuver

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
    items: Sequence[Mapping[str, Any]], streets: Mapping[str, Words], guidance: Guidance, goal: Place, is_last: bool
) -> list[Maneuver]:
    """The manoeuvres of one leg that ends at `goal`, which is the destination (`is_last`) or a stop; distances from its start."""
    maneuvers: list[Maneuver] = []
    done = 0.0
    for index, item in enumerate(items):
        length, duration = item['length'] * 1000, float(item['time'])
        if item['type'] == _ROUNDABOUT_EXIT and maneuvers:
            maneuvers[-1] = _longer(maneuvers[-1], length, duration)
        else:
            kind, words = _TYPES.get(item['type'], _OTHER)
            after = items[index + 1] if kind == 'ROUNDABOUT' and index + 1 < len(items) else item
            name = _leads_to(after, streets)
            if kind == 'DESTINATION':
                name, words = Words(goal.name, goal.name_zh), words if is_last else 'STOP'
            text = guidance.instruction(
                words, name, float(item.get('bearing_after', 0)), int(item.get('roundabout_exit_count', 1))
            )
            street = name if name is not None and kind != 'DESTINATION' else Words('', '')
            maneuvers.append(Maneuver(kind, text.en, text.zh, street.en, street.zh, round(done, 1), round(length, 1), duration))
        done += length
    return maneuvers


def _leads_to(item: Mapping[str, Any], streets: Mapping[str, Words]) -> Words | None:
    """The street that a manoeuvre leads into, or what its sign says; None when it has no name."""
    names = item.get('street_names') or item.get('begin_street_names') or _signed(item.get('sign', {}))
    known = [streets.get(name, Words(name, name)) for name in names]
    return known[0] if known else None


def _signed(sign: Mapping[str, Sequence[Mapping[str, str]]]) -> list[str]:
    return [element['text'] for key in ('exit_toward_elements', 'exit_branch_elements', 'exit_name_elements') for element in sign.get(key, ())]


def _longer(maneuver: Maneuver, length: float, duration: float) -> Maneuver:
    return Maneuver(
        maneuver.kind,
        maneuver.instruction,
        maneuver.instruction_zh,
        maneuver.street,
        maneuver.street_zh,
        maneuver.distance,
        round(maneuver.length + length, 1),
        maneuver.duration + duration,
    )
