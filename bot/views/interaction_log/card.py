"""The card of an entry of the interaction log, and the forms that stand behind its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.enum_words import ENUM_WORDS
from bot.domain.enums import Evaluation
from bot.domain.forms import Entered, Field, Kind, table
from bot.domain.interaction_log.correction import LABELS, ONE, SCOPE
from bot.domain.interaction_log.entries import title
from bot.domain.interaction_log.filters import LogFilter
from bot.domain.messages import N_
from bot.views import blocks
from bot.views.contacts.buttons import contact_button
from bot.views.forms import form as forms
from bot.views.interaction_log.buttons import AGAIN, CORRECT, LINK, OPEN, log_button
from bot.views.interaction_log.listing import BACK, when, who
from bot.views.metadata import pack
from bot.views.punctuation import named
from bot.views.segment_log.logged import OPEN as OPEN_LOGGED_SEGMENT
from bot.views.wizard.logged import duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.interaction_log.entries import Change, Comment, EntryCard
    from bot.i18n import Translator
    from bot.views.blocks import Block, View
    from bot.views.interaction_log.listing import Place

CARD, CANCEL_FORM, COMMENT_FORM = "log_entry", "log_cancel", "log_comment"
CANCEL, RESTORE, RATE = "log_entry.cancel", "log_entry.restore", "log_entry.evaluate"
RESTORE_ALL = "log_entry.restore_all"
COMMENT, EDIT_COMMENT, DELETE_COMMENT = (
    "log_entry.comment",
    "log_entry.edit_comment",
    "log_entry.delete_comment",
)
FILE = "log_entry.file"
FIELD = "log_entry.field"
SHOWN_COMMENTS = 10
SHOWN_CHANGES = 30

REASON = table(SCOPE, Field("reason", N_("Reason"), Kind.TEXT, required=True, max_length=500))
REMARK = table(Field("comment", N_("Comment"), Kind.TEXT, required=True, max_length=3000))

DONE: Mapping[str, str] = {
    "cancel": N_("Canceled"),
    "restore": N_("Restored"),
    "evaluate": N_("Evaluated"),
    "correct": N_("Corrected"),
    "link": N_("Linked"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a card: in which zone, and what they may do."""

    user_id: str
    zone: str
    may_change: bool
    may_record: bool


def card(
    found: EntryCard,
    place: Place,
    reader: Reader,
    t: Translator,
    *,
    sentence: str = "",
    level: str = "success",
) -> View:
    """All that is known of an entry; ``place`` is the list that it was opened from."""
    row = found.row
    body: list[Block] = [blocks.alert(sentence, level)] if sentence else []
    heading = t(title(row)) + (f" · {t(N_('canceled'))}" if row.canceled else "")
    body.append(blocks.entry(heading, row.description))
    body.append(blocks.section(blocks.plain(_lines(_facts(found, t), t))))
    if related := _lines(_related(found, t), t):
        body.append(blocks.section(blocks.plain(related)))
    if found.content:
        body.append(blocks.entry(t(N_("Content")), found.content[:2000]))
    body += _logged(found, reader.zone, t)
    body += _files(found, t)
    body += _together(found, t)
    if reader.may_change:
        body.append(_changing(found, t))
    body += _comments(found.comments, reader, t)
    body += _changes(found.changes, reader.zone, t)
    body.append(_leaving(found, t))
    return blocks.modal(
        t(N_("Interaction")),
        body,
        close=t(N_("Close")),
        callback_id=CARD,
        private_metadata=pack(place),
    )


def _lines(rows: Sequence[tuple[str, str]], t: Translator) -> str:
    return "\n".join(named(t(label), value, t) for label, value in rows if value)


def _facts(found: EntryCard, t: Translator) -> list[tuple[str, str]]:
    row = found.row
    return [
        (N_("Contact"), who(row)),
        (N_("Date"), when(row, t)),
        (N_("Salesperson"), row.salesperson),
        (N_("Interaction template"), row.template),
        (N_("Interaction group"), found.group or ""),
        (N_("Information flow"), _word(found.information_flow, t)),
        (N_("Initiated by"), _word(found.initiated_by, t)),
        (N_("Correspondence type"), _word(found.correspondence_type, t)),
        (N_("Contact via"), found.contact_via or ""),
        (N_("Language"), t.language(found.language_code) if found.language_code else ""),
        (N_("Cost"), t.show(row.cost)),
        (N_("Duration"), duration(row.duration_min, t)),
        (N_("Evaluation"), _word(row.evaluation, t)),
        (N_("Successful"), t(N_("No")) if row.attempt_failed else t(N_("Yes"))),
    ]


