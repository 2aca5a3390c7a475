"""The offer of the tour, once, at the very first start."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradviz.screen.asking.answers import Answer
    from gradviz.screen.window import Window

OFFER = "A tour of one minute shows what this window can do."
TAKE, LATER = "Take the tour", "Not now"


def invite(window: Window) -> None:
    """Offer the tour when the first picture is there; where something else is offered by then, another time."""
    if window.toured:
        return

    def offer(_: Answer) -> None:
        window.session.answered.disconnect(offer)
        where = window.commands.sessions.offer
        if not where.stands and not window.toured:
            where.offer(OFFER, TAKE, window.tour.begin, lambda: decline(window), LATER)

    window.session.answered.connect(offer)


def decline(window: Window) -> None:
    """Never offer it again."""
    window.toured = True


def withdraw(window: Window) -> None:
    """Offer it no longer: it is taken."""
    offer = vars(window.commands.sessions).get("offer")
    if offer is not None and offer.words == OFFER:
        offer.withdraw()
