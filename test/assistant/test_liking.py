"""What people like, used without their saying it again."""

import pytest
from kept import Play, restaurant
from rehearsal import FakeGuard, FakePlaces, Rehearsal, done, outcome

from ipa_agents.memory.store import Memory
from ipa_agents.vehicle.exchange import Outcome, Proposal, Status

TEMPERATURE = 'Vehicle.Cabin.HVAC.Station.Row1.Driver.Temperature'


def test_any_music_plays_where_there_is_none_that_people_like(play: Play, memory: Memory) -> None:
    memory.keep('row1_driver', 'music', 'jazz', 'told', 1.0)

    def answers(proposal: Proposal) -> list[Outcome]:
        return [outcome(proposal, Status.FAILED)] if 'jazz' in proposal.arguments else list(done(proposal))

    async def scene(stage: Rehearsal) -> None:
        assert await stage.ask('play some music') == 'Music is playing.'
        assert stage.guard.arguments()['kind'] == 'any'

    play(scene, guard=FakeGuard(answers))


@pytest.mark.parametrize('sentence', ['set it the way I like it', '把温度调到我喜欢的温度'])
def test_the_temperature_is_set_as_people_like_it(play: Play, memory: Memory, sentence: str) -> None:
    async def scene(stage: Rehearsal) -> None:
        await stage.ask(sentence)
        assert stage.guard.proposals == []
        await stage.ask('remember that I like it at 21.5 degrees')
        await stage.ask(sentence)
        assert stage.guard.arguments() == {'signals': {TEMPERATURE: 21.5}}

    play(scene)


def test_what_people_like_comes_first_with_the_reason(play: Play, memory: Memory) -> None:
    memory.keep('row1_driver', 'cuisine', 'sichuan', 'told', 1.0)
    memory.keep('row1_driver', 'diet', 'vegan', 'told', 2.0)
    near = restaurant('Near', 'italian', 100.0)
    spicy = restaurant('Spicy', 'sichuan', 900.0, attributes=('diet:vegan=yes',))

    async def scene(stage: Rehearsal) -> None:
        said = await stage.ask('find a restaurant')
        assert said.startswith('As you like to eat Sichuan and you eat vegan, what fits comes first.')
        assert said.index('Spicy') < said.index('Near')
        assert stage.places.searches[-1].attributes == ('vegetarian',)
        await stage.ask('navigate to the nearest restaurant')
        assert stage.guard.arguments()['place']['name'] == 'Near'

    play(scene, places=FakePlaces([near, spicy]))
