from pathlib import Path

import pytest

from ipa_agents.errors import RecordingError
from ipa_agents.recording.definitions import installed_definition, is_same, is_stamped, type_hash

INNER = 'float64 x # m\nuint8 LEFT=1\n'
OUTER = 'std_msgs/Header header\nInner[] many\nInner one\nstring<=10 text "Inner x"\nother/Far[3] far\n'


@pytest.fixture(autouse=True)
def _installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {'tests/Outer': OUTER, 'tests/Inner': INNER, 'other/Far': 'tests/Inner inner', 'std_msgs/Header': 'int8 a'}
    for name, text in texts.items():
        package, base = name.split('/')
        file = tmp_path / 'share' / package / 'msg' / f'{base}.msg'
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    hashed = '{"type_hashes": [{"type_name": "tests/msg/Inner", "hash_string": "RIHS01_1"}]}'
    (tmp_path / 'share/tests/msg/Inner.json').write_text(hashed)
    monkeypatch.setenv('AMENT_PREFIX_PATH', f'/away:{tmp_path}')
    installed_definition.cache_clear()


def test_a_definition_holds_every_nested_message_once() -> None:
    text = installed_definition('tests/msg/Outer')
    assert text.startswith(OUTER)
    named = [line for line in text.splitlines() if line.startswith('MSG: ')]
    assert named == ['MSG: std_msgs/Header', 'MSG: tests/Inner', 'MSG: other/Far']
    assert text.count('=' * 80) == 3


@pytest.mark.parametrize('name', ['tests/msg/Away', 'away/msg/Inner', 'tests', '', '../msg/Inner'])
def test_a_type_that_is_not_installed_is_named(name: str) -> None:
    with pytest.raises(RecordingError, match=f'the message type {name} is not installed here'):
        installed_definition(name)


def test_comments_and_spaces_make_no_difference() -> None:
    text = installed_definition('tests/msg/Outer')
    assert is_same(text, text.replace('# m', '# metres').replace('Inner one', '  Inner   one\n\n# more'))
    assert is_same(text, text.replace('LEFT=1', 'LEFT = 1'))


@pytest.mark.parametrize(('old', 'new'), [('float64 x', 'float32 x'), ('Inner one', 'Inner two'), ('LEFT=1', 'LEFT=2')])
def test_another_field_makes_a_difference(old: str, new: str) -> None:
    text = installed_definition('tests/msg/Outer')
    assert not is_same(text, text.replace(old, new))


def test_a_message_that_begins_with_a_header_is_stamped() -> None:
    assert is_stamped(installed_definition('tests/msg/Outer'))
    assert is_stamped('# first\n\nstd_msgs/Header header\n')
    assert not is_stamped(installed_definition('tests/msg/Inner'))


def test_the_hash_of_a_type_is_found_where_there_is_one() -> None:
    assert type_hash('tests/msg/Inner') == 'RIHS01_1'
    assert type_hash('tests/msg/Outer') == ''
    assert type_hash('away/msg/Inner') == ''
