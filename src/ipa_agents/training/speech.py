"""Sentences from their parts, with the words that people say around what they want."""

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.training.part import Part

__all__ = ['Speech', 'load_speech']

_POLITE = 0.3
_AFTER = 0.16
_FILLER = 0.05
_AS_HEARD = 0.65
"""How often a sentence is as recognisers of speech write it: without capitals and marks."""
_ENDS = {'en': '.', 'zh': '。'}
_QUESTIONS = {'en': '?', 'zh': '？'}
_MARKS = {'en': ',.?!', 'zh': '，。、？！'}


class Speech:
    """Puts parts together to what people say in one language, by config/training/speech.yaml."""

    def __init__(self, language: Language, words: Mapping[str, Sequence[str]]) -> None:
        self._language = language
        self._words = words

    def sentence(self, parts: Sequence[Part], rng: Random) -> str:
        """One sentence that asks for all of `parts`, in their order."""
        text = parts[0].text
        for part in parts[1:]:
            text = f'{text}{rng.choice(self._words["joins"])}{part.text}'
        if rng.random() < _POLITE:
            text = self._joined(rng.choice(self._words[self._before(parts[0], rng)]), text)
        if self._is_order(parts[-1]) and rng.random() < _AFTER:
            text = self._joined(text, rng.choice(self._words['after']))
        if rng.random() < _FILLER:
            text = self._with_filler(text, rng)
        is_asked = self._is_question(text) or self._is_question(parts[-1].text)
        return self._written(text, is_asked, rng)

    def _before(self, part: Part, rng: Random) -> str:
        return 'asking' if self._is_order(part) and rng.random() < 0.75 else 'any'

    def _is_order(self, part: Part) -> bool:
        return part.is_order and not self._is_question(part.text) and not self._begins(part.text, 'statements')

    def _is_question(self, text: str) -> bool:
        if self._language == 'zh':
            return any(word in text for word in self._words['questions'])
        return self._begins(text, 'questions')

    def _begins(self, text: str, list_: str) -> bool:
        if self._language == 'zh':
            return text.startswith(tuple(self._words[list_]))
        return text.lower().split()[0] in self._words[list_]

    def _joined(self, first: str, second: str) -> str:
        return f'{first} {second}' if self._language == 'en' else f'{first}{second}'

    def _with_filler(self, text: str, rng: Random) -> str:
        filler = rng.choice(self._words['fillers'])
        if self._language == 'zh':
            return f'{filler}{text}'
        words = text.split()
        place = rng.randrange(min(2, len(words)))
        return ' '.join([*words[:place], filler, *words[place:]])

    def _written(self, text: str, is_asked: bool, rng: Random) -> str:
        if rng.random() < _AS_HEARD:
            if self._language == 'en':
                return text.replace(',', '').replace('. ', ' ').removesuffix('?').removesuffix('.')
            return text.translate(str.maketrans('', '', _MARKS['zh']))
        if text[-1] in _MARKS[self._language]:
            return text
        text = text[0].upper() + text[1:]
        return text + (_QUESTIONS if is_asked else _ENDS)[self._language]


@cache
def load_speech(language: Language) -> Speech:
    """The speech of one language; raises ConfigError."""
    return Speech(language, load_yaml(config_folder() / 'training' / 'speech.yaml', 'training_speech').data[language])
