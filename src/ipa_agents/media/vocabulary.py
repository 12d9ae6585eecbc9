"""What people call genres and moods, in both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import Language

__all__ = ['Term', 'Vocabulary', 'load_vocabulary']


@dataclass(frozen=True, slots=True)
class Term:
    """A genre or mood and its names; the first name of each language is what is said."""

    id: str
    names: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All genres and moods, by id."""

    genres: Mapping[str, Term]
    moods: Mapping[str, Term]


def load_vocabulary(file: Path | None = None) -> Vocabulary:
    """Read `file` (default: config/media/vocabulary.yaml).

    Raises ConfigError, also where an id or one name of two genres (or of two moods) stands twice.
    """
    document = load_yaml(file or config_folder() / 'media' / 'vocabulary.yaml', 'media_vocabulary')
    return Vocabulary(
        genres={term.id: term for term in _terms(document, 'genres')},
        moods={term.id: term for term in _terms(document, 'moods')},
    )


def _terms(document: Document, kind: Literal['genres', 'moods']) -> Iterator[Term]:
    taken: set[str] = set()
    for index, entry in enumerate(document.data[kind]):
        names: dict[Language, tuple[str, ...]] = {'en': tuple(entry['names']['en']), 'zh': tuple(entry['names']['zh'])}
        for word in (f'id {entry["id"]}', *(name.casefold() for name in names['en'] + names['zh'])):
            if word in taken:
                raise document.error(f'{word!r} stands twice', kind, index)
            taken.add(word)
        yield Term(entry['id'], names)
