"""Writes the index of names: block by block, so that it needs the memory of a few blocks however many places there are.

A block is 65,536 places with neighbouring numbers. Its terms are sorted numbers, each with the places that have it, as
numbers within the block; its files are those of all blocks, one after the other.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing.connection import wait
from pathlib import Path

import numpy as np

from ipa_agents.travel.places.naming.block import BLOCK, BLOCKS, FILES, VERSION, Block
from ipa_agents.travel.places.naming.directory import write_directory
from ipa_agents.travel.places.naming.terms import terms_of

__all__ = ['build_name_index', 'make_block']

NamesOf = Callable[[int, int], Sequence[str]]


def build_name_index(
    folder: Path,
    count: int,
    names: NamesOf,
    progress: Callable[[int], None] = lambda done: None,
    processes: int = 2,
) -> None:
    """Write the index of `count` places into `folder`; raises OSError when it does not fit there.

    `names(start, end)` gives one string a place, its names separated by newlines; it is called in other processes.
    `progress` is told how many places are done.
    """
    bounds = [(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]
    ends = [(0, 0)]
    with ExitStack() as stack:
        files = {field: stack.enter_context((folder / name).open('wb')) for field, (name, _) in FILES.items()}
        for (_, end), block in zip(bounds, _blocks(bounds, names, processes), strict=True):
            for field, file in files.items():
                file.write(getattr(block, field).data)
            ends.append((ends[-1][0] + len(block.keys), ends[-1][1] + len(block.places)))
            progress(end)
    write_directory(folder, [keys for keys, _ in ends])
    (folder / BLOCKS).write_bytes(np.array([(VERSION, count), *ends], np.int64).data)


def make_block(names: Sequence[str]) -> Block:
    """The index of one block of places; `names` has one string a place, its names separated by newlines."""
    terms = terms_of(names)
    order = np.argsort(terms.keys, kind='stable')
    keys, places = terms.keys[order], terms.owners[order].astype(np.uint16)
    first = np.ones(len(keys), bool)
    first[1:] = keys[1:] != keys[:-1]
    kept = first.copy()
    kept[1:] |= places[1:] != places[:-1]
    starts = np.cumsum(kept)[first] - 1
    sizes = (terms.words << 4 | terms.signs).astype(np.uint8)
    places = places[kept]
    return Block(keys[first], np.append(starts, len(places)).astype(np.uint32), places, sizes)


def _blocks(bounds: list[tuple[int, int]], names: NamesOf, processes: int) -> Iterator[Block]:
    if min(len(bounds), processes) < 2:
        yield from (make_block(names(*bound)) for bound in bounds)
        return
    context = multiprocessing.get_context('spawn')  # a fork would copy threads amid what they do
    with ProcessPoolExecutor(processes, context, _end_with_parent) as pool:
        waiting: deque[Future[Block]] = deque()
        for bound in bounds:
            waiting.append(pool.submit(_make_block, names, bound))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _make_block(names: NamesOf, bound: tuple[int, int]) -> Block:
    return make_block(names(*bound))


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
