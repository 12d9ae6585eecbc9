"""What is spoken at once does not depend on how the stream was cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.speech.utterance import Cutter, FirstWord, Whole

_PIECES = st.sampled_from(
    [
        'Sure',
        ',',
        ' it',
        '.',
        '. ',
        '…',
        '好的',
        '，',
        '。',
        '！',
        '”',
        '\n',
        '3',
        '.5',
        ' km',
        '1.',
        '**',
        ':',
        'http',
        'Dr',
        '车窗',
    ]
)


def _cut(pieces: list[str], longest: int = 40) -> list[FirstWord | Whole]:
    cutter = Cutter(longest)
    return [*(cut for piece in pieces for cut in cutter.feed(piece)), *cutter.end()]


@given(words=st.lists(_PIECES, max_size=30), data=st.data())
def test_the_same_text_gives_the_same_pieces(words: list[str], data: st.DataObject) -> None:
    text = ''.join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert _cut(pieces) == _cut([text]) == _cut(list(text))


@given(words=st.lists(_PIECES, max_size=60))
def test_nothing_is_lost(words: list[str]) -> None:
    text = ''.join(words)
    wholes = [cut.text for cut in _cut(words) if isinstance(cut, Whole)]
    assert ''.join(''.join(wholes).split()) == ''.join(text.split())
    assert all(len(whole) <= 40 for whole in wholes)


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('Sure, it is 22.5 degrees. Anything else?', ['Sure', 'Sure, it is 22.5 degrees.', 'Anything else?']),
        ('好的，现在22.5度。还要别的吗？', ['好的', '好的，现在22.5度。', '还要别的吗？']),
        ('嗯，我看看。', ['嗯', '嗯，我看看。']),
        ('他说：“可以。”然后走了。', ['他说', '他说：“可以。”', '然后走了。']),
        ('Hello!', ['Hello!']),
        ('There are two:\n1. Pizza Roma\n2. Wok', ['There', 'There are two:', '1. Pizza Roma', '2. Wok']),
        ('It is at St. James Street. Go?', ['It', 'It is at St. James Street.', 'Go?']),
        ('See https://example.com/a.b now.', ['See', 'See https://example.com/a.b now.']),
        ('', []),
        (' \n\n ', []),
    ],
)  # fmt: skip
def test_the_first_word_comes_alone_then_sentences(text: str, expected: list[str]) -> None:
    assert [cut.text for cut in _cut([text])] == expected


def test_the_first_word_comes_before_its_sentence_ends() -> None:
    cutter = Cutter(40)
    assert list(cutter.feed('The')) == []
    assert list(cutter.feed(' near')) == [FirstWord('The')]


def test_a_sentence_without_an_end_is_cut_at_a_break() -> None:
    wholes = [cut.text for cut in _cut(['so ' * 40]) if isinstance(cut, Whole)]
    assert all(len(whole) <= 40 and whole.endswith('so') for whole in wholes)
    assert ' '.join(wholes) == ('so ' * 40).strip()
