"""What is kept on the disk so that a training that was ended goes on where it was."""

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from ipa_agents.errors import SetupError

__all__ = ['Progress', 'load_checkpoint', 'save_checkpoint']


@dataclass(frozen=True, slots=True)
class Progress:
    """`step` batches of the run called `run` were learnt, in `seconds` s without those of compiling."""

    run: str
    step: int = 0
    seconds: float = 0.0


def save_checkpoint(file: Path, model: Any, optimizers: Sequence[Any], progress: Progress) -> None:
    """Replace `file` in one move: it is whole even when the machine stops in the middle."""
    part = file.with_suffix('.part')
    states = [optimizer.state_dict() for optimizer in optimizers]
    torch.save({'model': model.state_dict(), 'optimizers': states, 'progress': asdict(progress)}, part)
    os.replace(part, file)


def load_checkpoint(file: Path, model: Any, optimizers: Sequence[Any], run: str) -> Progress:
    """Take up what `file` holds of the same run; a fresh Progress where there is no file.

    Raises SetupError where another run is kept there, so that hours of work are not overwritten by a slip.
    """
    if not file.is_file():
        return Progress(run)
    kept = torch.load(file, map_location='cpu', weights_only=True)
    progress = Progress(**kept['progress'])
    if progress.run != run:
        raise SetupError(f'{file} belongs to a training with other data or settings; remove it or use another --work')
    model.load_state_dict(kept['model'])
    for optimizer, state in zip(optimizers, kept['optimizers'], strict=True):
        optimizer.load_state_dict(state)
    return progress
