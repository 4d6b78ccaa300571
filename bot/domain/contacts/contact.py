"""A contact as the rest of Touchpoint sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A contact that was found, with what it takes to tell it from others of its name.

    `company_id` and `company_name` are the employer of a person. `type` and
    `correspondence_type` are words of `bot.domain.enums`. `blocked` says that no interaction may
    be recorded: see `is_blocked`.
    """

    id: int
    no: str
    type: Literal["company", "person"]
    name: str
    company_id: int | None
    company_name: str | None
    city: str | None
    email: str | None
    language_code: str | None
    salesperson_code: str | None
    correspondence_type: str | None
    blocked: bool


@dataclass(frozen=True, slots=True)
class Mentions:
    """The contacts that a text mentions, in its order: `exact` by address, number or full name,
    `near` by a name that is written otherwise and may be somebody else's."""

    exact: Sequence[ContactHit] = ()
    near: Sequence[ContactHit] = ()

    @property
    def all(self) -> list[ContactHit]:
        """All of them, the exact ones first."""
        return [*self.exact, *self.near]


def is_blocked(privacy_blocked: bool, minor: bool, parental_consent_received: bool) -> bool:
    """Whether nothing may be recorded with a contact (decisions.md, privacy).

    A block set by hand holds whatever else is known; a minor is blocked until a parent consents.
    """
    return privacy_blocked or (minor and not parental_consent_received)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search offers. `near`: nothing was found, these are only like what was typed."""

    hits: Sequence[ContactHit]
    near: bool = False
