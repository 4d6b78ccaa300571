"""*Create interaction* on a segment: what its header takes from the form, and what it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.domain.wizard.defaults import CONTENT_LENGTH
from tests.scenarios.choosing import new_segment
from tests.scenarios.logging import NO, card_of, press, preview_of

if TYPE_CHECKING:
    from simulator.script import Modal, Person
    from tests.scenarios.stage import Stage

LONG = "x" * (CONTENT_LENGTH + 500)
BEGUN = "You began this before; here it is as you left it."
GONE = f"Segment {NO} is no longer there: it was logged or deleted."


async def shape(card: Modal) -> Modal:
    """The wizard, opened from a segment's card."""
    return await press(card, "Create interaction", "Create interaction")


async def more(modal: Modal) -> Modal:
    await modal.press("More fields")
    return await modal.until(lambda m: "Subject" in m.labels)


async def choose_template(modal: Modal, name: str) -> Modal:
    await modal.choose("Interaction template", name)
    return await modal.until(lambda m: m.value("Interaction template") == name)


async def finish(modal: Modal) -> Modal:
    """*Finish now*, which leads back to the card."""
    return await press(modal, "Finish now", "Segment")


async def header(stage: Stage, no: str = NO) -> dict[str, Any]:
    (row,) = await stage.rows("SELECT * FROM segments WHERE no = :no", no=no)
    return row


async def header_called(stage: Stage, description: str) -> dict[str, Any]:
    (row,) = await stage.rows("SELECT * FROM segments WHERE description = :text", text=description)
    return row


async def postpone_subject(stage: Stage, person: Person) -> None:
    """A subject is typed for the demo segment, and the form closed."""
    modal = await more(await shape(await card_of(person)))
    await modal.type("Subject", "Spring offer")
    await modal.enter("Subject")
    await modal.cancel()
    await stage.quiet()


async def describe(person: Person, description: str) -> None:
    modal = await shape(await card_of(person))
    await modal.type("Description", description)
    await (await finish(modal)).x()


async def resume(person: Person) -> Modal:
    await person.command("/postponed")
    modal = await person.modal("Postponed interactions")
    await modal.press("Resume")
    return await modal.until(lambda m: m.title == "Create interaction")


async def test_finishing_writes_only_what_its_user_changed(any_stage: Stage) -> None:
    benjamin, ester = any_stage.person("Benjamin Chiu"), any_stage.person("Ester Henderson")
    modal = await more(await shape(await card_of(benjamin)))
    await modal.type("Subject", "Spring offer")
    await describe(ester, "Ester's title")
    await finish(modal)
    row = await header(any_stage)
    assert (row["description"], row["subject"]) == ("Ester's title", "Spring offer")


