"""Every tool of the agents: what it does with a step."""

from collections.abc import Awaitable, Callable, Mapping

from ipa_agents.assistant.agents import car_genius, notes, travel_companion
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.result import Result
from ipa_agents.brains.interface import Step

__all__ = ['TOOLS', 'Tool']

Tool = Callable[[Step, str, Desk], Awaitable[Result]]

TOOLS: Mapping[str, Tool] = {
    'set_signals': car_genius.propose,
    'read_signals': car_genius.read_signals,
    'control_media': car_genius.propose,
    'read_media': car_genius.read_media,
    'navigate': travel_companion.navigate,
    'search_places': travel_companion.search_places,
    'plan_route': travel_companion.plan_route,
    'read_route': travel_companion.read_route,
    'remember': notes.remember,
    'recall': notes.recall,
    'forget': notes.forget,
}
