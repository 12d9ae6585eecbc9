import io
import re

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


def part(text: str, *, goes_on: bool = True, is_open: bool = True) -> Line:
    return Line('assistant', 'Juno', text, 't', goes_on, is_open)


def begin_and_go_on(shown: Screen) -> None:
    shown.show(part('A heat', goes_on=False))
    shown.show(part(' pump moves'))
    shown.show(part(' warmth.', is_open=False))
    shown.show(Line('car', '', 'the heating is on'))


def test_in_a_pipe_a_line_goes_on_where_it_ended() -> None:
    shown, file = screen(False)
    begin_and_go_on(shown)
    assert file.getvalue() == 'Juno          A heat pump moves warmth.\n              → the heating is on\n'


def test_in_a_pipe_an_open_line_ends_before_another_begins() -> None:
    shown, file = screen(False)
    shown.show(part('One moment.', goes_on=False))
    assert file.getvalue() == 'Juno          One moment.'
    shown.note('It rains.')
    shown.show(part(' More.'))
    shown.finish()
    shown.finish()
    assert file.getvalue().splitlines() == ['Juno          One moment.', 'It rains.', 'Juno           More.']


def test_on_a_terminal_the_last_row_is_written_over_and_the_prompt_stays_below() -> None:
    file = io.StringIO()
    shown = Screen(Console(file=file, force_terminal=True, color_system=None, soft_wrap=True, width=36))
    shown.prompt('> ')
    begin_and_go_on(shown)
    assert on_terminal(file.getvalue()) == [
        'Juno          A heat pump moves',
        '              warmth.',
        '              → the heating is on',
        '> ',
    ]


def on_terminal(text: str) -> list[str]:
    """What a terminal shows that is given `text`: rows are only added, moved up to and erased."""
    rows, row = [''], 0
    for token in re.findall(r'\x1b\[\d*[A-Z]|[\r\n]|[^\x1b\r\n]+', text):
        if token == '\n':
            row += 1
            rows += [''] * (row + 1 - len(rows))
        elif token == '\x1b[1A':
            row -= 1
        elif token == '\x1b[2K':
            rows[row] = ''
        elif token != '\r':
            rows[row] += token
    return rows
