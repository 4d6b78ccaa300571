"""The wizard's modal: one view draws any step of the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.forms import choices_in
from bot.domain.messages import N_, Text
from bot.domain.wizard import table
from bot.domain.wizard.draft import CONTACT_FIXED
from bot.domain.wizard.table import FIELDS, TITLE
from bot.views import blocks
from bot.views.interaction_log.buttons import after_logging
from bot.views.metadata import pack
from bot.views.punctuation import named
from bot.views.wizard import fields
from bot.views.wizard.logged import summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.domain.forms import Problem
    from bot.domain.logged_interaction import LoggedInteraction
    from bot.domain.merge_fields import ContentPreview
    from bot.domain.wizard.draft import Draft
    from bot.i18n import Translator
    from bot.views.blocks import Block, View

CALLBACK = "wizard"
LOGGED = "interaction_logged"
LAST_STEP = table.STEPS[-1].key
BACK, MORE, FINISH, PICK = "wizard.back", "wizard.more", "wizard.finish", "wizard.pick"
PREVIEW, DROP_FILE = "wizard.preview", "wizard.drop_file"
NEW_CONTACT = "wizard.new_contact"

MERGED_FOR_EACH = N_(
    "Merge fields such as {{contact.name}} are filled in for each contact when the segment is "
    "logged."
)
OLD_AFTER_S = 15 * 60
BEGUN_BEFORE = N_(
    "You began this before; here it is as you left it. To start anew, discard it under /postponed."
)
GONE = N_(
    "Segment {no} is no longer there: it was logged or deleted. What you typed is kept, and can be "
    "finished once the segment is back."
)
STALE = N_("This draft was changed in another window. Here it is as it stands now.")


@dataclass(frozen=True, slots=True)
class Screen:
    """What the modal shows beside the draft's fields.

    ``left_out`` are (field key, text) that stood in an out-of-date window; ``preview`` is the
    content with its merge fields filled, where there are any. ``begun_before``: who asked for a new
    form gets the one that they had begun.
    """

    now: datetime
    problems: Sequence[Problem] = ()
    stale: bool = False
    left_out: Sequence[tuple[str, str | Text]] = ()
    preview: ContentPreview | None = None
    begun_before: bool = False


@dataclass(frozen=True, slots=True)
class OfDraft:
    """What the modal carries: which draft it shows, and at which revision."""

    draft_id: str
    revision: int


def form(draft: Draft, t: Translator, screen: Screen) -> View:
    """The draft's step."""
    step = table.step_of(draft)
    body: list[Block] = [*_alerts(draft, t, screen), _where(draft, t, screen)]
    for field in table.shown_fields(draft):
        if field.key == "content":
            body += _content_help(draft, t)
        if field.key == "contact" and _is_fixed(draft, screen):
            fixed = named(t(field.label), draft.labels.get("contact", ""), t)
            body.append(blocks.section(blocks.plain(fixed)))
            continue
        body.append(fields.draw(field, draft, t))
        if field.key == "contact":
            body += _offer(draft, t)
        if field.key == "content" and screen.preview is not None:
            body += _preview(screen.preview, t)
    body += _participation(draft, t)
    body.append(_buttons(draft, t))
    return blocks.modal(
        t(TITLE),
        body,
        submit=t(N_("Finish")) if table.is_last(draft) else t(N_("Next")),
        close=t(N_("Postpone")),
        callback_id=f"{CALLBACK}:{step.key}",
        private_metadata=pack(OfDraft(draft.id, draft.revision)),
        notify_on_close=True,
    )


def loading(t: Translator) -> View:
    """Shown while a slow database keeps us waiting, so that Slack's trigger isn't lost."""
    text = t(N_("One moment, the form is being prepared …"))
    return blocks.modal(t(TITLE), [blocks.section(blocks.plain(text))], close=t(N_("Close")))


def failed(t: Translator, sentence: str) -> View:
    """In the place of a form that can't be shown."""
    return blocks.modal(t(TITLE), [blocks.alert(sentence)], close=t(N_("Close")))


