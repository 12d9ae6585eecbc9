"""Every tool of the agents: what it does with a step."""

from collections.abc import Awaitable, Callable, Mapping

from ipa_agents.assistant.agents import car_genius, notes, preferences, travel_companion, trips
from ipa_agents.assistant.agents.preferences import careful
from ipa_agents.assistant.desk import Desk
from ipa_agents.assistant.result import Result
from ipa_agents.brains.interface import Step

__all__ = ['TOOLS', 'Tool']

Tool = Callable[[Step, str, Desk], Awaitable[Result]]

TOOLS: Mapping[str, Tool] = {
    'set_signals': car_genius.propose,
    'read_signals': car_genius.read_signals,
    'control_media': preferences.play,
    'read_media': car_genius.read_media,
    'navigate': travel_companion.navigate,
    'search_places': travel_companion.search_places,
    'plan_route': travel_companion.plan_route,
    'read_route': trips.read_way,
    'plan_trip': trips.plan_trip,
    'change_trip': trips.change_trip,
    'read_trip': trips.read_trip,
    'remember': careful(notes.remember),
    'recall': notes.recall,
    'forget': careful(notes.forget),
    'meet': careful(preferences.meet),
    'about_me': careful(preferences.about_me),
    'keep': careful(preferences.keep),
    'decline': careful(preferences.decline),
    'learn': careful(preferences.learn),
    'as_liked': preferences.as_liked,
}
