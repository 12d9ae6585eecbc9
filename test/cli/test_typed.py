import io
import os

from fake_cabin import fake_conversation, speech
from rich.console import Console

from ipa_agents.cabin.keyboard import Keyboard
from ipa_agents.cli.screen import Screen
from ipa_agents.cli.typed import Typed

ANSWERS = {'hello': (speech('Hello.'),), '你好': (speech('你好。', language='zh'),)}


def typed(text: str) -> tuple[int, list[tuple[str, str]], str]:
    """The status, what was said from where, and what was printed apart from the conversation."""
    conversation, cabin, _ = fake_conversation(ANSWERS)
    read, write = os.pipe()
    os.write(write, text.encode())
    os.close(write)
    file = io.StringIO()
    status = Typed(conversation, Keyboard(read), Screen(Console(file=file)), 'row1_driver').run()
    os.close(read)
    return status, [(said.seat, said.text) for said in cabin.said], file.getvalue()


def test_each_line_is_said_and_answered() -> None:
    assert typed('hello\n\n你好\n') == (0, [('row1_driver', 'hello'), ('row1_driver', '你好')], '')


def test_the_seat_can_be_chosen() -> None:
    status, said, _ = typed('/seat row2_passenger\nhello\n')
    assert (status, said) == (0, [('row2_passenger', 'hello')])


def test_a_wrong_seat_and_an_unknown_command_are_explained_and_not_said() -> None:
    status, said, shown = typed('/seat roof\n/fly\nhello\n')
    assert (status, said) == (0, [('row1_driver', 'hello')])
    assert 'row2_driver' in shown
    assert '/quit' in shown


def test_quit_ends_it() -> None:
    assert typed('/quit\nhello\n')[1] == []
