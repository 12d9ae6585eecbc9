"""Rules as data: what they look at, what they do, and how they are read from config/guard/rules/."""

from ipa_agents.guard.rules.condition import Condition, Test
from ipa_agents.guard.rules.load import load_rules
from ipa_agents.guard.rules.rule import Addition, Effect, Rule

__all__ = ['Addition', 'Condition', 'Effect', 'Rule', 'Test', 'load_rules']
