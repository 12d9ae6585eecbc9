"""Everything that config/guard/ says, read and checked together."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.config_files import config_folder
from ipa_agents.guard.limits import Limits, load_limits
from ipa_agents.guard.rules import Rule, load_rules
from ipa_agents.guard.tools import Tools, load_tools
from ipa_agents.guard.triggers import Triggers, load_triggers
from ipa_agents.guard.wording import Wording, load_wording
from ipa_agents.guard.yes_no import AnswerMatcher, load_answers
from ipa_agents.vehicle.catalogue import Catalogue

__all__ = ['Policy', 'load_policy']


@dataclass(frozen=True, slots=True)
class Policy:
    """What the guard goes by."""

    limits: Limits
    tools: Tools
    rules: tuple[Rule, ...]
    answers: AnswerMatcher
    triggers: Triggers
    wording: Wording


def load_policy(catalogue: Catalogue, folder: Path | None = None, addressed_as: Iterable[str] = ()) -> Policy:
    """The policy in `folder` (default: config/guard); raises ConfigError with file, line and reason.

    `addressed_as` are further names that people may call the car by when they answer.
    """
    folder = folder or config_folder() / 'guard'
    limits = load_limits(folder / 'limits.yaml')
    tools = load_tools(catalogue, limits.arguments_length, folder / 'tools.yaml')
    return Policy(
        limits=limits,
        tools=tools,
        rules=load_rules(catalogue, tools, folder / 'rules'),
        answers=load_answers(folder / 'answers.yaml', addressed_as),
        triggers=load_triggers(catalogue, folder / 'triggers.yaml'),
        wording=load_wording(catalogue, folder / 'words.yaml'),
    )
