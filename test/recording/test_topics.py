import pytest

from ipa_agents.recording.topics import full_name, is_among, load_groups, moved, short_name


def test_names_are_below_the_namespace() -> None:
    assert full_name('say', '/ipa') == '/ipa/say'
    assert full_name('/diagnostics', '/ipa') == '/diagnostics'
    assert full_name('say', '/') == '/say'
    assert short_name('/ipa/hvac/command', '/ipa') == 'hvac/command'
    assert short_name('/ipa2/say', '/ipa') == '/ipa2/say'


@pytest.mark.parametrize('topic', ['/ipa/hvac/command', '/ipa/simulator/command'])
def test_commands_are_known(topic: str) -> None:
    assert is_among(topic, load_groups().commands, '/ipa')


@pytest.mark.parametrize('topic', ['/ipa/say', '/other/hvac/command', '/ipa/command/rejected'])
def test_what_is_no_command_of_the_car_is_none(topic: str) -> None:
    assert not is_among(topic, load_groups().commands, '/ipa')


def test_speech_is_what_people_said() -> None:
    speech = load_groups().speech
    assert all(is_among(topic, speech, '/ipa') for topic in ('/ipa/utterance', '/ipa/say', '/ipa/trace'))
    assert not is_among('/ipa/signals', speech, '/ipa')


def test_topics_move_into_another_namespace() -> None:
    assert moved('/ipa/hvac/command', '/ipa', '/replay') == '/replay/hvac/command'
    assert moved('/diagnostics', '/ipa', '/replay') == '/replay/diagnostics'
    assert moved('/ipa/say', '/ipa', '/ipa') == '/ipa/say'
