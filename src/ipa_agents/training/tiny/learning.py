"""The training loop: batches in, a smaller loss out, bounded in time."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional

from ipa_agents.errors import IpaError
from ipa_agents.training.tiny.batches import Plan
from ipa_agents.training.tiny.checkpoint import Progress, load_checkpoint, save_checkpoint
from ipa_agents.training.tiny.encoding import Encoded
from ipa_agents.training.tiny.memory import give_back

__all__ = ['Course', 'Report', 'learn']

_WARM_UP = 200
"""Batches in which the rate rises to its height."""
_LOWEST = 0.02
"""Of the height, at the end."""
_CLIP = 1.0
_DECAY = 0.05


@dataclass(frozen=True, slots=True)
class Course:
    """How is learnt: `rate` at its height, at most `seconds` in all; `run` tells one training from another.

    `every` seconds what was learnt is kept in `file`.
    """

    run: str
    rate: float
    seconds: float
    file: Path
    every: float
    device: str
    is_compiled: bool


@dataclass(frozen=True, slots=True)
class Report:
    """How far it is: `loss` of the last batch, `speed` in tokens per second."""

    share: float
    step: int
    loss: float
    speed: float


def learn(
    model: Any,
    encoded: Sequence[Encoded],
    plans: Sequence[Plan],
    course: Course,
    say: Callable[[Report], None],
    is_ended: Callable[[], bool],
) -> bool:
    """Go through `plans` from where the last run ended; False when it was told to end before the end.

    Raises IpaError where the loss or its slope is no number any more; what was kept before stays as it is.
    """
    model.to(course.device).train()
    optimizers = _optimizers(model, course.rate)
    done = load_checkpoint(course.file, model, optimizers, course.run)
    loss_of = _loss_of(model, course)
    seconds, kept = done.seconds, time.monotonic()
    for step in range(done.step, len(plans)):
        share = max(step / len(plans), seconds / course.seconds)
        if share >= 1.0:
            break
        started = time.monotonic()
        for group in (group for optimizer in optimizers for group in optimizer.param_groups):
            group['lr'] = course.rate * _rate(step, share)
        loss = loss_of(*_rows(encoded, plans[step], course.device))
        loss.backward()
        slope = torch.nn.utils.clip_grad_norm_(model.parameters(), _CLIP)
        if not (math.isfinite(loss.item()) and math.isfinite(slope.item())):
            raise IpaError(
                f'at batch {step + 1} the loss is {loss.item():g}, its slope {slope.item():g}: what was learnt until '
                f'then is kept in {course.file}; begin anew with a lower --rate and another --work'
            )
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
        took = time.monotonic() - started
        if step > done.step:  # the first one compiles
            seconds += took
        say(Report(share, step + 1, loss.item(), len(plans[step].members) * plans[step].width / took))
        if is_ended() or time.monotonic() - kept > course.every:
            kept = time.monotonic()
            save_checkpoint(course.file, model, optimizers, Progress(course.run, step + 1, seconds))
            give_back()
        if is_ended():
            return False
    save_checkpoint(course.file, model, optimizers, Progress(course.run, len(plans), seconds))
    return True


def _optimizers(model: Any, rate: float) -> list[Any]:
    """Muon for the matrices between the layers, scaled to the steps of AdamW, which has the rest."""
    matrices = [weights for weights in model.model.layers.parameters() if weights.ndim == 2]
    chosen = {id(weights) for weights in matrices}
    others = [weights for weights in model.parameters() if id(weights) not in chosen]
    return [
        torch.optim.Muon(matrices, lr=rate, weight_decay=_DECAY, adjust_lr_fn='match_rms_adamw'),
        torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=_DECAY, fused=True),
    ]


def _rate(step: int, share: float) -> float:
    """Linear warm-up, then half a cosine."""
    return min(1.0, (step + 1) / _WARM_UP) * (_LOWEST + (1 - _LOWEST) * (1 + math.cos(math.pi * share)) / 2)


def _rows(encoded: Sequence[Encoded], plan: Plan, device: str) -> tuple[Any, Any, Any]:
    """Tokens, padded on the right, where causal attention never looks; the positions before each token of an answer,
    and those tokens.
    """
    tokens = torch.zeros((len(plan.members), plan.width), dtype=torch.long)
    positions: list[int] = []
    wanted: list[int] = []
    for row, member in enumerate(plan.members):
        one = encoded[member]
        tokens[row, : len(one)] = torch.tensor(one.prompt + one.answer)
        start = row * plan.width + len(one.prompt) - 1
        positions += range(start, start + len(one.answer))
        wanted += one.answer
    return tokens.to(device), torch.tensor(positions, device=device), torch.tensor(wanted, device=device)


def _loss_of(model: Any, course: Course) -> Callable[[Any, Any, Any], Any]:
    """The mean loss of a batch's answers; logits are computed for those alone."""

    def forward(tokens: Any, positions: Any, wanted: Any) -> Any:
        with torch.autocast(course.device, torch.bfloat16):
            hidden = model.model(input_ids=tokens, use_cache=False).last_hidden_state
            logits = model.lm_head(hidden.flatten(0, 1)[positions])
        return functional.cross_entropy(logits.float(), wanted)

    if not course.is_compiled:
        return forward
    # Written out, attention is compiled into fewer passes over memory than the ready-made kernel's backward needs.
    model.set_attn_implementation('eager')
    return torch.compile(forward, dynamic=True)  # type: ignore[no-any-return]
