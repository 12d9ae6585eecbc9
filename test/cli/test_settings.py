from pathlib import Path

from ipa_agents.cli.settings import mistakes, readers


def test_all_that_is_shipped_is_well() -> None:
    assert mistakes(readers()) == []


def test_every_mistake_is_told_once_with_its_place(tmp_path: Path) -> None:
    for part in ('personas', 'drives'):
        (tmp_path / part).mkdir()
    (tmp_path / 'personas' / 'nobody.yaml').write_text('names: {en: Nobody}\nvoice: loud\n')
    (tmp_path / 'drives' / 'empty.yaml').write_text('')
    first, second = mistakes([*readers(tmp_path), *readers(tmp_path)])
    assert first.startswith(f'{tmp_path}/personas/nobody.yaml:')
    assert second == f'{tmp_path}/drives/empty.yaml:1: the file is empty'
