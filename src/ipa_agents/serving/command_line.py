"""The command line of vLLM's server, word by word, from a profile and what was set above it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipa_agents.config_files import config_folder
from ipa_agents.errors import SetupError
from ipa_agents.serving.profile import OptionValue, Profile, Setting

__all__ = ['ModelCommand', 'command_of', 'option_value', 'option_words']

_OURS = 'models/'
_MODEL = 'model'
_SHARE = 'gpu-memory-utilization'


@dataclass(frozen=True, slots=True)
class ModelCommand:
    """`vllm serve` with all its words, the variables that it needs beside them, and where it will be heard.

    `gpus` is how many it takes for itself: none where it was told which share of one to take.
    """

    words: tuple[str, ...]
    environment: Mapping[str, str]
    host: str
    port: int
    name: str
    gpus: int = 0

    @property
    def model(self) -> str:
        """The hub's name of the model, or its folder."""
        return self.words[1]

    @property
    def address(self) -> str:
        """The root of the server as a client on this machine reaches it."""
        host = '127.0.0.1' if self.host in ('0.0.0.0', '::', '') else self.host
        return f'http://[{host}]:{self.port}' if ':' in host else f'http://{host}:{self.port}'


def command_of(profile: Profile, given: Mapping[str, OptionValue], more: Iterable[str] = ()) -> ModelCommand:
    """How `profile` is served when `given` options win over its own, and `more` words of vLLM follow.

    Raises SetupError where a folder that is named as the model is not there.
    """
    options = dict(profile.options) | dict(given)
    model = _found(str(options.pop(_MODEL, profile.model)))
    environment = dict(profile.environment)
    if Path(model).is_dir():
        # Nothing is looked for at a hub, which a car may not reach: that would take minutes to fail.
        environment |= {'HF_HUB_OFFLINE': '1', 'TRANSFORMERS_OFFLINE': '1'}
    words = ('serve', model, *option_words(options), *more)
    host, port, name = (options[option] for option in ('host', 'port', 'served-model-name'))
    gpus = 0 if _SHARE in given else profile.gpus and max(profile.gpus, _gpus_of(options))
    return ModelCommand(words, environment, str(host), int(str(port)), str(name), gpus)


def _gpus_of(options: Mapping[str, OptionValue]) -> int:
    copies = options.get('data-parallel-size-local', options.get('data-parallel-size', 1))
    return int(str(options.get('tensor-parallel-size', 1))) * int(str(copies))


def option_words(options: Mapping[str, OptionValue]) -> list[str]:
    """Each option as vLLM reads it."""
    words = []
    for option, value in options.items():
        if isinstance(value, bool):
            words.append(f'--{option}' if value else f'--no-{option}')
        elif isinstance(value, Mapping):
            words += [f'--{option}', json.dumps(value)]
        else:
            words += [f'--{option}', str(value)]
    return words


def option_value(setting: Setting, text: str) -> OptionValue:
    """What a person wrote for `setting`; raises SetupError where it cannot be that."""
    if setting.choices and text not in setting.choices:
        raise SetupError(f'{setting.name}: {text} is none of {", ".join(setting.choices)}')
    try:
        match setting.type:
            case 'integer':
                return int(text)
            case 'number':
                return float(text)
            case 'json':
                value = json.loads(text)
                if not isinstance(value, dict):
                    raise ValueError(text)
                return value
            case _:
                return text
    except ValueError:
        kind = {'integer': 'a whole number', 'number': 'a number', 'json': 'an object of JSON'}[setting.type]
        raise SetupError(f'{setting.name}: {text} is not {kind}') from None


def _found(model: str) -> str:
    """A folder of this package where `model` names one; folders must be there, other names are the hub's."""
    if model.startswith(_OURS):
        folder = config_folder().parent / model
        if not (folder / 'config.json').is_file():
            raise SetupError(f'{folder} holds no model; make it by `make model`')
        return str(folder)
    if model.startswith(('/', './', '../', '~')):
        folder = Path(model).expanduser().resolve()
        if not (folder / 'config.json').is_file():
            raise SetupError(f'{folder} holds no model: a config.json, weights and a tokenizer')
        return str(folder)
    return model
