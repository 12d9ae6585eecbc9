"""Examples as tokens, by the chat template itself: what is learnt is, byte for byte, what the server will show."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ipa_agents.training.tiny.examples import Example

__all__ = ['Encoded', 'answer_text', 'encode', 'prompt_text', 'shown']

_CHUNK = 10_000
"""Examples encoded at once: an encoding takes a hundred times the memory of its tokens."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The tokens of a prompt, and those of its answer up to the end of the message."""

    prompt: 'array[int]'  # quoted: Python 3.11 of the server's environment cannot subscript it
    answer: 'array[int]'

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


def shown(template: Any, examples: Iterable[Example]) -> Iterator[str]:
    """Whole examples as text; `template` is any tokenizer that has the chat template."""
    for example in examples:
        yield str(template.apply_chat_template([*example.messages, example.answer], tokenize=False))


def prompt_text(tokenizer: Any, example: Example) -> str:
    """What the model reads before it answers."""
    return str(tokenizer.apply_chat_template(list(example.messages), tokenize=False, add_generation_prompt=True))


def answer_text(tokenizer: Any, example: Example) -> str:
    """What the model is to write, with the token that ends it."""
    prompt = prompt_text(tokenizer, example)
    whole = tokenizer.apply_chat_template([*example.messages, example.answer], tokenize=False)
    if not whole.startswith(prompt):
        raise ValueError('the chat template shows an answer otherwise than its prompt ends')
    return str(whole[len(prompt) :]).rstrip('\n')


def encode(tokenizer: Any, examples: Iterable[Example]) -> list[Encoded]:
    """All of `examples`, in their order."""
    encoded: list[Encoded] = []
    rest = iter(examples)
    while some := list(islice(rest, _CHUNK)):
        prompts = _ids(tokenizer, (prompt_text(tokenizer, example) for example in some))
        answers = _ids(tokenizer, (answer_text(tokenizer, example) for example in some))
        encoded += map(Encoded, prompts, answers)
    return encoded


def _ids(tokenizer: Any, texts: Iterable[str]) -> 'list[array[int]]':
    encodings = tokenizer.backend_tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [array('i', encoding.ids) for encoding in encodings]
