"""What the guard says, in both languages, from config/guard/words.yaml."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language, Words
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.signals import SignalView, Value

__all__ = ['NOTHING', 'Wording', 'join', 'load_wording']

NOTHING = Words('', '')


class Wording:
    """Sentences by name, and the names of functions and devices that fill them."""

    def __init__(self, data: Mapping[str, Any], catalogue: Catalogue) -> None:
        self._says = data['says']
        self._data = data
        self._catalogue = catalogue

    def say(self, key: str, **fields: Words | str) -> Words:
        """The sentence `key`; fields that are Words go into each language's sentence in that language."""
        return _fill(self._says[key], fields)

    def device(self, device: str) -> Words:
        """What people call a device."""
        return _fill(self._data['devices'][device], {})

    def names(self, paths: Iterable[str]) -> Words:
        """What people call the functions behind `paths`, each with its zone, as one list."""
        named = list(dict.fromkeys(map(self._name, paths)))
        return Words(
            _listed([name.en for name in named], ', ', ' and '), _listed([name.zh for name in named], '、', '和')
        )

    def question(self, wishes: SignalView) -> Words:
        """Asks whether `wishes` shall really be done: "Open the trunk?"."""
        groups: dict[tuple[str, str], list[str]] = {}
        for path, value in wishes.items():
            groups.setdefault(_verb(self._catalogue[path].functions[0], value), []).append(path)
        return join(self._ask(verb, paths) for verb, paths in groups.items())

    def _ask(self, verb: tuple[str, str], paths: list[str]) -> Words:
        questions = self._data['questions']
        template = questions.get(verb[0], {}).get(verb[1], questions['other'])
        return _fill(template, {'names': self.names(paths)})

    def _name(self, path: str) -> Words:
        spec = self._catalogue.signals.get(path)
        if spec is None:
            return self.device(path.partition(':')[0])
        template = self._data['zones'][spec.zone] if spec.zone else self._data['name']
        plain = path.rpartition('.')[2]
        names = (spec.names[language][0] if spec.names.get(language) else plain for language in LANGUAGES)
        return _fill(template, {'name': Words(*names)})


def load_wording(catalogue: Catalogue, file: Path | None = None) -> Wording:
    """The words of `file` (default: config/guard/words.yaml); raises ConfigError."""
    return Wording(load_yaml(file or config_folder() / 'guard' / 'words.yaml', 'guard_words').data, catalogue)


def join(texts: Iterable[Words]) -> Words:
    """Sentences one after the other."""
    texts = list(texts)
    return Words(' '.join(text.en for text in texts), ''.join(text.zh for text in texts))


def _fill(template: Mapping[str, str], fields: Mapping[str, Words | str]) -> Words:
    return Words(*(_sentence(template[language].format(**_in(language, fields))) for language in LANGUAGES))


def _in(language: Language, fields: Mapping[str, Words | str]) -> dict[str, str]:
    return {key: text if isinstance(text, str) else text[language] for key, text in fields.items()}


def _sentence(text: str) -> str:
    """A sentence begins with a capital; names and parts of sentences, which do not end like one, stay as they are."""
    return text[:1].upper() + text[1:] if text.endswith(('.', '?')) else text


def _listed(names: list[str], comma: str, last: str) -> str:
    return last.join(part for part in (comma.join(names[:-1]), *names[-1:]) if part)


def _verb(function: Function, value: Value) -> tuple[str, str]:
    switch = 'on' if value == function.on else 'off' if value == function.off else 'other'
    return function.verbs, switch
