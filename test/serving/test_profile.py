"""Profiles are read from config/serving.yaml, and mistakes in it are named with their line."""

from pathlib import Path

import pytest

from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError, SetupError
from ipa_agents.serving.profile import Profile, Serving, load_serving

SMALL = 'options: {host: h, port: 1, served-model-name: qwen, seed: 3}\nenvironment: {A: "1"}\nautomatic: [one]\n'


@pytest.fixture(scope='module')
def serving() -> Serving:
    return load_serving()


def written(tmp_path: Path, profiles: str, rest: str = SMALL) -> Path:
    file = tmp_path / 'serving.yaml'
    file.write_text(f'{rest}settings: {{}}\nprofiles:\n{profiles}')
    return file


def test_a_profile_adds_to_the_options_of_all_and_wins_over_them(tmp_path: Path) -> None:
    file = written(tmp_path, '  one: {text: only for tests, model: m, gpu_memory: 5, options: {seed: 4}}')
    assert load_serving(file).profile('one') == Profile(
        'one',
        'only for tests',
        'm',
        {'host': 'h', 'port': 1, 'served-model-name': 'qwen', 'seed': 4},
        {'A': '1'},
        gpu_memory=5,
        gpus=1,
    )


@pytest.mark.parametrize(
    ('profiles', 'complaint'),
    [
        ('  two: {text: only for tests, model: m, options: {}}', 'serving.yaml:3: there is no profile one'),
        ('  one: {text: only for tests, model: m, options: {api-key: secret}}', 'serving.yaml:6: .*api-key'),
        ('  one: {text: only for tests, model: m, options: {tool-strict-level: parameter}}', 'tool-strict-level'),
        (
            '  one: {text: only for tests, model: m, options: {}, environment: {VLLM_API_KEY: secret}}',
            'VLLM_API_KEY',
        ),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, profiles: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load_serving(written(tmp_path, profiles))


def test_an_unknown_profile_is_answered_by_those_there_are(serving: Serving) -> None:
    with pytest.raises(SetupError, match='there is no profile big; there are: tiny, small'):
        serving.profile('big')


def test_the_brain_gets_from_every_shipped_profile_what_it_counts_on(serving: Serving) -> None:
    for profile in serving.profiles.values():
        assert profile.options['tool-call-parser'] == 'hermes', profile.name
        assert profile.options['scheduling-policy'] == 'priority', profile.name
        assert profile.options['enable-prompt-tokens-details'] is True, profile.name
        assert profile.options['host'] == '127.0.0.1', profile.name


def test_the_shipped_endpoint_of_the_car_is_the_one_that_is_served(serving: Serving) -> None:
    from ipa_agents.brains.qwen.wire.endpoint import load_endpoints

    car = load_endpoints(config_folder() / 'endpoints.yaml')[0]
    options = serving.profile('tiny').options
    assert car.url == f'http://{options["host"]}:{options["port"]}/v1'
    assert car.model == options['served-model-name']


def test_the_last_resort_needs_no_gpu(serving: Serving) -> None:
    assert serving.automatic[-1].gpus == 0
