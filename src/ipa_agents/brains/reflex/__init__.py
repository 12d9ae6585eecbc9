"""The reflex brain: rules and sentence patterns, in milliseconds, without a network."""

from ipa_agents.brains.reflex.brain import ReflexBrain

__all__ = ['ReflexBrain']
