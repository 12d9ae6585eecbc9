from pathlib import Path

import pytest

from ipa_agents.brains.qwen.prompt.wishes import load_wishes
from ipa_agents.errors import ConfigError
from ipa_agents.vehicle.catalogue import load_catalogue


@pytest.mark.parametrize(
    ('text', 'language', 'function'),
    [
        ('i am freezing', 'en', 'seat.heating'),
        ('it is rather stuffy in here', 'en', 'window.position'),
        ('车里好闷', 'zh', 'window.position'),
        ('腰有点酸', 'zh', 'seat.massage'),
    ],
)
def test_a_vague_wish_leads_to_functions_that_may_serve_it(text: str, language: str, function: str) -> None:
    found = load_wishes(load_catalogue()).functions(text, language)  # type: ignore[arg-type]
    assert function in [one.id for one in found]


def test_words_are_not_found_within_others() -> None:
    assert load_wishes(load_catalogue()).functions('a hotel with coldplay', 'en') == ()


def test_an_unknown_function_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / 'wishes.yaml'
    file.write_text('wishes:\n  - {en: [sad], zh: [难过], functions: [mood.lamp]}\ncommon: [climate.fan]\n')
    with pytest.raises(ConfigError, match=r'wishes\.yaml:2: there is no function mood\.lamp'):
        load_wishes(load_catalogue(), file)
