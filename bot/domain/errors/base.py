"""Everything that can go wrong on purpose: one tree, each with the sentence its user reads.

A sentence is kept untranslated with its parameters; :meth:`TouchpointError.sentence` says it in
a language. Exceptions outside this tree are defects: the user gets a reference, the log the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.messages import N_, Text

if TYPE_CHECKING:
    from collections.abc import Callable


class TouchpointError(Exception):
    """The root. ``template`` is the English sentence, a gettext message with named parameters."""

    template = N_("Something went wrong.")

    def __init__(self, **parameters: object) -> None:
        super().__init__(self.template)
        self.text = Text(self.template, parameters)

    def sentence(self, say: Callable[[Text], str]) -> str:
        """The sentence in the language of ``say`` (see :class:`bot.i18n.Translator`)."""
        return say(self.text)


class Unavailable(TouchpointError):
    """A server that we need doesn't answer; whatever was acknowledged is kept."""


class DraftStoreUnavailable(Unavailable):
    template = N_(
        "The store of drafts does not answer right now. What you typed is still in this window: "
        "please try again in a moment."
    )


class DatabaseUnavailable(Unavailable):
    template = N_(
        "The database does not answer right now. Nothing that you typed is lost: "
        "please try again in a moment."
    )


class IdTaken(DatabaseUnavailable):
    """An id was drawn that is there already (see :mod:`bot.storage.drawn_ids`); the next one won't
    be."""


class ListUnavailable(Unavailable):
    """An option was chosen that says so."""

    template = N_("The list could not be loaded. Please choose once more.")


class ListNotLoaded(TouchpointError):
    """The same, in a window where several lists can be chosen from; ``field`` is as it is shown."""

    template = N_("{field}: {problem}")

    def __init__(self, field: str) -> None:
        super().__init__(field=field, problem=Text(ListUnavailable.template))


class DoneBefore(TouchpointError):
    """The answer to a form got lost, and then something else was entered in it."""

    template = N_(
        "This was done already, with what stood in this form before. Please look at what came of "
        "it. To do it once more, with what stands here now, send the form again."
    )


class UnknownControl(TouchpointError):
    template = N_(
        "This button or field is no longer known. Please open the window again; your draft is kept."
    )


class SampleDataRefused(TouchpointError):
    template = N_(
        "The database already holds contacts. Use --force to add the sample company all the same."
    )


class StarterRefused(TouchpointError):
    template = N_(
        "There are interaction templates already, so the starter templates are not brought in. "
        "Nothing was changed."
    )
