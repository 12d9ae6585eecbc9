"""The words of the page, from config/cockpit.yaml."""

from collections.abc import Mapping

from ipa_agents.language import Language
from ipa_agents.persona import wording
from ipa_agents.persona.wording import Wording

__all__ = ['load_words']


def load_words() -> Mapping[Language, Wording]:
    """The words of each language by dotted key, such as "conversation.send"; raises ConfigError."""
    return wording.load_words('cockpit')
