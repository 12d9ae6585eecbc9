"""Many things under one name: "turn off all the lights" means each of those that are on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ipa_agents.brains.interface import Act, Call, Step
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.signals import SignalView

__all__ = ['Wholes', 'load_wholes']


@dataclass(frozen=True, slots=True)
class Wholes:
    """What the wholes of config/verbs.yaml are called in one language, and of which functions each is made."""

    entries: tuple[tuple[re.Pattern[str], tuple[Function, ...]], ...]

    def apart(self, step: Step, signals: SignalView) -> tuple[Step, ...]:
        """One step for each part that is on, where `step` switches a whole off; else `step` as it is.

        A step each, since what must stay on, such as the headlights in the dark, keeps nothing else from being done.
        """
        if not _is_off(step):
            return (step,)
        parts = next((parts for name, parts in self.entries if name.search(step.text)), ())
        return tuple(_switched_off(step, parts, signals)) or (step,)


def load_wholes(catalogue: Catalogue, language: Language) -> Wholes:
    """Read config/verbs.yaml; parts that the car does not have are left out. Raises ConfigError."""
    document = load_yaml(config_folder() / 'verbs.yaml', 'verbs')
    functions = catalogue.functions
    return Wholes(
        tuple(
            (
                re.compile('|'.join(entry[language]), re.IGNORECASE),
                tuple(functions[part] for part in entry['parts'] if part in functions),
            )
            for entry in document.data['wholes']
        )
    )


def _is_off(step: Step) -> bool:
    is_wish = step.act is Act.ACT and step.call is not None and step.call.tool == 'set_signals'
    return is_wish and not any(step.call.arguments['signals'].values())  # type: ignore[union-attr]


def _switched_off(step: Step, parts: tuple[Function, ...], signals: SignalView) -> Iterator[Step]:
    for function in parts:
        values = {path: function.off for path in function.paths() if signals.get(path) not in (None, function.off)}
        if values:
            call = Call('set_signals', {'signals': values})
            yield replace(step, call=call, slots={**step.slots, 'function': function.id})
