"""What config/bridges declares of a world: what it gives, and what it takes."""

from dataclasses import dataclass

from ipa_agents.config_files import config_folder, load_yaml
from ipa_agents.vehicle.catalogue import load_catalogue

__all__ = ['Given', 'Taken', 'World', 'load_world']


@dataclass(frozen=True, slots=True)
class Given:
    """Messages of one topic: their type as package/msg/Name, what reads them, and the signals that they bring.

    `is_optional`: their package need not be installed.
    """

    topic: str
    type: str
    reads: str
    signals: tuple[str, ...]
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What the world is told on one topic, service or action, and from what here it follows."""

    topic: str
    type: str
    follows: str


@dataclass(frozen=True, slots=True)
class World:
    """Another world, by its name in config/bridges; topics may hold arguments in braces: /carla/{role}/odometry."""

    name: str
    gives: tuple[Given, ...]
    takes: tuple[Taken, ...]

    @property
    def signals(self) -> frozenset[str]:
        """Every signal that it gives."""
        return frozenset(path for given in self.gives for path in given.signals)


def load_world(name: str) -> World:
    """Read config/bridges/<name>.yaml; raises ConfigError, also for a signal that the catalogue does not have."""
    document = load_yaml(config_folder() / 'bridges' / f'{name}.yaml', 'bridge')
    known = load_catalogue().signals
    for index, part in enumerate(document.data['gives']):
        for place, path in enumerate(part['signals']):
            if path not in known:
                raise document.error(f'{path}: no such signal in the catalogue', 'gives', index, 'signals', place)
    return World(
        name,
        tuple(
            Given(
                part['topic'],
                part['type'],
                part['reads'],
                tuple(part['signals']),
                part.get('optional', False),
            )
            for part in document.data['gives']
        ),
        tuple(Taken(part['topic'], part['type'], part['follows']) for part in document.data.get('takes', ())),
    )
