import io
import json

import pytest
from rich.console import Console
from rich.text import Text

from ipa_agents.cabin.waterfall import Bar, Turn, Verdict
from ipa_agents.cli.waterfall_screen import WaterfallScreen, block

BARS = (
    Bar('assistant', 'heard', 0, 0, 'row1_driver text'),
    Bar('assistant', 'brain', 0, 5, 'reflex 0.95'),
    Bar('guard', 'readback', 5, 80, 'Temperature\x1b[31m'),
)


def turn(text: str) -> Turn:
    return Turn('0123456789', text, 'row1_driver', BARS, (Verdict('DENIED', ('cb-004',)),), 80.0, True)


def drawn(text: str, width: int = 80, node: str = '', terminal: bool = True) -> str:
    output = io.StringIO()
    console = Console(file=output, width=width, force_terminal=terminal, color_system=None, highlight=False)
    WaterfallScreen(node, console).draw(turn(text))
    return output.getvalue()


@pytest.mark.parametrize('width', [40, 80, 140])
def test_a_turn_fits_into_its_terminal(width: int) -> None:
    lines = drawn('把空调调到二十二度关闭方向盘加热再放点轻松的音乐', width).splitlines()
    assert all(Text(line).cell_len <= width for line in lines)
    assert '理解' in lines[2]


def test_a_turn_has_its_sentence_its_bars_and_its_end() -> None:
    lines = drawn('Open the trunk').splitlines()
    assert lines[0] == '012345 row1_driver “Open the trunk”  80 ms'
    assert [line.split()[:2] for line in lines[1:4]] == [
        ['assistant', 'hears'],
        ['assistant', 'understands'],
        ['guard', 'reads'],
    ]
    assert '5.0 ms  reflex 0.95' in lines[2]
    assert lines[4].strip() == '→ DENIED (cb-004)'


def test_one_node_can_be_looked_at_alone() -> None:
    shown = drawn('Open the trunk', node='guard')
    assert 'understands' not in shown
    assert 'reads back' in shown


def test_what_people_said_cannot_paint_the_terminal() -> None:
    assert '\x1b' not in drawn('Open\x1b[2J the trunk', terminal=False)


def test_a_turn_can_be_read_by_programs() -> None:
    output = io.StringIO()
    WaterfallScreen('guard', Console(file=output, width=20)).json(turn('打开'))
    told = json.loads(output.getvalue())
    assert (told['text'], [bar['stage'] for bar in told['bars']]) == ('打开', ['readback'])


@pytest.mark.parametrize(
    ('start', 'end', 'text'),
    [(0, 100, '████'), (0, 50, '██  '), (50, 100, '  ██'), (0, 0, '▏   '), (100, 100, '   ▏'), (0, 12.5, '▌   ')],
)
def test_a_bar_is_as_long_as_its_time(start: float, end: float, text: str) -> None:
    assert block(start, end, 100, 4) == text


def test_a_turn_without_a_length_still_has_bars() -> None:
    assert block(0, 0, 0, 4) == '▏   '
