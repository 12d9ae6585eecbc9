"""How well sentences are understood: a filter that answers JSON lines, and scores over suites of them."""
