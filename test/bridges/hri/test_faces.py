import math

import pytest

from ipa_agents.bridges.hri.faces import Emotion, emotion, face_of_outcome, face_of_say
from ipa_agents.vehicle.exchange import Status


def test_a_refusal_does_not_look_like_success() -> None:
    assert face_of_outcome(Status.DONE) == 'happy'
    assert {face_of_outcome(status) for status in (Status.DENIED, Status.FAILED, Status.TIMED_OUT)} == {'disappointed'}
    assert face_of_outcome(Status.NEEDS_CONFIRMATION) == face_of_say(expects_answer=True, is_warning=False)


def test_what_means_nothing_leaves_the_face_as_it_is() -> None:
    assert face_of_outcome(Status.SUPERSEDED) == ''
    assert face_of_outcome(200) == ''
    assert face_of_say(expects_answer=False, is_warning=False) == ''


def test_a_warning_is_more_than_a_question() -> None:
    assert face_of_say(expects_answer=True, is_warning=True) == 'surprised'


def test_an_emotion_is_as_sure_as_the_less_sure_of_its_parts() -> None:
    assert emotion(-0.5, 0.9, 0.25, 0.6) == Emotion(-0.5, 0.25, 0.6)


@pytest.mark.parametrize(('valence', 'arousal'), [(math.nan, 0.0), (0.0, math.nan), (math.inf, 0.0)])
def test_what_is_not_known_is_no_emotion(valence: float, arousal: float) -> None:
    assert emotion(valence, 1.0, arousal, 1.0) is None


def test_what_is_out_of_range_is_put_into_it() -> None:
    assert emotion(-3.0, 7.0, 2.0, 9.0) == Emotion(-1.0, 1.0, 1.0)
    assert emotion(0.0, math.nan, 0.0, 1.0) == Emotion(0.0, 0.0, 0.0)
