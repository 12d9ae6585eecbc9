"""How much of a prompt a server would still know: its beginning, in whole blocks, as far as it was seen before."""

__all__ = ['PromptCache']

_CHARS_PER_TOKEN, _TOKENS_PER_BLOCK = 4, 16
_BLOCK = _CHARS_PER_TOKEN * _TOKENS_PER_BLOCK


class PromptCache:
    """Knows blocks by all that stands up to their end, as vLLM does; `queries` and `hits` count tokens for ever."""

    def __init__(self) -> None:
        self._blocks: set[int] = set()
        self.queries = self.hits = 0

    def look_up(self, prompt: str) -> tuple[int, int]:
        """The tokens of `prompt`, and those of them that were known; it is known from now on."""
        length, cached, end = len(prompt) // _CHARS_PER_TOKEN + 1, 0, 0
        # the block of the last token is always computed, or there would be nothing to go on from
        for start in range(0, len(prompt) - _BLOCK, _BLOCK):
            end = hash((end, prompt[start : start + _BLOCK]))
            cached += _TOKENS_PER_BLOCK * (end in self._blocks)
            self._blocks.add(end)
        self.queries += length
        self.hits += cached
        return length, cached
