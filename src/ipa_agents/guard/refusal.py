"""Why a proposal is not done."""

from dataclasses import dataclass

from ipa_agents.errors import InvalidValue, SignalError, UnknownSignal
from ipa_agents.guard.wording import Wording
from ipa_agents.language import Words
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.exchange import Status

__all__ = ['Refusal', 'refusal_of_signal']


@dataclass(frozen=True, slots=True)
class Refusal:
    """The rule that refuses, the reason for people, and a detail for the trace."""

    rule: str
    reason: Words
    detail: str = ''
    status: Status = Status.DENIED


def refusal_of_signal(error: SignalError, catalogue: Catalogue, wording: Wording) -> Refusal:
    """The refusal of what the catalogue does not allow."""
    return Refusal('catalogue', _reason(error, catalogue, wording), str(error)[:200])


def _reason(error: SignalError, catalogue: Catalogue, wording: Wording) -> Words:
    if isinstance(error, UnknownSignal) or not isinstance(error, InvalidValue):
        return wording.say('unknown-function')
    spec = catalogue[error.path]
    names = wording.names([spec.path])
    if not spec.is_actuator:
        return wording.say('read-only', names=names)
    is_number = isinstance(error.value, int | float) and not isinstance(error.value, bool)
    if is_number and spec.minimum is not None and spec.maximum is not None:
        return wording.say('out-of-range', names=names, minimum=f'{spec.minimum:g}', maximum=f'{spec.maximum:g}')
    return wording.say('impossible-value', names=names)
