"""What a person touched on a page: exactly one act, or the answer to one question, and nothing that is like it."""

from dataclasses import dataclass

from ipa_agents.errors import ProposalError
from ipa_agents.guard.strict_json import parse_object
from ipa_agents.guard.tools import CONFIRM
from ipa_agents.guard.yes_no import Answer
from ipa_agents.vehicle.exchange import Proposal
from ipa_agents.vehicle.touch import canonical

__all__ = ['Touch', 'read_touch']

_ANSWERS = {'yes': Answer.YES, 'no': Answer.NO}


@dataclass(frozen=True, slots=True)
class Touch:
    """A tool and its canonical arguments; or, below the question `challenge_id`, an answer."""

    tool: str = ''
    arguments: str = ''
    challenge_id: str = ''
    answer: Answer | None = None

    def means(self, proposal: Proposal, longest: int) -> bool:
        """Whether `proposal` is what was touched; its arguments may be written another way, but not be others."""
        if self.answer is not None:
            return proposal.tool == CONFIRM and proposal.challenge_id == self.challenge_id
        return proposal.tool == self.tool and canonical(parse_object(proposal.arguments, longest)) == self.arguments


def read_touch(text: str, longest: int) -> Touch:
    """The touch of an utterance of at most `longest` characters; raises ProposalError for anything that is none."""
    data = parse_object(text, longest)
    match data:
        case {'tool': str(tool), 'arguments': dict(arguments)} if len(data) == 2 and tool != CONFIRM:
            return Touch(tool=tool, arguments=canonical(arguments))
        case {'challenge': str(challenge), 'answer': str(answer)} if (
            len(data) == 2 and challenge and answer in _ANSWERS
        ):
            return Touch(challenge_id=challenge, answer=_ANSWERS[answer])
    raise ProposalError('a touch is an act of a tool, or an answer to a question')
