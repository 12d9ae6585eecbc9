"""vLLM's own parser takes what config/serving.yaml declares: of GPUs, which no test starts, it is all that is seen."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from real_model import missing_model_server

from ipa_agents.serving.command_line import command_of, option_value
from ipa_agents.serving.profile import Setting, load_serving
from ipa_agents.serving.program import find_vllm, program_environment

SERVING = load_serving()
READER = Path(__file__).parents[1] / 'support' / 'vllm_options.py'
EXAMPLES = {
    'kv_cache_type': 'fp8',
    'quantization': 'fp8',
    'reasoning': 'qwen3',
    'speculative': '{"method": "ngram", "num_speculative_tokens": 4, "prompt_lookup_max": 4}',
}
OF_A_TYPE = {'integer': '2', 'number': '0.5', 'text': 'qwen'}
WRONG = {
    'max-num-sequences 3': 'unrecognized arguments: --max-num-sequences',
    'max-num-queued 3': 'unrecognized arguments: --max-num-queued',
    'max-num-seqs many': 'invalid',
    'scheduling-policy lifo': 'invalid choice',
    'tool-call-parser hermit': 'hermit is none of',
    'reasoning-parser qwen1': 'qwen1 is none of',
}

pytestmark = pytest.mark.timeout(600)
Complaint = Callable[[Sequence[str]], str]


def of_profile(name: str) -> Sequence[str]:
    return command_of(SERVING.profile(name), {}).words[1:]


def of_setting(setting: Setting) -> Sequence[str]:
    example = setting.choices[0] if setting.choices else EXAMPLES.get(setting.name) or OF_A_TYPE[setting.type]
    return command_of(SERVING.profile('small'), {setting.option: option_value(setting, example)}).words[1:]


def of_mistake(words: str) -> Sequence[str]:
    return [*of_profile('small'), *f'--{words}'.split()]


@pytest.fixture(scope='module')
def complaint() -> Complaint:
    """What is wrong with each command line of this file, all read by one process."""
    if reason := missing_model_server():
        pytest.skip(reason)
    lines = [
        *map(of_profile, SERVING.profiles),
        *map(of_setting, SERVING.settings.values()),
        *map(of_mistake, WRONG),
    ]
    program = find_vllm()
    read = subprocess.run(
        [program.with_name('python'), READER],
        input=json.dumps(lines),
        env=program_environment(program, SERVING.profile('tiny').environment),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(read.stdout.splitlines()[-1])
    return lambda words: found[lines.index(words)]


@pytest.mark.parametrize('profile', SERVING.profiles)
def test_every_profile_is_one_of_vllm(complaint: Complaint, profile: str) -> None:
    assert complaint(of_profile(profile)) == ''


@pytest.mark.parametrize('setting', SERVING.settings)
def test_every_setting_is_one_of_vllm(complaint: Complaint, setting: str) -> None:
    assert complaint(of_setting(SERVING.settings[setting])) == ''


@pytest.mark.parametrize('words', WRONG)
def test_what_is_none_of_vllm_would_be_seen(complaint: Complaint, words: str) -> None:
    assert WRONG[words] in complaint(of_mistake(words))