def late_words(view: View, interaction: LoggedInteraction) -> list[tuple[str, str]]:
    """What somebody has written in a form whose draft was logged before: (field key, text)."""
    recorded = {"description": interaction.description, "comment": interaction.comment or ""}
    return [
        (key, str(entered.value))
        for key, entered in fields.read(view).items()
        if key in recorded
        and entered.touched
        and str(entered.value or "").strip() not in {"", recorded[key].strip()}
    ]


def logged(
    interaction: LoggedInteraction,
    t: Translator,
    *,
    merged: str = "",
    late: Sequence[tuple[str, str]] = (),
) -> View:
    """What was logged, after *Finish*. ``merged`` is the contact that was chosen, if another one
    has taken its place meanwhile. ``late`` came after *Finish*, and is shown to be copied."""
    body = summary(interaction, t)
    if late:
        told = t(N_("What you wrote after that is not part of it."))
        body[1:1] = [blocks.alert(told, "warning"), *_stood(late, t)]
    if merged:
        told = N_(
            "{contact} was merged into another contact meanwhile. The interaction is recorded for "
            "that one."
        )
        body.insert(1, blocks.alert(t(told, contact=merged), "info"))
    body.append(after_logging(t, interaction.id, interaction.contact_id))
    return blocks.modal(t(N_("Interaction logged")), body, close=t(N_("Close")), callback_id=LOGGED)


def _is_fixed(draft: Draft, screen: Screen) -> bool:
    """Whether the contact is only shown: until something is wrong with it."""
    fixed = draft.facts.get(CONTACT_FIXED) and draft.values.get("contact")
    return bool(fixed) and all(problem.field != "contact" for problem in screen.problems)


def _alerts(draft: Draft, t: Translator, screen: Screen) -> list[Block]:
    found: list[Block] = []
    if draft.facts.get("segment_gone"):
        found.append(blocks.alert(t(GONE, no=draft.segment_no), "warning"))
    elif screen.begun_before:
        found.append(blocks.alert(t(BEGUN_BEFORE), "info"))
    if screen.stale:
        found.append(blocks.alert(t(STALE), "warning"))
    found += _stood(screen.left_out, t)
    for problem in screen.problems:
        name = Text(FIELDS[problem.field].label)
        named = t(N_("{field}: {problem}"), field=name, problem=problem.text)
        found.append(blocks.alert(named))
    return found[:30]


def _stood(left_out: Sequence[tuple[str, str | Text]], t: Translator) -> list[Block]:
    found: list[Block] = []
    for key, text in left_out:
        label = t(N_("{field} stood here as:"), field=t(FIELDS[key].label))
        stood = t(text) if isinstance(text, Text) else text
        found += [blocks.context(blocks.plain(label)), blocks.section(blocks.plain(stood))]
    return found


def _where(draft: Draft, t: Translator, screen: Screen) -> Block:
    number, count = table.position(draft)
    title = t(table.step_of(draft).title)
    where = t(N_("Step {number} of {count} · {title}"), number=number, count=count, title=title)
    if draft.segment_no:
        contacts = draft.facts.get("contacts", 0)
        whole = t.plural(
            "Segment {no}, {count} contact",
            "Segment {no}, {count} contacts",
            contacts,
            no=draft.segment_no,
        )
        where = f"{whole} · {where}"
    if (screen.now - draft.created_at).total_seconds() > OLD_AFTER_S:
        age = t.age(draft.created_at, screen.now)
        where += " · " + t(N_("begun {age}"), age=age)
    return blocks.context(blocks.plain(where))


def _offer(draft: Draft, t: Translator) -> list[Block]:
    """The contacts to choose from with one click, or that there are none."""
    if draft.values.get("contact") or not draft.offered_because:
        return []
    because = t(draft.offered_because, **_words(draft))
    if not draft.offered:
        return [blocks.context(blocks.plain(t(N_("{what}: none found."), what=because)))]
    picks = [
        blocks.button(choice.label, f"{PICK}:{choice.value}", value=choice.value)
        for choice in draft.offered[:10]
    ]
    asked = t(N_("{what}: which one?"), what=because)
    return [blocks.context(blocks.plain(asked)), blocks.actions(*picks, block_id="offered")]


