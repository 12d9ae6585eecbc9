"""What the calls and words of a model are about, as steps: for the dialogue that goes on, and for evaluation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipa_agents.brains.interface import Act, Call, Domain, Sentence, Step
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.vehicle.exchange import ACTING_TOOLS

__all__ = ['Domains', 'call_step', 'load_domains', 'words_step']

_CHARGING_STATION = 'charging_station'


@dataclass(frozen=True)
class Domains:
    """The domains of signals, by the beginnings of their paths; the longest counts."""

    beginnings: Mapping[str, Domain]

    def of_paths(self, paths: Iterable[Any]) -> Domain:
        """What looking at `paths` is about: that of the first of them; the car where no beginning fits."""
        path = str(next(iter(paths), ''))
        fitting = [beginning for beginning in self.beginnings if path.startswith(beginning)]
        return self.beginnings[max(fitting, key=len)] if fitting else Domain.VEHICLE


def call_step(call: Call, sentence: Sentence, domains: Domains, named: Sequence[Domain]) -> Step:
    """The step that a call of a model is; `named` are the domains that its sentence names."""
    arguments = call.arguments
    about = named[0] if named else Domain.SMALLTALK
    if call.tool == 'ask_user':
        return Step(about, Act.ASK, slots={'said': str(arguments.get('question', ''))}, text=sentence.text)
    if call.tool == 'read_signals':
        return Step(domains.of_paths(arguments.get('paths', ())), Act.INFORM, call, text=sentence.text)
    tool = load_toolbox().get(call.tool)
    if tool is None or tool.domain is None:
        return Step(about, Act.INFORM, text=sentence.text)
    domain, place = tool.domain, arguments.get('place')
    kinds = (arguments.get('kind'), place.get('kind') if isinstance(place, Mapping) else None)
    if domain is Domain.NAVIGATION and _CHARGING_STATION in kinds:
        domain = Domain.CHARGING
    return Step(domain, Act.ACT if call.tool in ACTING_TOOLS else Act.INFORM, call, text=sentence.text)


def words_step(said: str, is_no: bool, sentence: Sentence, named: Sequence[Domain]) -> Step:
    """The step of an answer in words alone; `is_no` where it says that something cannot be done."""
    domain = named[0] if named else Domain.SMALLTALK
    return Step(domain, Act.REFUSE if is_no else Act.INFORM, slots={'said': said}, text=sentence.text)


def load_domains(file: Path | None = None) -> Domains:
    """The domains by `file` (default: config/qwen/routing.yaml); raises ConfigError."""
    data = load_yaml(file or config_folder() / 'qwen' / 'routing.yaml', 'routing').data
    return Domains({path: Domain(domain) for domain, paths in data['read'].items() for path in paths})
