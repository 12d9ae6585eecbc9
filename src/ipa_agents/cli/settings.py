"""Reads every configuration file the way its owner does, to find all mistakes at once."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from ipa_agents.assistant.attention import load_stop_words
from ipa_agents.brains.agents import load_agents
from ipa_agents.brains.qwen.prompt.toolbox import load_toolbox
from ipa_agents.brains.qwen.wire.endpoint import load_endpoints
from ipa_agents.brains.reflex.sentences import load_sentences
from ipa_agents.brains.reflex.verbs import load_verbs
from ipa_agents.bringup.declaration import load_bringup
from ipa_agents.cabin.cures import load_cures
from ipa_agents.cabin.stage_words import load_stage_words
from ipa_agents.cli.notes import notes
from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.errors import ConfigError
from ipa_agents.guard.policy import load_policy
from ipa_agents.language import LANGUAGES
from ipa_agents.media.library import load_library
from ipa_agents.media.vocabulary import load_vocabulary
from ipa_agents.persona.persona import load_persona
from ipa_agents.persona.wording import load_words
from ipa_agents.recording.topics import load_groups
from ipa_agents.serving.profile import load_serving
from ipa_agents.travel.guiding.guidance import load_guidance
from ipa_agents.travel.places.attributes import load_attributes
from ipa_agents.travel.places.kinds import load_kinds
from ipa_agents.travel.places.reasons import load_reason_words
from ipa_agents.vehicle.catalogue import load_catalogue
from ipa_agents.vehicle.drive import load_drive
from ipa_agents.vehicle.simulator.parameters import load_car

__all__ = ['mistakes', 'readers']

_TOWN = ('businesses', 'layout', 'words')


def readers(folder: Path | None = None) -> Iterable[Callable[[], object]]:
    """One reader for each part of config/; personas and drives are those in `folder` (default: config/)."""
    folder = folder or config_folder()
    yield load_catalogue
    yield lambda: load_policy(load_catalogue())
    yield from (
        load_agents,
        load_attributes,
        load_bringup,
        load_car,
        load_cures,
        load_endpoints,
        load_groups,
        load_guidance,
        load_kinds,
        load_library,
        load_reason_words,
        load_serving,
        load_stage_words,
        load_stop_words,
        load_toolbox,
        load_verbs,
        load_vocabulary,
    )
    yield from (notes, partial(load_yaml, config_folder() / 'transcript.yaml', 'transcript'))
    yield from (partial(load_words, screen) for screen in ('cockpit', 'model', 'terminal'))
    yield from (partial(load_yaml, config_folder() / 'town' / f'{part}.yaml', f'town_{part}') for part in _TOWN)
    yield from (partial(load_sentences, language) for language in LANGUAGES)
    yield from (partial(load_persona, file) for file in sorted(folder.glob('personas/*.yaml')))
    yield from (partial(load_drive, file) for file in sorted(folder.glob('drives/*.yaml')))


def mistakes(readers: Iterable[Callable[[], object]]) -> list[str]:
    """What is wrong, as `file:line: reason`, each once."""
    found: dict[str, None] = {}
    for read in readers:
        try:
            read()
        except ConfigError as error:
            found[str(error)] = None
    return list(found)
