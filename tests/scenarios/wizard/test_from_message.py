"""Logging an interaction from a message."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from simulator.client import payloads
from simulator.client.views import normalised
from tests.relayed import READ, RELAYED
from tests.scenarios.walking import MEAGAN, fill, finish_now, go_on, press, wizard

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from simulator.client.client import Client
    from simulator.script import Message, Modal, Person
    from simulator.wire import Json
    from tests.scenarios.stage import Stage

ELOISE = "Éloïse Forêt (L'Étoile du Nord, Strasbourg)"


async def log(person: Person, message: Message) -> Modal:
    """Choose the shortcut from the message's menu."""
    await person.message_shortcut("log_interaction_from_message", message)
    return await wizard(person)


@pytest.mark.parametrize(
    "text",
    [
        "Wrote to meagan.bond@school-of-fine-art.example about the chairs",
        "Please ring +1 206-555-0106 back",
        "Please ring (206) 555-0106 back",
        "Had coffee with Meagan Bond today",
        "MEAGAN BOND called",
    ],
)
async def test_one_contact_that_is_mentioned_is_filled_in(stage_on_both: Stage, text: str) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    modal = await log(benjamin, await benjamin.post("general", text))
    assert modal.value("Contact") == MEAGAN


async def test_several_are_offered_as_buttons_in_the_order_of_the_text(
    any_stage: Stage,
) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    message = await benjamin.post("sales", "Jesse Homer and Meagan Bond want the same chairs")
    modal = await log(benjamin, message)
    assert modal.value("Contact") is None
    assert "Mentioned in the message: which one?" in modal.texts
    assert modal.buttons[:2] == ["Jesse Homer (Relecloud, Portland)", MEAGAN]
    assert (await modal.options("Contact"))[:2] == modal.buttons[:2]
    await modal.press(MEAGAN)
    await modal.until(lambda m: m.value("Contact") == MEAGAN)
    await modal.choose("Interaction template", "Outgoing phone call")
    await finish_now(modal)
    (row,) = await any_stage.logged()
    assert row["contact_name"] == "Meagan Bond"


