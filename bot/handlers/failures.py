"""What a user sees when something goes wrong: one place, for expected and unexpected errors."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.background import short_reference
from bot.domain.errors.base import DoneBefore, TouchpointError, Unavailable, UnknownControl
from bot.domain.errors.drafts import DraftAlreadyLogged, DraftInSegment
from bot.domain.errors.people import NotAdmitted
from bot.domain.messages import N_, Text
from bot.slack.payload import Kind
from bot.slack.registration import NotTaken, UnknownKeyError
from bot.views import blocks, home, options
from bot.views.segments import cards as segment_cards
from bot.views.wizard import form as wizard_form

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.background import TaskSet
    from bot.handlers.callers import Callers
    from bot.handlers.windows.windows import Windows
    from bot.i18n import Translator
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack
    from bot.views.blocks import View

logger = logging.getLogger(__name__)

HOME_OPENED = "app_home_opened"

UNEXPECTED = N_(
    "Something went wrong on our side. Nothing that was saved is lost. If it happens again, tell "
    "your administrator this reference: {reference}"
)


class Failures:
    """The listeners' failure policy."""

    def __init__(self, callers: Callers, windows: Windows, tasks: TaskSet) -> None:
        self._callers = callers
        self._windows = windows
        self._tasks = tasks

    async def __call__(self, inbound: Inbound, error: Exception, reference: str | None) -> Ack:
        t = self._callers.language_of(inbound)
        view = inbound.body.get("view") or {}
        match inbound.kind:
            case Kind.COMMAND:
                return {
                    "response_type": "ephemeral",
                    "text": _to_command(inbound, error, reference, t),
                }
            case Kind.VIEW_SUBMISSION:
                return {
                    "response_action": "update",
                    "view": _in_window(view, error, reference, t),
                }
            case Kind.EVENT if isinstance(error, NotAdmitted) and inbound.key == HOME_OPENED:
                refused = home.refused(sentence(error, reference, t))
                shown = inbound.client.views_publish(user_id=inbound.user_id, view=refused)
                self._tasks.spawn(shown, "show in App Home who may not come in")
            case Kind.OPTIONS:
                return options.unavailable(t)
            case Kind.ACTION if view.get("type") == "modal":
                self._windows.redraw(inbound.client, view, _in_window(view, error, reference, t))
                if _is_trouble(error, reference):
                    # Slack shows its own sign at once, also where the picture comes too late.
                    raise NotTaken
            case Kind.ACTION | Kind.GLOBAL_SHORTCUT | Kind.MESSAGE_SHORTCUT if inbound.trigger_id:
                picture = view_of(error, reference, t)
                self._tasks.spawn(
                    inbound.client.views_open(trigger_id=inbound.trigger_id, view=picture),
                    "show a failure",
                )
                if inbound.kind is Kind.MESSAGE_SHORTCUT and _is_trouble(error, reference):
                    raise NotTaken  # the message isn't kept
        return None


def _is_trouble(error: Exception, reference: str | None) -> bool:
    """Whether it may do next time."""
    return reference is not None or isinstance(error, Unavailable)


def _in_window(view: View, error: Exception, reference: str | None, t: Translator) -> View:
    """The window with the sentence on top; where its form was finished before, what came of it."""
    if isinstance(error, DraftAlreadyLogged):
        return wizard_form.logged(error.logged, t, late=wizard_form.late_words(view, error.logged))
    if isinstance(error, DraftInSegment):
        return segment_cards.card(error.card, t, error.sentence(t), "success")
    anew = isinstance(error, DoneBefore)
    return blocks.with_alert(view, sentence(error, reference, t), anew=anew)


async def or_failure(content: Awaitable[View], language: Callable[[], Translator]) -> View:
    """``content``, or in its place a modal that says what went wrong.

    ``language`` is asked then: making the content may have told whose language it is.
    """
    try:
        return await content
    except TouchpointError as error:
        return view_of(error, None, language())
    except Exception as error:
        reference = short_reference()
        logger.exception("a form could not be prepared", extra={"reference": reference})
        return view_of(error, reference, language())


def _to_command(inbound: Inbound, error: Exception, reference: str | None, t: Translator) -> str:
    """The sentence, and the words that were typed where nothing could keep them."""
    told = sentence(error, reference, t)
    if isinstance(error, NotAdmitted) or not inbound.argument:
        return told
    typed = t(N_("You typed: {line}"), line=f"{inbound.key} {inbound.argument}")
    return f"{told}\n{typed}"


def sentence(error: Exception, reference: str | None, t: Translator) -> str:
    """The error in the user's language; an unknown one by its reference."""
    if isinstance(error, UnknownKeyError):
        error = UnknownControl()
    if isinstance(error, TouchpointError):
        return error.sentence(t)
    return t(Text(UNEXPECTED, {"reference": reference or "—"}))


def view_of(error: Exception, reference: str | None, t: Translator) -> View:
    """A modal of its own for the error; the interaction itself where it is logged already."""
    if isinstance(error, DraftAlreadyLogged):
        return wizard_form.logged(error.logged, t)
    return wizard_form.failed(t, sentence(error, reference, t))
