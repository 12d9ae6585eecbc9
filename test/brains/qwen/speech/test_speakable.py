"""Written text becomes what a person would read out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.speech.speakable import speakable


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('It is **22.5 °C** inside.', 'It is 22.5 °C inside.'),
        ('# Result', 'Result'),
        ('- Pizza _Roma_', 'Pizza Roma'),
        ('2) Wok', 'Wok'),
        ('> 他说`可以`', '他说可以'),
        ('See [the page](https://example.com/x?y=1).', 'See the page.'),
        ('Look at https://www.example.com/menu/today.html.', 'Look at example.com.'),
        ('请看www.example.com/菜单。', '请看example.com。'),
        ('Great 😀👍🏽!', 'Great!'),
        ('| Roma | 2 km |', 'Roma, 2 km'),
        ('|---|:--|', ''),
        ('```python\nprint(1)\n```', 'print(1)'),
        ('done</tool_response>', 'done'),
        ('🎉', ''),
        ('---', ''),
        ('snake_case stays', 'snake_case stays'),
    ],
)
def test_what_nobody_can_pronounce_is_left_out(text: str, expected: str) -> None:
    assert ' '.join(speakable(text).split()) == expected


@given(text=st.text())
def test_any_text_becomes_one_line_without_markup(text: str) -> None:
    said = speakable(text)
    assert '\n' not in said
    assert '`' not in said
    assert '*' not in said
    assert said == said.strip()
