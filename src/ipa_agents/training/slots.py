"""What stands in the slots of templates: how it is said, and what it means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.media.library import load_library
from ipa_agents.training.names import artist_name, place_name, playlist_name, station_name, title_name
from ipa_agents.training.number_words import digits, in_words
from ipa_agents.training.scene import Scene
from ipa_agents.travel.places.kinds import load_kinds

__all__ = ['SLOTS', 'Filling']

_STEP = 10
"""Percent by which "louder" changes the volume."""
_ORDINALS = {'en': ('first', 'second', 'third'), 'zh': ('第一', '第二', '第三')}


@dataclass(frozen=True, slots=True)
class Filling:
    """What is said in a slot, and what it means as an argument."""

    text: str
    meaning: str | int


Filler = Callable[[Language, Scene, Random], Filling]


def _named(name: Callable[[Language, Random], str]) -> Filler:
    def filling(language: Language, scene: Scene, rng: Random) -> Filling:
        said = name(language, rng)
        return Filling(said, said)

    return filling


def _of(entries: Callable[[Language], Sequence[Filling]]) -> Filler:
    def filling(language: Language, scene: Scene, rng: Random) -> Filling:
        return rng.choice(entries(language))

    return filling


@cache
def _genres(language: Language) -> tuple[Filling, ...]:
    genres = load_library().vocabulary.genres.values()
    return tuple(Filling(name, genre.id) for genre in genres for name in genre.names[language])


@cache
def _moods(language: Language) -> tuple[Filling, ...]:
    moods = load_library().vocabulary.moods.values()
    return tuple(Filling(name, mood.id) for mood in moods for name in mood.names[language])


@cache
def _kinds(language: Language) -> tuple[Filling, ...]:
    skipped = _words()['not_counted']
    kinds = [kind for kind in load_kinds().kinds if kind.id not in skipped['kinds']]
    return tuple(
        Filling(name, kind.id)
        for kind in kinds
        for name in _singular(kind.names[language])
        if name not in skipped[language]
    )


@cache
def _cuisines(language: Language) -> tuple[Filling, ...]:
    cuisines = load_kinds().cuisines
    return tuple(Filling(name, cuisine.id) for cuisine in cuisines for name in _bare(cuisine.names[language], language))


def _note(language: Language, scene: Scene, rng: Random) -> Filling:
    words = _words()['notes']
    gap = ' ' if language == 'en' else ''
    note = f'{rng.choice(words["who"][language])}{gap}{rng.choice(words["what"][language])}'
    return Filling(note, note)


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = load_yaml(config_folder() / 'training' / 'words.yaml', 'training_words').data
    return words


def _singular(names: Sequence[str]) -> Sequence[str]:
    """The names that are not the plural of another one."""
    return [name for name in names if name.removesuffix('s').removesuffix('ie') not in _stems(names) - {name}]


def _stems(names: Sequence[str]) -> frozenset[str]:
    return frozenset((*names, *(name.removesuffix('y') for name in names)))


def _bare(names: Sequence[str], language: Language) -> Sequence[str]:
    """Names that can stand before "restaurant"."""
    ends = ('food', 'restaurant') if language == 'en' else ('馆', '厅', '店')
    return [name for name in names if not name.endswith(ends)]


def _number_said(number: int, language: Language, rng: Random) -> str:
    return in_words(number, language, counted=False) if rng.random() < 0.6 else digits(number)


def _percent(language: Language, scene: Scene, rng: Random) -> Filling:
    number = rng.choice((5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90, 100))
    return Filling(_number_said(number, language, rng), number)


def _volume_by(direction: int) -> Filler:
    def filling(language: Language, scene: Scene, rng: Random) -> Filling:
        by = rng.choice((5, 10, 15, 20, 25, 30))
        return Filling(_number_said(by, language, rng), _within(scene.volume + direction * by))

    return filling


def _volume_step(direction: int) -> Filler:
    return lambda language, scene, rng: Filling('', _within(scene.volume + direction * _STEP))


def _within(volume: int) -> int:
    return min(max(volume, 0), 100)


def _ordinal(language: Language, scene: Scene, rng: Random) -> Filling:
    number = rng.randint(1, 3)
    return Filling(_ORDINALS[language][number - 1], number)


def _seconds(language: Language, scene: Scene, rng: Random) -> Filling:
    number = rng.choice((10, 20, 30, 40, 45, 50, 60, 90))
    return Filling(_number_said(number, language, rng), number)


def _minutes(language: Language, scene: Scene, rng: Random) -> Filling:
    number = rng.randint(1, 9)
    text = in_words(number, language) if rng.random() < 0.6 else digits(number)
    return Filling(text, number * 60)


SLOTS: dict[str, Filler] = {
    'title': _named(title_name),
    'album': _named(title_name),
    'artist': _named(artist_name),
    'station': _named(station_name),
    'playlist': _named(playlist_name),
    'place': _named(place_name),
    'genre': _of(_genres),
    'mood': _of(_moods),
    'kind': _of(_kinds),
    'cuisine': _of(_cuisines),
    'percent': _percent,
    'up_by': _volume_by(1),
    'down_by': _volume_by(-1),
    'up': _volume_step(1),
    'down': _volume_step(-1),
    'ordinal': _ordinal,
    'seconds': _seconds,
    'note': _note,
    'minutes': _minutes,
}
"""What fills each slot, for a language and a scene."""
