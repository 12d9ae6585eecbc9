"""Names of music and of places for training sentences: invented ones, and new ones put together from their words."""

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.media.library import load_library

__all__ = ['artist_name', 'place_name', 'playlist_name', 'station_name', 'title_name']

_NEW = 0.6
"""How often a title is a new one, so that a model learns to copy and not to know them by heart."""


def title_name(language: Language, rng: Random) -> str:
    """The name of a song or an album."""
    return _known_or_new(_titles(language), language, rng)


def artist_name(language: Language, rng: Random) -> str:
    """The name of an artist."""
    return _known_or_new(_artists(language), language, rng)


def station_name(language: Language, rng: Random) -> str:
    """The name of a radio station."""
    return rng.choice(_stations(language))


def playlist_name(language: Language, rng: Random) -> str:
    """The name of a playlist."""
    return rng.choice(_playlists(language))


def place_name(language: Language, rng: Random) -> str:
    """The name of a business, a street or a quarter."""
    index = LANGUAGES.index(language)
    words = _town()
    form = rng.choice(_businesses())[index]
    parts = {
        'stem': rng.choice(words['stems'])[index],
        'person': rng.choice(words['people'])[index],
        'house': rng.choice(words['houses'])[index],
        'street': _street(words, index, rng),
        'quarter': rng.choice(words['stems'])[index],
    }
    return parts['street'] if rng.random() < 0.15 else str(form).format(**parts)


def _street(words: Any, index: int, rng: Random) -> str:
    kind = rng.choice(words['types']['residential'])[index]
    stem = rng.choice(words['stems'])[index]
    return f'{stem} {kind}' if index == 0 else f'{stem}{kind}'


def _known_or_new(known: Sequence[str], language: Language, rng: Random) -> str:
    first, second = (rng.choice(known).replace(',', '').replace('，', '') for _ in range(2))
    if rng.random() > _NEW:
        return first
    if language == 'zh':
        return first[: rng.randint(1, 3)] + second[-rng.randint(1, 3) :]
    return f'{first.rpartition(" ")[0] or first} {second.rpartition(" ")[2]}'


@cache
def _titles(language: Language) -> tuple[str, ...]:
    tracks = load_library().tracks.values()
    return tuple(dict.fromkeys(name for track in tracks for name in (track.title[language], track.album[language])))


@cache
def _artists(language: Language) -> tuple[str, ...]:
    return tuple(dict.fromkeys(track.artist[language] for track in load_library().tracks.values()))


@cache
def _stations(language: Language) -> tuple[str, ...]:
    return tuple(station.name[language] for station in load_library().stations.values())


@cache
def _playlists(language: Language) -> tuple[str, ...]:
    return tuple(playlist.name[language] for playlist in load_library().playlists.values())


@cache
def _town() -> Any:
    return load_yaml(config_folder() / 'town' / 'words.yaml', 'town_words').data


@cache
def _businesses() -> tuple[Sequence[str], ...]:
    businesses = load_yaml(config_folder() / 'town' / 'businesses.yaml', 'town_businesses').data['businesses']
    return tuple(name for business in businesses for name in business.get('names', ()))
