"""Between messages and the frozen dataclasses of the core. Both ways lose nothing."""

import math
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from builtin_interfaces.msg import Time
from rclpy.clock import Clock
from std_msgs.msg import Header

import ipa_agents.msg as msg
from ipa_agents.errors import RejectedCommand
from ipa_agents.vehicle.claims import Claim
from ipa_agents.vehicle.exchange import Outcome, Proposal, Rejection, Status, Utterance
from ipa_agents.vehicle.signals import Signal, Value

__all__ = [
    'claim_from',
    'claim_message',
    'commanded',
    'header',
    'now',
    'outcome_from',
    'outcome_message',
    'proposal_from',
    'proposal_message',
    'rejection_from',
    'rejection_message',
    'seconds',
    'signal_array',
    'signal_from',
    'signal_message',
    'signals_from',
    'stamp_from_seconds',
    'utterance_from',
    'utterance_message',
]

# What a message's kind says of where its value is. A constant of a message is dear to look up.
_VALUES: Mapping[int, Callable[[msg.Signal], Value]] = {
    msg.Signal.BOOLEAN: attrgetter('boolean'),
    msg.Signal.NUMBER: attrgetter('number'),
    msg.Signal.TEXT: attrgetter('text'),
    msg.Signal.LIST: lambda message: tuple(message.list),
}


def seconds(stamp: Time) -> float:
    """A stamp in seconds."""
    return float(stamp.sec + stamp.nanosec * 1e-9)


def stamp_from_seconds(time: float) -> Time:
    """Seconds as a stamp."""
    whole = math.floor(time)
    return Time(sec=whole, nanosec=min(int((time - whole) * 1e9), 999_999_999))


def now(clock: Clock) -> float:
    """The time of a clock in seconds."""
    return float(clock.now().nanoseconds * 1e-9)


def header(clock: Clock, frame_id: str = '') -> Header:
    """A header of now."""
    return Header(stamp=clock.now().to_msg(), frame_id=frame_id)


def signal_message(signal: Signal) -> msg.Signal:
    """One signal as a message."""
    value = signal.value
    if isinstance(value, bool):
        return msg.Signal(path=signal.path, kind=msg.Signal.BOOLEAN, boolean=value)
    if isinstance(value, int | float):
        return msg.Signal(path=signal.path, kind=msg.Signal.NUMBER, number=float(value))
    if isinstance(value, str):
        return msg.Signal(path=signal.path, kind=msg.Signal.TEXT, text=value)
    return msg.Signal(path=signal.path, kind=msg.Signal.LIST, list=list(value))


def signal_from(message: msg.Signal) -> Signal | None:
    """The signal of a message; None when its value is not available. Numbers come as float."""
    value_of = _VALUES.get(message.kind)
    return None if value_of is None else Signal(message.path, value_of(message))


def signals_from(message: msg.SignalArray | msg.Outcome) -> tuple[Signal, ...]:
    """The signals of a message that have a value."""
    return tuple(signal for signal in map(signal_from, message.signals) if signal is not None)


def signal_array(clock: Clock, source: str, signals: Iterable[Signal], command_id: str = '') -> msg.SignalArray:
    """Signals of `source`, stamped now."""
    return msg.SignalArray(
        header=header(clock),
        source=source,
        command_id=command_id,
        signals=[signal_message(signal) for signal in signals],
    )


def claim_from(message: msg.SignalClaim) -> Claim:
    """The claim of a message."""
    return Claim(message.source, frozenset(message.paths), seconds(message.header.stamp))


def claim_message(claim: Claim) -> msg.SignalClaim:
    """A claim as a message."""
    stamp = stamp_from_seconds(claim.since)
    return msg.SignalClaim(header=Header(stamp=stamp), source=claim.source, paths=sorted(claim.paths))


