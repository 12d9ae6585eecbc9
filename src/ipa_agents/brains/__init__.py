"""Brains turn a sentence and its context into steps; none of them acts."""
