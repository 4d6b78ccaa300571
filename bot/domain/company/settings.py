"""What a company decides once for everybody. Source: business-central 5.1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

INHERITANCE: Mapping[str, tuple[str, ...]] = {
    "salesperson": ("salesperson_code",),
    "territory": ("territory_code",),
    "country": ("country_code",),
    "language": ("language_code",),
    "address": ("address", "address_2", "post_code", "city", "county"),
    "communication": ("phone", "home_page"),
}
"""What a person can take over from their company, and in which columns of a contact it is; their
own e-mail address isn't the company's."""

DEFAULTS: Mapping[str, str] = {
    "new_salesperson_code": "salesperson_code",
    "new_language_code": "language_code",
    "new_country_code": "country_code",
    "new_correspondence_type": "correspondence_type",
}
"""The settings that new contacts begin with, and the columns of a contact where they go."""

STORED = (
    "inherited",
    *DEFAULTS,
    "phone_region",
    "default_locale",
    "self_service",
)
"""The settings that somebody can change, by column."""


@dataclass(frozen=True, slots=True)
class CompanySettings:
    """``inherited`` has keys of :data:`INHERITANCE`. ``phone_region`` is the two-letter country
    whose rules apply to phone numbers without a country code, ``default_locale`` the language of
    who hasn't any that the bot speaks. ``self_service``: whether unlinked users may link or create
    their own salesperson. ``fixed`` names the settings that the environment decides.
    ``salesperson_blocked``: the one of new contacts is, so they don't get them.
    ``changed_at`` is None until somebody changes one.
    """

    inherited: tuple[str, ...] = tuple(INHERITANCE)
    new_salesperson_code: str | None = None
    new_language_code: str | None = None
    new_country_code: str | None = None
    new_correspondence_type: str | None = None
    phone_region: str = "US"
    default_locale: str = "en"
    self_service: bool = True
    salesperson_blocked: bool = False
    fixed: frozenset[str] = frozenset()
    changed_at: datetime | None = None

    @property
    def inherited_columns(self) -> tuple[str, ...]:
        """The columns of a contact that persons take over from their company."""
        return tuple(
            column
            for key, columns in INHERITANCE.items()
            if key in self.inherited
            for column in columns
        )

    @property
    def contact_defaults(self) -> dict[str, Any]:
        """What a new contact has where nothing is said, by column."""
        given = {column: getattr(self, key) for key, column in DEFAULTS.items()}
        if self.salesperson_blocked:
            given["salesperson_code"] = None
        return {column: value for column, value in given.items() if value is not None}

    def fill(
        self, values: Mapping[str, Any], company: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The values of a new contact: where nothing is said, their company's, else the
        defaults."""
        filled = dict(values)
        if company is not None:
            for column in self.inherited_columns:
                filled[column] = filled.get(column) or company.get(column)
        for column, value in self.contact_defaults.items():
            filled[column] = filled.get(column) or value
        return filled
