"""A Slack user as the rules see them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.enums import SalespersonRole, Standing


@dataclass(frozen=True, slots=True)
class Person:
    """A Slack user as Touchpoint knows them: their day, their language, their salesperson.

    ``zone`` is an IANA name, ``locale`` a language that we have a catalogue for.
    ``salesperson_code`` is None while the user isn't linked, or linked to a blocked salesperson.
    ``role`` is None for whoever isn't linked, nor an administrator by the settings.
    ``vouched_for``: an administrator has linked them, not their e-mail address or they themselves.
    """

    user_id: str
    name: str
    email: str | None
    zone: str
    locale: str
    standing: Standing = Standing.MEMBER
    salesperson_code: str | None = None
    salesperson_name: str | None = None
    linked: bool = False
    vouched_for: bool = False
    role: SalespersonRole | None = None

    @property
    def administrator(self) -> bool:
        return self.role is SalespersonRole.ADMINISTRATOR

    @property
    def owner(self) -> str:
        """Whose drafts are theirs: a Slack user, in whichever workspace of an organisation."""
        return self.user_id
