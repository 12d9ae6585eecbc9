"""A tokenizer for the car's language: a signal is three tokens, a number is one, a name is copied as it was said."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

__all__ = ['CHAT_TEMPLATE', 'END', 'bare_tokenizer', 'make_tokenizer', 'with_openings']

CHAT_TEMPLATE = Path(__file__).with_name('chat_template.jinja')
END = '<|im_end|>'
_PADDING = '<|endoftext|>'
_SPECIAL = (_PADDING, '<|im_start|>', END)
_TAGS = ('<tool_call>', '</tool_call>', '<tool_response>', '</tool_response>', '<think>', '</think>')

# What no merge may cross. Phrases of each prompt and of each call are one piece. So is a zone, and what stands before
# and after it in a path: a path is copied from the list of signals with its zone put in. Words carry no blank, so
# that a name is the same tokens in a sentence and in the JSON of a call; Chinese goes by characters for that reason.
# The first word of an answer is one with what shows that it has ended: it is spoken once that is there.
_OPENING = r"(?<=\A|assistant\n)(?:[A-Z][a-z'’]*[.,]? |\p{Han}[\p{Han}，])"
_PHRASES = (
    r'(?:user|assistant)\n',
    r'You are [A-Z][a-z]+ [A-Z][a-z]+\.\n',
    r'\d{4}-\d\d-\d\d \d\d:\d\d, ',
    r' km/h, seat \w+\.\n',
    r'The (?:driver|passenger) says in (?:English|Chinese): ',
    r' \(on true, off false\)\n',
    r'\n?\{"name": "',
    r'", "arguments": \{"?',
)
_PARTS = (
    r'(?:, )?Row\d+\.(?:Driver|Middle|Passenger) ?',
    r'\*\.\*',
    r'Vehicle(?:\.(?!Row\d|\*)[A-Z][A-Za-z0-9]*)*\.?',
    r'(?:Side)?(?:\.[A-Z][A-Za-z0-9]*)+',
    r'\d+(?:\.\d+)?',
    r'[\p{Latin}_][\p{Latin}\p{M}\d_]*',
    r'\p{L}\p{M}*',
    r'[ \n]?[^\s\p{L}\d]+(?:[ \n][^\s\p{L}\d]+)*[ \n]?',
    r'\s',
)
_PIECES = '|'.join((_OPENING, *_PHRASES, *_PARTS))
_NUMBERS = [str(number) for number in range(101)] + [f'{number / 10:g}' for number in range(150, 321, 5)]
_EMPHASIS = 1000
"""How often each number is shown beside the texts, so that it becomes one token."""
_USUAL = 20
"""How often answers begin alike before their opening becomes one token."""


def make_tokenizer(texts: Iterable[str], size: int) -> Any:
    """A byte-level BPE of at most `size` tokens learnt from `texts`, with Qwen's special tokens and the template."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = _into_pieces()
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[*_SPECIAL, *_TAGS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_between_special(texts), trainer)
    return _wrapped(tokenizer)


def with_openings(tokenizer: Any, answers: Iterable[str]) -> Any:
    """The same tokens, and after them one for each usual opening of `answers` that is none yet."""
    split = _into_pieces()
    openings = Counter(split.pre_tokenize_str(answer)[0][0] for answer in answers if answer)
    data = json.loads(tokenizer.backend_tokenizer.to_str())
    known = data['model']['vocab']
    new = [opening for opening, count in openings.most_common() if count >= _USUAL and opening not in known]
    data['model']['vocab'] = known | {opening: len(tokenizer) + number for number, opening in enumerate(new)}
    data['model']['ignore_merges'] = True  # a piece that is a token needs none
    grown = Tokenizer.from_str(json.dumps(data))
    grown.pre_tokenizer = split
    return _wrapped(grown)


def bare_tokenizer() -> Any:
    """Knows the chat template and no token yet: it shows the texts that a tokenizer is learnt from."""
    return _wrapped(Tokenizer(models.BPE()))


def _into_pieces() -> Any:
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_PIECES), 'isolated'),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


def _wrapped(tokenizer: Tokenizer) -> Any:
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token=END,
        pad_token=_PADDING,
        chat_template=CHAT_TEMPLATE.read_text(encoding='utf-8'),
        clean_up_tokenization_spaces=False,
    )


def _between_special(texts: Iterable[str]) -> Iterable[str]:
    """What merges are learnt from: the trainer itself would merge across a special token."""
    special = re.compile('|'.join(re.escape(token) for token in (*_SPECIAL, *_TAGS)))
    for text in texts:
        yield from special.split(text)
    yield from [' '.join(_NUMBERS)] * _EMPHASIS
