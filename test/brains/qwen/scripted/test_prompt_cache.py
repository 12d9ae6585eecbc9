from hypothesis import given
from hypothesis import strategies as st

from ipa_agents.brains.qwen.scripted.prompt_cache import PromptCache


def test_whole_blocks_of_the_beginning_are_known() -> None:
    cache = PromptCache()
    assert cache.look_up('a' * 200 + 'x') == (51, 0)
    assert cache.look_up('a' * 200 + 'y') == (51, 48)
    assert cache.look_up('b' + 'a' * 200) == (51, 0)
    assert (cache.queries, cache.hits) == (153, 48)


def test_the_last_token_is_always_computed() -> None:
    cache = PromptCache()
    cache.look_up('a' * 64)
    assert cache.look_up('a' * 64) == (17, 0)


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_no_more_is_known_than_two_prompts_share(beginning: str, one: str, other: str) -> None:
    cache = PromptCache()
    cache.look_up(beginning + one)
    length, cached = cache.look_up(beginning + other)
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    assert 0 <= cached < length
    assert cached * 4 <= len(beginning) + shared
    assert cached * 4 > len(beginning) + shared - 128
