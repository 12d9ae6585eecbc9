"""What helps against what a part of the car says of itself."""

import re
from dataclasses import dataclass

from ipa_agents.cabin.events import Condition
from ipa_agents.cabin.roll_call import part_of
from ipa_agents.config_files import config_folder, load_yaml

__all__ = ['Cure', 'cure_for', 'load_cures']


@dataclass(frozen=True, slots=True)
class Cure:
    """For the conditions whose task and message fit."""

    task: re.Pattern[str]
    message: re.Pattern[str]
    text: str


def load_cures() -> tuple[Cure, ...]:
    """Those of config/cures.yaml; raises ConfigError."""
    document = load_yaml(config_folder() / 'cures.yaml', 'cures')
    cures = []
    for index, entry in enumerate(document.data):
        try:
            task, message = re.compile(entry['task']), re.compile(entry.get('message', '.*'), re.DOTALL)
        except re.error as error:
            raise document.error(f'no regular expression: {error}', index) from error
        cures.append(Cure(task, message, entry['cure']))
    return tuple(cures)


def cure_for(condition: Condition, cures: tuple[Cure, ...]) -> str:
    """The first cure that fits; empty when nothing is wrong, or nobody knows better."""
    if condition.level == 'ok':
        return ''
    part = part_of(condition.name)
    namespace = condition.name.partition(':')[0].rpartition('/')[0] or '/'
    if condition.level == 'stale':
        return f'start it again: `ros2 run ipa_agents {part} --ros-args -r __ns:={namespace}`'
    task = f'{part}:{condition.name.partition(":")[2]}'
    for cure in cures:
        found = cure.message.fullmatch(condition.message)
        if found and cure.task.fullmatch(task):
            return cure.text.format(part=part, namespace=namespace, found=next(iter(found.groups()), ''))
    return ''
