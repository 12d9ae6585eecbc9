"""Sentences on all but the functions of the car: config/training/topics, a file a topic."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from ipa_agents.brains.interface import Call, Domain
from ipa_agents.config_files import Document, config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.part import Part
from ipa_agents.training.scene import Scene
from ipa_agents.training.slots import SLOTS, Filling
from ipa_agents.training.templates import Template, fill, template

__all__ = ['Topics']

_WHOLE = re.compile(r'^\{(\w+)\}$')


@dataclass(frozen=True, slots=True)
class _Entry:
    """One meaning: the templates of each language, and the call or the words that are right."""

    domain: Domain
    templates: Mapping[Language, tuple[Template, ...]]
    often: float
    call: Mapping[str, Any] | None
    ask: Mapping[Language, str] | None
    say: Mapping[Language, str] | None
    accept: Mapping[str, Any]
    reply: str


class Topics:
    """Makes parts about music, places, questions, and what is not there."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read every file of `folder` (default: config/training/topics); raises ConfigError."""
        files = sorted((folder or config_folder() / 'training' / 'topics').glob('*.yaml'))
        self._entries = {file.stem: _entries(load_yaml(file, 'training_topic')) for file in files}
        self._often = {name: [entry.often for entry in entries] for name, entries in self._entries.items()}

    def part(self, topic: str, language: Language, scene: Scene, rng: Random) -> Part:
        """A part on `topic`, the name of a file."""
        return self._part(rng.choices(self._entries[topic], self._often[topic])[0], language, scene, rng)

    def offered(self, language: Language, scene: Scene, rng: Random) -> tuple[Part, Mapping[str, Any]]:
        """A wish to which something is offered, and what a yes to it does: {"function", "operation"} or {"call"}."""
        entry = rng.choice([entry for entry in self._entries['wishes'] if entry.accept])
        return self._part(entry, language, scene, rng), entry.accept

    def asked_back(self, language: Language, scene: Scene, rng: Random) -> tuple[Part, str]:
        """A sentence that is answered by a question, and what people name then: on, off, place, stop, music."""
        entry = rng.choice([entry for entry in self._entries['questions'] if entry.reply])
        return self._part(entry, language, scene, rng), entry.reply

    def _part(self, entry: _Entry, language: Language, scene: Scene, rng: Random) -> Part:
        form = rng.choice(entry.templates[language])
        fillings: dict[str, Filling] = {}

        def filling(name: str) -> Filling:
            if name not in fillings:
                fillings[name] = SLOTS[name](language, scene, rng)
            return fillings[name]

        text = fill(form, {name: filling(name).text for name in sorted(form.slots)}, rng)
        said = '|'.join(fillings[name].text for name in sorted(fillings))
        calls: tuple[Call, ...] = ()
        if entry.call is not None:
            calls = (Call(entry.call['tool'], _meant(entry.call['arguments'], filling)),)
        elif entry.ask is not None:
            calls = (Call('ask_user', {'question': entry.ask[language]}),)
        words = entry.say[language] if entry.say is not None else ''
        return Part(
            text,
            entry.domain,
            form.text,
            f'{form.text}|{said}' if fillings else '',
            calls,
            words,
            is_order=form.is_order and entry.call is not None,
        )


def _entries(document: Document) -> Sequence[_Entry]:
    entries = []
    for index, entry in enumerate(document.data['entries']):
        for language in LANGUAGES:
            for number, text in enumerate(entry[language]):
                unknown = template(text).slots - SLOTS.keys()
                if unknown:
                    raise document.error(f'there is no slot {min(unknown)}', 'entries', index, language, number)
        entries.append(
            _Entry(
                Domain(entry.get('domain', document.data['domain'])),
                {language: tuple(map(template, entry[language])) for language in LANGUAGES},
                entry.get('often', 1.0),
                entry.get('call'),
                entry.get('ask'),
                entry.get('say'),
                entry.get('accept', {}),
                entry.get('reply', ''),
            )
        )
    return entries


def _meant(arguments: Any, filling: Any) -> Any:
    if isinstance(arguments, dict):
        return {name: _meant(value, filling) for name, value in arguments.items()}
    if isinstance(arguments, str) and (slot := _WHOLE.match(arguments)):
        return filling(slot[1]).meaning
    return arguments