def _related(found: EntryCard, t: Translator) -> list[tuple[str, str]]:
    flags = [
        t(word)
        for word, said in (
            (N_("Campaign target"), found.campaign_target),
            (N_("Campaign response"), found.campaign_response),
        )
        if said
    ]
    return [
        (N_("Campaign"), " · ".join([found.campaign, *flags]) if found.campaign else ""),
        (N_("Opportunity"), found.opportunity or ""),
        (N_("Segment"), found.segment_no or ""),
    ]


def _word(value: str | None, t: Translator) -> str:
    return t(ENUM_WORDS[value]) if value else ""


def _logged(found: EntryCard, zone: str, t: Translator) -> list[Block]:
    moment = t.moment(found.logged_at, zone)
    if found.logged_by:
        user = f"<@{blocks.escape(found.logged_by)}>"
        said = t(N_("Logged {moment} by {user}"), moment=moment, user=user)
    else:
        said = t(N_("Logged {moment}"), moment=moment)
    return [blocks.context(blocks.mrkdwn(said))]


def _files(found: EntryCard, t: Translator) -> list[Block]:
    return [
        blocks.section(
            blocks.plain(named(t(N_("File")), name, t)),
            blocks.button(t(N_("Download")), f"{FILE}:{key}"),
        )
        for key, name in found.files[:5]
    ]


def _together(found: EntryCard, t: Translator) -> list[Block]:
    """The interactions of others who took part, each with its button."""
    if not found.together:
        return []
    told = t.plural(
        "Recorded together with the interaction of {count} more contact",
        "Recorded together with the interactions of {count} more contacts",
        len(found.together),
    )
    buttons = [blocks.button(name, f"{OPEN}:{key}") for key, name in found.together[:25]]
    return [
        blocks.section(blocks.plain(told)),
        blocks.actions(*buttons, block_id=f"together.{found.row.id}"),
    ]


def _changing(found: EntryCard, t: Translator) -> Block:
    key = found.row.id
    offered = [blocks.option(value.value, t(ENUM_WORDS[value])) for value in Evaluation]
    rate = blocks.static_select(f"{RATE}:{key}", offered, found.row.evaluation, t(N_("Evaluate")))
    comment = blocks.button(t(N_("Comment")), f"{COMMENT}:{key}")
    again = blocks.button(t(N_("Create another")), f"{AGAIN}:{key}")
    correct = blocks.button(t(N_("Correct")), f"{CORRECT}:{key}")
    if found.row.canceled:
        asks = blocks.confirmation(
            t(N_("Restore this interaction?")),
            t(N_("It counts again.")),
            t(N_("Restore")),
            t(N_("Not yet")),
            danger=False,
        )
        last = [blocks.button(t(N_("Restore")), f"{RESTORE}:{key}", confirm=asks)]
        if found.together:
            last.append(blocks.button(t(N_("Restore all")), f"{RESTORE_ALL}:{key}", confirm=asks))
    else:
        last = [blocks.button(t(N_("Cancel interaction")), f"{CANCEL}:{key}", style="danger")]
    # Of another state another block: Slack keeps what is chosen in one that comes back.
    state = f"entry.{key}.{int(found.row.canceled)}.{found.row.evaluation or ''}"
    link = blocks.button(t(N_("Link")), f"{LINK}:{key}")
    return blocks.actions(rate, correct, link, comment, again, *last, block_id=state)


def _comments(comments: Sequence[Comment], reader: Reader, t: Translator) -> list[Block]:
    body: list[Block] = []
    if len(comments) > SHOWN_COMMENTS:
        more = len(comments) - SHOWN_COMMENTS
        said = t.plural("{count} earlier comment", "{count} earlier comments", more)
        body.append(blocks.context(blocks.plain(said)))
    for comment in comments[-SHOWN_COMMENTS:]:
        about = [t.day(comment.date)] if comment.date else []
        if comment.by:
            about.append(f"<@{blocks.escape(comment.by)}>")
        if comment.changed:
            about.append(t(N_("changed")))
        body.append(blocks.section(blocks.plain(comment.text)))
        if about:
            body.append(blocks.context(blocks.mrkdwn(" · ".join(about))))
        if reader.may_record and comment.by == reader.user_id:
            asks = blocks.confirmation(
                t(N_("Delete this comment?")),
                t(N_("This can't be undone.")),
                t(N_("Delete")),
                t(N_("Keep")),
            )
            body.append(
                blocks.actions(
                    blocks.button(t(N_("Change")), f"{EDIT_COMMENT}:{comment.id}"),
                    blocks.button(t(N_("Delete")), f"{DELETE_COMMENT}:{comment.id}", confirm=asks),
                    block_id=f"comment.{comment.id}",
                )
            )
    return [blocks.header(t(N_("Comments"))), *body] if body else []


