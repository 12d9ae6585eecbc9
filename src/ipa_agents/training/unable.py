"""Sentences after which nothing is done: functions where there are none, and what shall stay as it is."""

from collections.abc import Mapping
from random import Random
from typing import Any

from ipa_agents.brains.interface import Domain
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.training.part import Part
from ipa_agents.training.templates import fill, template
from ipa_agents.training.zone_words import load_zone_words
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import SEATS, Seat

__all__ = ['Unable']


class Unable:
    """Makes them by config/training/unable.yaml."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words: Mapping[str, Any] = load_yaml(config_folder() / 'training' / 'unable.yaml', 'training_unable').data
        self._zones = load_zone_words()
        self._functions = tuple(catalogue.functions.values())
        self._partial = [
            function
            for function in self._functions
            if 0 < len(function.zones) < len(SEATS)
            and function.on is not None
            and function.verbs in ('switch', 'adjust')
        ]

    def part(self, language: Language, speaker: Seat, rng: Random) -> Part:
        """One of either."""
        if rng.random() < 0.5:
            function = rng.choice(self._functions)
            text = self._zones.thing(function, language, speaker, rng, is_placed=True).text
            return self._part('unwanted', function.id, text, language, rng)
        function = rng.choice(self._partial)
        return self._part('missing', function.id, self._zones.nowhere(function, language, rng), language, rng)

    def _part(self, kind: str, function: str, text: str, language: Language, rng: Random) -> Part:
        words = self._words[kind]
        form = template(rng.choice(words[language]))
        key = f'{form.text}|{function}'
        return Part(fill(form, {'it': text}, rng), Domain.VEHICLE, form.text, key, words=words['say'][language])
