"""Over the map: another way because of the traffic, with what it saves, to be taken by a touch."""

from collections.abc import Callable

from ipa_agents.assistant.ports import Travelling
from ipa_agents.cockpit.elements import box, button, set_class, text
from ipa_agents.persona.wording import Wording

__all__ = ['OfferCard']


class OfferCard:
    """Shows nothing while nothing is offered; a touch says what people would say."""

    def __init__(self, words: Wording, say: Callable[[str], None]) -> None:
        self._words = words
        with box(classes='offer card absent', role='status', aria_label=words('map.offer')) as self._card:
            self._road = text(classes='offer-road')
            self._saves = text(classes='offer-saves')
            button(words('map.take'), lambda: say('map.take_offer'), 'key offer-take')

    def show(self, travelling: Travelling | None) -> None:
        """Show what is offered now."""
        offer = travelling.offer if travelling and travelling.status == 'GUIDING' else None
        set_class(self._card, 'absent', offer is None)
        if offer is None or travelling is None:
            return
        road, minutes = offer.road[self._words.language], max(1, round(abs(offer.saves) / 60))
        cause = 'closed' if offer.is_closed else 'slow'
        delay = self._words('map.minutes', n=max(1, round(travelling.delay / 60)))
        self._road.set_text(self._words(f'map.{cause}', road=road or self._words('map.road'), delay=delay))
        effect = 'saves' if offer.saves > 0 else 'costs'
        self._saves.set_text(self._words(f'map.{effect}', minutes=self._words('map.minutes', n=minutes)))
