"""Whatever is proposed, the guard answers once and never raises."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipa_agents.vehicle.exchange import Proposal, Status

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(scope='session')
def paths(catalogue):
    return st.sampled_from([path for path, spec in catalogue.signals.items() if spec.is_actuator])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(data=st.data())
def test_any_proposal_gets_exactly_one_final_outcome(make_car, paths, data):
    car = make_car()
    heard = car.say('something')
    tool = data.draw(st.sampled_from(['set_signals', 'control_media', 'navigate', 'confirm']) | st.text(max_size=20))
    values = JSON | st.booleans() | st.integers(-5, 120) | st.floats(0, 100)
    objects = st.fixed_dictionaries(
        {},
        optional={'signals': st.dictionaries(paths, values, max_size=3), 'action': JSON, 'place': JSON, 'volume': JSON},
    )
    arguments = data.draw(st.text(max_size=200) | JSON.map(json.dumps) | objects.map(json.dumps))
    proposal = Proposal(
        proposal_id=data.draw(st.text(min_size=0, max_size=200)),
        turn_id=data.draw(st.text(max_size=10)),
        utterance_id=data.draw(st.just(heard) | st.text(max_size=10)),
        agent=data.draw(st.text(max_size=10)),
        seat=data.draw(st.sampled_from(['row1_driver', 'row2_driver']) | st.text(max_size=10)),
        tool=tool,
        arguments=arguments,
        stamp=data.draw(st.just(car.now) | st.floats()),
        challenge_id=data.draw(st.just('') | st.text(max_size=10)),
        answer_utterance_id=data.draw(st.just('') | st.just(heard) | st.text(max_size=10)),
    )
    car.take(car.guard.propose(proposal, car.now))
    car.wait(0.5)
    car.wait(40.0)
    car.wait(40.0)
    final = [outcome for outcome in car.outcomes if outcome.status is not Status.NEEDS_CONFIRMATION]
    assert [outcome.proposal_id for outcome in final] == [proposal.proposal_id]
    assert all(outcome.reason and outcome.reason_zh for outcome in final if outcome.status is not Status.DONE)
