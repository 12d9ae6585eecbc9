"""What the bridges to driving stacks share: they hear where guidance leads, and hand that over stop by stop."""

import math
from abc import abstractmethod
from typing import Any

from geometry_msgs.msg import Point, Pose, Quaternion
from rclpy.node import Node

import ipa_agents.msg as msg
from ipa_agents.bridges.goals import Goal, goals_of
from ipa_agents.bridges.handover import (
    Answer,
    Handover,
    Patience,
    Request,
    Stack,
    Trouble,
    answered,
    arrived,
    asked,
    due,
    seen,
    ticked,
    wanted,
)
from ipa_agents.bridges.stack_map import declare_map
from ipa_agents.errors import InvalidValue
from ipa_agents.language import LANGUAGES, Words
from ipa_agents.nodes import qos
from ipa_agents.nodes.clocks import elapsed_of
from ipa_agents.nodes.health import Health
from ipa_agents.nodes.parameters import declare
from ipa_agents.nodes.remarks import Remarks
from ipa_agents.persona.wording import load_words

__all__ = ['DrivingStackNode', 'pose_of']

_PERIOD = 0.5
"""s between two looks at the stack."""
_UNHEARD = 3.0
"""s after which a stack that says nothing is listened to anew: what it said last may have been lost."""
_BUSY = 5.0
"""s for which a stack may put us off before people are told."""


class DrivingStackNode(Node):
    """Asks one thing of the stack at a time, and tells people of what it does not do."""

    def __init__(self, name: str, projector: str, status_topic: str) -> None:
        """`status_topic` is what the stack alone publishes: a new publisher there is a stack that began anew."""
        super().__init__(name)
        self.health = Health(self)
        self._task = self.health.task('stack', 'follows the guidance')
        self._frame = declare_map(self, projector)
        self.frame_id = declare(self, 'frame_id', 'map', 'of the map', read_only=True)
        text = 's to wait for an answer of the stack, or for the stack itself'
        patience = declare(self, 'patience', 10.0, text, minimum=0.5, maximum=120.0, read_only=True)
        self._patience = Patience(answer=patience)
        language = declare(self, 'language', 'en', 'until another one is spoken: en or zh', read_only=True)
        self._task.lasting(
            'unplaced', '' if self._frame else 'where the map lies is not known: set the parameter origin'
        )
        self._words = load_words('driving_stack')
        self._remarks = Remarks(self, language)
        self.elapsed = elapsed_of(self.get_clock())
        self.handover = Handover()
        self._shown: tuple[object, ...] = ()
        self._listened = self.elapsed()
        self._told = Trouble.NONE
        self._troubled = 0.0
        self._status_topic = status_topic
        self._stacks: frozenset[bytes] = frozenset()
        self.create_subscription(msg.NavigationState, 'navigation/state', self._navigate, qos.STATE)
        self.create_timer(_PERIOD, self._look)

    @abstractmethod
    def ask(self, request: Request) -> None:
        """Send a request, and call `answer` once it is answered."""

    def look(self) -> None:
        """Look how the stack stands, where it does not say so itself; called twice a second."""

    def listen(self) -> None:
        """Let the stack say anew how it stands with its route: what it said before is not sure any more."""

    def forget(self) -> None:
        """The stack ended, or another one began: what it had of us is gone."""

    def answer(self, request: Request, answer: Answer, reason: str = '') -> bool:
        """Take the answer to `request`; False, and nothing else, for one that is not waited for any more."""
        if self.handover.asked is not request:
            return False
        if answer is not Answer.DONE:
            self.health.fault(f'{request.act} refused', reason or 'without a reason')
        self.proceed(answered(self.handover, answer, self.elapsed()))
        return True

    def hear(self, stack: Stack) -> None:
        """The stack said how it stands with its route."""
        self.proceed(seen(self.handover, stack, self.elapsed()), stack)

    def proceed(self, handover: Handover, said: Stack = Stack.ABSENT) -> None:
        """Go on from what happened, such as what the stack just `said`: ask what is due, say what is wrong."""
        time = self.elapsed()
        is_lost = self.handover.stack is not Stack.ABSENT and handover.stack is Stack.ABSENT
        if is_other := self._changed():
            self.forget()
            handover = seen(seen(handover, Stack.ABSENT, time), said, time)
        self.handover = handover
        is_silent = bool(self._stacks) and time - self._listened >= _UNHEARD
        if handover.stack is Stack.ABSENT and (is_lost or is_other or is_silent):
            self._listened = time
            self.listen()
        if request := due(handover, time, self._patience):
            self.handover = asked(handover, request, time)
            self.ask(request)
        self._tell(time)

    def _look(self) -> None:
        self.look()
        self.proceed(ticked(self.handover, self.elapsed(), self._patience))

    def _changed(self) -> bool:
        """Whether the stack ended, or somebody new publishes what it does, since the last call; the first is not new.

        One that died without a word is still listed beside the new one for a while.
        """
        known = self._stacks
        self._stacks = frozenset(
            bytes(info.endpoint_gid) for info in self.get_publishers_info_by_topic(self._status_topic)
        )
        return bool(known) and (not self._stacks or bool(self._stacks - known))

    def _navigate(self, message: msg.NavigationState) -> None:
        route = message.route
        shows = message.command_id, message.status, route.route_id, len(route.stops)
        if self._frame is None or shows == self._shown:
            return
        self._shown = shows
        if message.status == 'ARRIVED':
            self.proceed(arrived(self.handover))
            return
        try:
            goals = goals_of(route, self._frame) if message.status == 'GUIDING' else ()
        except InvalidValue as error:
            self.health.fault('unusable', str(error))
            return
        self.proceed(wanted(self.handover, goals, message.command_id, self.elapsed()))

    def _tell(self, time: float) -> None:
        now = self.handover
        self._task.show({'state': str(now.stack), 'stop': now.number + 1 if now.target else 0, 'of': len(now.goals)})
        trouble = now.trouble
        reason = self._words['en'](f'trouble.{trouble}') if trouble else ''
        self._task.lasting('trouble', reason, 'warn')
        if trouble is not self._told:
            self._told, self._troubled = trouble, time if trouble else math.inf
        if trouble and time - self._troubled >= (_BUSY if trouble is Trouble.BUSY else 0.0):
            self._troubled = math.inf
            self._remarks.say(Words(*(self._words[language](f'trouble.{trouble}') for language in LANGUAGES)))


def pose_of(goal: Goal) -> Any:
    """geometry_msgs/Pose on the map."""
    half = goal.yaw / 2
    return Pose(position=Point(x=goal.x, y=goal.y), orientation=Quaternion(z=math.sin(half), w=math.cos(half)))
