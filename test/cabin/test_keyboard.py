import os
from collections.abc import Iterator

import pytest

from ipa_agents.cabin.keyboard import Keyboard


@pytest.fixture
def pipe() -> Iterator[tuple[Keyboard, int]]:
    read, write = os.pipe()
    yield Keyboard(read), write
    os.close(read)


def test_lines_come_when_they_are_whole(pipe: tuple[Keyboard, int]) -> None:
    keyboard, write = pipe
    assert not keyboard.has_line()
    os.write(write, '打开'.encode())
    assert not keyboard.has_line()
    os.write(write, '空调\n second line \nrest'.encode())
    assert keyboard.has_line()
    assert (keyboard.line(), keyboard.line()) == ('打开空调', 'second line')
    assert not keyboard.has_line()
    os.close(write)
    assert not keyboard.has_ended()
    assert keyboard.line() == 'rest'
    assert keyboard.has_ended()


def test_bytes_that_are_no_text_do_not_stop_it(pipe: tuple[Keyboard, int]) -> None:
    keyboard, write = pipe
    os.write(write, b'\xff\xfe hi\n')
    os.close(write)
    assert keyboard.has_line()
    assert keyboard.line().endswith('hi')
    assert keyboard.has_ended()
