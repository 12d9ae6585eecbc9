"""What is said while it is measured."""

from pathlib import Path

import yaml

__all__ = ['SENTENCES', 'WISHES']

_TEXTS = yaml.safe_load(Path(__file__).with_suffix('.yaml').read_text(encoding='utf-8'))
SENTENCES: list[str] = _TEXTS['sentences']
WISHES: list[str] = _TEXTS['wishes']
