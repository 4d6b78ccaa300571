"""Others who took part in an interaction: what is recorded of each, checked as the first one is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.domain.forms import Problem
from bot.domain.wizard.table import TOGETHER
from bot.services.interactions.rows import Participant
from bot.services.interactions.targets import NotLoggable, checked, found_for, hold_contacts

if TYPE_CHECKING:
    from bot.domain.wizard.checks import Entry
    from bot.storage.transaction_scripts import Script


def others_checked(
    draft_id: str, first: Participant, locale: str, dialect: str
) -> Script[list[Participant]]:
    """Who else took part, each contact once, also where two were merged meanwhile.

    An opportunity is kept where it is the participant's as well. Raises :class:`NotLoggable`, with
    what is wrong at the field of the participants.
    """
    entry = first.entry
    if not entry.participants:
        return []
    if dialect == "postgresql":
        yield from hold_contacts(entry.participants)
    others: dict[int, Participant] = {}
    problems: list[Problem] = []
    for contact_id in entry.participants:
        theirs = _theirs(entry, contact_id)
        found = yield from found_for(draft_id, theirs, locale, dialect)
        ours = {found.id, found.company_id} - {None}
        if not ours & {found.opportunity_company, found.opportunity_contact}:
            theirs = replace(theirs, opportunity_id=None)
        try:
            targets = checked(found, theirs)
        except NotLoggable as refused:
            problems += [
                Problem("participants" if each.field == "contact" else each.field, each.text)
                for each in refused.problems
            ]
            continue
        others.setdefault(targets.contact_id, Participant(theirs, targets))
    if problems:
        raise NotLoggable(problems)
    others.pop(first.targets.contact_id, None)
    return list(others.values())


def _theirs(entry: Entry, contact_id: int) -> Entry:
    """What is recorded of a participant: of one meeting together, cost and duration count once."""
    content = entry.contents.get(contact_id, entry.content)
    theirs = replace(entry, contact_id=contact_id, content=content)
    if entry.participation == TOGETHER:
        return replace(theirs, cost=Decimal(0), duration_min=0)
    return theirs
