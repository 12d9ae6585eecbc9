import pytest

from ipa_agents.brains.choice import AUTO, CHOICES, make_minds
from ipa_agents.brains.interface import Context, Hands, Sentence, Talk
from ipa_agents.errors import SetupError
from ipa_agents.vehicle.catalogue import load_catalogue


class Silent:
    name = 'silent'
    is_ready = True
    was_there = True

    async def talk(self, sentence: Sentence, context: Context, hands: Hands) -> Talk:
        return Talk()

    def judged(self, fault: str) -> None:
        pass


def test_every_choice_has_the_reflex_and_all_but_it_alone_the_talker() -> None:
    catalogue, talker = load_catalogue(), Silent()
    minds = {choice: make_minds(choice, catalogue, talker) for choice in CHOICES}
    assert {choice: made.reflex.name for choice, made in minds.items()} == dict.fromkeys(CHOICES, 'reflex')
    assert {choice: made.talker for choice, made in minds.items()} == {AUTO: talker, 'reflex': None, 'qwen': talker}
    assert [choice for choice, made in minds.items() if made.is_talker_first] == ['qwen']


def test_another_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(SetupError, match='auto, reflex, qwen'):
        make_minds('oracle', load_catalogue())
