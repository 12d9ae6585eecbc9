"""The tiny model itself: Qwen3's architecture, some six million parameters."""

from pathlib import Path
from typing import Any

import torch
from transformers import GenerationConfig, Qwen3Config, Qwen3ForCausalLM

__all__ = ['grow_model', 'load_model', 'make_model', 'save_model']

_LONGEST = 8192
"""Tokens of prompt and answer together that a server may take."""


def make_model(tokenizer: Any, seed: int) -> Any:
    """A fresh model for the tokens of `tokenizer`."""
    torch.manual_seed(seed)
    return Qwen3ForCausalLM(
        Qwen3Config(
            vocab_size=len(tokenizer),
            hidden_size=256,
            intermediate_size=768,
            num_hidden_layers=6,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=64,
            max_position_embeddings=_LONGEST,
            tie_word_embeddings=True,
            bos_token_id=None,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
        )
    )


def load_model(folder: Path) -> Any:
    """The model of a checkpoint, in single precision."""
    return Qwen3ForCausalLM.from_pretrained(folder, dtype=torch.float32)


def grow_model(model: Any, before: Any, tokenizer: Any) -> None:
    """Give `model` the tokens that `tokenizer` has more than `before`, each the mean of what it was written with."""
    model.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    rows = model.get_input_embeddings().weight
    with torch.no_grad():
        for new in range(len(before), len(tokenizer)):
            rows[new] = rows[before.encode(tokenizer.decode([new]), add_special_tokens=False)].mean(0)


def save_model(model: Any, tokenizer: Any, folder: Path) -> None:
    """Write a checkpoint that a server can load: weights in bf16, tokenizer, template, greedy by default."""
    kept = Qwen3ForCausalLM(model.config).to(torch.bfloat16)
    kept.load_state_dict(model.state_dict())
    kept.generation_config = GenerationConfig(
        do_sample=False,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    kept.save_pretrained(folder)
    for name in ('is_local', 'local_files_only'):  # of the folder that it was read from
        tokenizer.init_kwargs.pop(name, None)
    tokenizer.save_pretrained(folder)