def _words(draft: Draft) -> Mapping[str, Any]:
    return {"words": draft.facts["words"]} if "words" in draft.facts else {}


def _content_help(draft: Draft, t: Translator) -> list[Block]:
    match draft.facts.get("wizard_action"):
        case "import":
            told = t(N_("Choose the file that belongs to this interaction."))
        case "merge" if draft.segment_no:
            told = t(MERGED_FOR_EACH)
        case "merge":
            told = t(N_("Merge fields such as {{contact.name}} are filled in when you finish."))
        case _ if draft.segment_no:
            told = t(N_("The template's text, to be edited for all contacts of the segment."))
        case _:
            told = t(N_("The template's text, to be edited for this contact."))
    found = [blocks.context(blocks.plain(told))]
    file = draft.values.get("content")
    if draft.facts.get("content_cut") and "content" not in draft.typed:
        cut = N_("The template's text is longer than Slack takes: this is its beginning.")
        found.append(blocks.alert(t(cut), "warning"))
    if isinstance(file, dict) and draft.facts.get("wizard_action") == "import":
        drop = blocks.button(t(N_("Remove the file")), DROP_FILE)
        name = t(N_("Chosen file: {name}"), name=file.get("name") or file["id"])
        found.append(blocks.section(blocks.plain(name), drop))
    return found


def _preview(merged: ContentPreview, t: Translator) -> list[Block]:
    if merged.text is None:
        told = N_("No contact of the segment reads this text so far, so there is no preview.")
        return [blocks.context(blocks.plain(t(told)))]
    title = t(N_("Preview"))
    if merged.contact:
        title = t(N_("As {contact} will read it"), contact=merged.contact)
    return [blocks.context(blocks.plain(title)), blocks.section(blocks.plain(merged.text))]


def _participation(draft: Draft, t: Translator) -> list[Block]:
    """What *Finish* records where more contacts took part."""
    others = len(choices_in(draft.values.get("participants")))
    if not others or draft.segment_no:
        return []
    match draft.text("participation"):
        case table.EACH:
            told = t.plural(
                "Finish records {count} interaction, one for each contact.",
                "Finish records {count} interactions, one for each contact.",
                others + 1,
            )
        case table.TOGETHER:
            told = t.plural(
                "Finish records one meeting with {count} contact; cost and duration count once.",
                "Finish records one meeting with {count} contacts; cost and duration count once.",
                others + 1,
            )
        case _:
            return []
    return [blocks.context(blocks.plain(told))]


def _buttons(draft: Draft, t: Translator) -> Block:
    step = table.step_of(draft)
    found: list[Block] = []
    if table.position(draft)[0] > 1:
        found.append(blocks.button(t(N_("Back")), f"{BACK}:{step.key}"))
    if any(field.more for field in step.fields):
        words, wanted = (N_("Fewer fields"), "0") if draft.more else (N_("More fields"), "1")
        found.append(blocks.button(t(words), f"{MORE}:{wanted}"))
    if draft.facts.get("wizard_action") == "merge" and step.key == "content":
        found.append(blocks.button(t(N_("Refresh the preview")), PREVIEW))
    if not table.is_last(draft):
        finish = f"{FINISH}:{step.key}"
        found.append(blocks.button(t(N_("Finish now")), finish, style="primary"))
    # Also where one is chosen: a button that went with the choice would cost a redrawing.
    asks_for_contact = any(field.key == "contact" for field in table.shown_fields(draft))
    if asks_for_contact and not draft.facts.get(CONTACT_FIXED):
        found.append(blocks.button(t(N_("New contact")), NEW_CONTACT))
    return blocks.actions(*found, block_id=f"buttons.{draft.entered}")
