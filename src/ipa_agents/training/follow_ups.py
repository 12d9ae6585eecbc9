"""Sentences that lean on the ones before: "a bit more", "and in the back too", "the second one", "yes please"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from ipa_agents.assistant.car_words import describe
from ipa_agents.assistant.listener import Listener
from ipa_agents.assistant.travel_words import places_list
from ipa_agents.brains.interface import Call, Dialogue, Domain, Option, Pending
from ipa_agents.brains.reflex.values import Request, target
from ipa_agents.brains.reflex.verbs import Operation
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.language import Language
from ipa_agents.persona.persona import load_persona
from ipa_agents.training.amounts import load_amounts
from ipa_agents.training.car import CarSentences, Spoken, signals_call
from ipa_agents.training.names import place_name
from ipa_agents.training.part import Part
from ipa_agents.training.sample import Exchange
from ipa_agents.training.scene import Scene, Scenes
from ipa_agents.training.slots import SLOTS
from ipa_agents.training.speech import load_speech
from ipa_agents.training.templates import fill, template
from ipa_agents.training.topics import Topics
from ipa_agents.training.zone_words import load_zone_words
from ipa_agents.travel.places.place import Place
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.function import Function
from ipa_agents.vehicle.signals import Value

__all__ = ['FollowUp', 'FollowUps']

_FAMILIES = {'lid': 'open'}
_PERSONA = 'juno'
_LISTED = 3


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was said before, where the conversation is now, and what is said next; `question` is the open one."""

    earlier: Exchange
    dialogue: Dialogue
    part: Part
    question: str = ''


