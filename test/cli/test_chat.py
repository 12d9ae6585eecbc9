"""Which way `ipa chat` takes: the screen on a terminal, else lines."""

import argparse
import io
import sys

import pytest

from ipa_agents.cli import chat


class Talk:
    """Runs the command on streams of its own; `taken` are the ways it took."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(chat, '_on_screen', lambda _: self.taken.append('screen') or 0)
        monkeypatch.setattr(chat, '_by_lines', lambda _: self.taken.append('lines') or 0)
        monkeypatch.setenv('TERM', 'xterm-256color')

    def run(self, *words: str, piped: str = '') -> str:
        """Run `chat`, with all streams on a terminal but `piped`; what it printed."""
        parser = argparse.ArgumentParser()
        chat.add_parser(parser.add_subparsers())
        args = parser.parse_args(['chat', *words])
        streams = {stream: io.StringIO() for stream in ('stdin', 'stdout', '__stderr__')}
        with self._monkeypatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(stream, 'isatty', lambda name=name: name != piped)
                patch.setattr(sys, name, stream)
            assert args.run(args) == 0
        return streams['stdout'].getvalue()


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch) -> Talk:
    return Talk(monkeypatch)


def test_a_terminal_gets_the_screen_unless_lines_are_wanted(talk: Talk) -> None:
    pytest.importorskip('textual')
    talk.run()
    talk.run('--plain')
    assert talk.taken == ['screen', 'lines']


@pytest.mark.parametrize('stream', ['stdin', 'stdout', '__stderr__'])
def test_what_is_no_terminal_gets_lines(talk: Talk, stream: str) -> None:
    talk.run(piped=stream)
    assert talk.taken == ['lines']


def test_a_dumb_terminal_gets_lines(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('TERM', 'dumb')
    talk.run()
    assert talk.taken == ['lines']


def test_without_textual_there_are_lines_and_a_hint(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, 'textual', None)
    assert 'pip install textual' in talk.run()
    assert talk.taken == ['lines']
