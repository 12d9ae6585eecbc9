"""Training samples of all kinds, as many as wanted, the same for the same seed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from ipa_agents.brains.agents import AgentSpec, load_agents
from ipa_agents.brains.interface import Call, Dialogue, Sentence
from ipa_agents.brains.qwen.prompt.slice import Slice, Slicer
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.brains.qwen.routing import load_router
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import LANGUAGES, Language
from ipa_agents.training.car import CarSentences
from ipa_agents.training.follow_ups import FollowUp, FollowUps
from ipa_agents.training.gold import Gold
from ipa_agents.training.opinion import SecondOpinion
from ipa_agents.training.part import Part
from ipa_agents.training.reading import Reading
from ipa_agents.training.sample import Sample
from ipa_agents.training.scene import Scene, Scenes
from ipa_agents.training.speech import load_speech
from ipa_agents.training.split import Split, split_of
from ipa_agents.training.topics import Topics
from ipa_agents.training.unable import Unable
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function

__all__ = ['Dataset', 'Made']

_BESIDE = 0.3
"""How often the other agent has done its part already."""
_WORLD = 7
"""The seed of the simulated cars, which are the same for every data set."""


@dataclass(frozen=True, slots=True)
class Made:
    """A sample, the slice of the catalogue that its sentence finds, and whether it is held back."""

    sample: Sample
    found: Slice
    split: Split


@dataclass
class Dataset:
    """Makes samples. `dropped` counts those that could not be right, by the reason."""

    catalogue: Catalogue
    dropped: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.opinion = SecondOpinion(self.catalogue)
        self._car = CarSentences(self.catalogue, self.opinion)
        self._reading, self._unable = Reading(self.catalogue), Unable(self.catalogue)
        self._topics = Topics()
        self._scenes = Scenes(self.catalogue, _WORLD)
        self._agents = load_agents()
        self._router = load_router(self.catalogue, self._agents)
        self._slicer = Slicer(self.catalogue)
        self._gold = Gold(self.catalogue)
        self._follow_ups = FollowUps(self.catalogue, self._car, self._scenes, self._topics)
        document = load_yaml(config_folder() / 'training' / 'mix.yaml', 'training_mix')
        self._kinds = tuple(document.data['kinds'])
        self._often = tuple(document.data['kinds'].values())

    def samples(self, seed: int) -> Iterator[Made]:
        """Samples without end, of both languages alike."""
        rng = Random(seed)
        while True:
            language = rng.choice(LANGUAGES)
            yield from self._made(rng.choices(self._kinds, self._often)[0], language, rng)

    def about(self, function: Function, language: Language, rng: Random, others: int = 0) -> Iterator[Made]:
        """Samples of one sentence about `function`, and then `others` besides."""
        scene = self._scenes.scene(rng)
        functions = [function, *rng.sample(self._car.functions, others)]
        parts = [self._car_part(scene, language, rng, one) for one in functions]
        yield from self._finished('car_chain' if others else 'car', language, scene, parts, rng)

    def _made(self, kind: str, language: Language, rng: Random) -> Iterator[Made]:
        scene = self._scenes.scene(rng)
        if kind == 'follow_up':
            after = self._follow_ups.make(language, scene, rng)
            if after is not None:
                yield from self._finished(kind, language, scene, [after.part], rng, after)
            return
        yield from self._finished(kind, language, scene, self._parts(kind, language, scene, rng), rng)

    def _parts(self, kind: str, language: Language, scene: Scene, rng: Random) -> list[Part]:
        if kind == 'car':
            return [self._car_part(scene, language, rng, rng.choice(self._car.functions))]
        if kind == 'car_chain':
            functions = rng.sample(self._car.functions, rng.choice((2, 2, 2, 3)))
            return [self._car_part(scene, language, rng, function) for function in functions]
        if kind == 'reading':
            return [self._reading.part(language, scene.seat, rng)]
        if kind == 'unable':
            return [self._unable.part(language, scene.seat, rng)]
        if kind == 'mixed_chain':
            topics = rng.sample(('car', 'car', 'media', 'navigation'), 2)
            return [
                self._car_part(scene, language, rng, rng.choice(self._car.functions))
                if topic == 'car'
                else self._topics.part(topic, language, scene, rng)
                for topic in topics
            ]
        return [self._topics.part(kind, language, scene, rng)]

    def _car_part(self, scene: Scene, language: Language, rng: Random, function: Function) -> Part:
        self._scenes.settle(scene, (function,), rng)
        return self._car.about(function, language, scene.seat, scene.signals, rng).part

    def _finished(
        self,
        kind: str,
        language: Language,
        scene: Scene,
        parts: Sequence[Part],
        rng: Random,
        after: FollowUp | None = None,
    ) -> Iterator[Made]:
        sentence = Sentence(load_speech(language).sentence(parts, rng), language, scene.seat)
        dialogue = after.dialogue if after else Dialogue()
        question = after.question if after else ''
        found = self._slicer.find(sentence.text, language, dialogue, question)
        route = self._router.route(sentence, dialogue)
        agents = route.agents
        patterns, keys = tuple(part.pattern for part in parts), tuple(part.key for part in parts)
        whole = tuple(call for part in parts for call in part.calls)
        if _is_contradictory(whole):
            return
        for agent in agents:
            own = [part for part in parts if _owner(part, agents) is agent]
            calls = tuple(call for part in own for call in part.calls)
            fault = self._gold.fault(calls, found, route.tools_for(agent, load_toolbox()))
            if fault:
                self.dropped[f'{kind}: {fault}'] += 1
                continue
            sample = Sample(
                kind=kind,
                sentence=sentence,
                scene=scene,
                agent=agent,
                calls=tuple(self._gold.in_order(call, found) for call in calls),
                words=own[0].words if own and not calls else '',
                domains=tuple(part.domain for part in parts),
                keys=keys,
                patterns=patterns,
                earlier=(after.earlier,) if after else (),
                dialogue=dialogue,
                question=question,
                whole=whole,
                beside=tuple(call for call in whole if call not in calls) if rng.random() < _BESIDE else (),
            )
            yield Made(sample, found, split_of(patterns, keys))


def _is_contradictory(calls: Sequence[Call]) -> bool:
    """Whether two calls write one signal."""
    paths = [path for call in calls if call.tool == 'set_signals' for path in call.arguments['signals']]
    return len(paths) > len(set(paths))


def _owner(part: Part, agents: Sequence[AgentSpec]) -> AgentSpec:
    """Whose part it is among `agents`: who has its tool, for whom its domain is; else the first.

    A single agent has it all: what it calls for another one is handed over.
    """
    able = [agent for agent in agents if all(call.tool in agent.tools for call in part.calls)]
    return next((agent for agent in able if part.domain in agent.domains), (able or agents)[0])
