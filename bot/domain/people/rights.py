"""What somebody may do: one table of roles, and whose segments are one's own.

Drafts are their owner's alone, whatever the role.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from bot.domain.enums import SalespersonRole
from bot.domain.errors.people import NotAllowed, NotLinked
from bot.domain.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.people.person import Person


class Right(Enum):
    """A use case, or a kind of them, that not everybody has."""

    SEE = "see"
    RECORD = "record"
    OWN_SEGMENTS = "own_segments"
    ALL_SEGMENTS = "all_segments"
    ALL_ENTRIES = "all_entries"
    DELETE_ENTRIES = "delete_entries"
    DELETE_CONTACTS = "delete_contacts"
    CAMPAIGNS = "campaigns"
    IMPORT = "import"
    EXPORT = "export"
    SEE_SETUP = "see_setup"
    SETUP = "setup"


_ORDER = tuple(SalespersonRole)
LEAST: Mapping[Right, SalespersonRole] = {
    Right.SEE: SalespersonRole.READER,
    Right.RECORD: SalespersonRole.SALESPERSON,
    Right.OWN_SEGMENTS: SalespersonRole.SALESPERSON,
    Right.ALL_SEGMENTS: SalespersonRole.MANAGER,
    Right.ALL_ENTRIES: SalespersonRole.MANAGER,
    Right.DELETE_ENTRIES: SalespersonRole.MANAGER,
    Right.DELETE_CONTACTS: SalespersonRole.MANAGER,
    Right.CAMPAIGNS: SalespersonRole.MANAGER,
    Right.IMPORT: SalespersonRole.MANAGER,
    Right.EXPORT: SalespersonRole.MANAGER,
    Right.SEE_SETUP: SalespersonRole.MANAGER,
    Right.SETUP: SalespersonRole.ADMINISTRATOR,
}
"""The least role that has a right; every greater one has it too."""

_WORDS: Mapping[Right, str] = {
    Right.RECORD: N_("You may look everything up, but not record anything."),
    Right.OWN_SEGMENTS: N_("You may look at segments, but not change them."),
    Right.ALL_SEGMENTS: N_("This is somebody else's segment, which managers may change."),
    Right.ALL_ENTRIES: N_("This is somebody else's interaction, which managers may change."),
    Right.DELETE_ENTRIES: N_("Only managers may delete canceled interactions."),
    Right.DELETE_CONTACTS: N_("Only managers may delete or merge contacts, or lift a block."),
    Right.CAMPAIGNS: N_("Only managers may change campaigns."),
    Right.IMPORT: N_("Only managers may bring in data from files."),
    Right.EXPORT: N_("Only managers may export everything."),
    Right.SEE_SETUP: N_("The set-up is for managers and administrators."),
    Right.SETUP: N_("Only administrators may change the set-up."),
}


def may(person: Person, right: Right) -> bool:
    """Whether somebody has a right. Who isn't linked has none, but to be linked."""
    role = person.role
    return role is not None and _ORDER.index(role) >= _ORDER.index(LEAST[right])


def check(person: Person | None, right: Right) -> None:
    """Raises :class:`NotAllowed`, or :class:`NotLinked` for who has no role at all. None is for
    what nobody asked for: the bot's own work."""
    if person is None or may(person, right):
        return
    if person.role is None:
        raise NotLinked
    raise NotAllowed(_WORDS[right])


_SET_UP_BY_FILE = frozenset({"salespeople", "templates"})


def may_import(person: Person, kind: str = "") -> bool:
    """Whether somebody may bring in records of a kind; blank for any."""
    return may(person, Right.SETUP if kind in _SET_UP_BY_FILE else Right.IMPORT)


def check_import(person: Person | None, kind: str = "") -> None:
    """Raises as :func:`check`."""
    check(person, Right.SETUP if kind in _SET_UP_BY_FILE else Right.IMPORT)


def may_change_segment(person: Person, created_by: str | None, salesperson: str | None) -> bool:
    """Whether a segment, or a logged one, is for somebody to change: who created (or logged) it
    and whose salesperson it names may, and managers."""
    own = created_by == person.user_id or (
        salesperson is not None and salesperson == person.salesperson_code
    )
    return may(person, Right.OWN_SEGMENTS if own else Right.ALL_SEGMENTS)


def check_segment(person: Person | None, created_by: str | None, salesperson: str | None) -> None:
    """Raises as :func:`check`."""
    check(person, Right.OWN_SEGMENTS)
    if person is not None and not may_change_segment(person, created_by, salesperson):
        check(person, Right.ALL_SEGMENTS)
