import pytest

from ipa_agents.brains.reflex.templates import TemplateError, compile_template


def _held(template: str, text: str, language: str = 'en') -> dict[str, str] | None:
    compiled = compile_template(template, language, {'some': '[some|any]'}, {'genre': 'jazz|rock'})  # type: ignore[arg-type]
    match = compiled.pattern.fullmatch(f' {text}' if language == 'en' else text)
    return None if match is None else {name: value for name, value in match.groupdict().items() if value}


def test_words_may_be_left_out() -> None:
    assert _held('open [the] window', 'open window') == {}
    assert _held('open [the] window', 'open the window') == {}
    assert _held('open [the] window', 'open thewindow') is None


def test_one_of_several() -> None:
    assert _held('(turn on|start) it', 'start it') == {}
    assert _held('(turn on|start) it', 'stop it') is None


def test_slots_and_rules() -> None:
    assert _held('play <some> {genre}', 'play some jazz') == {'genre1': 'jazz'}
    assert _held('play <some> {genre}', 'play some polka') is None
    assert _held('play {query} by {artist}', 'play So What by Miles') == {'query1': 'So What', 'artist1': 'Miles'}


def test_repeats_are_bounded() -> None:
    assert _held('[很|非常]*冷', '很很非常冷', 'zh') == {}
    assert _held('[很|非常]*冷', '很很很很冷', 'zh') is None


def test_the_start_ends_before_free_text() -> None:
    assert compile_template('play [some] {query}', 'en', {}, {}).start == ' play(?: some)? '
    assert compile_template('(play {query}|sing)', 'en', {}, {}).start == ''


@pytest.mark.parametrize('template', ['open [the', 'open the]', '(a|b', 'a{B}', '<none>'])
def test_mistakes_are_told(template: str) -> None:
    with pytest.raises(TemplateError):
        compile_template(template, 'en', {}, {})
