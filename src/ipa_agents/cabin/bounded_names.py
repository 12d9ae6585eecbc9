"""Labels of figures that cannot become too many, whatever comes in."""

__all__ = ['BoundedNames']

_LONGEST = 40
_OTHER = 'other'


class BoundedNames:
    """The first `most` names that come; all later ones are "other", so that nobody can make more series than these."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: set[str] = set()

    def __call__(self, name: object) -> str:
        text = str(name)[:_LONGEST]
        if len(self._known) < self._most:
            self._known.add(text)
        return text if text in self._known else _OTHER
