"""Which agents a sentence needs: decided in code, by what it names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.brains.agents import AgentSpec, agent_for
from ipa_agents.brains.interface import Act, Dialogue, Domain, Sentence, Step
from ipa_agents.brains.qwen.names import Names
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.media.vocabulary import load_vocabulary
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Route', 'Router', 'load_router']


@dataclass(frozen=True, slots=True)
class Route:
    """The agents that a sentence needs, the first one speaks first; `domains` are those it names, in its order.

    `is_sure` is False where another agent may be needed as well: whoever works on it is then offered all tools.
    """

    agents: tuple[AgentSpec, ...]
    domains: tuple[Domain, ...]
    is_sure: bool

    @property
    def is_shared(self) -> bool:
        """Whether several agents work on it."""
        return len(self.agents) > 1

    def tools_for(self, agent: AgentSpec, tools: Iterable[str]) -> tuple[str, ...]:
        """Which of all `tools` `agent` is offered: its own, or every one where another may be needed as well."""
        return agent.tools if self.is_sure else tuple(tools)


@dataclass(frozen=True, slots=True)
class _Hit:
    """What a name stands for. A weak one, such as a kind of place, counts only where its agent is needed anyhow, or
    nothing else is named.
    """

    domain: Domain
    is_weak: bool = False


class Router:
    """Routes sentences to `agents`."""

    def __init__(self, agents: Sequence[AgentSpec], names: Names[_Hit], follow_up: Mapping[Language, int]) -> None:
        self._agents = agents
        self._names = names
        self._follow_up = follow_up

    def route(self, sentence: Sentence, dialogue: Dialogue, caught: Sequence[Domain] = ()) -> Route:
        """The agents for `sentence`; `caught` are domains that another brain has heard in it."""
        hits = list(self._names.find(sentence.text))
        strong = {self._of(hit.domain).id for hit in hits if not hit.is_weak}
        counted = [hit.domain for hit in hits if not hit.is_weak or not strong or self._of(hit.domain).id in strong]
        heard = (*counted, *(domain for domain in caught if domain is not Domain.NONE))
        agents = {agent.id: agent for agent in map(self._of, heard)}
        if not agents:
            return Route((self._without_names(sentence, dialogue),), (), is_sure=False)
        is_sure = len(agents) > 1 or bool(strong) and len(counted) == len(hits)
        return Route(tuple(agents.values()), tuple(dict.fromkeys(heard)), is_sure)

    def _without_names(self, sentence: Sentence, dialogue: Dialogue) -> AgentSpec:
        """Who goes on with what was spoken of last; Car Genius where nothing was."""
        pending = dialogue.pending
        if pending is not None and pending.call is not None:
            return agent_for(Step(dialogue.focus_domain, Act.ACT, pending.call), self._agents)
        size = len(sentence.text.split()) if sentence.language == 'en' else len(sentence.text)
        goes_on = pending is not None or size <= self._follow_up[sentence.language]
        return self._of(dialogue.focus_domain if goes_on else Domain.SMALLTALK)

    def _of(self, domain: Domain) -> AgentSpec:
        return agent_for(Step(domain, Act.INFORM), self._agents)


def load_router(catalogue: Catalogue, agents: Sequence[AgentSpec], file: Path | None = None) -> Router:
    """A router by the words of `file` (default: config/qwen/routing.yaml); raises ConfigError."""
    data = load_yaml(file or config_folder() / 'qwen' / 'routing.yaml', 'routing').data
    names = Names((*_words(data['words']), *_functions(catalogue), *_weak_names()))
    return Router(agents, names, data['follow_up'])


def _words(words: Mapping[str, Mapping[Language, Sequence[str]]]) -> Iterator[tuple[str, _Hit]]:
    for domain, lists in words.items():
        for language in LANGUAGES:
            for word in lists[language]:
                yield word, _Hit(Domain(domain))


def _functions(catalogue: Catalogue) -> Iterator[tuple[str, _Hit]]:
    for function in catalogue.functions.values():
        for language in LANGUAGES:
            for name in function.names[language]:
                yield name, _Hit(Domain.VEHICLE)
                if language == 'en':
                    yield f'{name}s', _Hit(Domain.VEHICLE)


def _weak_names() -> Iterator[tuple[str, _Hit]]:
    kinds, vocabulary = load_kinds(), load_vocabulary()
    for language in LANGUAGES:
        places = [*(kind.names for kind in kinds.kinds), *(cuisine.names for cuisine in kinds.cuisines)]
        music = [term.names for term in (*vocabulary.genres.values(), *vocabulary.moods.values())]
        for domain, named in ((Domain.NAVIGATION, places), (Domain.MEDIA, music)):
            for names in named:
                for name in names[language]:
                    yield name, _Hit(domain, is_weak=True)
