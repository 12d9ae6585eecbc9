"""Over the map: the places that were found, with the numbers one can say and why each was chosen."""

from collections.abc import Callable, Sequence

from ipa_agents.cabin.found_places import FoundPlace
from ipa_agents.cockpit.elements import box, set_class, text
from ipa_agents.persona.wording import Wording

__all__ = ['PlaceList']

_MOST = 3
"""As many as are offered at once."""


class PlaceList:
    """Shows nothing while nothing is found; a touch is the answer that people would give."""

    def __init__(self, words: Wording, choose: Callable[[int], None]) -> None:
        self._words = words
        with box('ol', 'found card absent', aria_label=words('map.found')) as self._list:
            self._rows = [_Row(number, choose) for number in range(1, _MOST + 1)]

    def show(self, places: Sequence[FoundPlace]) -> None:
        """Show these, the first few of them, and no others."""
        listed = {place.number: place for place in places}
        set_class(self._list, 'absent', not listed)
        for number, row in enumerate(self._rows, 1):
            row.show(listed.get(number), self._words)


class _Row:
    def __init__(self, number: int, choose: Callable[[int], None]) -> None:
        with box('li', 'found-row absent') as self._row, box('button', 'found-choice', type='button') as press:
            text(str(number), 'found-number')
            with box('span', 'found-text'):
                self._name = text(classes='found-name')
                self._why = text(classes='found-why')
        press.on('click', lambda _: choose(number), js_handler='() => emit()')

    def show(self, place: FoundPlace | None, words: Wording) -> None:
        set_class(self._row, 'absent', place is None)
        if place is not None:
            self._name.set_text(place.name[words.language])
            self._why.set_text(' · '.join(why[words.language] for why in place.why))
