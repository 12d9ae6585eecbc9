"""What leans on the sentence before."""

from random import Random

import pytest

from ipa_agents.training.car import CarSentences
from ipa_agents.training.follow_ups import FollowUp, FollowUps
from ipa_agents.training.opinion import SecondOpinion
from ipa_agents.training.scene import Scene, Scenes
from ipa_agents.training.topics import Topics
from ipa_agents.vehicle.catalogue import Catalogue


@pytest.fixture(scope='module')
def made(catalogue: Catalogue) -> list[tuple[FollowUp, Scene]]:
    scenes = Scenes(catalogue, 3)
    follow_ups = FollowUps(catalogue, CarSentences(catalogue, SecondOpinion(catalogue)), scenes, Topics())
    rng, found = Random(2), []
    while len(found) < 150:
        scene = scenes.scene(rng)
        follow_up = follow_ups.make(rng.choice(('en', 'zh')), scene, rng)
        if follow_up is not None:
            found.append((follow_up, scene))
    return found


def test_what_was_done_before_shows_in_the_car(made: list[tuple[FollowUp, Scene]]) -> None:
    done = [(follow_up, scene) for follow_up, scene in made if follow_up.dialogue.focus]
    assert done
    for follow_up, scene in done:
        for path, value in follow_up.dialogue.focus[0].arguments['signals'].items():
            assert scene.signals[path] == value


def test_a_change_changes_something_or_somewhere_else(made: list[tuple[FollowUp, Scene]]) -> None:
    for follow_up, scene in made:
        if follow_up.dialogue.focus:
            written = follow_up.part.calls[0].arguments['signals']
            before = follow_up.dialogue.focus[0].arguments['signals']
            assert written.keys().isdisjoint(before) or any(scene.signals[path] != written[path] for path in written)


def test_one_of_a_list_is_taken_by_its_number(made: list[tuple[FollowUp, Scene]]) -> None:
    chosen = [follow_up for follow_up, _ in made if follow_up.dialogue.options]
    assert {follow_up.part.calls[0].arguments['place']['number'] for follow_up in chosen} == {1, 2, 3}
    assert all(len(follow_up.dialogue.options) == 3 and follow_up.question for follow_up in chosen)


def test_an_open_question_is_answered(made: list[tuple[FollowUp, Scene]]) -> None:
    answers = [f for f, _ in made if f.dialogue.pending and f.dialogue.pending.kind == 'open']
    assert answers
    assert all(follow_up.question == follow_up.earlier.answer for follow_up in answers)
    assert {call.tool for follow_up in answers for call in follow_up.part.calls} >= {'set_signals', 'navigate'}