class FollowUps:
    """Makes what follows, by config/training/follow_ups.yaml. Each changes the scene as what was said before did."""

    def __init__(self, catalogue: Catalogue, car: CarSentences, scenes: Scenes, topics: Topics) -> None:
        self._forms: Mapping[str, Any] = load_yaml(
            config_folder() / 'training' / 'follow_ups.yaml', 'training_follow_ups'
        ).data
        self._catalogue, self._car, self._scenes, self._topics = catalogue, car, scenes, topics
        self._amounts, self._zones = load_amounts(), load_zone_words()
        self._wordings = {language: load_persona(_PERSONA).wording(language) for language in ('en', 'zh')}

    def make(self, language: Language, scene: Scene, rng: Random) -> FollowUp | None:
        """One of some kind; None where nothing leans on what was said first."""
        makers = (self._changed, self._changed, self._changed, self._also, self._chosen, self._accepted, self._replied)
        return rng.choice(makers)(language, scene, rng)

    def _changed(self, language: Language, scene: Scene, rng: Random) -> FollowUp | None:
        first = self._first(language, scene, rng)
        function = first.thing.function
        fitting = [
            name
            for name in ('raise', 'lower', 'set', 'on', 'off')
            if (forms := self._fitting(function, name)) and self._is_next(first, name) and forms
        ]
        if not fitting:
            return None
        name = rng.choice(fitting)
        form = template(rng.choice(self._fitting(function, name)[language]))
        if name == 'set':
            amount = self._amounts.value(function, language, rng)
            text, request, said = fill(form, {'to': amount.text}, rng), amount.request, amount.text
        else:
            size = 'a_bit' if name in ('raise', 'lower') else ''
            text, request, said = fill(form, {}, rng), Request(_operation(name), amount=size), ''
        dialogue, earlier = self._done(first, language, scene, rng)
        values = {path: target(function, request, scene.signals.get(path)) for path in first.thing.paths}
        if None in values.values() or all(scene.signals.get(path) == value for path, value in values.items()):
            return None
        return FollowUp(earlier, dialogue, _part(text, form.text, f'{function.id}|{said}', values))

    def _also(self, language: Language, scene: Scene, rng: Random) -> FollowUp | None:
        first = self._first(language, scene, rng)
        values: Mapping[str, Value] = first.part.calls[0].arguments['signals']
        other = self._zones.elsewhere(first.thing.function, first.thing.paths, language, scene.seat, rng)
        if other is None or len(set(map(repr, values.values()))) > 1:
            return None
        form = template(rng.choice(self._forms['also'][language]))
        text = fill(form, {'where': other.where, 'place': other.where}, rng)
        dialogue, earlier = self._done(first, language, scene, rng)
        same = dict.fromkeys(other.paths, next(iter(values.values())))
        return FollowUp(earlier, dialogue, _part(text, form.text, f'{first.thing.function.id}|{other.where}', same))

    def _chosen(self, language: Language, scene: Scene, rng: Random) -> FollowUp:
        searched = self._topics.part('searches', language, scene, rng)
        names = [(place_name('en', rng), place_name('zh', rng)) for _ in range(_LISTED)]
        places = [
            Place(str(number), *name, kind='', latitude=0.0, longitude=0.0, distance=rng.uniform(80, 9000))
            for number, name in enumerate(names)
        ]
        listener = self._listener(language, scene)
        question = listener.sentence([listener.wording('places.several', list=places_list(listener, places))])
        form = template(rng.choice(self._forms['chosen'][language]))
        ordinal = SLOTS['ordinal'](language, scene, rng)
        call = Call('navigate', {'action': 'START', 'place': {'number': ordinal.meaning}})
        part = Part(
            fill(form, {'ordinal': ordinal.text}, rng),
            Domain.NAVIGATION,
            form.text,
            f'{form.text}|{ordinal.text}',
            (call,),
        )
        dialogue = Dialogue(
            focus_domain=Domain.NAVIGATION,
            options=tuple(Option(en, zh, {}) for en, zh in names),
            pending=Pending('choose', Call('navigate', {'action': 'START'}), seat=scene.seat),
        )
        earlier = Exchange(load_speech(language).sentence([searched], rng), searched.calls, question)
        return FollowUp(earlier, dialogue, part, question)

    def _accepted(self, language: Language, scene: Scene, rng: Random) -> FollowUp:
        wish, accept = self._topics.offered(language, scene, rng)
        form = template(rng.choice(self._forms['accepted'][language]))
        text = fill(form, {}, rng)
        if 'call' in accept:
            call = Call(accept['call']['tool'], accept['call']['arguments'])
            domain = wish.domain
        else:
            function = self._catalogue.functions[accept['function']]
            self._scenes.settle(scene, (function,), rng)
            call, domain = self._wanted(function, accept['operation'], scene), Domain.VEHICLE
        part = Part(text, domain, form.text, f'{form.text}|{wish.pattern}', (call,))
        return self._after_question(wish, part, language, scene, rng)

    def _replied(self, language: Language, scene: Scene, rng: Random) -> FollowUp:
        asked, reply = self._topics.asked_back(language, scene, rng)
        if reply in ('on', 'off'):
            switched = [function for function in self._car.functions if function.verbs == 'switch']
            function = rng.choice(switched)
            self._scenes.settle(scene, (function,), rng)
            text = self._zones.thing(function, language, scene.seat, rng, is_placed=False).text
            part = Part(text, Domain.VEHICLE, 'reply', f'reply|{function.id}', (self._wanted(function, reply, scene),))
        elif reply == 'music':
            genre = SLOTS['genre'](language, scene, rng)
            call = Call('control_media', {'action': 'PLAY', 'query': genre.meaning, 'kind': 'genre'})
            part = Part(genre.text, Domain.MEDIA, 'reply music', f'reply|{genre.text}', (call,))
        else:
            name = place_name(language, rng)
            action = 'START' if reply == 'place' else 'ADD_STOP'
            call = Call('navigate', {'action': action, 'place': {'query': name}})
            part = Part(name, Domain.NAVIGATION, f'reply {reply}', f'reply|{name}', (call,))
        return self._after_question(asked, part, language, scene, rng)

    def _after_question(self, before: Part, part: Part, language: Language, scene: Scene, rng: Random) -> FollowUp:
        question = before.calls[0].arguments['question']
        dialogue = Dialogue(focus_domain=before.domain, pending=Pending('open', seat=scene.seat))
        earlier = Exchange(load_speech(language).sentence([before], rng), (), question)
        return FollowUp(earlier, dialogue, part, question)

    def _wanted(self, function: Function, operation: str, scene: Scene) -> Call:
        """What `operation` is for whoever speaks."""
        paths = self._zones.paths_here(function, scene.seat)
        request = Request(_operation(operation))
        values = {path: target(function, request, scene.signals.get(path)) for path in paths}
        return signals_call({path: value for path, value in values.items() if value is not None})

    def _first(self, language: Language, scene: Scene, rng: Random) -> Spoken:
        function = rng.choice(self._car.functions)
        self._scenes.settle(scene, (function,), rng)
        return self._car.about(function, language, scene.seat, scene.signals, rng)

    def _done(self, first: Spoken, language: Language, scene: Scene, rng: Random) -> tuple[Dialogue, Exchange]:
        """The conversation after `first`, which the car has done."""
        values: Mapping[str, Value] = first.part.calls[0].arguments['signals']
        dialogue = Dialogue(
            focus=first.part.calls,
            before={path: scene.signals[path] for path in values if path in scene.signals},
            focus_domain=Domain.VEHICLE,
        )
        scene.signals.update(values)
        listener = self._listener(language, scene)
        told = listener.sentence([listener.joined(describe(listener, values, 'done'))])
        return dialogue, Exchange(load_speech(language).sentence([first.part], rng), first.part.calls, told)

    def _listener(self, language: Language, scene: Scene) -> Listener:
        return Listener(self._wordings[language], self._catalogue, scene.seat)

    def _fitting(self, function: Function, name: str) -> Mapping[Language, Sequence[str]]:
        """The forms of an operation that `function` takes; empty where it does not."""
        families: Mapping[str, Mapping[Language, Sequence[str]]] = self._forms[name]
        family = _FAMILIES.get(function.verbs, function.verbs)
        if name in ('on', 'off'):
            is_switched = function.type == 'boolean' or getattr(function, name) is not None
            family = 'switch' if family in ('adjust', 'choose') else family
            return families.get(family, {}) if is_switched else {}
        if function.allowed:
            return families.get('choose', {}) if name == 'set' and function.verbs == 'choose' else {}
        if function.type == 'boolean':
            return {}
        return families.get('adjust' if name == 'set' and family != 'pan' else family, {})

    def _is_next(self, first: Spoken, name: str) -> bool:
        """Whether people would say `name` after `first`: on again only after off, nothing higher after off."""
        function, values = first.thing.function, first.part.calls[0].arguments['signals'].values()
        is_off = all(value == function.off for value in values)
        return is_off if name == 'on' else not is_off


def _operation(name: str) -> Operation:
    operations: Mapping[str, Operation] = {'on': 'on', 'off': 'off', 'raise': 'raise', 'lower': 'lower'}
    return operations[name]


def _part(text: str, pattern: str, key: str, values: Mapping[str, Value | None]) -> Part:
    call = signals_call({path: value for path, value in values.items() if value is not None})
    return Part(text, Domain.VEHICLE, pattern, f'{pattern}|{key}', (call,))
