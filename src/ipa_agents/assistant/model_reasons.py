"""Why a model does not answer, in words of both languages (config/model.yaml)."""

from collections.abc import Iterable

from ipa_agents.language import Language
from ipa_agents.persona.wording import load_words

__all__ = ['told_reasons', 'words_of_reason', 'words_of_reasons']

_BETWEEN, _OF = '; ', ': '


def words_of_reason(reason: str, language: Language) -> str:
    """A reason as ModelError and Talk have it; one that has no words stays as it is."""
    key, _, value = reason.partition(' ')
    return load_words('model')[language].first([f'reasons.{key}'], value=value) or reason


def told_reasons(reasons: Iterable[tuple[str, str]]) -> str:
    """Endpoints and their reasons in one line, from which `words_of_reasons` reads them."""
    return _BETWEEN.join(f'{endpoint}{_OF}{reason}' for endpoint, reason in reasons)


def words_of_reasons(told: str, language: Language) -> str:
    """What `told_reasons` told, in words."""
    parts = (part.rpartition(_OF) for part in told.split(_BETWEEN))
    return _BETWEEN.join(f'{endpoint}{of}{words_of_reason(reason, language)}' for endpoint, of, reason in parts)
