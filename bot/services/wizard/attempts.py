"""*No answer*: a call that reached nobody, recorded with one press.

It is what the wizard would log for that contact with the template for outgoing calls and
*Successful* cleared, by the same rules and in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.errors.contacts import NoCallTemplate
from bot.domain.errors.drafts import ContactUnavailable
from bot.domain.people.rights import Right, check
from bot.domain.wizard import checks
from bot.services.wizard.derived_values import decimal_sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.acts import Act
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.people.person import Person
    from bot.services.wizard.finishing import Finishing
    from bot.services.wizard.first_act import Beginnings

CALL = "OUTGOING"
"""The template for outgoing calls of Business Central's set-up and of the starter set."""


class Attempts:
    def __init__(
        self, beginnings: Beginnings, finishing: Finishing, clock: Callable[[], datetime]
    ) -> None:
        self._beginnings = beginnings
        self._finishing = finishing
        self._clock = clock

    async def no_answer(self, person: Person, contact_id: int, act: Act) -> LoggedInteraction:
        """A failed attempt to call a contact, now. The same ``act`` logs once.

        Raises :class:`bot.domain.errors.contacts.NoCallTemplate` and
        :class:`bot.domain.errors.drafts.ContactUnavailable`.
        """
        check(person, Right.RECORD)
        draft = await self._beginnings.prepared(person, contact_id, CALL, f"no answer {act.key}")
        if not draft.text("template"):
            raise NoCallTemplate
        draft = draft.filling({"successful": False, "duration": "0"})
        today = self._clock().astimezone(ZoneInfo(person.zone)).date()
        if problems := checks.check_all(draft, today, decimal_sign(person)):
            raise ContactUnavailable(problems[0].text)
        outcome = await self._finishing.finish(draft, person, act)
        assert outcome.logged is not None
        return outcome.logged
