"""An entry's card, and what is done from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.enums import Evaluation
from bot.domain.errors.base import UnknownControl
from bot.domain.errors.interaction_log import CommentUnknown, InteractionLogError
from bot.domain.forms import NOTHING
from bot.domain.interaction_log.correction import ALL
from bot.domain.messages import N_
from bot.handlers.acts import act_of
from bot.handlers.interaction_log.lists import place_of
from bot.handlers.windows.windows import message_of
from bot.views.forms import form as forms
from bot.views.interaction_log import buttons
from bot.views.interaction_log import card as cards
from bot.views.wizard import logged

if TYPE_CHECKING:
    from bot.domain.wizard.draft import Draft
    from bot.handlers.callers import Caller
    from bot.handlers.home import HomeScreens
    from bot.handlers.interaction_log.lists import LogLists
    from bot.handlers.segment_log.downloads import Downloads
    from bot.handlers.windows.results import Result
    from bot.handlers.windows.windows import Windows
    from bot.handlers.wizard.opening import Opener
    from bot.services.interaction_log.changes import LogChanges
    from bot.services.interaction_log.entries import LogEntries
    from bot.services.interaction_log.taking_back import TakingBack
    from bot.services.wizard.first_act import Beginnings
    from bot.slack.payload import Inbound
    from bot.slack.registration import Ack, Feature
    from bot.views.blocks import View


class EntryScreens:
    """An entry's card, and what is done from it."""

    def __init__(
        self,
        entries: LogEntries,
        changes: LogChanges,
        shown: LogLists,
        *,
        opener: Opener,
        beginnings: Beginnings,
        taking_back: TakingBack,
        home: HomeScreens,
        downloads: Downloads,
    ) -> None:
        self._entries = entries
        self._changes = changes
        self._shown = shown
        self._opener = opener
        self._beginnings = beginnings
        self._taking_back = taking_back
        self._home = home
        self._downloads = downloads

    async def open(self, inbound: Inbound, caller: Caller) -> Result:
        place = replace(place_of(inbound), entry=int(inbound.argument))
        return await self._shown.card(caller, place)

    async def rate(self, inbound: Inbound, caller: Caller) -> Result:
        chosen = Evaluation(inbound.body["actions"][0]["selected_option"]["value"])
        entry, act = int(inbound.argument), act_of(inbound, caller)
        await self._changes.evaluate([entry], chosen, act=act)
        return await self._saved(inbound, caller)

    async def ask_reason(self, inbound: Inbound, caller: Caller) -> Result:
        place = replace(place_of(inbound), entry=int(inbound.argument))
        found = await self._entries.card(int(inbound.argument), caller.t.locale)
        return cards.cancel_form(found, place, caller.t)

    async def cancel(self, inbound: Inbound, caller: Caller) -> Result:
        place, view = place_of(inbound), inbound.body["view"]
        entered = forms.read(view, cards.REASON)
        reason, together = entered["reason"].text, entered.get("scope", NOTHING).text == ALL
        if place.entry is None:
            raise UnknownControl
        try:
            act = act_of(inbound, caller)
            await self._changes.cancel(place.entry, reason, act=act, together=together)
        except InteractionLogError as error:
            return await self._shown.card(caller, place, error.sentence(caller.t), "warning")
        self._home.refresh(inbound.client, caller)
        one, all_ = (
            N_("The interaction is canceled. It counts no more."),
            N_("All that were recorded together are canceled. They count no more."),
        )
        return await self._shown.card(caller, place, caller.t(all_ if together else one))

    async def restore(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._restore(inbound, caller, together=False)

    async def restore_all(self, inbound: Inbound, caller: Caller) -> Result:
        return await self._restore(inbound, caller, together=True)

    async def _restore(self, inbound: Inbound, caller: Caller, *, together: bool) -> Result:
        place = replace(place_of(inbound), entry=int(inbound.argument))
        try:
            await self._changes.restore(
                int(inbound.argument), act=act_of(inbound, caller), together=together
            )
        except InteractionLogError as error:
            return await self._shown.card(caller, place, error.sentence(caller.t), "warning")
        self._home.refresh(inbound.client, caller)
        one, all_ = (
            N_("The interaction is restored. It counts again."),
            N_("All that were recorded together are restored. They count again."),
        )
        return await self._shown.card(caller, place, caller.t(all_ if together else one))

    async def ask_comment(self, inbound: Inbound, caller: Caller) -> Result:
        place = replace(place_of(inbound), entry=int(inbound.argument))
        found = await self._entries.card(int(inbound.argument), caller.t.locale)
        return cards.comment_form(found, place, caller.t)

    async def ask_other_words(self, inbound: Inbound, caller: Caller) -> Result:
        place, key = place_of(inbound), int(inbound.argument)
        if place.entry is None:
            raise UnknownControl
        found = await self._entries.card(place.entry, caller.t.locale)
        comment = next((each for each in found.comments if each.id == key), None)
        if comment is None:
            raise CommentUnknown
        return cards.comment_form(found, replace(place, comment=key), caller.t, comment)

    async def comment(self, inbound: Inbound, caller: Caller) -> Result:
        place, act = place_of(inbound), act_of(inbound, caller)
        text = forms.read(inbound.body["view"], cards.REMARK)["comment"].text
        if place.entry is None:
            raise UnknownControl
        if place.comment is None:
            await self._changes.comment(place.entry, text, caller.person, act=act)
        else:
            await self._changes.change_comment(place.comment, text, act=act)
        return await self._shown.card(caller, place, caller.t(N_("Saved.")))

    async def delete_comment(self, inbound: Inbound, caller: Caller) -> Result:
        await self._changes.delete_comment(int(inbound.argument), act=act_of(inbound, caller))
        return await self._shown.card(caller, place_of(inbound), caller.t(N_("Deleted.")))

    async def again(self, inbound: Inbound, caller: Caller) -> Ack:
        """*Create another*: with the same contact and template."""
        key = int(inbound.argument)

        async def begun(caller: Caller) -> Draft:
            contact, template = await self._entries.origin(key)
            return await self._beginnings.start_with(caller.person, contact, template)

        await self._opener.open_here(inbound, caller, begun)
        return None

    async def take_back(self, inbound: Inbound, caller: Caller) -> Ack:
        """As if it had not been logged: the wizard shows the draft that it was."""
        key, act, message = int(inbound.argument), act_of(inbound, caller), message_of(inbound)

        async def taken(caller: Caller) -> Draft:
            draft = await self._taking_back.take_back(caller.person, key, act)
            self._home.refresh(inbound.client, caller)
            if message is not None:
                text, body = logged.taken_back(caller.t)
                channel, ts = message
                await inbound.client.chat_update(channel=channel, ts=ts, text=text, blocks=body)
            return draft

        await self._opener.open_here(inbound, caller, taken)
        return None

    async def download(self, inbound: Inbound, caller: Caller) -> Result:
        name, pieces = await self._entries.file(int(inbound.argument))
        return self._downloads.start(inbound, caller, name, pieces)

    async def _saved(self, inbound: Inbound, caller: Caller) -> View:
        place = replace(place_of(inbound), entry=int(inbound.argument))
        return await self._shown.card(caller, place, caller.t(N_("Saved.")))


def register(app: Feature[Caller], windows: Windows, entry: EntryScreens) -> None:
    app.action(buttons.OPEN, windows.shows(entry.open))
    app.action(cards.RATE, windows.shows(entry.rate))
    app.action(cards.CANCEL, windows.shows(entry.ask_reason))
    app.view(cards.CANCEL_FORM, windows.shows(entry.cancel))
    app.action(cards.RESTORE, windows.shows(entry.restore))
    app.action(cards.RESTORE_ALL, windows.shows(entry.restore_all))
    app.action(cards.COMMENT, windows.shows(entry.ask_comment))
    app.action(cards.EDIT_COMMENT, windows.shows(entry.ask_other_words))
    app.view(cards.COMMENT_FORM, windows.shows(entry.comment))
    app.action(cards.DELETE_COMMENT, windows.shows(entry.delete_comment))
    app.action(buttons.AGAIN, entry.again)
    app.action(buttons.TAKE_BACK, entry.take_back)
    app.action(cards.FILE, windows.shows(entry.download))
