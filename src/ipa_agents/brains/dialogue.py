"""How the conversation goes on from one turn to the next."""

from collections.abc import Mapping
from dataclasses import replace

from ipa_agents.brains.interface import Act, Call, Dialogue, Domain, Interpretation, Pending, Step
from ipa_agents.vehicle.exchange import ACTING_TOOLS
from ipa_agents.vehicle.seats import DRIVER, Seat
from ipa_agents.vehicle.signals import Value

__all__ = ['after_turn']


def after_turn(
    dialogue: Dialogue, interpretation: Interpretation, signals: Mapping[str, Value], seat: Seat = DRIVER
) -> Dialogue:
    """The dialogue after a turn that began with `signals`; one that does nothing keeps the old focus."""
    pending = next((_pending(step, seat) for step in interpretation.steps if step.act is Act.ASK), None)
    domains = [step.domain for step in interpretation.steps if step.domain not in (Domain.NONE, Domain.SMALLTALK)]
    domain = domains[-1] if domains else dialogue.focus_domain
    last = interpretation.steps[-1] if interpretation.steps else None
    acting = [step for step in interpretation.steps if step.act is Act.ACT and _acts(step.call)]
    if not acting:
        asked = _asked(interpretation) or dialogue.asked
        return replace(dialogue, pending=pending, focus_domain=domain, asked=asked, last=last)
    calls = tuple(step.call for step in acting if step.call is not None)
    wished = [path for call in calls if call.tool == 'set_signals' for path in call.arguments.get('signals', ())]
    return replace(
        dialogue,
        focus=calls,
        before={path: signals[path] for path in wished if path in signals},
        focus_domain=domain,
        pending=pending,
        asked=_asked(interpretation),
        last=last,
    )


def _asked(interpretation: Interpretation) -> tuple[str, ...]:
    calls = [step.call for step in interpretation.steps if step.act is Act.INFORM and step.call is not None]
    return tuple(path for call in calls if call.tool == 'read_signals' for path in call.arguments.get('paths', ()))


def _acts(call: Call | None) -> bool:
    return call is not None and call.tool in ACTING_TOOLS


def _pending(step: Step, seat: Seat) -> Pending:
    slot = str(step.slots.get('slot', ''))
    return Pending('clarify' if slot or step.call is None else 'offer', step.call, slot, seat=seat)
