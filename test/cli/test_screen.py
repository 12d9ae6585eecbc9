import io

from rich.console import Console

from ipa_agents.cabin.transcript import Line
from ipa_agents.cli.screen import Screen


def screen(is_terminal: bool) -> tuple[Screen, io.StringIO]:
    file = io.StringIO()
    return Screen(Console(file=file, force_terminal=is_terminal, highlight=False, soft_wrap=True)), file


def test_without_a_terminal_it_is_plain_text_in_columns() -> None:
    shown, file = screen(False)
    shown.show(Line('person', '副驾', '打开空调'))
    shown.show(Line('car', '', 'the air conditioning is on'))
    assert file.getvalue() == '副驾          打开空调\n              → the air conditioning is on\n'


def test_markup_and_control_characters_are_only_text() -> None:
    shown, file = screen(False)
    shown.show(Line('person', 'Driver', '[red]\x1b[2J\n;-)'))
    assert file.getvalue() == 'Driver        [red] [2J ;-)\n'


def test_the_prompt_stays_below_what_is_shown() -> None:
    shown, file = screen(True)
    shown.prompt('row1_driver> ')
    shown.note('It rains.')
    assert file.getvalue().count('row1_driver> ') == 2
    shown.unprompt()
    shown.note('It stops.')
    assert file.getvalue().count('row1_driver> ') == 2


def test_on_a_narrow_terminal_words_stay_whole_and_in_their_column() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, color_system=None, highlight=False, soft_wrap=True, width=40)
    Screen(console).show(Line('assistant', 'Juno', 'The temperature is set to 23 degrees.'))
    assert file.getvalue() == 'Juno          The temperature is set to\n              23 degrees.\n'
