"""What the model answers without a server: greedy, in batches."""

from collections.abc import Iterator, Sequence
from typing import Any

import torch

from ipa_agents.training.tiny.encoding import prompt_text
from ipa_agents.training.tiny.examples import Example

__all__ = ['generate']

_LONGEST_ANSWER = 200
_AT_ONCE = 64


def generate(model: Any, tokenizer: Any, examples: Sequence[Example], device: str) -> Iterator[tuple[Example, str]]:
    """Each example with the text of the answer, those with short prompts first."""
    model.to(device).eval()
    tokenizer.padding_side = 'left'
    prompts = [(example, prompt_text(tokenizer, example)) for example in examples]
    prompts.sort(key=lambda pair: len(pair[1]))
    for start in range(0, len(prompts), _AT_ONCE):
        batch = prompts[start : start + _AT_ONCE]
        inputs = tokenizer([prompt for _, prompt in batch], return_tensors='pt', padding=True).to(device)
        inputs.pop('token_type_ids', None)
        with torch.inference_mode(), torch.autocast(device, torch.bfloat16):
            rows = model.generate(
                **inputs,
                max_new_tokens=_LONGEST_ANSWER,
                do_sample=False,
                eos_token_id=tokenizer.eos_token_id,
                pad_token_id=tokenizer.pad_token_id,
            )
        for (example, _), row in zip(batch, rows[:, inputs['input_ids'].shape[1] :], strict=True):
            yield example, _text(tokenizer, row.tolist())


def _text(tokenizer: Any, ids: list[int]) -> str:
    end = ids.index(tokenizer.eos_token_id) if tokenizer.eos_token_id in ids else len(ids)
    return str(tokenizer.decode(ids[:end], skip_special_tokens=False))
