"""A persona: name, wake phrases, languages, voice and wording of one brand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ipa_agents.config_files import Document, load_yaml, named_file
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.persona.wording import Wording, flatten, load_phrases, placeholders

__all__ = ['Persona', 'Voice', 'load_persona']


@dataclass(frozen=True, slots=True)
class Voice:
    """How a speech node should sound; `manner` also tells a model how to write. Rate and pitch are factors."""

    manner: Mapping[Language, str]
    rate: float = 1.0
    pitch: float = 1.0


@dataclass(frozen=True)
class Persona:
    """Who speaks. `languages` are those it answers in, the first where another is heard."""

    id: str
    names: Mapping[Language, str]
    languages: tuple[Language, ...]
    wake: tuple[str, ...]
    voice: Voice
    wordings: Mapping[Language, Wording] = field(repr=False)

    def answers_in(self, language: Language) -> Language:
        """The language of an answer to something said in `language`."""
        return language if language in self.languages else self.languages[0]

    def wording(self, language: Language) -> Wording:
        """The phrases of this persona for an answer to `language`."""
        return self.wordings[self.answers_in(language)]


def load_persona(name: str | Path) -> Persona:
    """The persona in the file `name`, or config/personas/`name`.yaml; raises ConfigError."""
    document = load_yaml(named_file(name, 'personas'), 'persona')
    data = document.data
    phrases = load_phrases()
    languages = tuple(data['languages'])
    return Persona(
        id=document.file.stem,
        names=data['names'],
        languages=languages,
        wake=tuple(phrase for language in languages for phrase in data['wake'].get(language, ())),
        voice=Voice(**data['voice']),
        wordings={language: _worded(document, phrases[language]) for language in LANGUAGES},
    )


def _worded(document: Document, base: Wording) -> Wording:
    """The base phrases with those of the persona; what it overrides must exist, with no slots of its own."""
    overrides = flatten(document.data.get('phrases', {}).get(base.language, {}))
    for key, template in overrides.items():
        place = ('phrases', base.language, *key.split('.'))
        if key not in base:
            raise document.error(f'there is no phrase {key} to override', *place)
        try:
            unknown = placeholders(template) - placeholders(base.phrases[key]) - {'assistant'}
        except ValueError as error:
            raise document.error(f'{key}: {error}', *place) from error
        if unknown:
            raise document.error(f'{key}: nobody fills the slot {min(unknown)}', *place)
    phrases = {**base.phrases, **overrides}
    name = document.data['names'][base.language]
    return Wording(base.language, {key: text.replace('{assistant}', name) for key, text in phrases.items()})
