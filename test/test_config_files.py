from pathlib import Path

import jsonschema
import pytest

from ipa_agents.config_files import config_folder, load_yaml, named_file, read_yaml
from ipa_agents.errors import ConfigError


def _file(folder: Path, text: str | bytes) -> Path:
    file = folder / 'some.yaml'
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def _error(folder: Path, text: str | bytes) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        read_yaml(_file(folder, text))
    assert caught.value.file == str(folder / 'some.yaml')
    assert caught.value.reason in str(caught.value)
    return caught.value


@pytest.mark.parametrize('word', ['on', 'off', 'yes', 'no', 'True', 'y', '10:30', '2026-01-31', '007', '.inf', '.nan'])
def test_words_stay_words(tmp_path: Path, word: str) -> None:
    assert read_yaml(_file(tmp_path, f'a: {word}')).data == {'a': word}


@pytest.mark.parametrize(
    ('text', 'value'),
    [
        ('true', True),
        ('false', False),
        ('12', 12),
        ('-3', -3),
        ('0', 0),
        ('0.5', 0.5),
        ('-1.', -1.0),
        ('1e3', 1000.0),
        ('~', None),
    ],
)
def test_booleans_and_numbers(tmp_path: Path, text: str, value: object) -> None:
    data = read_yaml(_file(tmp_path, f'a: {text}')).data
    assert data == {'a': value}
    assert type(data['a']) is type(value)


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    document = read_yaml(_file(tmp_path, 'a: 1\nb:\n  - c: 2\n    d: 3\n  - e\n'))
    assert [document.line('a'), document.line('b'), document.line('b', 0, 'd'), document.line('b', 1)] == [1, 2, 4, 5]


def test_a_part_that_is_not_there_has_the_line_of_its_parent(tmp_path: Path) -> None:
    document = read_yaml(_file(tmp_path, '\na:\n  b: 1\n'))
    assert document.line('a', 'b', 'deeper', 7) == 3
    assert document.error('bad', 'a', 'x').line == 2


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match='cannot be read') as caught:
        read_yaml(tmp_path / 'nowhere.yaml')
    assert caught.value.line == 0


def test_an_empty_file(tmp_path: Path) -> None:
    assert _error(tmp_path, '# nothing but a comment\n').reason == 'the file is empty'


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    assert 'utf-8' in _error(tmp_path, b'a: \xff\xfe').reason


def test_broken_yaml(tmp_path: Path) -> None:
    assert _error(tmp_path, 'a: 1\nb: [1, 2\nc: 3\n').line in (2, 3)


def test_a_tab_as_indentation(tmp_path: Path) -> None:
    error = _error(tmp_path, 'a:\n\tb: 1\n')
    assert error.line == 2
    assert 'token' in error.reason


def test_an_unknown_tag_makes_no_object(tmp_path: Path) -> None:
    assert _error(tmp_path, 'a: 1\nb: !!python/object/apply:os.getcwd []\n').line == 2


def test_two_documents_in_one_file(tmp_path: Path) -> None:
    assert 'single document' in _error(tmp_path, 'a: 1\n---\nb: 2\n').reason


def test_a_key_that_stands_twice(tmp_path: Path) -> None:
    error = _error(tmp_path, 'a:\n  b: 1\n  c: 2\n  b: 3\n')
    assert (error.line, error.reason) == (4, "the key 'b' stands twice")


def test_a_key_that_is_a_list(tmp_path: Path) -> None:
    assert _error(tmp_path, 'a: 1\n? [b, c]\n: 2\n').line == 2


def test_a_schema_error_names_place_and_line(tmp_path: Path) -> None:
    file = _file(tmp_path, 'aliases:\n  Vehicle.A: Vehicle.B\n  Vehicle.C: 3\n')
    with pytest.raises(ConfigError, match=r'aliases/Vehicle\.C: 3 is not of type') as caught:
        load_yaml(file, 'catalogue')
    assert caught.value.line == 3


def test_an_error_of_the_whole_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_yaml(_file(tmp_path, '- a list\n'), 'catalogue')
    assert caught.value.line == 1


def test_every_shipped_file_is_well_formed() -> None:
    files = list(config_folder().rglob('*.yaml'))
    assert files
    for file in files:
        assert read_yaml(file).data, file


def test_every_schema_is_a_json_schema() -> None:
    for file in (config_folder() / 'schemas').glob('*.yaml'):
        jsonschema.Draft202012Validator.check_schema(read_yaml(file).data)


def test_a_name_that_config_does_not_have_is_told_with_those_it_has() -> None:
    with pytest.raises(ConfigError, match=r'no such persona; there are: .*juno'):
        named_file('nobody', 'personas')
    assert named_file('juno', 'personas').is_file()
    assert named_file('elsewhere/mine.yaml', 'personas') == Path('elsewhere/mine.yaml')
