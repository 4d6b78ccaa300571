"""What a company needs before it can record anything, and what of it is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetUp:
    """Whether there are contacts, interaction templates, and users linked to salespeople."""

    contacts: bool
    templates: bool
    linked: bool

    @property
    def ready(self) -> bool:
        """Whether there is something to record with; who does it links themselves."""
        return self.contacts and self.templates

    @property
    def complete(self) -> bool:
        return self.ready and self.linked


COMPLETE = SetUp(contacts=True, templates=True, linked=True)
