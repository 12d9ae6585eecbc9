"""Acts that the car may begin by itself: declared in config/guard/triggers.yaml, comfort functions only."""

from collections.abc import Mapping
from pathlib import Path

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.guard.tools import SET_SIGNALS, Wish
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.seats import DRIVER

__all__ = ['Triggers', 'is_trigger', 'load_triggers']

_PREFIX = 'trigger:'


def is_trigger(utterance_id: str) -> bool:
    """Whether a proposal names a trigger instead of an utterance."""
    return utterance_id.startswith(_PREFIX)


class Triggers:
    """Which signals each trigger may set."""

    def __init__(self, paths: Mapping[str, frozenset[str]]) -> None:
        self._paths = paths

    def allow(self, utterance_id: str, seat: str, wish: Wish) -> bool:
        """Whether the trigger of that id is declared and may do `wish`, for the driver's seat."""
        paths = self._paths.get(utterance_id.removeprefix(_PREFIX), frozenset())
        return seat == DRIVER and wish.tool == SET_SIGNALS and wish.signals.keys() <= paths


def load_triggers(catalogue: Catalogue, file: Path | None = None) -> Triggers:
    """The triggers of `file` (default: config/guard/triggers.yaml); raises ConfigError."""
    document = load_yaml(file or config_folder() / 'guard' / 'triggers.yaml', 'guard_triggers')
    paths: dict[str, frozenset[str]] = {}
    for index, entry in enumerate(document.data['triggers']):
        allowed: set[str] = set()
        for position, name in enumerate(entry['functions']):
            function = catalogue.functions.get(name)
            if function is None or any(f.risk != 'comfort' for p in function.paths() for f in catalogue[p].functions):
                raise document.error(f'no comfort function {name}', 'triggers', index, 'functions', position)
            allowed |= function.paths().keys()
        paths[entry['id']] = frozenset(allowed)
    return Triggers(paths)