async def test_a_message_about_nobody_leaves_the_search_open(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await log(benjamin, await benjamin.post("general", "Who wants lunch?"))
    assert modal.value("Contact") is None
    assert modal.buttons == ["More fields", "Finish now", "New contact"]


async def test_a_blocked_contact_is_not_recognised(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await log(benjamin, await benjamin.post("general", "Owen Thornbury called"))
    assert modal.value("Contact") is None


async def test_a_mentioned_slack_user_who_is_a_contact_is_recognised(
    stage_on_both: Stage,
) -> None:
    await stage_on_both.execute(
        "UPDATE contacts SET email = 'claire.fontaine@contoso.com',"
        " email_folded = 'claire.fontaine@contoso.com' WHERE name = 'Meagan Bond'"
    )
    benjamin = stage_on_both.person("Benjamin Chiu")
    modal = await log(benjamin, await benjamin.post("general", "Thanks @Claire Fontaine!"))
    assert modal.value("Contact") == MEAGAN
    await fill(modal)
    await go_on(modal, "Campaign")
    await go_on(modal, "Comment")
    assert modal.value("Comment").startswith("Thanks @Claire Fontaine!")


async def comment_of(modal: Modal) -> str:
    await fill(modal)
    await go_on(modal, "Campaign")
    await go_on(modal, "Comment")
    return str(modal.value("Comment"))


@pytest.mark.parametrize("channel", ["sales", "events", "Helena Ray"])
async def test_the_text_becomes_the_comment_with_author_and_link(
    stage: Stage, channel: str
) -> None:
    """A channel with the app in it, one without, and a direct message."""
    benjamin, helena = stage.person("Benjamin Chiu"), stage.person("Helena Ray")
    where = "Benjamin Chiu" if channel == "Helena Ray" else channel
    posted = await helena.post(where, "Forty chairs, in two parts.")
    message = await benjamin.message("Forty chairs", channel=channel)
    comment = await comment_of(await log(benjamin, message))
    link = f"https://contoso.slack.com/archives/{posted.channel.id}/p{posted.ts.replace('.', '')}"
    assert comment == f"Forty chairs, in two parts.\n\n— Helena Ray, {link}"


async def test_a_reply_in_a_thread_is_linked_within_its_thread(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    parent = await benjamin.post("general", "Who rang?")
    reply = await benjamin.post("general", "It was Meagan Bond", thread=parent)
    modal = await log(benjamin, reply)
    assert modal.value("Contact") == MEAGAN
    comment = await comment_of(modal)
    assert f"?thread_ts={parent.ts}&cid={parent.channel.id}" in comment


async def test_the_message_is_read_as_it_was_typed(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    typed = '@Helena Ray says <b> & "c" in #general, see https://a.example/?x=1&y=2 &lt;'
    comment = await comment_of(await log(benjamin, await benjamin.post("general", typed)))
    assert comment.startswith(typed + "\n\n— Benjamin Chiu, ")


async def test_date_and_time_are_the_message_s_in_the_user_s_zone(stage: Stage) -> None:
    for name, zone in (("Benjamin Chiu", "Europe/Copenhagen"), ("Jim Olive", "America/New_York")):
        person = stage.person(name)
        message = await person.message("Meagan Bond of School of Fine Art", channel="sales")
        sent = datetime.fromtimestamp(float(message.ts), UTC).astimezone(ZoneInfo(zone))
        modal = await log(person, message)
        await press(modal, "More fields", "Date")
        assert modal.value("Date") == sent.date().isoformat()
        assert modal.value("Time") == sent.strftime("%H:%M")


async def test_a_message_longer_than_a_comment_is_cut_with_its_source_kept(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    message = await benjamin.post("general", "🪑 chairs " * 600)
    comment = await comment_of(await log(benjamin, message))
    assert len(comment) <= 3000
    assert "…\n\n— Benjamin Chiu, https://" in comment


async def test_the_comment_is_logged(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    modal = await log(benjamin, await benjamin.post("general", "Meagan Bond: 40 chairs"))
    await finish_now(await fill(modal))
    (row,) = await stage_on_both.logged()
    assert row["comment"].startswith("Meagan Bond: 40 chairs\n\n— Benjamin Chiu, https://")


async def test_a_message_of_the_app_itself_can_be_logged_too(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await log(benjamin, await benjamin.post("general", "Meagan Bond")))
    await finish_now(modal)
    await modal.cancel()
    await stage.quiet()
    comment = await comment_of(await log(benjamin, await benjamin.message("Interaction logged")))
    assert comment.startswith("Interaction logged: Meagan Bond")


@pytest.mark.parametrize("author", ["U0STRANGER1", "", "USLACKBOT"])
async def test_people_whom_slack_does_not_tell_of_are_no_obstacle(
    stage: Stage, author: str
) -> None:
    """Of another organisation's channel, deleted, or an app."""
    benjamin = stage.person("Benjamin Chiu")
    message = await benjamin.post("general", "…")
    message.posted.text = "Meagan Bond thanks <@U0STRANGER1> and <@U0STRANGER2|Lou>"
    message.posted.user = author
    modal = await log(benjamin, message)
    assert modal.value("Contact") == MEAGAN
    comment = await comment_of(modal)
    assert comment.startswith("Meagan Bond thanks @U0STRANGER1 and @Lou\n\n— ")


async def test_without_slack_s_answer_about_people_the_form_opens_all_the_same(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await (await log(benjamin, await benjamin.post("general", "Lunch?"))).cancel()
    message = await benjamin.post("general", "Meagan Bond thanks @Helena Ray")
    stage.slack.fault("server_error", "users.info", count=50)
    modal = await log(benjamin, message)
    assert modal.value("Contact") == MEAGAN


@pytest.mark.parametrize(
    "text", ["Bond, Meagan wants chairs", "Meagan's order (Bond)", "Yours,\nMeagan\nBond"]
)
async def test_a_contact_whose_name_is_written_otherwise_is_offered(
    stage: Stage, text: str
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await log(benjamin, await benjamin.post("general", text))
    assert modal.value("Contact") is None
    assert "Perhaps mentioned in the message: which one?" in modal.texts
    assert modal.buttons[0] == MEAGAN
    await modal.press(MEAGAN)
    await modal.until(lambda m: m.value("Contact") == MEAGAN)


async def test_in_french_a_surname_after_a_title_is_offered(any_stage: Stage) -> None:
    helena = any_stage.person("Helena Ray")
    message = await helena.post("general", "Mme Forêt a appelé, et M. Guenther Boehm")
    await helena.message_shortcut("log_interaction_from_message", message)
    modal = await helena.modal()
    assert "Peut-être cités dans le message : lequel ?" in modal.texts
    offered = [name.partition(" (")[0] for name in modal.buttons[:4]]
    assert offered == ["Benoît Forêt", "Raphaël Forêt", "Éloïse Forêt", "Günther Böhm"]


async def test_the_one_named_in_full_is_offered_first_beside_one_named_loosely(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    message = await benjamin.post("general", "Boehm, Guenther wants what Meagan Bond has")
    modal = await log(benjamin, message)
    assert modal.value("Contact") is None
    assert "Mentioned in the message: which one?" in modal.texts
    assert [name.partition(" (")[0] for name in modal.buttons[:2]] == [
        "Meagan Bond",
        "Günther Böhm",
    ]


async def test_a_lead_with_a_name_in_two_fields_offers_its_contact(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await log(benjamin, await relayed(benjamin, "a lead of a customer database"))
    assert modal.value("Contact") is None
    assert modal.buttons[0] == MEAGAN


async def relayed(person: Person, kind: str, **members: Any) -> Message:
    """A message as another app posts it; ``members`` are those that Slack leaves out or adds."""
    message = await person.post("sales", "…")
    contents = RELAYED[kind] | members
    message.posted.user, message.posted.bot_id = "U0RELAY", "B0RELAY"
    message.posted.text, message.posted.username = contents["text"], contents.get("username")
    message.posted.blocks = normalised(contents.get("blocks", []), lambda: "b1")
    message.posted.attachments = contents.get("attachments", [])
    message.posted.files = contents.get("files", [])
    return message


@pytest.mark.parametrize(
    ("kind", "contact"),
    [
        ("a mail as an attachment", MEAGAN),
        ("un e-mail en blocs", ELOISE),
        ("a mail that Slack took in", MEAGAN),
        ("une fiche du CRM", ELOISE),
        ("un appel manqué", ELOISE),
        ("a call whose number stands in the fallback alone", MEAGAN),
        ("a summary in Markdown with a table and pictures", MEAGAN),
        ("a message that somebody passed on", MEAGAN),
        ("files with a word", MEAGAN),
    ],
)
async def test_the_contact_in_a_message_of_another_app_is_filled_in(
    stage: Stage, kind: str, contact: str
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await log(benjamin, await relayed(benjamin, kind))
    assert modal.value("Contact") == contact


async def test_the_words_of_another_app_become_the_comment(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    kind = "a mail as an attachment"
    comment = await comment_of(await log(benjamin, await relayed(benjamin, kind)))
    assert comment.startswith(READ[kind] + "\n\n— Mail, https://contoso.slack.com/")


async def test_in_french_too_the_words_of_another_app_become_the_comment(stage: Stage) -> None:
    helena = stage.person("Helena Ray")
    message = await relayed(helena, "un e-mail en blocs", username="Messagerie")
    await helena.message_shortcut("log_interaction_from_message", message)
    modal = await helena.modal(lambda modal: modal.value("Contact") == ELOISE)
    await modal.choose("Modèle interaction", "Appel téléphonique sortant")
    await modal.until(lambda m: m.value("Description"))
    await go_on(modal, "Campagne")
    await go_on(modal, "Commentaire")
    comment = str(modal.value("Commentaire"))
    assert comment.startswith(READ["un e-mail en blocs"] + "\n\n— Messagerie, https://")


async def test_a_place_that_slack_doesn_t_tell_of_stops_no_form(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An app of a whole organisation hears neither of a workspace nor of its domain."""
    benjamin = stage.person("Benjamin Chiu")
    message = await benjamin.post("sales", "Meagan Bond called")
    monkeypatch.setattr(payloads, "base", partial(without, whole=payloads.base, left_out=("team",)))
    modal = await log(benjamin, message)
    monkeypatch.undo()
    assert modal.value("Contact") == MEAGAN
    assert await comment_of(modal) == "Meagan Bond called\n\n— Benjamin Chiu, #sales"


def without(
    client: Client, kind: str, *, whole: Callable[..., Json], left_out: Collection[str]
) -> Json:
    """A payload in which some members are null; the user's own team stays."""
    payload = whole(client, kind)
    payload["user"] = payload["user"] | {"team_id": payload["team"]["id"]}
    return payload | dict.fromkeys(left_out)
