"""Limits are declared, and checked when they are read."""

from pathlib import Path

import pytest

from ipa_agents.brains.qwen.budget import Budget, load_limits
from ipa_agents.config_files import config_folder
from ipa_agents.errors import ConfigError

DECLARED = config_folder() / 'qwen' / 'limits.yaml'


def test_the_log_holds_what_the_conversation_needs() -> None:
    kept = load_limits().conversation
    assert kept.entries + kept.step + kept.summed_up <= 60  # as many entries as a context brings


@pytest.mark.parametrize(
    'change', [('steps: 6', 'steps: 0'), ('tokens: 6000', 'tokens: many'), ('items: 5', 'itmes: 5')]
)
def test_a_wrong_limit_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    text = DECLARED.read_text(encoding='utf-8')
    assert change[0] in text
    (tmp_path / 'limits.yaml').write_text(text.replace(*change), encoding='utf-8')
    with pytest.raises(ConfigError, match=r'limits\.yaml'):
        load_limits(tmp_path / 'limits.yaml')


def test_a_budget_is_spent_in_the_end() -> None:
    budget = Budget(10)
    budget.spend(9)
    assert not budget.is_spent
    budget.spend(5)
    assert budget.is_spent
