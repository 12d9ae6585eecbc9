from pathlib import Path

import pytest

from ipa_agents.cli.main import main
from ipa_agents.memory.store import Memory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / 'memory.sqlite'


def said(capsys: pytest.CaptureFixture[str], file: Path, *words: str, status: int = 0) -> str:
    assert main(['memory', '--file', str(file), *words]) == status
    out, err = capsys.readouterr()
    return err if status else out


def test_what_is_kept_is_shown_corrected_and_erased(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    assert said(capsys, file) == 'Nothing is kept.\n'
    assert not file.exists()
    said(capsys, file, 'keep', 'Anna', 'cuisine', '川菜')
    said(capsys, file, 'keep', 'Anna', 'temperature', '21.5')
    said(capsys, file, 'keep', 'Ben', 'home', 'Elm Street 5', '--at', '43.73,7.42')
    shown = said(capsys, file)
    assert all(word in shown for word in ('Anna', 'Sichuan', '21.5', 'Ben', 'Elm Street 5', 'told'))
    shown = said(capsys, file, '--person', 'Anna', '--language', 'zh')
    assert '川菜' in shown
    assert '口味' in shown
    assert 'Ben' not in shown
    assert said(capsys, file, 'forget', 'Anna', 'cuisine', 'Sichuan') == '1 forgotten\n'
    assert 'Sichuan' not in said(capsys, file)
    assert 'erased' in said(capsys, file, 'erase')
    assert not file.exists()


def test_names_at_seats_and_what_is_not_to_be_learned_are_shown_too(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    memory = Memory(file)
    memory.seat('Anna', 'row1_driver')
    memory.decline('Anna', 'music')
    memory.decline('Ben')
    shown = said(capsys, file)
    assert all(word in shown for word in ('Anna', 'row1_driver', 'music', 'Ben', 'everything'))
    assert 'Anna' not in said(capsys, file, '--person', 'Ben')
    said(capsys, file, 'forget', 'Anna')
    assert 'Anna' not in said(capsys, file)


@pytest.mark.parametrize(
    ('words', 'reason'),
    [
        (('keep', 'Anna', 'temperature', '40'), 'from 16 to 28'),
        (('keep', 'Anna', 'temperature', 'warm'), 'from 16 to 28'),
        (('keep', 'Anna', 'cuisine', 'gravel'), 'none of chinese, sichuan'),
        (('keep', 'Anna', 'work', 'Mill'), '--at LATITUDE,LONGITUDE'),
        (('keep', 'Anna', 'work', 'Mill', '--at', '95,7'), 'a latitude of -90..90'),
    ],
)
def test_what_cannot_be_kept_is_said(
    capsys: pytest.CaptureFixture[str], file: Path, words: tuple[str, ...], reason: str
) -> None:
    assert reason in said(capsys, file, *words, status=2)


def test_a_broken_memory_is_told_with_its_cure(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    file.write_bytes(b'no data base at all, but long enough' * 10)
    assert 'ipa memory erase' in said(capsys, file, status=2)
    said(capsys, file, 'erase')
    assert said(capsys, file) == 'Nothing is kept.\n'
