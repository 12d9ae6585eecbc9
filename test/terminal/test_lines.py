"""How a line of the conversation looks on any terminal."""

from rich.console import Console

from ipa_agents.cabin.transcript import Line
from ipa_agents.terminal.lines import rows


def laid_out(line: Line, width: int) -> list[str]:
    return [row.plain for row in rows(line, width, Console())]


def test_the_text_is_wrapped_beside_the_name() -> None:
    assert laid_out(Line('assistant', 'Juno', 'one two three four five six'), 34) == [
        'Juno          one two three four',
        '              five six',
    ]
    assert laid_out(Line('car', '', '空调已打开'), 60) == ['              → 空调已打开']


def test_where_there_is_no_room_a_line_stays_one() -> None:
    assert laid_out(Line('person', 'Driver', 'x' * 100), 20) == [f'Driver        {"x" * 100}']


def test_control_characters_are_gone() -> None:
    assert laid_out(Line('person', 'A\x1b[1m', 'b\x07\r[red]'), 80) == ['A [1m         b  [red]']
