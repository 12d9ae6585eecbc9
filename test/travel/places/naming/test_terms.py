import numpy as np

from ipa_agents.travel.places.naming.terms import (
    characters_of,
    codes_of,
    initials_keys,
    most,
    pair_keys,
    sound_keys,
    terms_of,
    word_keys,
)


def key(word: str) -> int:
    return int(word_keys(codes_of(word)[None])[0])


def keys_of(names: list[str], owner: int = 0) -> set[int]:
    terms = terms_of(names)
    return set(terms.keys[terms.owners == owner].tolist())


def test_words_are_numbers_in_the_order_of_their_letters() -> None:
    words = ['7', '7a', 'a', 'ab', 'abc', 'b', 'starbucks', 'starbuckse', 'zz']
    assert sorted(words, key=key) == words
    low = np.array([key('star')], np.uint64)
    assert low[0] <= key('starbucks') <= most(low, 4)[0]
    assert most(low, 4)[0] < key('stas')


def test_a_name_is_words_pairs_syllables_and_initials() -> None:
    first, second = characters_of('机场')
    pairs = pair_keys(np.array([first, second]), np.array([second, 0], np.uint32)).tolist()
    found = keys_of(['7-Eleven\n机场'])
    assert {key('7'), key('eleven'), *pairs} < found
    assert len(found) == 2 + 2 + 2 + 1
    assert keys_of(['場'], 0) == keys_of(['场'], 0)


def test_places_have_only_their_own_terms_whatever_their_names() -> None:
    terms = terms_of(['', 'a\0b', '\n', 'c\n机场', ''])
    assert sorted(zip(terms.owners.tolist(), terms.keys.tolist(), strict=True))[:2] == [(1, key('a')), (1, key('b'))]
    assert set(terms.owners.tolist()) == {1, 3}
    assert terms.words.tolist() == [0, 2, 0, 1, 0]
    assert terms.signs.tolist() == [0, 0, 0, 2, 0]
    for nameless in ([''], ['', ''], ['\n', '!']):
        terms = terms_of(nameless)
        assert not len(terms.keys)
        assert len(terms.words) == len(nameless)


def test_the_shortest_name_counts_and_very_long_ones_are_cut() -> None:
    terms = terms_of(['One two three\nOne', 'w ' * 99, '饭店\n大饭店'])
    assert terms.words.tolist() == [1, 15, 0]
    assert terms.signs.tolist() == [0, 0, 2]


def test_kinds_of_terms_do_not_meet() -> None:
    one = np.array([1], np.uint16)
    numbers = {*word_keys(codes_of('a')[None]).tolist(), *initials_keys(codes_of('a')[None]).tolist()}
    numbers |= {*sound_keys(one, one).tolist(), *pair_keys(one.astype(np.uint32), one.astype(np.uint32)).tolist()}
    assert len(numbers) == 4