async def test_a_resumed_draft_shows_what_a_colleague_changed_since(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone_subject(stage, benjamin)
    await describe(stage.person("Ester Henderson"), "Ester's title")
    modal = await resume(benjamin)
    assert modal.value("Description") == "Ester's title"
    assert modal.value("Subject") == "Spring offer"
    await finish(modal)
    row = await header(stage)
    assert (row["description"], row["subject"]) == ("Ester's title", "Spring offer")


async def test_in_a_field_that_both_changed_the_one_who_finishes_last_wins(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await shape(await card_of(benjamin))
    await modal.type("Description", "Benjamin's title")
    await modal.cancel()
    await stage.quiet()
    await describe(stage.person("Ester Henderson"), "Ester's title")
    modal = await resume(benjamin)
    assert modal.value("Description") == "Benjamin's title"
    await finish(modal)
    assert (await header(stage))["description"] == "Benjamin's title"


async def test_what_was_begun_for_a_segment_is_gone_on_with(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    await postpone_subject(stage, benjamin)
    modal = await shape(await card_of(benjamin))
    assert modal.value("Subject") == "Spring offer"
    assert any(BEGUN in alert for alert in modal.alerts)
    assert len(await stage.drafts()) == 1
    other = await shape(await card_of(stage.person("Ester Henderson")))
    assert not other.alerts  # hers is another one
    await finish(modal)
    assert (await header(stage))["subject"] == "Spring offer"


async def test_another_segments_draft_is_left_alone(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone_subject(stage, benjamin)
    modal = await shape(await card_of(benjamin, "SM10004"))
    assert not modal.alerts


async def test_a_template_gives_the_header_its_channel_for_all(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await shape(await new_segment(benjamin, "Letters"))
    await choose_template(modal, "Business letter")
    await finish(modal)
    row = await header_called(stage, "Letters")
    assert row["ignore_contact_correspondence_type"]
    assert row["correspondence_type"] == "hard_copy"


async def test_another_channel_can_be_chosen_where_the_template_ignores_preferences(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await shape(await new_segment(benjamin, "Mails"))
    await more(await choose_template(modal, "Business letter"))
    await modal.choose("Correspondence type", "Email")
    await finish(modal)
    row = await header_called(stage, "Mails")
    assert row["ignore_contact_correspondence_type"]
    assert row["correspondence_type"] == "email"


async def test_another_template_clears_the_subject_of_the_one_before(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await more(await shape(await card_of(benjamin)))
    await modal.type("Subject", "About the letter")
    await shape(await finish(modal))
    await choose_template(modal, "Golf event")
    await more(modal)
    assert not modal.value("Subject")
    await modal.type("Subject", "About the game")
    await finish(modal)
    row = await header(stage)
    assert (row["template_code"], row["subject"]) == ("GOLF", "About the game")
    await choose_template(await shape(modal), "Business letter")
    await finish(modal)
    assert (await header(stage))["subject"] is None


async def test_the_earlier_template_chosen_again_gives_its_values_again(stage: Stage) -> None:
    await stage.execute(
        "UPDATE segments SET unit_cost = 77, correspondence_type = 'email' WHERE no = :no", no=NO
    )
    modal = await shape(await card_of(stage.person("Benjamin Chiu")))
    await choose_template(modal, "Incoming phone call")
    await choose_template(modal, "Business letter")
    await finish(modal)
    row = await header(stage)
    assert (row["template_code"], float(row["unit_cost"])) == ("BUS", 8)
    assert row["correspondence_type"] == "hard_copy"


async def at_the_campaign(person: Person) -> Modal:
    modal = await shape(await card_of(person))
    await modal.submit()
    await modal.submit()
    return await modal.until(lambda m: "Campaign" in m.labels)


async def test_clearing_the_campaign_clears_target_and_response(any_stage: Stage) -> None:
    await any_stage.execute(
        "UPDATE segments SET campaign_target = true, campaign_response = true WHERE no = :no",
        no=NO,
    )
    modal = await at_the_campaign(any_stage.person("Benjamin Chiu"))
    await modal.choose("Campaign", "—")
    await modal.until(lambda m: not m.value("Campaign target"))
    await finish(modal)
    row = await header(any_stage)
    assert row["campaign_no"] is None
    assert not row["campaign_target"]
    assert not row["campaign_response"]


async def test_a_target_of_no_campaign_is_refused_where_it_was_ticked(stage: Stage) -> None:
    modal = await at_the_campaign(stage.person("Benjamin Chiu"))
    await modal.choose("Campaign", "—")
    await modal.check("Campaign target")
    await modal.press("Finish now")
    await modal.until(lambda m: m.alerts)
    assert modal.alerts == [
        "Campaign target: Campaign target and campaign response need a campaign."
    ]


async def test_a_template_with_a_target_but_no_campaign_can_be_chosen(stage: Stage) -> None:
    await stage.execute("UPDATE interaction_templates SET campaign_target = true WHERE code='GOLF'")
    modal = await shape(await new_segment(stage.person("Benjamin Chiu"), "Target"))
    await finish(await choose_template(modal, "Golf event"))
    assert (await header_called(stage, "Target"))["template_code"] == "GOLF"


async def give_long_text(stage: Stage) -> None:
    await stage.execute(
        "UPDATE interaction_template_languages SET content = :text"
        " WHERE template_code = 'BUS' AND language_code = 'ENU'",
        text=LONG,
    )


async def test_a_description_can_be_changed_whatever_the_length_of_the_text(stage: Stage) -> None:
    await give_long_text(stage)
    modal = await shape(await card_of(stage.person("Benjamin Chiu")))
    await modal.type("Description", "Only the description")
    await finish(modal)
    row = await header(stage)
    assert (row["description"], row["content"]) == ("Only the description", None)


async def test_a_long_text_is_shown_cut_with_a_warning_and_stays_the_templates(
    any_stage: Stage,
) -> None:
    await give_long_text(any_stage)
    modal = await shape(await card_of(any_stage.person("Benjamin Chiu")))
    await modal.submit()
    await modal.until(lambda m: "Content" in m.labels)
    assert len(modal.value("Content")) == CONTENT_LENGTH
    assert "The template's text is longer than Slack takes: this is its beginning." in modal.alerts
    await modal.submit()
    assert not modal.errors
    await finish(modal)
    assert (await header(any_stage))["content"] is None


async def test_a_long_text_of_a_template_chosen_anew_stays_the_templates(stage: Stage) -> None:
    await give_long_text(stage)
    modal = await shape(await new_segment(stage.person("Benjamin Chiu"), "Long"))
    await finish(await choose_template(modal, "Business letter"))
    assert (await header_called(stage, "Long"))["content"] is None


async def test_a_header_is_changed_before_a_template_is_chosen(any_stage: Stage) -> None:
    modal = await shape(await new_segment(any_stage.person("Benjamin Chiu"), "Tpyo"))
    await modal.type("Description", "Typo")
    await finish(modal)
    row = await header_called(any_stage, "Typo")
    assert row["template_code"] is None
    assert await any_stage.rows("SELECT no FROM segments WHERE description = 'Tpyo'") == []


async def test_a_template_that_was_chosen_by_mistake_can_be_taken_out_again(stage: Stage) -> None:
    modal = await shape(await new_segment(stage.person("Benjamin Chiu"), "Undecided"))
    await choose_template(modal, "Business letter")
    await modal.clear("Interaction template")
    await modal.until(lambda m: not m.value("Interaction template"))
    await finish(modal)
    row = await header_called(stage, "Undecided")
    assert (row["template_code"], row["language_code"]) == (None, None)
    assert (float(row["unit_cost"]), row["unit_duration_min"]) == (0, 0)


async def test_the_template_of_a_segment_is_replaced_but_not_removed(stage: Stage) -> None:
    modal = await shape(await card_of(stage.person("Benjamin Chiu")))
    await modal.clear("Interaction template")
    await modal.until(lambda m: not m.value("Interaction template"))
    await modal.press("Finish now")
    await modal.until(lambda m: m.alerts)
    assert "can be replaced by another one, but not removed" in modal.alerts[0]


async def test_without_a_salesperson_each_contacts_own_is_logged(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await more(await shape(await card_of(benjamin)))
    assert "—" in await modal.options("Salesperson")
    await modal.choose("Salesperson", "—")
    await finish(modal)
    assert (await header(any_stage))["salesperson_code"] is None
    await more(await shape(modal))
    assert not modal.value("Salesperson")
    await finish(modal)
    assert (await header(any_stage))["salesperson_code"] is None


async def test_an_interaction_with_one_contact_still_needs_both(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await benjamin.command("/interaction Meagan Bond")
    modal = await benjamin.modal("Create interaction")
    await modal.press("More fields")
    await modal.until(lambda m: "Salesperson" in m.labels)
    assert "—" not in await modal.options("Salesperson")
    await modal.press("Finish now")
    await modal.until(lambda m: m.alerts)
    assert "Interaction template: Please choose an interaction template." in modal.alerts


async def test_a_resumed_draft_says_that_its_segment_is_gone(any_stage: Stage) -> None:
    stage = any_stage
    benjamin = stage.person("Benjamin Chiu")
    await postpone_subject(stage, benjamin)
    card = await card_of(benjamin)
    await card.press("Delete", confirm=True)
    await card.until(lambda m: m.title == "Segments")
    await card.x()
    modal = await resume(benjamin)
    assert any(alert.startswith(GONE) for alert in modal.alerts)
    assert modal.value("Subject") == "Spring offer"
    await modal.cancel()
    await stage.execute("UPDATE segments SET deleted_at = NULL WHERE no = :no", no=NO)
    modal = await resume(benjamin)
    assert not modal.alerts
    await finish(modal)
    assert (await header(stage))["subject"] == "Spring offer"


async def test_a_resumed_draft_says_that_its_segment_is_logged(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone_subject(stage, benjamin)
    modal = await preview_of(benjamin)
    await press(modal, "Log", "Segment logged", confirm=True)
    await modal.x()
    modal = await resume(benjamin)
    assert any(alert.startswith(GONE) for alert in modal.alerts)
