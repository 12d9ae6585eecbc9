"""What config/bringup.yaml declares: the nodes of a car, their order, and the arguments of a launch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['ALL', 'WORLD', 'Argument', 'Bringup', 'load_bringup']

ALL = 'all'
WORLD = 'world'
"""The argument that chooses one of the worlds."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a launch; `to` maps nodes to the parameter that it sets there."""

    name: str
    text: str
    default: str = ''
    choices: tuple[str, ...] = ()
    type: str = 'text'
    to: Mapping[str, str] = field(default_factory=dict)

    @property
    def allowed(self) -> tuple[str, ...]:
        """All that may be given, the default among it; empty where anything may."""
        return tuple(dict.fromkeys((self.default, *self.choices))) if self.choices else ()


@dataclass(frozen=True, slots=True)
class Bringup:
    """Nodes in stages, brought up from the first and ended from the last; `end_patience` in s a stage.

    `worlds` are those that a car can drive in, with the nodes that run in that world alone; by the /clock of those in
    `simulated` all nodes go.
    """

    stages: tuple[tuple[str, ...], ...]
    lifecycle: tuple[str, ...]
    only_with: Mapping[str, str]
    worlds: Mapping[str, tuple[str, ...]]
    simulated: tuple[str, ...]
    end_patience: float
    arguments: Mapping[str, Argument]

    @property
    def nodes(self) -> tuple[str, ...]:
        """All nodes, in the order of the bring-up."""
        return tuple(name for stage in self.stages for name in stage)

    @property
    def always(self) -> tuple[str, ...]:
        """The nodes of every car, whatever it drives in and is started with."""
        return tuple(name for name in self.nodes if name not in self._of_worlds() | self.only_with.keys())

    def of_world(self, world: str) -> tuple[Argument, ...]:
        """The arguments that mean something in `world`."""
        elsewhere = self.outside(world)
        return tuple(item for item in self.arguments.values() if not item.to or item.to.keys() - elsewhere)

    def outside(self, world: str) -> frozenset[str]:
        """The nodes that run in other worlds than `world` alone."""
        return self._of_worlds() - set(self.worlds[world])

    def before(self, node: str) -> tuple[tuple[str, ...], ...]:
        """The stages that are brought up before that of `node`, and end after it."""
        return self.stages[: self._stage(node)]

    def after(self, node: str) -> tuple[tuple[str, ...], ...]:
        """The stages that are brought up after that of `node`, and end before it."""
        return self.stages[self._stage(node) + 1 :]

    def _of_worlds(self) -> frozenset[str]:
        return frozenset(node for nodes in self.worlds.values() for node in nodes)

    def _stage(self, node: str) -> int:
        return next(index for index, stage in enumerate(self.stages) if node in stage)


@cache
def load_bringup() -> Bringup:
    """Read config/bringup.yaml; raises ConfigError."""
    document = load_yaml(config_folder() / 'bringup.yaml', 'bringup')
    data = document.data
    nodes = [name for stage in data['stages'] for name in stage]
    for part in ('lifecycle', 'only_with'):
        if unknown := set(data[part]) - set(nodes):
            raise document.error(f'{part}: not in stages: {", ".join(sorted(unknown))}', part)
    worlds = {name: tuple(brought) for name, brought in data['worlds'].items()}
    if unknown := {node for brought in worlds.values() for node in brought} - set(nodes):
        raise document.error(f'worlds: not in stages: {", ".join(sorted(unknown))}', 'worlds')
    if unknown := set(data['simulated']) - worlds.keys():
        raise document.error(f'simulated: not in worlds: {", ".join(sorted(unknown))}', 'simulated')
    for name, argument in data['arguments'].items():
        if unknown := set(argument.get('to', ())) - set(nodes):
            raise document.error(f'{name}: not in stages: {", ".join(sorted(unknown))}', 'arguments', name)
    return Bringup(
        stages=tuple(map(tuple, data['stages'])),
        lifecycle=tuple(data['lifecycle']),
        only_with=data['only_with'],
        worlds=worlds,
        simulated=tuple(data['simulated']),
        end_patience=data['end_patience'],
        arguments={
            name: Argument(
                name, **argument | {'choices': tuple(worlds if name == WORLD else argument.get('choices', ()))}
            )
            for name, argument in data['arguments'].items()
        },
    )
