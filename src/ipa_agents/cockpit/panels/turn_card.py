"""Over the map: the next turn, and when the car arrives."""

from ipa_agents.assistant.ports import Travelling
from ipa_agents.assistant.travel_words import clock_time
from ipa_agents.cockpit.elements import box, set_attribute, set_class, text
from ipa_agents.language import Words
from ipa_agents.persona.wording import Wording

__all__ = ['TurnCard', 'metres']


class TurnCard:
    """Shows nothing while no route is driven."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        with box(classes='turn card absent', role='status', aria_label=words('map.turn')) as self._turn:
            with box(classes='turn-arrow', aria_hidden='true'), box('svg'):
                self._arrow = box('use', href=_arrow('STRAIGHT'))
            self._distance = text(classes='turn-distance')
            self._text = text(classes='turn-text')
        with box(classes='arrival card absent', role='status', aria_label=words('map.arrival')) as self._arrival:
            self._time = text(classes='arrival-time')
            self._rest = text(classes='arrival-rest')
            self._place = text(classes='arrival-place')

    def show(self, travelling: Travelling | None) -> None:
        """Show what is ahead."""
        is_guiding = travelling is not None and travelling.status == 'GUIDING' and travelling.trip is not None
        set_class(self._turn, 'absent', not (is_guiding and travelling and travelling.ahead))
        set_class(self._arrival, 'absent', not is_guiding)
        if travelling is None or travelling.trip is None or not is_guiding:
            return
        words, language = self._words, self._words.language
        if ahead := travelling.ahead:
            set_attribute(self._arrow, 'href', _arrow(ahead.kind))
            self._distance.set_text(metres(words, travelling.ahead_distance))
            self._text.set_text(Words(ahead.instruction, ahead.instruction_zh)[language])
        goal = travelling.trip.destination
        minutes = max(1, round(travelling.duration / 60))
        self._time.set_text(clock_time(travelling.arrival))
        self._rest.set_text(f'{words("map.minutes", n=minutes)} · {metres(words, travelling.distance)}')
        self._place.set_text(Words(goal.name or goal.name_zh, goal.name_zh or goal.name)[language])


def metres(words: Wording, distance: float) -> str:
    """A distance as a glance takes it in: tens of m, then tenths of km, then whole ones."""
    if distance < 950:
        return words('map.metres', n=f'{round(max(0.0, distance), -1):.0f}')
    kilometres = distance / 1000
    return words('map.kilometres', n=f'{kilometres:.1f}' if kilometres < 9.95 else f'{kilometres:.0f}')


def _arrow(kind: str) -> str:
    return f'/static/maneuvers.svg#{kind.lower()}'
