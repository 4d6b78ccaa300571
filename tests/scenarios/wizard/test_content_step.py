"""The second step: text to edit, a text with merge fields, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import LOGGED, begin, fill, finish_now, go_on, press, wizard

if TYPE_CHECKING:
    from tests.scenarios.stage import Stage

GOLF = "Golf event"


async def test_open_shows_the_template_s_text_to_be_edited(any_stage: Stage) -> None:
    modal = await fill(await begin(any_stage.person("Benjamin Chiu")), template="Memo")
    await go_on(modal, "Content")
    assert modal.value("Content").startswith("Memo of {{date}}")
    assert "The template's text, to be edited for this contact." in modal.texts
    await modal.type("Content", "Forty chairs, delivered in two parts.")
    await go_on(modal, "Campaign")
    await finish_now(modal)
    (row,) = await any_stage.logged()
    assert row["content"] == "Forty chairs, delivered in two parts."
    assert row["template_code"] == "MEMO"


async def test_a_french_contact_gets_the_french_text(stage: Stage) -> None:
    modal = await begin(stage.person("Benjamin Chiu"))
    await fill(modal, "Raphaël Thévenot", "Memo")
    await go_on(modal, "Content")
    assert modal.value("Content").startswith("Note du {{date}}")


async def test_merge_shows_what_will_be_written(any_stage: Stage) -> None:
    modal = await fill(await begin(any_stage.person("Benjamin Chiu")), template=GOLF)
    await go_on(modal, "Content")
    assert "Dear {{contact.name}}" in modal.value("Content")
    assert "Dear Meagan Bond" in modal.text
    assert "from School of Fine Art to our golf event near Miami" in modal.text
    await modal.type("Content", "{{contact.name}}, see you! {{ SALESPERSON.NAME }}, {{date}}")
    await modal.press("Refresh the preview")
    preview = "Meagan Bond, see you! Benjamin Chiu, March 16, 2026"
    await modal.until(lambda m: preview in m.texts)
    await go_on(modal, "Campaign")
    await finish_now(modal)
    assert (await any_stage.logged())[0]["content"] == preview


async def test_an_unknown_merge_field_is_refused_on_the_field(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template=GOLF)
    await go_on(modal, "Content")
    await modal.type("Content", "Dear {{contact.nickname}}")
    await modal.submit()
    assert modal.errors == {"Content": "There is no merge field {{contact.nickname}}."}
    assert modal.value("Content") == "Dear {{contact.nickname}}"


async def test_finish_now_leads_to_the_unknown_merge_field(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template=GOLF)
    await go_on(modal, "Content")
    await modal.type("Content", "Dear {{contact.nickname}}")
    await press(modal, "Back", "Contact")
    await modal.press("Finish now")
    await modal.until(lambda m: "Content" in m.labels)
    assert modal.alerts == ["Content: There is no merge field {{contact.nickname}}."]


async def test_text_that_is_no_merge_field_is_left_alone_by_open(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template="Memo")
    await go_on(modal, "Content")
    await modal.type("Content", "{{anything}} {} {0} %s {{")
    await go_on(modal, "Campaign")
    await finish_now(modal)
    assert (await stage.logged())[0]["content"] == "{{anything}} {} {0} %s {{"


async def test_the_longest_text_of_merge_fields_still_has_a_preview(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template=GOLF)
    await go_on(modal, "Content")
    await modal.type("Content", ("{{contact.company}}" * 157)[:2983])
    await modal.press("Refresh the preview")
    await modal.until(lambda m: "School of Fine ArtSchool" in m.text)
    await go_on(modal, "Campaign")


async def test_a_template_s_text_that_is_too_long_for_slack_is_cut_and_it_is_said(
    stage: Stage,
) -> None:
    await stage.execute(
        "UPDATE interaction_template_languages SET content = :text WHERE template_code = 'MEMO'",
        text="Long memo. " * 400,
    )
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template="Memo")
    await go_on(modal, "Content")
    assert modal.value("Content") == ("Long memo. " * 400)[:3000]
    assert modal.alerts == [
        "The template's text is longer than Slack takes: this is its beginning."
    ]
    await go_on(modal, "Campaign")
    assert modal.alerts == []
    await finish_now(modal)
    assert len((await stage.logged())[0]["content"]) == 3000


async def test_import_takes_a_file_whose_content_follows_into_the_database(
    any_stage: Stage,
) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin), template="Insert a document")
    await go_on(modal, "Content")
    await modal.upload("Content", ("Quote März.pdf", b"%PDF-1.7 forty chairs"))
    await go_on(modal, "Campaign")
    await press(modal, "Back", "Content")
    assert "Chosen file: Quote März.pdf" in modal.texts
    await go_on(modal, "Campaign")
    await finish_now(modal)
    (row,) = await any_stage.logged()
    (file,) = await any_stage.rows("SELECT * FROM attachments")
    assert file["interaction_id"] == row["id"]
    assert file["name"] == "Quote März.pdf"
    assert bytes(file["content"]) == b"%PDF-1.7 forty chairs"
    assert file["fetched_at"] is not None


async def test_a_file_is_fetched_though_drafts_were_listed_before_the_clean_up(
    stage: Stage,
) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin), template="Insert a document")
    await go_on(modal, "Content")
    await modal.upload("Content", ("plan.txt", b"the plan"))
    await go_on(modal, "Campaign")
    async with stage.busy():
        await finish_now(modal)
        await benjamin.command("/postponed")
        assert "Resume" not in (await benjamin.modal("Postponed interactions")).buttons
    await stage.quiet()
    (file,) = await stage.rows("SELECT content FROM attachments")
    assert bytes(file["content"]) == b"the plan"


async def test_files_of_two_who_finish_at_once_are_fetched_once_each(stage: Stage) -> None:
    stage.slack.fault("delay", "files.info", seconds=0.3)
    for name, text in (("Benjamin Chiu", b"one"), ("Otis Falls", b"two")):
        modal = await fill(await begin(stage.person(name)), template="Insert a document")
        await go_on(modal, "Content")
        await modal.upload("Content", ("plan.txt", text))
        await go_on(modal, "Campaign")
        await finish_now(modal)
    await stage.quiet()
    files = await stage.rows("SELECT content FROM attachments ORDER BY id")
    assert [bytes(file["content"]) for file in files] == [b"one", b"two"]
    assert len(stage.slack.traffic("api:files.info")) == 2


async def test_a_chosen_file_survives_closing_and_can_be_taken_out(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin), template="Insert a document")
    await go_on(modal, "Content")
    await modal.upload("Content", ("plan.txt", b"the plan"))
    await go_on(modal, "Campaign")
    await press(modal, "Back", "Content")
    await modal.x()
    await stage.quiet()
    await benjamin.press_in_message("Resume")
    modal = await wizard(benjamin, "Content")
    assert "Chosen file: plan.txt" in modal.texts
    await modal.press("Remove the file")
    await modal.until(lambda m: "Chosen file" not in m.text)
    await go_on(modal, "Campaign")
    await finish_now(modal)
    await stage.logged()
    assert await stage.rows("SELECT * FROM attachments") == []


async def test_another_file_takes_the_place_of_the_first(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin), template="Insert a document")
    await go_on(modal, "Content")
    await modal.upload("Content", ("one.txt", b"one"))
    await go_on(modal, "Campaign")
    await press(modal, "Back", "Content")
    await modal.upload("Content", ("two.txt", b"two"))
    await go_on(modal, "Campaign")
    await finish_now(modal)
    await stage.logged()
    (file,) = await stage.rows("SELECT * FROM attachments")
    assert (file["name"], bytes(file["content"])) == ("two.txt", b"two")


async def test_no_file_is_fine(stage: Stage) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template="Insert a document")
    await finish_now(modal)
    assert modal.title == LOGGED


async def test_a_file_chosen_before_the_template_changed_to_a_text_does_no_harm(
    stage: Stage,
) -> None:
    modal = await fill(await begin(stage.person("Benjamin Chiu")), template="Insert a document")
    await go_on(modal, "Content")
    await modal.upload("Content", ("one.txt", b"one"))
    await go_on(modal, "Campaign")
    await press(modal, "Back", "Content")
    await press(modal, "Back", "Contact")
    await modal.choose("Interaction template", "Memo")
    await modal.until(lambda m: m.value("Description") == "Memo")
    await go_on(modal, "Content")
    assert modal.value("Content").startswith("Memo of")
    await go_on(modal, "Campaign")
    await finish_now(modal)
    (row,) = await stage.logged()
    assert row["content"].startswith("Memo of")
    assert await stage.rows("SELECT * FROM attachments") == []