def commanded(message: msg.SignalArray) -> tuple[Signal, ...]:
    """The signals of a command; raises RejectedCommand where there is none, or one has no value."""
    signals = signals_from(message)
    if not signals or len(signals) != len(message.signals):
        raise RejectedCommand('the command has no signal, or one without a value', '命令中没有信号，或信号没有值')
    return signals


def utterance_from(message: msg.Utterance) -> Utterance:
    """The utterance of a message."""
    return Utterance(
        utterance_id=message.utterance_id,
        seat=message.seat,
        text=message.text,
        locale=message.locale,
        stamp=seconds(message.header.stamp),
        source=message.source,
        confidence=message.confidence,
        is_final=message.is_final,
    )


def utterance_message(utterance: Utterance) -> msg.Utterance:
    """An utterance as a message."""
    return msg.Utterance(
        header=Header(stamp=stamp_from_seconds(utterance.stamp)),
        utterance_id=utterance.utterance_id,
        seat=utterance.seat,
        text=utterance.text,
        locale=utterance.locale,
        confidence=utterance.confidence,
        is_final=utterance.is_final,
        source=utterance.source,
    )


def proposal_from(message: msg.Proposal) -> Proposal:
    """The proposal of a message."""
    return Proposal(
        proposal_id=message.proposal_id,
        turn_id=message.turn_id,
        utterance_id=message.utterance_id,
        agent=message.agent,
        seat=message.seat,
        tool=message.tool,
        arguments=message.arguments,
        stamp=seconds(message.header.stamp),
        challenge_id=message.challenge_id,
        answer_utterance_id=message.answer_utterance_id,
    )


def proposal_message(proposal: Proposal) -> msg.Proposal:
    """A proposal as a message."""
    return msg.Proposal(
        header=Header(stamp=stamp_from_seconds(proposal.stamp)),
        proposal_id=proposal.proposal_id,
        turn_id=proposal.turn_id,
        utterance_id=proposal.utterance_id,
        agent=proposal.agent,
        seat=proposal.seat,
        tool=proposal.tool,
        arguments=proposal.arguments,
        challenge_id=proposal.challenge_id,
        answer_utterance_id=proposal.answer_utterance_id,
    )


def outcome_from(message: msg.Outcome) -> Outcome:
    """The outcome of a message; raises ValueError for an unknown status."""
    return Outcome(
        proposal_id=message.proposal_id,
        turn_id=message.turn_id,
        status=Status(message.status),
        rule=message.rule,
        reason=message.reason,
        reason_zh=message.reason_zh,
        challenge_id=message.challenge_id,
        warnings=tuple(message.warnings),
        warnings_zh=tuple(message.warnings_zh),
        signals=signals_from(message),
        elapsed_ms=message.elapsed_ms,
    )


def outcome_message(outcome: Outcome, stamp: Time) -> msg.Outcome:
    """An outcome as a message."""
    return msg.Outcome(
        header=Header(stamp=stamp),
        proposal_id=outcome.proposal_id,
        turn_id=outcome.turn_id,
        status=int(outcome.status),
        rule=outcome.rule,
        reason=outcome.reason,
        reason_zh=outcome.reason_zh,
        challenge_id=outcome.challenge_id,
        warnings=list(outcome.warnings),
        warnings_zh=list(outcome.warnings_zh),
        signals=[signal_message(signal) for signal in outcome.signals],
        elapsed_ms=float(outcome.elapsed_ms),
    )


def rejection_from(message: msg.CommandRejection) -> Rejection:
    """The rejection of a message."""
    paths = frozenset(message.paths)
    return Rejection(message.command_id, message.device, message.reason, message.reason_zh, paths)


def rejection_message(clock: Clock, device: str, command_id: str, rejected: RejectedCommand) -> msg.CommandRejection:
    """What `device` did not do and why, stamped now; an id too long to be one is cut."""
    return msg.CommandRejection(
        header=header(clock),
        command_id=command_id[:64],
        device=device,
        paths=sorted(rejected.paths),
        reason=rejected.reason,
        reason_zh=rejected.reason_zh,
    )
