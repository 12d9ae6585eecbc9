"""Questions on the state of the car: what a function is set to, what a sensor shows."""

from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

from ipa_agents.brains.interface import Call, Domain
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.car import shared_names
from ipa_agents.training.part import Part
from ipa_agents.training.templates import fill, template
from ipa_agents.training.zone_words import load_zone_words
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.seats import Seat

__all__ = ['Reading']

_FORMS = {'open': 'opened', 'lid': 'opened', 'lock': 'locked'}
_ASKING = ('how ', '几')
_OF_OTHER_TOOLS = ('Vehicle.Cabin.Infotainment.Media.Played', 'Vehicle.Cabin.Infotainment.Navigation')
_DOMAINS = {'Vehicle.Powertrain.TractionBattery': Domain.CHARGING, 'Vehicle.Service': Domain.DIAGNOSTICS}


class Reading:
    """Makes questions by config/training/reading.yaml."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._zones = load_zone_words()
        self._shared = {language: shared_names(catalogue, language) for language in LANGUAGES}
        self._functions = [
            function for function in catalogue.functions.values() if function.verbs not in ('pan', 'tilt')
        ]
        self._sensors = _sensors(catalogue)

    def part(self, language: Language, speaker: Seat, rng: Random) -> Part:
        """A question on a function or a sensor, in either case asked of the car."""
        if rng.random() < 0.5:
            return self._on_sensor(language, rng)
        while (part := self._on_function(rng.choice(self._functions), language, speaker, rng)) is None:
            pass
        return part

    def _on_function(self, function: Function, language: Language, speaker: Seat, rng: Random) -> Part | None:
        """None for a name that could as well mean another function."""
        kind = 'switched' if function.type == 'boolean' else 'valued'
        form = template(rng.choice(_words()[_FORMS.get(function.verbs, kind)][language]))
        thing = self._zones.thing(function, language, speaker, rng, is_placed=True)
        if thing.name in self._shared[language]:
            return None
        text = fill(form, {'it': thing.text}, rng)
        call = Call('read_signals', {'paths': list(thing.paths), 'tell': True})
        return Part(text, Domain.VEHICLE, form.text, f'{form.text}|{function.id}', (call,))

    def _on_sensor(self, language: Language, rng: Random) -> Part:
        name, paths = rng.choice(self._sensors[language])
        kind = 'number' if self._catalogue[paths[0]].type in ('integer', 'float') else 'condition'
        form = template(rng.choice(_words()[kind][language]))
        text = fill(form, {'sensor': name}, rng)
        domain = next((domain for start, domain in _DOMAINS.items() if paths[0].startswith(start)), Domain.VEHICLE)
        call = Call('read_signals', {'paths': list(paths), 'tell': True})
        return Part(text, domain, form.text, f'{form.text}|{name}', (call,))


def _sensors(catalogue: Catalogue) -> Mapping[Language, Sequence[tuple[str, tuple[str, ...]]]]:
    """Every name of what is only read, with all that it is the name of."""
    found: dict[Language, dict[str, list[str]]] = {'en': {}, 'zh': {}}
    for spec in catalogue.signals.values():
        if not spec.is_actuator and not spec.path.startswith(_OF_OTHER_TOOLS):
            for language, names in found.items():
                for name in spec.names.get(language, ()):
                    if not name.startswith(_ASKING) and '多' not in name:
                        names.setdefault(name, []).append(spec.path)
    return {language: [(name, tuple(paths)) for name, paths in names.items()] for language, names in found.items()}


@cache
def _words() -> Mapping[str, Mapping[Language, Sequence[str]]]:
    data: Mapping[str, Mapping[Language, Sequence[str]]] = load_yaml(
        config_folder() / 'training' / 'reading.yaml', 'training_reading'
    ).data
    return data
