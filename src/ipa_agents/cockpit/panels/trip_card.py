"""Over the map: the trip, stop by stop."""

from collections.abc import Sequence

from ipa_agents.cabin.trip_stops import TripStop
from ipa_agents.cockpit.elements import box, set_class, text
from ipa_agents.persona.wording import Wording

__all__ = ['TripCard']


class TripCard:
    """Shows nothing while there is no trip."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        with box('section', 'trip card absent', aria_label=words('trip.title')) as self._card:
            self._stops = box('ol', 'trip-stops')
            self._battery = text(classes='trip-battery', tag='p')

    def show(self, stops: Sequence[TripStop], battery: str) -> None:
        """Show these, and whether the battery lasts."""
        set_class(self._card, 'absent', not stops)
        self._battery.set_text(battery)
        self._stops.clear()
        with self._stops:
            for stop in stops:
                self._show(stop)

    def _show(self, stop: TripStop) -> None:
        words = self._words
        with box('li', f'trip-stop {stop.state}'):
            text(str(stop.number), 'trip-number')
            with box(classes='trip-text'):
                with box(classes='trip-line'):
                    text(words('trip.times', arrives=stop.arrives, leaves=stop.leaves), 'trip-times')
                    if stop.purpose:
                        text(stop.purpose, 'trip-purpose')
                    if stop.state in ('here', 'next'):
                        text(words(f'trip.{stop.state}'), 'trip-state')
                text(stop.name, 'trip-name')
                text(' · '.join(self._facts(stop)), 'trip-why')
                for remark in stop.remarks:
                    text(remark, 'trip-remark')

    def _facts(self, stop: TripStop) -> list[str]:
        words = self._words
        facts = [words('trip.added')] if stop.is_added else []
        if stop.charge is not None:
            facts.append(words('trip.charge', percent=stop.charge) if stop.charge >= 0 else words('trip.empty'))
        return [*facts, *stop.why]
