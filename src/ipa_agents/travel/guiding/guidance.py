"""What guidance says: manoeuvres and distances as people say them, in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language, Words

__all__ = ['Guidance', 'load_guidance']


@dataclass(frozen=True)
class Guidance:
    """The texts of config/guidance."""

    texts: Mapping[Language, Mapping[str, Any]]

    def instruction(self, kind: str, name: Words | None = None, heading: float = 0.0, exit_number: int = 1) -> Words:
        """One manoeuvre of a kind that the files name, with the street or place that it leads to.

        `heading` in degrees from north, for the start; `exit_number` from 1, for a roundabout.
        """
        return self._each(lambda language: self._instruction(language, kind, name, heading, exit_number))

    def ahead(self, metres: float, instruction: Words) -> Words:
        """A manoeuvre that is to come."""
        return self._each(
            lambda language: self.announcement_in(
                language, 'ahead', distance=self.distance(language, metres), instruction=_inside(instruction[language])
            )
        )

    def toll(self, metres: float) -> Words:
        """That the way costs a toll from so far ahead."""
        return self._each(
            lambda language: self.announcement_in(language, 'toll', distance=self.distance(language, metres))
        )

    def now(self, instruction: Words, following: Words | None = None) -> Words:
        """A manoeuvre that is due, and the one that follows at once."""
        if following is None:
            return self._each(lambda language: self.announcement_in(language, 'now', instruction=instruction[language]))
        return self._each(
            lambda language: self.announcement_in(
                language, 'then', instruction=instruction[language], following=_inside(following[language])
            )
        )

    def announcement(self, kind: str, name: Words | None = None) -> Words:
        """One of the other announcements, about a place."""
        return self._each(lambda language: self.announcement_in(language, kind, name=name[language] if name else ''))

    def traffic(self, kind: str, road: Words, **seconds: float) -> Words:
        """One of the announcements about the traffic on a road, which may have no name, with durations in s."""

        def text(language: Language) -> str:
            name = road[language] or self.texts[language]['nameless_road']
            durations = {key: self.duration(language, value) for key, value in seconds.items()}
            said = self.announcement_in(language, kind, name=name, **durations)
            return said[:1].upper() + said[1:]

        return self._each(text)

    def trip(self, kind: str, name: Words, seconds: float) -> Words:
        """One of the announcements about a stop of a trip, with a duration in s."""
        return self._each(
            lambda language: self.announcement_in(
                language, kind, name=name[language], difference=self.duration(language, seconds)
            )
        )

    def other_charger(self, name: Words, metres: float, place: Words, free: int | None) -> Words:
        """That there is another charger, so far from a place, with so many free outlets; None: nobody tells."""
        kind = 'trip_other_uncounted' if free is None else 'trip_other_charger'

        def text(language: Language) -> str:
            distance = self.distance(language, metres)
            return self.announcement_in(
                language, kind, name=name[language], place=place[language], distance=distance, count=str(free)
            )

        return self._each(text)

    def announcement_in(self, language: Language, kind: str, **values: str) -> str:
        """One announcement in one language."""
        text: str = self.texts[language]['announcements'][kind]
        return text.format(**values)

    def distance(self, language: Language, metres: float) -> str:
        """A distance as people say it: in steps of 10, 50 and 100 m, and in kilometres."""
        forms: Mapping[str, str] = self.texts[language]['distances']
        step = 10 if metres < 100 else 50 if metres < 500 else 100
        rounded = max(step, step * round(metres / step))
        if rounded < 1000:
            return forms['metres'].format(number=rounded)
        kilometres = round(metres / 1000) if metres >= 10_000 else round(metres / 500) / 2
        if kilometres == 1:
            return forms['kilometre']
        return forms['kilometres'].format(number=f'{kilometres:g}')

    def duration(self, language: Language, seconds: float) -> str:
        """A duration as people say it: in minutes, or hours and minutes."""
        forms: Mapping[str, str] = self.texts[language]['durations']
        hours, minutes = divmod(max(1, round(seconds / 60)), 60)
        if hours:
            return forms['hours'].format(hours=hours, minutes=minutes)
        return forms['minute' if minutes == 1 else 'minutes'].format(number=minutes)

    def _instruction(self, language: Language, kind: str, name: Words | None, heading: float, exit_number: int) -> str:
        texts = self.texts[language]
        directions: Sequence[str] = texts['directions']
        ordinals: Sequence[str] = texts['ordinals']
        text: str = texts['instructions'][kind]['named' if name and name[language] else 'plain']
        return text.format(
            name=name[language] if name else '',
            direction=directions[round(heading / 45) % 8],
            ordinal=ordinals[min(max(exit_number, 1), len(ordinals)) - 1],
        )

    def _each(self, text: Any) -> Words:
        return Words(text('en'), text('zh'))


@cache
def load_guidance() -> Guidance:
    """Read config/guidance; raises ConfigError."""
    folder = config_folder() / 'guidance'
    return Guidance({language: load_yaml(folder / f'{language}.yaml', 'guidance').data for language in LANGUAGES})


def _inside(instruction: str) -> str:
    """An instruction as the later part of a sentence."""
    return instruction[:1].lower() + instruction[1:]
