"""What a person can do on the page."""

from collections.abc import Mapping
from typing import Any, Protocol

from ipa_agents.cabin.scene import Question
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.travel.places.view import View

__all__ = ['Controls']


class Controls(Protocol):
    """The way from the page to the car; nodes.touching fills it with ROS, tests with a list."""

    def say(self, text: str, by: Viewer) -> None:
        """Say something, as if it was spoken."""
        ...

    def touch(self, tool: str, arguments: Mapping[str, Any], by: Viewer) -> None:
        """Propose one act to the guard, by a tool of config/guard/tools.yaml; what becomes of it shows in the scene.

        A touch is no wish for each step on the way: send it when the finger is lifted.
        """
        ...

    def answer(self, question: Question, is_yes: bool, by: Viewer) -> None:
        """Say yes or no to a question of the guard."""
        ...

    def see(self, view: View | None) -> None:
        """Let the car know what people see of the map, so that they can ask what is on it; None: no map is open."""
        ...
