"""The loop of the training, where what it learns from goes wrong."""

SPOILT = """
import math
from array import array
from types import SimpleNamespace

import torch

from ipa_agents.errors import IpaError
from ipa_agents.training.tiny.batches import Plan
from ipa_agents.training.tiny.encoding import Encoded
from ipa_agents.training.tiny.learning import Course, learn
from ipa_agents.training.tiny.model import make_model

class Tokens(SimpleNamespace):
    def __len__(self):
        return 300

torch.set_num_threads(1)
model = make_model(Tokens(eos_token_id=1, pad_token_id=0), 1)
looked = []

def is_ended():
    looked.append(1)
    if len(looked) == 4:  # after the second batch was kept
        with torch.no_grad():
            model.model.norm.weight[0] = given
    return False

file = pathlib.Path('checkpoint.pt')
course = Course('run', 1e-3, 1e6, file, 0.0, 'cpu', False)
batch = [Encoded(array('i', [1, 2, 3]), array('i', [4, 5]))]
told = ''
try:
    learn(model, batch, [Plan((0,), 16)] * 4, course, lambda report: None, is_ended)
except IpaError as error:
    told = str(error)
kept = torch.load(file, weights_only=True)
finite = all(bool(torch.isfinite(weights).all()) for weights in kept['model'].values())
answer = [told, kept['progress']['step'], finite]
"""


def test_a_loss_that_is_no_number_ends_it_and_spoils_nothing_that_was_kept(ask) -> None:
    told, step, is_finite = ask(SPOILT, float('nan'))
    assert 'at batch 3 the loss is nan' in told
    assert 'checkpoint.pt; begin anew with a lower --rate' in told
    assert (step, is_finite) == (2, True)
