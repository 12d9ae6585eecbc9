"""From the arguments of a launch to the processes that it starts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.bringup.declaration import ALL, WORLD, Argument, Bringup, load_bringup
from ipa_agents.bringup.parameter_file import check_parameter_file
from ipa_agents.config_files import config_folder, load_yaml, named_file
from ipa_agents.errors import SetupError

__all__ = ['Process', 'assignments', 'goes_by_clock', 'module_of', 'plan']

_CLOCK = 'use_sim_time'


@dataclass(frozen=True, slots=True)
class Process:
    """One node as a process: `parameters` stand over those of `parameter_files`, of which later ones win."""

    node: str
    namespace: str
    log_level: str
    parameter_files: tuple[Path, ...]
    parameters: Mapping[str, object]

    @property
    def module(self) -> str:
        """What `python -m` runs."""
        return module_of(self.node)


def module_of(node: str) -> str:
    """Where a node is written, by the rule of all of them: <world>_bridge, <world>_shape, or a node of the car."""
    if node.endswith('_bridge'):
        return f'ipa_agents.bridges.{node.removesuffix("_bridge")}.node'
    if node.endswith('_shape'):
        return f'ipa_agents.bridges.shapes.{node.removesuffix("_shape")}'
    return f'ipa_agents.nodes.{node}_node'


def assignments(words: Iterable[str]) -> dict[str, str]:
    """The arguments among `words` of a command line, each name:=value; raises SetupError for any other word."""
    arguments = {}
    for word in words:
        name, assigned, value = word.partition(':=')
        if not assigned or not name:
            raise SetupError(f'{word!r} is no argument: write name:=value, as in persona:=finch')
        arguments[name] = value
    return arguments


def plan(arguments: Mapping[str, str], state_folder: Path | None) -> tuple[Process, ...]:
    """The processes in the order of their start; what is not in `arguments` has its default.

    `state_folder` is where nodes keep what they need after a restart. Raises SetupError or ConfigError, in one line,
    for an argument that is unknown or wrong.
    """
    bringup = load_bringup()
    if unknown := arguments.keys() - bringup.arguments.keys():
        names = ', '.join(bringup.arguments)
        raise SetupError(f'unknown argument {", ".join(sorted(unknown))}; there are: {names}')
    given = {name: arguments.get(name, argument.default).strip() for name, argument in bringup.arguments.items()}
    values = {name: _value(bringup.arguments[name], text) for name, text in given.items() if text}
    by_clock = goes_by_clock(given)
    clock = {} if by_clock is None else {_CLOCK: by_clock}
    chosen = _chosen(bringup, given)
    files = [config_folder() / 'params.yaml']
    if given['params_file']:
        files.append(Path(given['params_file']).expanduser())
        check_parameter_file(files[-1], files[0])
    return tuple(
        Process(
            node=node,
            namespace='/' + given['namespace'].strip('/'),
            log_level=given['log_level'],
            parameter_files=tuple(files),
            parameters=_parameters(bringup, node, chosen, values, state_folder) | clock,
        )
        for node in chosen
    )


def goes_by_clock(arguments: Mapping[str, str]) -> bool | None:
    """Whether all nodes go by /clock; None where only the parameter files say so."""
    if asked := arguments.get(_CLOCK):
        return asked == 'true'
    return True if arguments.get(WORLD) in load_bringup().simulated else None


def _chosen(bringup: Bringup, given: Mapping[str, str]) -> tuple[str, ...]:
    elsewhere = bringup.outside(given[WORLD] or bringup.arguments[WORLD].default)
    asked_for = [node for node in bringup.nodes if node not in bringup.only_with or given[bringup.only_with[node]]]
    all_of_them = [node for node in asked_for if node not in elsewhere]
    if given['nodes'] == ALL:
        return tuple(all_of_them)
    names = [name.strip() for name in given['nodes'].split(',') if name.strip()]
    left_out = {name.removeprefix('-') for name in names if name.startswith('-')}
    wanted = set(names) - {f'-{name}' for name in left_out} or set(all_of_them)
    if unknown := (wanted | left_out) - set(bringup.nodes):
        raise SetupError(f'nodes: there is no {", ".join(sorted(unknown))}; there are: {", ".join(bringup.nodes)}')
    if not wanted - left_out:
        raise SetupError(f'nodes: {given["nodes"]!r} leaves none')
    return tuple(node for node in bringup.nodes if node in wanted - left_out)


def _parameters(
    bringup: Bringup,
    node: str,
    chosen: tuple[str, ...],
    values: Mapping[str, object],
    state_folder: Path | None,
) -> dict[str, object]:
    ending_first = bringup.after(node)
    parameters: dict[str, object] = {
        'end_after': [name for stage in ending_first for name in stage if name in chosen] or [''],
        # The first to be waited for is given twice as long, since it ends with all the others at its heels.
        'end_within': round(bringup.end_patience * (len(ending_first) + 1), 3) if ending_first else 0.0,
        'state_folder': str(state_folder or ''),
    }
    if node in bringup.lifecycle:
        parameters['autostart'] = 'manager' not in chosen
    if node == 'manager':
        parameters['nodes'] = [name for name in chosen if name != node] or ['']
    arguments = bringup.arguments.values()
    return parameters | {
        argument.to[node]: values[argument.name] for argument in arguments if _sets(argument, node, values)
    }


def _sets(argument: Argument, node: str, values: Mapping[str, object]) -> bool:
    return node in argument.to and argument.name in values


def _value(argument: Argument, text: str) -> object:
    """What `text` means; raises SetupError or ConfigError."""
    if argument.choices and text not in argument.choices:
        raise SetupError(f'{argument.name}: {text!r} is none of {", ".join(argument.choices)}')
    match argument.type:
        case 'integer':
            if not text.isdecimal():
                raise SetupError(f'{argument.name}: {text!r} is no whole number')
            return int(text)
        case 'file' if not Path(text).expanduser().is_file():
            raise SetupError(f'{argument.name}: there is no file {text}')
        case 'folder' if not Path(text).expanduser().is_dir():
            raise SetupError(f'{argument.name}: there is no folder {text}')
        case 'persona':
            load_yaml(named_file(text, 'personas'), 'persona')
    inner = text.strip('/').replace('/', 'a')
    if argument.name == 'namespace' and not (inner.isascii() and inner.isidentifier()):
        raise SetupError(f'namespace: {text!r} is none; it has letters, digits, _ and /')
    return text
