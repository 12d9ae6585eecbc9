"""What people do and see on the page, as messages: a touch is an utterance, and a proposal that rests on it."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.cabin.scene import Question
from ipa_agents.cockpit.viewer import Viewer
from ipa_agents.nodes import qos
from ipa_agents.nodes.messages import proposal_message, utterance_message
from ipa_agents.nodes.view_messages import view_message
from ipa_agents.travel.places.view import View
from ipa_agents.vehicle.exchange import Proposal, Utterance
from ipa_agents.vehicle.touch import TOUCH, act_text, answer_text, canonical, touch_turn

__all__ = ['Hands']

_AGENT = 'cockpit'


class Hands:
    """Controls over ROS; its methods may be called from any thread.

    `now` in s stamps what is touched; it is not before what was heard, such as the question that a yes belongs to.
    """

    def __init__(self, node: Node, now: Callable[[], float]) -> None:
        self._utterances = node.create_publisher(msg.Utterance, 'utterance', qos.UTTERANCES)
        self._proposals = node.create_publisher(msg.Proposal, 'proposal', qos.EVENTS)
        self._views = node.create_publisher(msg.MapView, 'cockpit/map_view', qos.STATE)
        self._clock, self._now = node.get_clock(), now
        self.see(None)  # what was seen before the node was restarted

    def say(self, text: str, by: Viewer) -> None:
        """Say something, as if it was spoken; in which language shows the text itself."""
        self._hear(text, by, 'cockpit', '')

    def touch(self, tool: str, arguments: Mapping[str, Any], by: Viewer) -> None:
        """Propose one act to the guard."""
        touched = self._hear(act_text(tool, arguments), by, TOUCH, by.language)
        self._propose(touched, tool, canonical(arguments))

    def answer(self, question: Question, is_yes: bool, by: Viewer) -> None:
        """Answer this question and no other, whoever asked it; a no needs no proposal."""
        touched = self._hear(answer_text(question.challenge_id, is_yes), by, TOUCH, by.language)
        if is_yes:
            self._propose(touched, 'confirm', '{}', question.challenge_id)

    def see(self, view: View | None) -> None:
        """Tell what people see of the map, which is nobody's wish."""
        self._views.publish(view_message(self._clock, view))

    def _hear(self, text: str, by: Viewer, source: str, locale: str) -> Utterance:
        utterance = Utterance(str(uuid.uuid4()), by.seat, text, locale, self._now(), source)
        self._utterances.publish(utterance_message(utterance))
        return utterance

    def _propose(self, touched: Utterance, tool: str, arguments: str, challenge_id: str = '') -> None:
        self._proposals.publish(
            proposal_message(
                Proposal(
                    proposal_id=str(uuid.uuid4()),
                    turn_id=touch_turn(touched.utterance_id),
                    utterance_id=touched.utterance_id,
                    agent=_AGENT,
                    seat=touched.seat,
                    tool=tool,
                    arguments=arguments,
                    stamp=touched.stamp,
                    challenge_id=challenge_id,
                    answer_utterance_id=touched.utterance_id if challenge_id else '',
                )
            )
        )
