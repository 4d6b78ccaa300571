"""App Home of a company that isn't set up: what is missing, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_
from bot.views import blocks
from bot.views.imports.listing import NEW as IMPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.first_day import SetUp
    from bot.domain.people.person import Person
    from bot.i18n import Translator
    from bot.views.blocks import Block

STARTER, LINK = "home.starter", "home.link"
NAMED_AT_MOST = 10
"""So many administrators are named: a large company need not be told of all of them."""


def checklist(state: SetUp, person: Person, t: Translator) -> list[Block]:
    """For administrators; what is there is ticked. What takes a press comes first."""
    return [
        blocks.header(t(N_("Set up Touchpoint"))),
        _item(
            state.templates,
            t(N_("Interaction templates")),
            t(
                N_(
                    "They say what kinds of interactions there are, and fill in most of the form. "
                    "The starter set has groups and templates for calls, meetings, letters and "
                    "documents."
                )
            ),
            _starter(t),
        ),
        _item(
            state.linked,
            t(N_("Salespeople linked")),
            t(N_("Slack users record as salespeople. Begin with yourself.")),
            None if person.linked else blocks.button(t(N_("Link me")), LINK),
        ),
        _item(
            state.contacts,
            t(N_("Contacts")),
            t(
                N_(
                    "Press the button, or drop a file into your conversation with Touchpoint: "
                    "CSV, Excel or vCard. Nothing is written before you have seen it. A few are "
                    "quickly made under `/contact`."
                )
            ),
            blocks.button(t(N_("Import contacts")), IMPORT, style="primary"),
        ),
    ]


def under_way(administrators: Sequence[str], user_id: str, t: Translator) -> list[Block]:
    """For everybody else: ``administrators`` are the Slack user ids of those to ask."""
    body = [
        blocks.header(t(N_("Touchpoint is being set up"))),
        blocks.section(
            blocks.plain(
                t(
                    N_(
                        "Soon you can record here what you and your contacts say to each other. "
                        "For that there must be contacts and interaction templates first."
                    )
                )
            )
        ),
    ]
    if administrators:
        mentions = [f"<@{blocks.escape(each)}>" for each in administrators[:NAMED_AT_MOST]]
        asked = t(N_("Whom to ask: {administrators}"), administrators=t.listing(mentions))
        return [*body, blocks.section(blocks.mrkdwn(asked))]
    nobody = t(
        N_(
            "There is no administrator yet: whoever runs Touchpoint adds a Slack user id (yours is "
            "{user_id}) to TOUCHPOINT_ADMINS and restarts it."
        ),
        user_id=user_id,
    )
    return [*body, blocks.section(blocks.plain(nobody))]


def _item(done: bool, title: str, about: str, button: Block | None = None) -> Block:
    if done:
        return blocks.section(blocks.mrkdwn(f"✓ *{title}*"))
    return blocks.section(blocks.mrkdwn(f"○ *{title}*\n{about}"), button)


def _starter(t: Translator) -> Block:
    asks = blocks.confirmation(
        t(N_("Bring in the starter templates?")),
        t(
            N_(
                "This adds interaction groups and templates with their texts in English and "
                "French, number series, campaign statuses, mailing groups and the like, named in "
                "your language. It adds no contacts and no salespeople."
            )
        ),
        t(N_("Bring in")),
        t(N_("Cancel")),
        danger=False,
    )
    words = t(N_("Bring in the starter templates"))
    return blocks.button(words, STARTER, style="primary", confirm=asks)
