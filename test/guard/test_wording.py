import pytest

from ipa_agents.guard.wording import join, load_wording
from ipa_agents.language import Words
from ipa_agents.vehicle.exchange import DEVICES

TRUNK = 'Vehicle.Body.Trunk.Rear.IsOpen'
LOCK = 'Vehicle.Cabin.Door.Row1.DriverSide.IsLocked'


@pytest.fixture
def wording(catalogue):
    return load_wording(catalogue)


def test_names_have_their_zone_and_form_a_list(wording):
    paths = [f'Vehicle.Cabin.HVAC.Station.Row1.{side}.Temperature' for side in ('Driver', 'Passenger')]
    assert wording.names(paths) == Words(
        "the driver's temperature and the front passenger's temperature", '主驾温度和副驾温度'
    )
    assert wording.names([*paths, TRUNK]).zh == '主驾温度、副驾温度和后备箱'
    assert wording.names(['media:volume']) == Words('the media player', '媒体播放器')


def test_a_question_uses_the_verbs_of_the_function(wording):
    assert wording.question({TRUNK: True}) == Words('Open the trunk?', '要打开后备箱吗？')
    assert wording.question({TRUNK: False}).en == 'Close the trunk?'
    assert wording.question({LOCK: False}).en.startswith("Unlock the driver's door")


def test_sentences_begin_with_a_capital(wording, catalogue):
    assert wording.say('read-only', names=wording.names([TRUNK])).en.startswith('The trunk')
    for device in DEVICES:
        assert wording.say('device-missing', device=wording.device(device)).zh


def test_a_template_is_not_filled_twice(wording):
    assert wording.say('device', reason=Words('{names}', '{names}')) == Words('{names}', '{names}')


def test_join():
    assert join([Words('A.', '甲。'), Words('B.', '乙。')]) == Words('A. B.', '甲。乙。')
