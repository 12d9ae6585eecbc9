"""Who looks at one open page: the language, the seat and the theme that were chosen in that browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self, get_args

from ipa_agents.language import LANGUAGES, Language
from ipa_agents.vehicle.seats import DRIVER, SEATS, Seat

__all__ = ['THEMES', 'Theme', 'Viewer']

Theme = Literal['auto', 'day', 'night']
THEMES: tuple[Theme, ...] = get_args(Theme)


@dataclass(slots=True)
class Viewer:
    """The choices; `theme` "auto" is day while it is light outside of the car."""

    language: Language = 'en'
    seat: Seat = DRIVER
    theme: Theme = 'auto'

    @classmethod
    def from_cookies(cls, cookies: Mapping[str, str], language: Language) -> Self:
        """The choices that a browser remembers; whatever is none of those there are is left out."""
        return cls(
            language=next((known for known in LANGUAGES if known == cookies.get('language')), language),
            seat=next((known for known in SEATS if known == cookies.get('seat')), DRIVER),
            theme=next((known for known in THEMES if known == cookies.get('theme')), 'auto'),
        )
