"""How the parts of a car that runs are, one finding a task, from what they say on /diagnostics."""

import os
import time

from ipa_agents.cabin.cures import cure_for, load_cures
from ipa_agents.cabin.events import Condition, Level
from ipa_agents.cabin.inbox import Inbox
from ipa_agents.cabin.roll_call import part_of
from ipa_agents.cli.link import undisturbed
from ipa_agents.cli.machine import Finding, Status
from ipa_agents.errors import SetupError
from ipa_agents.nodes.composition import CAR, Composition, ros_arguments
from ipa_agents.nodes.conditions import ConditionsNode

__all__ = ['live_findings']

_STATUS: dict[Level, Status] = {'ok': 'ok', 'warn': 'warn', 'error': 'fail', 'stale': 'stale'}
_ROUND = 1.5  # s in which every part that is there speaks
_POLL = 0.05


def live_findings(namespace: str, patience: float) -> list[Finding]:
    """Listen until all parts of the car have spoken, or for `patience` s; raises SetupError when nobody speaks."""
    heard: dict[str, Condition] = {}
    with Composition(ros_arguments(namespace, 'error', {})) as car, undisturbed():
        inbox = Inbox()
        car.add(lambda: ConditionsNode(f'doctor_{os.getpid()}', inbox.put))
        end, is_whole = time.monotonic() + patience, False
        while (now := time.monotonic()) < end:
            heard |= {event.name: event for event in inbox.take(_POLL) if isinstance(event, Condition)}
            if not is_whole and CAR.keys() <= {part_of(name) for name in heard}:
                is_whole, end = True, min(end, now + _ROUND)  # for whoever is there besides
    if not heard:
        where = f'namespace {namespace}, ROS_DOMAIN_ID {os.environ.get("ROS_DOMAIN_ID", "0")}'
        raise SetupError(f'no car is running ({where}): nobody speaks on /diagnostics; start one: ipa up')
    return _findings(heard, namespace)


def _findings(heard: dict[str, Condition], namespace: str) -> list[Finding]:
    missing = CAR.keys() - {part_of(name) for name in heard}
    silent = {
        name: Condition(name, 'stale', 'says nothing', {}, '')
        for name in (f'{namespace.rstrip("/")}/{part}: status' for part in missing)
    }
    cures = load_cures()
    return [
        Finding(
            f'{part_of(name)}:{name.partition(":")[2]}',
            _STATUS[condition.level],
            condition.message or condition.level,
            cure_for(condition, cures),
        )
        for name, condition in sorted((heard | silent).items())
    ]
