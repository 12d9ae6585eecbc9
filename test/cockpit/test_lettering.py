import numpy as np

from ipa_agents.cockpit.lettering import Room, ends_of_stretches, printable, shortened, text_width


def test_chinese_is_wider_than_latin_and_capitals_than_small_letters() -> None:
    assert text_width('城墙', 10) == 20
    assert text_width('ab', 10) < text_width('AB', 10) < text_width('城墙', 10)


def test_a_long_name_is_cut() -> None:
    assert shortened('Rampart Ring') == 'Rampart Ring'
    assert shortened('The Very Long Name of a Restaurant') == 'The Very Long Name of a Re…'
    assert shortened('城' * 20) == '城' * 15 + '…'


def test_what_no_picture_may_hold_is_left_out() -> None:
    assert printable('a\x00b\x1b[1m\n') == 'ab[1m'


def test_text_goes_along_the_straight_part_of_a_line() -> None:
    bent = np.array([[0.0, 0.0], [0.0, 50.0], [200.0, 50.0]])
    stretch = next(ends_of_stretches(bent, 100.0))
    assert stretch[:, 1].tolist() == [50.0] * len(stretch)
    assert stretch[-1, 0] - stretch[0, 0] == 100.0
    assert list(ends_of_stretches(bent, 300.0)) == []
    zigzag = np.stack([np.arange(0.0, 200, 10), np.arange(20) % 2 * 20.0], axis=1)
    assert list(ends_of_stretches(zigzag, 100.0)) == []


def test_room_is_given_once_and_text_stays_inside() -> None:
    room = Room(512, 12)
    middle = np.array([[256.0, 256.0]])
    assert room.is_free(middle, 6)
    room.take(middle, 6)
    assert not room.is_free(middle + 8, 6)
    assert room.is_free(middle + 40, 6)
    edge = np.array([[5.0, 256.0]])
    assert not room.is_free(edge, 6)
    assert room.is_free(edge, 9, may_stick_out=True)
