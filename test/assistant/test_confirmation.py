"""The guard asks, a person answers, and only the guard decides."""

from rehearsal import FakeGuard, Rehearsal, done, meaning, move, outcome, setting

from ipa_agents.brains.interface import Act, Call, Domain, Step
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status

TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
SUNROOF = 'Vehicle.Cabin.Sunroof.Position'
AC = 'Vehicle.Cabin.HVAC.IsAirConditioningActive'
SCRIPT = {
    'open the trunk': setting(TRUNK, True),
    'both': meaning(
        Step(Domain.VEHICLE, Act.ACT, Call('set_signals', {'signals': {TRUNK: True}})),
        Step(Domain.VEHICLE, Act.ACT, Call('set_signals', {'signals': {SUNROOF: 100}})),
    ),
    'cool': setting(AC, True),
    'open the sunroof': setting(SUNROOF, 100),
    'yes': move('yes'),
    'no': move('no'),
    'thanks': move('thanks'),
    'repeat': move('repeat'),
}


def asking(proposal: Proposal) -> list[Outcome]:
    """A guard that asks before everything but the air conditioning, and ends a confirmed call under its first id."""
    if AC in proposal.arguments:
        return done(proposal)
    if proposal.tool == 'confirm':
        first = proposal.challenge_id.removeprefix('challenge of ')
        return [Outcome(first, proposal.turn_id, Status.DONE)]
    reason = 'Open the trunk?' if 'Trunk' in proposal.arguments else 'It may rain. Go on?'
    challenge = f'challenge of {proposal.proposal_id}'
    return [outcome(proposal, Status.NEEDS_CONFIRMATION, rule='cb-004', reason=reason, challenge_id=challenge)]


def rehearsal() -> Rehearsal:
    return Rehearsal(SCRIPT, guard=FakeGuard(asking))


def test_a_yes_confirms_the_guards_own_question() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('open the trunk') == 'Open the trunk?'
        assert stage.speeches[-1].expects_answer
        yes = stage.hear('yes')
        await stage.until(lambda: len(stage.speeches) == 2)
        assert stage.texts[-1] == 'The trunk is open.'
        question, confirmation = stage.guard.proposals
        assert confirmation.tool == 'confirm'
        assert confirmation.arguments == '{}'
        assert confirmation.challenge_id == f'challenge of {question.proposal_id}'
        assert confirmation.answer_utterance_id == confirmation.utterance_id == yes.utterance_id

    rehearsal().play(scene)


def test_a_no_drops_it() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open the trunk')
        assert await stage.ask('no') == 'Okay, I leave it.'
        assert 'no open question' in await stage.ask('yes')
        assert len(stage.guard.proposals) == 1

    rehearsal().play(scene)


def test_another_command_leaves_the_question_open() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open the trunk')
        assert await stage.ask('cool') == 'The air conditioning is on.'
        assert await stage.ask('yes') == 'The trunk is open.'

    rehearsal().play(scene)


def test_two_questions_are_put_one_after_the_other() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('both') == 'It may rain. Go on?'
        assert await stage.ask('yes') == 'The sunroof is open. Open the trunk?'
        assert stage.speeches[-1].expects_answer
        assert await stage.ask('yes') == 'The trunk is open.'

    rehearsal().play(scene)


def test_a_no_to_one_question_does_not_lose_the_other() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('both')
        assert await stage.ask('no') == 'Okay, I leave it. Open the trunk?'
        assert await stage.ask('yes') == 'The trunk is open.'

    rehearsal().play(scene)


def test_a_newer_question_of_the_guard_takes_the_place_of_the_older() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open the trunk')
        await stage.ask('open the sunroof')
        assert await stage.ask('yes') == 'The sunroof is open.'
        assert 'no open question' in await stage.ask('yes')

    rehearsal().play(scene)


def test_a_question_that_nobody_answered_expires() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open the trunk')
        stage.time += 60
        assert 'expired' in await stage.ask('yes')
        assert len(stage.guard.proposals) == 1

    rehearsal().play(scene)


def test_after_a_restart_a_yes_answers_nothing() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('yes') == 'There is no open question, so nothing was done.'
        assert stage.guard.proposals == []

    rehearsal().play(scene)


def test_nobody_answers_for_another_seat() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open the trunk')
        assert 'Only who asked' in await stage.ask('yes', seat='row2_passenger')
        assert len(stage.guard.proposals) == 1
        assert await stage.ask('yes') == 'The trunk is open.'

    rehearsal().play(scene)


def test_the_driver_may_answer_for_a_passenger() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open the sunroof', seat='row1_passenger')
        assert await stage.ask('yes') == 'The sunroof is open.'
        assert stage.guard.proposals[-1].seat == 'row1_driver'
        assert 'no open question' in await stage.ask('yes', seat='row1_passenger')

    rehearsal().play(scene)


def test_a_yes_that_is_not_plain_to_the_guard_is_asked_for_once_more() -> None:
    def deaf(proposal: Proposal) -> list[Outcome]:
        if proposal.tool == 'confirm':
            return [outcome(proposal, Status.DENIED, rule='confirmation', reason='I did not hear a clear yes.')]
        return asking(proposal)

    async def scene(stage: Rehearsal) -> None:
        await stage.ask('open the trunk')
        assert await stage.ask('yes') == 'I did not hear a clear yes. Open the trunk?'
        assert stage.speeches[-1].expects_answer
        assert await stage.ask('yes') == 'I did not hear a clear yes.'
        assert 'no open question' in await stage.ask('yes')

    Rehearsal(SCRIPT, guard=FakeGuard(deaf)).play(scene)


def test_a_microphone_is_listened_to_after_a_question() -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask('Juno, open the trunk', source='microphone')
        stage.time += 15
        assert await stage.ask('yes', source='microphone') == 'The trunk is open.'

    rehearsal().play(scene)


def test_thanks_and_once_more() -> None:
    async def scene(stage: Rehearsal) -> None:
        assert 'not said anything' in await stage.ask('repeat')
        await stage.ask('cool')
        assert await stage.ask('repeat') == 'The air conditioning is on.'
        assert await stage.ask('thanks') == "You're welcome."

    rehearsal().play(scene)
