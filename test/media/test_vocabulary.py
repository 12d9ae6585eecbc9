import pytest

from ipa_agents.errors import ConfigError
from ipa_agents.media.vocabulary import load_vocabulary


def test_every_term_has_names_in_both_languages() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.genres['jazz'].names['zh'][0] == '爵士'
    assert vocabulary.moods['relaxed'].names['en'][0] == 'relaxing'


def test_a_name_of_two_genres_is_an_error_with_its_line(tmp_path) -> None:
    file = tmp_path / 'vocabulary.yaml'
    file.write_text(
        'genres:\n'
        '  - {id: pop, names: {en: [pop], zh: [流行]}}\n'
        '  - {id: rock, names: {en: [Pop], zh: [摇滚]}}\n'
        'moods:\n'
        '  - {id: sad, names: {en: [sad], zh: [伤感]}}\n'
    )
    with pytest.raises(ConfigError, match="'pop' stands twice") as caught:
        load_vocabulary(file)
    assert caught.value.line == 3
