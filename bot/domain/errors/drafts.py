"""What can go wrong on purpose with a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors.base import TouchpointError
from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.segments.header import SegmentCard


class DraftError(TouchpointError):
    """The draft that an action belongs to can't be used."""


class DraftUnknown(DraftError):
    template = N_(
        "This draft is no longer there. Copy what you still need, close this window and start "
        "again with /interaction."
    )


class DraftOfSomebodyElse(DraftError):
    template = N_("This draft belongs to somebody else. Only its owner can open or discard it.")


class DraftAlreadyLogged(DraftError):
    """A second *Finish*, or *Resume* on an old message; ``logged`` is what the first one wrote."""

    template = N_("This interaction is logged already.")

    def __init__(self, logged: LoggedInteraction) -> None:
        super().__init__()
        self.logged = logged


class DraftInSegment(DraftError):
    """The same for a draft about a segment; ``card`` is the segment that has its values now."""

    template = N_("The segment has this interaction now.")

    def __init__(self, card: SegmentCard) -> None:
        super().__init__()
        self.card = card


class ContactUnavailable(TouchpointError):
    """Nothing may be recorded with a contact; ``text`` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text


class DraftDiscarded(DraftError):
    template = N_(
        "This draft was discarded. You can bring it back from Touchpoint's Home tab for a day."
    )
