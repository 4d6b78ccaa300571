"""Interactions that are in the log: the summary after *Finish*, the confirmation, a list's line."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.interaction_log.buttons import after_canceling, after_logging
from bot.views.punctuation import named

if TYPE_CHECKING:
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.i18n import Translator
    from bot.views.blocks import Block


def who(interaction: LoggedInteraction) -> str:
    """The contact, with the company where it is another one."""
    company = interaction.company_name
    if company and company != interaction.contact_name:
        return f"{interaction.contact_name} ({company})"
    return interaction.contact_name


def when(interaction: LoggedInteraction, t: Translator) -> str:
    day = t.day(interaction.date)
    return f"{day}, {t.clock(interaction.time)}" if interaction.time else day


def duration(minutes: int, t: Translator) -> str:
    """Minutes as they are read: ``45 min``, ``1 h 15 min``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return t(N_("{minutes} min"), minutes=rest)
    if not rest:
        return t(N_("{hours} h"), hours=hours)
    return t(N_("{hours} h {minutes} min"), hours=hours, minutes=rest)


def summary(interaction: LoggedInteraction, t: Translator) -> list[Block]:
    """Everything that was recorded, each with its name."""
    rows = [(N_("Contact"), who(interaction))]
    if interaction.also:
        rows.append((N_("Also took part"), t.listing(interaction.also)))
    rows += [
        (N_("Interaction template"), interaction.template),
        (N_("Description"), interaction.description),
        (N_("Date"), when(interaction, t)),
        (N_("Salesperson"), interaction.salesperson),
        (N_("Cost"), t.show(interaction.cost)),
        (N_("Duration"), duration(interaction.duration_min, t)),
    ]
    if interaction.evaluation:
        rows.append((N_("Evaluation"), t(ENUM_WORDS[interaction.evaluation])))
    rows.append((N_("Successful"), t(N_("No")) if interaction.attempt_failed else t(N_("Yes"))))
    fields = []
    for label, value in rows:
        fields += [blocks.mrkdwn(f"*{blocks.escape(t(label))}*"), blocks.plain(value, 2000)]
    found: list[Block] = [blocks.alert(t(N_("Logged. It is in the interaction log.")), "success")]
    found += [
        {"type": "section", "fields": fields[start : start + 10]}
        for start in range(0, len(fields), 10)
    ]
    if interaction.comment:
        found.append(blocks.section(blocks.mrkdwn(f"*{blocks.escape(t(N_('Comment')))}*")))
        found.append(blocks.section(blocks.plain(interaction.comment)))
    return found


def confirmation(interaction: LoggedInteraction, t: Translator) -> tuple[str, list[Block]]:
    """The one message after an interaction was logged: (text, blocks)."""
    line = t(
        N_("{contact} · {template} · {when} · {duration}"),
        contact=who(interaction),
        template=interaction.template,
        when=when(interaction, t),
        duration=duration(interaction.duration_min, t),
    )
    if interaction.canceled:
        text = t(N_("Interaction canceled: {line}"), line=line)
        return blocks.escape(text), [
            blocks.section(blocks.plain("✗ " + text)),
            blocks.context(blocks.plain(interaction.description)),
            *_also(interaction, t),
            after_canceling(t, interaction.id, interaction.contact_id),
        ]
    text = t(N_("Interaction logged: {line}"), line=line)
    told = [blocks.plain(interaction.description)]
    if interaction.evaluation:
        told.append(blocks.plain(t(ENUM_WORDS[interaction.evaluation])))
    return blocks.escape(text), [
        blocks.section(blocks.plain("✓ " + text)),
        blocks.context(*told),
        *_also(interaction, t),
        after_logging(t, interaction.id, interaction.contact_id),
    ]


def gone(t: Translator) -> tuple[str, list[Block]]:
    """What the confirmation says once its interaction is in the log no more."""
    text = t(N_("This interaction is in the log no more."))
    return blocks.escape(text), [blocks.section(blocks.plain(text))]


def _also(interaction: LoggedInteraction, t: Translator) -> list[Block]:
    if not interaction.also:
        return []
    also = named(t(N_("Also took part")), t.listing(interaction.also), t)
    return [blocks.context(blocks.plain(also))]


def taken_back(t: Translator) -> tuple[str, list[Block]]:
    """What the confirmation says once its interaction was taken back."""
    text = t(N_("Taken back. The draft is there again."))
    return text, [blocks.section(blocks.plain(text))]


def line(interaction: LoggedInteraction, t: Translator) -> Block:
    """One interaction in a list."""
    return blocks.entry(f"{who(interaction)} — {interaction.description}", _about(interaction, t))


@lru_cache(maxsize=4096)
def _about(interaction: LoggedInteraction, t: Translator) -> str:
    """Kept for a while: App Home is drawn again and again, mostly with the same lines."""
    told = [when(interaction, t), duration(interaction.duration_min, t)]
    if interaction.template != interaction.description:
        told.insert(0, interaction.template)
    if interaction.attempt_failed:
        told.append(t(N_("not reached")))
    if interaction.evaluation:
        told.append(t(ENUM_WORDS[interaction.evaluation]))
    if interaction.canceled:
        told.append(t(N_("canceled")))
    return " · ".join(told)
