"""The car as a set of signals: what they are called, what they may be, what they are now."""
