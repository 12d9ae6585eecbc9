from dataclasses import replace
from random import Random

import pytest

from ipa_agents.media.library import Library, Track, load_library
from ipa_agents.media.queue import LONGEST_QUEUE, Queue

EMPTY = load_library()
TRACK = next(iter(EMPTY.tracks.values()))


def tracks(count: int) -> tuple[Track, ...]:
    return tuple(replace(TRACK, id=str(number)) for number in range(count))


def library(count: int) -> Library:
    return replace(EMPTY, tracks={track.id: track for track in tracks(count)})


@pytest.fixture
def queue() -> Queue:
    return Queue(Random(1))


def current(queue: Queue) -> str:
    assert queue.current is not None
    return queue.current.id


def test_it_goes_from_end_to_end_and_no_further(queue: Queue) -> None:
    assert (queue.current, queue.go(1), len(queue)) == (None, False, 0)
    queue.fill(tracks(2))
    assert (queue.go(-1), queue.go(1), queue.go(1), current(queue)) == (False, True, False, '1')
    queue.go_first()
    assert current(queue) == '0'
    queue.go_last()
    assert current(queue) == '1'


def test_shuffling_keeps_the_present_track_and_can_be_undone(queue: Queue) -> None:
    queue.fill(tracks(20))
    queue.go(5)
    queue.shuffle(True)
    assert (current(queue), queue.go(-1)) == ('5', False)
    assert queue.tracks != tracks(20)
    assert set(queue.tracks) == set(tracks(20))
    queue.shuffle(False)
    assert (queue.tracks, current(queue), queue.go(-1)) == (tracks(20), '5', True)


@pytest.mark.parametrize('is_shuffled', [False, True])
def test_of_very_many_tracks_it_takes_some(queue: Queue, is_shuffled: bool) -> None:
    queue.shuffle(is_shuffled)
    queue.fill(tracks(5000))
    assert len(set(queue.tracks)) == LONGEST_QUEUE
    assert current(queue) == '0'
    assert any(int(track.id) >= LONGEST_QUEUE for track in queue.tracks) == is_shuffled


def test_a_snapshot_is_taken_up_as_far_as_there_is_music(queue: Queue) -> None:
    queue.fill(tracks(5))
    queue.go(3)
    queue.shuffle(True)
    other = Queue(Random(2))
    assert other.restore(queue.snapshot(), library(5))
    assert (other.tracks, current(other), other.is_shuffled) == (queue.tracks, '3', True)
    assert not other.restore(queue.snapshot(), library(3))
    assert {track.id for track in other.tracks} == {'0', '1', '2'}
    with pytest.raises(KeyError):
        other.restore({'queue': []}, library(1))
    assert len(other) == 3
