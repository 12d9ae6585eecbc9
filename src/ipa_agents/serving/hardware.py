"""What this machine has to run a model on, and which profile it can carry."""

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass

from ipa_agents.errors import SetupError
from ipa_agents.serving.profile import Profile

__all__ = ['Gpu', 'Hardware', 'choose', 'find_hardware', 'parse_gpus']

_GIB = 2**30
_MIB_IN_A_GIB = 2**10
_QUERY = ('nvidia-smi', '--query-gpu=name,memory.total', '--format=csv,noheader,nounits')
_PATIENCE = 20.0  # s; a driver that wakes up takes some


@dataclass(frozen=True, slots=True)
class Gpu:
    """One GPU and its memory in GiB; where it shares that of the machine, all of it."""

    name: str
    memory: float


@dataclass(frozen=True, slots=True)
class Hardware:
    """GPUs, memory in GiB, and the cores that this process may use."""

    gpus: tuple[Gpu, ...]
    memory: float
    cores: int

    def carries(self, profile: Profile) -> bool:
        """Whether there are as many GPUs as `profile` needs, with as much memory each."""
        return sum(gpu.memory >= profile.gpu_memory for gpu in self.gpus) >= profile.gpus

    def __str__(self) -> str:
        gpus = ', '.join(f'{gpu.name} ({gpu.memory:.0f} GiB)' for gpu in self.gpus)
        return f'{gpus or "no NVIDIA GPU"}, {self.cores} cores, {self.memory:.0f} GiB'


def find_hardware() -> Hardware:
    """Ask the driver and the operating system; a driver that does not answer counts as no GPU."""
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / _GIB
    try:
        answer = subprocess.run(_QUERY, capture_output=True, text=True, check=True, timeout=_PATIENCE).stdout
    except (OSError, subprocess.SubprocessError):
        answer = ''
    return Hardware(parse_gpus(answer, memory), memory, len(os.sched_getaffinity(0)))


def parse_gpus(answer: str, memory: float) -> tuple[Gpu, ...]:
    """The GPUs in nvidia-smi's answer, "name, MiB" a line; those without a number share the machine's `memory`."""
    gpus = []
    for line in answer.splitlines():
        name, comma, size = line.rpartition(',')
        if comma:
            size = size.strip()
            gpus.append(Gpu(name.strip(), int(size) / _MIB_IN_A_GIB if size.isdecimal() else memory))
    return tuple(gpus)


def choose(profiles: Iterable[Profile], hardware: Hardware) -> Profile:
    """The first of `profiles` that the machine can carry; raises SetupError."""
    for profile in profiles:
        if hardware.carries(profile):
            return profile
    raise SetupError(f'no model of config/serving.yaml fits this machine ({hardware}); name one by --profile')
