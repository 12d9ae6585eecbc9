"""The command line of vLLM, word by word."""

from pathlib import Path

import pytest

from ipa_agents.errors import SetupError
from ipa_agents.serving.command_line import command_of, option_value, option_words
from ipa_agents.serving.profile import OptionValue, Profile, Setting, load_serving

ONE = Profile(
    'one',
    '',
    'Qwen/Qwen3-4B',
    {'host': '127.0.0.1', 'port': 8000, 'served-model-name': 'qwen', 'max-num-seqs': 8},
    {'DO_NOT_TRACK': '1'},
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / 'config.json').touch()
    return tmp_path


def test_a_profile_alone() -> None:
    command = command_of(ONE, {})
    expected = 'serve Qwen/Qwen3-4B --host 127.0.0.1 --port 8000 --served-model-name qwen --max-num-seqs 8'
    assert command.words == tuple(expected.split())
    assert command.environment == {'DO_NOT_TRACK': '1'}
    assert (command.model, command.address, command.name) == ('Qwen/Qwen3-4B', 'http://127.0.0.1:8000', 'qwen')


def test_what_is_set_at_the_start_wins() -> None:
    command = command_of(ONE, {'model': 'Qwen/Qwen3-8B', 'port': 9000, 'served-model-name': 'car'}, ['--seed', '7'])
    expected = 'serve Qwen/Qwen3-8B --host 127.0.0.1 --port 9000 --served-model-name car --max-num-seqs 8 --seed 7'
    assert command.words == tuple(expected.split())
    assert (command.address, command.name) == ('http://127.0.0.1:9000', 'car')


def test_the_profile_of_a_fleet_says_how_its_copies_run() -> None:
    words = command_of(
        load_serving().profile('fleet'), {'data-parallel-backend': 'ray', 'data-parallel-size-local': 2}
    ).words
    text = ' '.join(words)
    assert '--data-parallel-size 4 ' in text
    assert text.endswith('--data-parallel-backend ray --data-parallel-size-local 2')
    assert '--max-num-queued-reqs 2048' in text


def test_options_are_written_as_vllm_reads_them() -> None:
    options: dict[str, OptionValue] = {
        'enforce-eager': True,
        'enable-prefix-caching': False,
        'kv-cache-memory-bytes': '256M',
        'gpu-memory-utilization': 0.5,
        'speculative-config': {'method': 'ngram', 'num_speculative_tokens': 4},
    }
    assert option_words(options) == [
        '--enforce-eager',
        '--no-enable-prefix-caching',
        *('--kv-cache-memory-bytes', '256M'),
        *('--gpu-memory-utilization', '0.5'),
        *('--speculative-config', '{"method": "ngram", "num_speculative_tokens": 4}'),
    ]


@pytest.mark.parametrize(
    ('host', 'address'),
    [('0.0.0.0', 'http://127.0.0.1:8000'), ('car.local', 'http://car.local:8000'), ('::1', 'http://[::1]:8000')],
)
def test_the_address_is_one_that_can_be_reached(host: str, address: str) -> None:
    assert command_of(ONE, {'host': host}).address == address


def test_a_local_model_needs_no_hub(model: Path) -> None:
    command = command_of(ONE, {'model': str(model)})
    assert command.model == str(model)
    assert command.environment == {'DO_NOT_TRACK': '1', 'HF_HUB_OFFLINE': '1', 'TRANSFORMERS_OFFLINE': '1'}


def test_a_relative_folder_is_one_too(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(model.parent)
    assert command_of(ONE, {'model': f'./{model.name}'}).model == str(model)


@pytest.mark.parametrize('name', ['models/no_such', '/no/such', './no_such', '~/no_such'])
def test_a_folder_without_a_model_is_told_before_anything_starts(name: str) -> None:
    with pytest.raises(SetupError, match=r'/no.such holds no model'):
        command_of(ONE, {'model': name})


@pytest.mark.parametrize(
    ('kind', 'text', 'value'),
    [('text', '8', '8'), ('integer', '8', 8), ('number', '0.5', 0.5), ('json', '{"a": 1}', {'a': 1})],
)
def test_what_a_person_writes_is_read(kind: str, text: str, value: OptionValue) -> None:
    assert option_value(Setting('port', 'port', '', kind), text) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ('setting', 'text', 'complaint'),
    [
        (Setting('port', 'port', '', 'integer'), 'eight', 'port: eight is not a whole number'),
        (Setting('gpu_share', 'x', '', 'number'), 'half', 'gpu_share: half is not a number'),
        (Setting('speculative', 'x', '', 'json'), '[1]', 'speculative: .* is not an object of JSON'),
        (Setting('copies_by', 'x', '', choices=('mp', 'ray')), 'slurm', 'copies_by: slurm is none of mp, ray'),
    ],
)
def test_what_it_cannot_be_is_told(setting: Setting, text: str, complaint: str) -> None:
    with pytest.raises(SetupError, match=complaint):
        option_value(setting, text)
