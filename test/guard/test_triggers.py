import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.guard.triggers import load_triggers

DEFROST = 'Vehicle.Cabin.HVAC.IsFrontDefrosterActive'
DOME = 'Vehicle.Cabin.Light.IsDomeOn'


def test_a_declared_trigger_may_do_what_it_declares_and_all_rules_hold(car):
    car.wish({DEFROST: True}, utterance_id='trigger:fogged-windscreen')
    assert car.sent[DEFROST] is True
    assert len(car.sent) > 1


@pytest.mark.parametrize(
    ('utterance_id', 'values', 'seat'),
    [
        ('trigger:fogged-windscreen', {DOME: True}, 'row1_driver'),
        ('trigger:fogged-windscreen', {DEFROST: True, DOME: True}, 'row1_driver'),
        ('trigger:fogged-windscreen', {DEFROST: True}, 'row2_driver'),
        ('trigger:undeclared', {DEFROST: True}, 'row1_driver'),
        ('trigger:', {DEFROST: True}, 'row1_driver'),
    ],
)
def test_anything_else_is_refused(car, utterance_id, values, seat):
    assert [o.rule for o in car.wish(values, seat, utterance_id=utterance_id)] == ['provenance']
    assert car.commands == []


def test_a_trigger_confirms_nothing(car):
    (question,) = car.wish({'Vehicle.Body.Trunk.Rear.IsOpen': True})
    car.confirm(question.challenge_id, 'x', utterance_id='trigger:fogged-windscreen')
    car.wait(0.4)
    assert car.outcomes[-1].rule == 'provenance'
    assert car.commands == []


@pytest.mark.parametrize('function', ['trunk.open', 'no.such', 'light.low_beam'])
def test_only_comfort_functions_can_be_declared(catalogue, tmp_path, function):
    file = tmp_path / 'triggers.yaml'
    file.write_text(f'triggers:\n  - id: bad\n    about: test\n    functions:\n      - {function}\n')
    with pytest.raises(ConfigError, match=function) as caught:
        load_triggers(catalogue, file)
    assert caught.value.line == 5
