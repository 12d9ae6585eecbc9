"""Audio files that tests make, and what is heard of one."""

import array
import math
import shutil
import wave
from pathlib import Path

import pytest

RATE = 8000
_MP3_FRAME = bytes.fromhex('fffb9064') + bytes(413)  # 1152 silent samples at 44.1 kHz, 128 kbit/s

needs_mpv = pytest.mark.skipif(shutil.which('mpv') is None, reason='mpv is not installed')


def tone(file: Path, seconds: float, level: float = 0.5) -> Path:
    """A WAV of a sine of 400 Hz; `level` is its amplitude, 0..1."""
    period = [round(32767 * level * math.sin(2 * math.pi * step * 400 / RATE)) for step in range(RATE // 400)]
    samples = array.array('h', period * round(seconds * 400))
    file.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(file), 'wb') as opened:
        opened.setnchannels(1)
        opened.setsampwidth(2)
        opened.setframerate(RATE)
        opened.writeframes(samples.tobytes())
    return file


def mp3(file: Path, seconds: float = 1.0, **tags: str) -> Path:
    """A silent MP3 with `tags` as mutagen's EasyID3 names them."""
    from mutagen.easyid3 import EasyID3

    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_MP3_FRAME * math.ceil(seconds * 44100 / 1152))
    if tags:
        written = EasyID3()
        written.update({name: [value] for name, value in tags.items()})
        written.save(file)
    return file


def loudness(file: Path, window: float = 0.05) -> list[float]:
    """The root mean square of each `window` s of a WAV, 0..1, whatever its header says of its length."""
    raw = file.read_bytes()
    at = raw.index(b'fmt ')
    channels, rate = int.from_bytes(raw[at + 10 : at + 12], 'little'), int.from_bytes(raw[at + 12 : at + 16], 'little')
    bits = int.from_bytes(raw[at + 22 : at + 24], 'little')
    kind = {16: 'h', 32: 'f'}[bits]
    data = raw[raw.index(b'data') + 8 :]
    samples = array.array(kind, data[: len(data) // (bits // 8 * channels) * (bits // 8 * channels)])
    size = int(window * rate) * channels
    scale = 32768.0 if kind == 'h' else 1.0
    return [
        math.sqrt(sum(sample * sample for sample in samples[start : start + size]) / size) / scale
        for start in range(0, len(samples) - size + 1, size)
    ]
