"""What the navigator shows."""

from dataclasses import dataclass, field
from typing import Literal

from ipa_agents.travel.guiding.offer import Offer
from ipa_agents.travel.guiding.progress import Progress
from ipa_agents.travel.routing.route import Route
from ipa_agents.travel.routing.survey import NOT_SURVEYED, Survey

__all__ = ['NavigationState', 'Status']

Status = Literal['IDLE', 'GUIDING', 'ARRIVED']


@dataclass(frozen=True)
class NavigationState:
    """What the navigator shows; mirrors msg/NavigationState. `eta` in s on the clock of `see_position`, 0 if idle.

    `survey` is of the route; `delay` in s is what the traffic ahead costs; the first alternative is what is offered.
    """

    status: Status = 'IDLE'
    route: Route | None = None
    alternatives: tuple[Route, ...] = ()
    progress: Progress = field(default_factory=lambda: Progress(0.0, 0.0, 0.0, 0, 0.0))
    eta: float = 0.0
    is_muted: bool = False
    survey: Survey = NOT_SURVEYED
    delay: float = 0.0
    offer: Offer | None = None
