"""Who may change what: passengers their own zone, the driver everything."""

from ipa_agents.vehicle.catalogue import SignalSpec
from ipa_agents.vehicle.seats import DRIVER

__all__ = ['may_change']


def may_change(seat: str, spec: SignalSpec) -> bool:
    """Whether somebody in `seat` may change `spec`; of several functions on one signal the strictest holds."""
    if seat == DRIVER:
        return True
    rights = {function.rights for function in spec.functions}
    if 'driver' in rights:
        return False
    return 'zone' not in rights or spec.zone is None or spec.zone == seat
