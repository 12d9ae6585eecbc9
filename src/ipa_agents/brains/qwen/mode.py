"""How a model is asked: whether it may think, how freely it may word, how soon it is served. Chosen in code."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ipa_agents.brains.interface import Domain, Sentence
from ipa_agents.brains.qwen.names import Names
from ipa_agents.brains.qwen.routing import Route
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import SetupError
from ipa_agents.language import LANGUAGES
from ipa_agents.vehicle.seats import DRIVER

__all__ = ['Mode', 'Modes', 'load_modes']


@dataclass(frozen=True, slots=True)
class Mode:
    """How one turn is asked: whole turns may take `seconds`, `max_tokens` are those of one answer with its thoughts.

    It may think for `thinking_s` s before it answers; where they are 0 it does not. A lower `priority` is served first.
    """

    thinking_s: float
    seconds: float
    temperature: float
    max_tokens: int
    priority: int = 0

    @property
    def is_thinking(self) -> bool:
        """Whether it thinks before it answers."""
        return self.thinking_s > 0

    def without_thinking(self) -> 'Mode':
        """The same, answered at once."""
        return replace(self, thinking_s=0.0)


@dataclass(frozen=True)
class Modes:
    """Chooses one of `modes` for a sentence."""

    modes: Mapping[str, Mode]
    _priority: Mapping[str, int]
    _planning: Names[bool]

    def check_silence(self, silence_s: float) -> None:
        """Raise SetupError where a silence of so many s could not end a turn, which is over before."""
        name, mode = min(self.modes.items(), key=lambda item: item[1].seconds)
        if silence_s > mode.seconds:
            raise SetupError(
                f'a model may be silent for {silence_s:g} s, but config/qwen/modes.yaml ends a turn of the kind {name} '
                f'after {mode.seconds:g} s: make one the shorter (turn_timeout_s) or the other the longer'
            )

    def choose(self, sentence: Sentence, route: Route) -> Mode:
        """Planning where its words are said, a command where anything of the car or the way is named, else talk."""
        is_talk = all(domain is Domain.SMALLTALK for domain in route.domains)
        is_planning = any(self._planning.find(sentence.text))
        who = 'driver' if sentence.seat == DRIVER else 'passenger'
        kind = 'planning' if is_planning else 'talk' if is_talk else 'command'
        return replace(self.modes[kind], priority=self._priority['talk' if kind == 'talk' else who])


def load_modes(file: Path | None = None) -> Modes:
    """The modes of `file` (default: config/qwen/modes.yaml); raises ConfigError."""
    document = load_yaml(file or config_folder() / 'qwen' / 'modes.yaml', 'modes')
    data = document.data
    for name, mode in data['modes'].items():
        if mode['thinking_s'] >= mode['seconds']:
            raise document.error('thinking would take the whole turn', 'modes', name, 'thinking_s')
    words = [(word, True) for language in LANGUAGES for word in data['planning'][language]]
    return Modes({name: Mode(**mode) for name, mode in data['modes'].items()}, data['priority'], Names(words))
