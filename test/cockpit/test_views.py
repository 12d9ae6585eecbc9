"""Of several open pages, the car is told what is seen on the one that was touched last."""

from ipa_agents.cockpit.views import Views
from ipa_agents.travel.places.view import View


def view(south: float) -> View:
    return View(((south, 165.0), (south + 1, 165.0), (south + 1, 166.0)))


def test_the_page_that_was_opened_or_touched_last_counts() -> None:
    told: list[View | None] = []
    views = Views(told.append)
    views.see('tablet', view(1), 0)
    views.see('dash', view(2), 0)
    assert told == [view(1), view(2)]
    views.see('tablet', view(3), 0)  # its car moves on by itself
    assert told[-1] == view(2)
    views.see('tablet', view(4), 1)
    assert told[-1] == view(4)
    views.see('dash', view(5), 0)
    assert told == [view(1), view(2), view(4)]


def test_a_page_that_is_closed_leaves_the_one_before_it_then_none() -> None:
    told: list[View | None] = []
    views = Views(told.append)
    views.leave('never open')
    views.see('tablet', view(1), 0)
    views.see('dash', view(2), 0)
    views.leave('dash')
    views.leave('tablet')
    assert told == [view(1), view(2), view(1), None]


def test_a_view_that_stands_still_is_told_once() -> None:
    told: list[View | None] = []
    views = Views(told.append)
    views.see('tablet', view(1), 0)
    views.see('tablet', view(1), 3)
    assert told == [view(1)]