def _changes(changes: Sequence[Change], zone: str, t: Translator) -> list[Block]:
    """What was done to it, latest first."""
    lines = []
    for change in list(reversed(changes))[:SHOWN_CHANGES]:
        by = f" · <@{blocks.escape(change.by)}>" if change.by else ""
        said = f"{t(DONE[change.act])} · {t.moment(change.at, zone)}{by}"
        for key, value in change.after.items():
            before, after = _value(key, change.before.get(key), t), _value(key, value, t)
            label = t(LABELS.get(key, N_("Evaluation")))
            said += "\n" + named(label, f"{before} → {after}", t)
        if change.reason:
            said += "\n" + blocks.escape(named(t(N_("Reason")), change.reason, t))
        lines.append(said)
    if len(changes) > SHOWN_CHANGES:
        more = len(changes) - SHOWN_CHANGES
        lines.append(t.plural("{count} earlier change", "{count} earlier changes", more))
    return [blocks.context(blocks.mrkdwn(line[:3000])) for line in lines]


def _value(key: str, value: object, t: Translator) -> str:
    if key == "attempt_failed":
        return t(N_("No") if value else N_("Yes"))
    if value is None or value == "":
        return "—"
    return blocks.escape(t(ENUM_WORDS[str(value)]) if value in ENUM_WORDS else t.show(value))


def _leaving(found: EntryCard, t: Translator) -> Block:
    of_contact = log_button(t, LogFilter(contact=found.contact_id))
    of_contact["text"] = blocks.plain(t(N_("Interactions of the contact")), 75)
    buttons = [blocks.button(t(N_("Back to the list")), BACK), of_contact]
    if found.contact_open:
        buttons.append(contact_button(t, found.contact_id))
    if found.logged_segment_id is not None:
        to_segment = f"{OPEN_LOGGED_SEGMENT}:{found.logged_segment_id}"
        buttons.append(blocks.button(t(N_("Logged segment")), to_segment))
    return blocks.actions(*buttons, block_id="leave")


def cancel_form(found: EntryCard, place: Place, t: Translator) -> View:
    """Asks for the reason; canceling can be taken back."""
    told = t(N_("The interaction stays visible, but doesn't count any more. You can restore it."))
    asked = [field for field in REASON.values() if field is not SCOPE or found.together]
    return blocks.modal(
        t(N_("Cancel interaction")),
        [
            blocks.entry(t(title(found.row)), f"{who(found.row)} · {when(found.row, t)}"),
            blocks.section(blocks.plain(told)),
            *forms.draw_all(asked, {"scope": Entered(ONE)}, t, action=FIELD, number=found.row.id),
            blocks.actions(_back(found, t), block_id="leave"),
        ],
        submit=t(N_("Cancel it")),
        close=t(N_("Close")),
        callback_id=CANCEL_FORM,
        private_metadata=pack(place),
    )


def comment_form(
    found: EntryCard, place: Place, t: Translator, comment: Comment | None = None
) -> View:
    """A new remark, or one's own in other words."""
    entered = {} if comment is None else {"comment": Entered(comment.text)}
    number = found.row.id if comment is None else comment.id
    return blocks.modal(
        t(N_("Comment")),
        [
            blocks.entry(t(title(found.row)), f"{who(found.row)} · {when(found.row, t)}"),
            *forms.draw_all(REMARK.values(), entered, t, action=FIELD, number=number),
            blocks.actions(_back(found, t), block_id="leave"),
        ],
        submit=t(N_("Save")),
        close=t(N_("Close")),
        callback_id=COMMENT_FORM,
        private_metadata=pack(place),
    )


def _back(found: EntryCard, t: Translator) -> Block:
    return blocks.button(t(N_("Back")), f"{OPEN}:{found.row.id}")
