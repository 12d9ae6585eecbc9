"""A model that gets tokens it had not."""

GROW = """
import torch

from ipa_agents.training.tiny.model import grow_model, make_model
from ipa_agents.training.tiny.tokens import make_tokenizer, with_openings

before = make_tokenizer(['nothing of that'], 400)
tokenizer = with_openings(before, ['Fine, thank you.'] * 20)
model = make_model(before, 1)
old = model.get_input_embeddings().weight.clone()
grow_model(model, before, tokenizer)
rows, out = model.get_input_embeddings().weight, model.get_output_embeddings().weight
pieces = before.encode('Fine, ', add_special_tokens=False)
new = tokenizer.encode('Fine, ', add_special_tokens=False)
answer = {
    'pieces': len(pieces),
    'new': [new, [len(before)]],
    'is_mean': torch.equal(rows[new[0]], old[pieces].mean(0)),
    'keeps': torch.equal(rows[: len(before)], old),
    'is_tied': out.data_ptr() == rows.data_ptr(),
    'said': [model.config.vocab_size, len(tokenizer)],
}
"""


def test_a_new_token_begins_as_the_mean_of_those_it_was_written_with(ask) -> None:
    grown = ask(GROW)
    assert grown['pieces'] > 1
    assert grown['new'][0] == grown['new'][1]
    assert grown['is_mean']
    assert grown['keeps']
    assert grown['is_tied']
    assert grown['said'][0] == grown['said'][1]
