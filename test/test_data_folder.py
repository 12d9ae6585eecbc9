from pathlib import Path

import pytest

from ipa_agents.data_folder import data_folder


def test_the_checkout_keeps_its_own_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv('IPA_DATA', raising=False)
    assert data_folder() == Path(__file__).resolve().parents[1] / '.ipa'


def test_it_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv('IPA_DATA', str(tmp_path))
    assert data_folder() == tmp_path
