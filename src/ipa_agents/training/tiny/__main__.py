"""Trains the tiny model, or asks it what was held back. Run by `ipa train` in the Python that has torch.

What it says goes to the standard output, a JSON object a line: {"phase"}, {"share", "step", "loss", "speed"},
{"right", "asked", "table"}, {"wrong"}.
"""

import argparse
import hashlib
import json
import random
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer

from ipa_agents.errors import IpaError
from ipa_agents.training.tiny.answers import Tally, answer_of, is_right, table
from ipa_agents.training.tiny.batches import plan_batches
from ipa_agents.training.tiny.encoding import encode, shown
from ipa_agents.training.tiny.examples import read_examples
from ipa_agents.training.tiny.generation import generate
from ipa_agents.training.tiny.learning import Course, learn
from ipa_agents.training.tiny.model import grow_model, load_model, make_model, save_model
from ipa_agents.training.tiny.tokens import bare_tokenizer, make_tokenizer, with_openings

_FAILED, _UNFINISHED = 2, 3
_TEXTS = 40_000
"""As many examples as the tokenizer is learnt from."""


def main() -> int:
    """Do what the arguments say; 3 when it was told to end before the end."""
    arguments = _arguments()
    _when_told_to_end(lambda _: sys.exit(_UNFINISHED))  # there is nothing to keep yet
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    try:
        return _train(arguments) if arguments.task == 'train' else _examine(arguments)
    except IpaError as error:
        print(error, file=sys.stderr)
        return _FAILED


def _train(arguments: argparse.Namespace) -> int:
    arguments.work.mkdir(parents=True, exist_ok=True)
    _say(phase='read')
    count = sum(1 for _ in read_examples(arguments.data, 'train'))  # all of them at once would take gigabytes
    if not count:
        raise IpaError(f'{arguments.data}: there is nothing to train with')
    learnt = _tokenizer(arguments, count)
    answers = (str(example.answer['content']) for example in read_examples(arguments.data, 'train'))
    tokenizer = with_openings(learnt, answers)
    _say(phase='encode')
    encoded = encode(tokenizer, read_examples(arguments.data, 'train'))
    plans = plan_batches([len(one) for one in encoded], arguments.epochs, arguments.tokens, arguments.seed)
    model = load_model(arguments.start_from) if arguments.start_from else make_model(learnt, arguments.seed)
    grow_model(model, learnt, tokenizer)
    device = _device(arguments.device)
    course = Course(
        run=_name_of(arguments),
        rate=arguments.rate,
        seconds=arguments.minutes * 60,
        file=arguments.work / 'checkpoint.pt',
        every=arguments.checkpoint_every,
        device=device,
        is_compiled=arguments.compile and device == 'cpu' and bool(shutil.which('g++')),
    )
    ended: list[int] = []
    _when_told_to_end(ended.append)
    _say(phase='learn', steps=len(plans), parameters=model.num_parameters())
    if not learn(model, encoded, plans, course, lambda report: _say(**asdict(report)), lambda: bool(ended)):
        return _UNFINISHED
    _say(phase='save')
    save_model(model, tokenizer, arguments.model)
    return 0


def _tokenizer(arguments: argparse.Namespace, count: int) -> Any:
    """That of the model to start from, or one learnt from a part of the `count` examples."""
    if arguments.start_from:
        return AutoTokenizer.from_pretrained(arguments.start_from)
    _say(phase='tokens')
    chosen = random.Random(arguments.seed).sample(range(count), min(_TEXTS, count))
    wanted = set(chosen)
    read = enumerate(read_examples(arguments.data, 'train'))
    found = {number: example for number, example in read if number in wanted}
    some = [found[number] for number in chosen]
    return make_tokenizer(shown(bare_tokenizer(), some), arguments.vocabulary)


def _examine(arguments: argparse.Namespace) -> int:
    _say(phase='examine')
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    examples = list(read_examples(arguments.data, 'held'))
    tally, right, asked = Tally(), 0, 0
    for example, text in generate(load_model(arguments.model), tokenizer, examples, _device(arguments.device)):
        got = answer_of(text)
        is_exact = is_right(got, example.answer)
        tally.add(example.kind, example.lang, is_exact, example.is_unseen)
        right, asked = right + is_exact, asked + 1
        _say(right=right, asked=asked, of=len(examples))
        if not is_exact:
            last = str(example.messages[-1].get('content')).rpartition('\n')[2]
            _say(wrong={'kind': example.kind, 'said': last, 'got': text, 'wanted': example.answer})
    _say(table=table(tally), share=tally.share())
    return 0


def _when_told_to_end(do: Callable[[int], object]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _: do(received))


def _name_of(arguments: argparse.Namespace) -> str:
    """Another one for other data and other settings that change what is learnt."""
    with arguments.data.open('rb') as data:
        digest = hashlib.file_digest(data, 'sha256')
    settings = ('epochs', 'tokens', 'seed', 'rate', 'vocabulary', 'start_from')
    digest.update(repr([str(getattr(arguments, name)) for name in settings]).encode())
    return digest.hexdigest()[:16]


def _device(wanted: str) -> str:
    return wanted if wanted != 'auto' else 'cuda' if torch.cuda.is_available() else 'cpu'


def _say(**what: object) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog='python -m ipa_agents.training.tiny')
    parser.add_argument('task', choices=('train', 'examine'))
    parser.add_argument('--data', type=Path, required=True)
    parser.add_argument('--model', type=Path, required=True)
    parser.add_argument('--work', type=Path)
    parser.add_argument('--start-from', type=Path)
    parser.add_argument('--minutes', type=float, default=50.0)
    parser.add_argument('--epochs', type=int, default=1)
    parser.add_argument('--tokens', type=int, default=6144)
    parser.add_argument('--rate', type=float, default=2e-3)
    parser.add_argument('--vocabulary', type=int, default=6144)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--checkpoint-every', type=float, default=120.0)
    parser.add_argument('--device', default='auto')
    parser.add_argument('--threads', type=int, default=0)
    parser.add_argument('--compile', action=argparse.BooleanOptionalAction, default=True)
    return parser.parse_args()


if __name__ == '__main__':
    sys.exit(main())
