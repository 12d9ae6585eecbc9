"""What people see of the map on all pages that are open."""

from collections.abc import Callable
from dataclasses import dataclass

from ipa_agents.travel.places.view import View

__all__ = ['Views']


@dataclass(frozen=True, slots=True)
class _Sight:
    view: View
    touches: int


class Views:
    """Tells what is seen on the page that was opened or touched last, when that is another view; None: on no page."""

    def __init__(self, tell: Callable[[View | None], None]) -> None:
        self._tell = tell
        self._told: View | None = None
        self._seen: dict[object, _Sight] = {}  # the page that was touched last is its last

    def see(self, page: object, view: View, touches: int) -> None:
        """`page` shows `view`, and was touched so many times since it was opened."""
        before = self._seen.get(page)
        if before is not None and touches > before.touches:
            del self._seen[page]
        self._seen[page] = _Sight(view, touches)
        self._tell_last()

    def leave(self, page: object) -> None:
        """Nobody sees `page` any more."""
        self._seen.pop(page, None)
        self._tell_last()

    def _tell_last(self) -> None:
        view = next((sight.view for sight in reversed(self._seen.values())), None)
        if view != self._told:
            self._told = view
            self._tell(view)
