"""What an owner of signals checks of every command before it does any of it."""

from collections.abc import Iterable

from ipa_agents.errors import InvalidValue, RejectedCommand, UnknownSignal
from ipa_agents.vehicle.catalogue import Catalogue
from ipa_agents.vehicle.signals import Signal

__all__ = ['accepted']


def accepted(catalogue: Catalogue, owner: str, signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """`signals` with v6 paths and values of their own type; RejectedCommand unless all are `owner`'s and possible."""
    return tuple(_accepted(catalogue, owner, signal) for signal in signals)


def _accepted(catalogue: Catalogue, owner: str, signal: Signal) -> Signal:
    path = signal.path[:120]
    try:
        spec = catalogue[signal.path]
        value = catalogue.check(signal.path, signal.value)
    except UnknownSignal as error:
        raise RejectedCommand(f'there is no signal {path!r}', f'没有信号 {path!r}') from error
    except InvalidValue as error:
        raise RejectedCommand(f'{path} {error.reason}', f'{path} 的值无效') from error
    if spec.owner != owner:
        reason, reason_zh = (
            f'{path} belongs to {spec.owner}, not to {owner}',
            f'{path} 属于 {spec.owner}，不属于 {owner}',
        )
        raise RejectedCommand(reason, reason_zh)
    return Signal(spec.path, value)
