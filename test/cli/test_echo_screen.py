import io
import json

import pytest
import yaml
from recordings import note, record
from rich.console import Console
from rich.text import Text

from ipa_agents.cabin.echo import Echo, Filters, Told
from ipa_agents.cli.echo_screen import FORMS, EchoScreen
from ipa_agents.recording.records import Channel


def heard(text: str) -> Told:
    told = Echo(Filters()).hear(note(0, text))
    assert told is not None
    return told


def shown(form: str, text: str, width: int = 60, *, is_terminal: bool = False) -> str:
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=is_terminal, highlight=False)
    FORMS[form](EchoScreen(console))(heard(text), '/car')
    return output.getvalue()


def test_a_line_in_a_pipe_is_whole_and_without_colours() -> None:
    line = shown('line', 'x' * 120)
    assert line.count('\n') == 1
    assert 'x' * 120 in line
    assert '\x1b' not in line
    assert line.split()[1] == 'note'


@pytest.mark.parametrize('width', [40, 80, 140])
def test_a_line_on_a_terminal_is_one_line(width: int) -> None:
    line = Text.from_ansi(shown('line', '打开空调' * 100, width, is_terminal=True)).plain.rstrip('\n')
    assert Text(line).cell_len <= width
    assert line.endswith('…')


def test_colours_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('NO_COLOR', '1')
    assert '\x1b[3' not in shown('line', 'hello', is_terminal=True)


def test_text_cannot_paint_the_terminal() -> None:
    assert '\x1b' not in shown('line', 'a\x1b[2J[bold]b')
    assert '[bold]b' in shown('line', 'a\x1b[2J[bold]b')


def test_every_field_can_be_read_by_programs() -> None:
    told = json.loads(shown('json', '你好 [bold]'))
    assert (told['topic'], told['type'], told['message']['text']) == ('/car/note', 'tests/msg/Note', '你好 [bold]')
    assert told['time'].startswith('2027-01-15T')


def test_a_whole_message_can_be_read_by_people() -> None:
    told = yaml.safe_load(shown('raw', '你好'))
    assert (told['message']['text'], told['message']['numbers']) == ('你好', [0.0])


@pytest.mark.parametrize(
    ('is_terminal', 'lines'), [(True, ['“A heat”', '“A heat pump”']), (False, ['“A heat”', '…“ pump”'])]
)
def test_a_sentence_grows_in_its_line_on_a_terminal(is_terminal: bool, lines: list[str]) -> None:
    fields = 'string turn_id\nstring text\nstring seat\nbool continues\nbool is_last\nbool expects_answer\n'
    channel = Channel('/car/say', 'ipa_agents/msg/Say', fields)
    output = io.StringIO()
    screen = EchoScreen(Console(file=output, width=80, force_terminal=is_terminal, color_system=None))
    for text in ('A heat', ' pump'):
        said = {'turn_id': 't', 'text': text, 'seat': '', 'continues': text != 'A heat'}
        told = Echo(Filters()).hear(record(channel, 0, **said, is_last=False, expects_answer=False))
        assert told is not None
        screen.line(told, '/car')
    assert [line.split(maxsplit=3)[3] for line in output.getvalue().splitlines()] == lines
    assert ('\x1b[1A\x1b[2K' in output.getvalue()) == is_terminal
