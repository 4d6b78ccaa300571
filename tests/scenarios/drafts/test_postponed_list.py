"""The list of postponed interactions in /postponed and in App Home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenarios.walking import begin, fill, go_on, wizard

if TYPE_CHECKING:
    from simulator.script import Person
    from tests.scenarios.stage import Stage


async def postpone_many(stage: Stage, person: Person, count: int) -> None:
    """Drafts "Draft 1" to "Draft n", a minute apart, each left on its first step."""
    for number in range(1, count + 1):
        modal = await begin(person)
        await modal.type("Description", f"Draft {number}")
        await modal.enter("Description")
        await modal.cancel()
        await stage.quiet()
        stage.clock.pass_by(minutes=1)


def listed(texts: list[str]) -> list[str]:
    """The descriptions of the drafts in a list, in their order."""
    return [text.rpartition(" · ")[2] for text in texts if "begun" in text]


async def test_twenty_five_drafts_are_listed_newest_first_in_pages(stage_on_both: Stage) -> None:
    benjamin = stage_on_both.person("Benjamin Chiu")
    await postpone_many(stage_on_both, benjamin, 25)
    await benjamin.command("/postponed")
    modal = await benjamin.modal("Postponed interactions")
    assert listed(modal.texts) == [f"Draft {n}" for n in range(25, 15, -1)]
    assert "1 to 10 of 25" in modal.texts
    assert "Previous page" not in modal.buttons
    await modal.press("Next page")
    await modal.until(lambda m: "11 to 20 of 25" in m.texts)
    assert listed(modal.texts) == [f"Draft {n}" for n in range(15, 5, -1)]
    await modal.press("Next page")
    await modal.until(lambda m: "21 to 25 of 25" in m.texts)
    assert listed(modal.texts) == [f"Draft {n}" for n in range(5, 0, -1)]
    assert "Next page" not in modal.buttons
    await modal.press("Previous page")
    await modal.until(lambda m: "11 to 20 of 25" in m.texts)
    await modal.cancel()
    home = await stage_on_both.home(benjamin)
    assert "1 to 10 of 25" in home.texts
    assert listed(home.texts) == [f"Draft {n}" for n in range(25, 15, -1)]
    await home.press("Next page")
    await home.until(lambda h: "11 to 20 of 25" in h.texts)
    await home.press("Previous page")
    await home.until(lambda h: "1 to 10 of 25" in h.texts)


async def test_the_list_stays_at_its_page_when_one_is_discarded(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone_many(stage, benjamin, 12)
    await benjamin.command("/postponed")
    modal = await benjamin.modal("Postponed interactions")
    await modal.press("Next page")
    await modal.until(lambda m: "11 to 12 of 12" in m.texts)
    await modal.press("Discard", near="Draft 2", confirm=True)
    await modal.until(lambda m: "11 to 11 of 11" in m.texts)
    await modal.press("Discard", confirm=True)
    await modal.until(lambda m: "11 to" not in m.text)
    assert len(listed(modal.texts)) == 10


async def test_app_home_stays_at_its_page_when_it_is_drawn_anew(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone_many(stage, benjamin, 13)
    home = await stage.home(benjamin)
    await home.press("Next page")
    await home.until(lambda h: listed(h.texts) == ["Draft 3", "Draft 2", "Draft 1"])
    await (await fill(await begin(benjamin))).cancel()
    await home.until(lambda h: "11 to 14 of 14" in h.texts)
    assert listed(home.texts)[1:] == ["Draft 3", "Draft 2", "Draft 1"]
    home = await stage.home(benjamin)
    assert "1 to 10 of 14" in home.texts


async def test_a_line_shows_contact_template_step_and_age(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    modal = await fill(await begin(benjamin))
    await modal.type("Description", "About chairs")
    await go_on(modal, "Campaign")
    await modal.cancel()
    stage.clock.pass_by(hours=2)
    await benjamin.command("/postponed")
    modal = await benjamin.modal("Postponed interactions")
    (line,) = modal.texts
    assert line.splitlines() == [
        "Meagan Bond (School of Fine Art, Miami) · Outgoing phone call",
        "Step 2 of 3 · begun 2 hours ago · About chairs",
    ]
    assert modal.buttons == ["Resume", "Discard"]
    assert modal.submit_button is None


async def test_resume_in_the_list_opens_the_wizard_in_its_place(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    await postpone_many(any_stage, benjamin, 2)
    await benjamin.command("/postponed")
    modal = await benjamin.modal("Postponed interactions")
    await modal.press("Resume", near="Draft 1")
    modal = await wizard(benjamin)
    assert modal.value("Description") == "Draft 1"
    assert len(benjamin.modals) == 1
    await modal.x()
    await any_stage.quiet()
    assert any_stage.slack.traffic("view_closed")[-1].body["view"]["callback_id"] == "wizard:who"


async def test_changing_an_old_draft_brings_it_to_the_top(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await postpone_many(stage, benjamin, 3)
    home = await benjamin.open_home()
    await home.until(lambda h: listed(h.texts) == ["Draft 3", "Draft 2", "Draft 1"])
    await home.press("Resume", near="Draft 1")
    modal = await wizard(benjamin)
    await modal.choose("Contact", "Meagan Bond")
    await modal.cancel()
    await home.until(lambda h: listed(h.texts) == ["Draft 1", "Draft 3", "Draft 2"])


async def test_app_home_shows_an_interaction_as_soon_as_it_is_logged(any_stage: Stage) -> None:
    benjamin = any_stage.person("Benjamin Chiu")
    home = await benjamin.open_home()
    modal = await fill(await begin(benjamin))
    await modal.type("Description", "About chairs")
    await modal.press("Finish now")
    await home.until(lambda h: "Meagan Bond (School of Fine Art) — About chairs" in h.text)
    await home.until(lambda h: "Nothing is waiting to be finished." in h.texts)


async def test_app_home_lists_own_interactions_only_ten_at_most(stage: Stage) -> None:
    for name in ("Benjamin Chiu", "Otis Falls", "Jim Olive"):
        home = await stage.person(name).open_home()
        rows = await stage.rows(
            "SELECT i.contact_name, i.description FROM interactions i"
            " JOIN salespeople s ON s.code = i.salesperson_code WHERE s.name = :name"
            " ORDER BY i.logged_at DESC, i.id DESC LIMIT 10",
            name=name,
        )
        shown = [line for line in home.text.splitlines() if " — " in line]
        assert len(rows) == len(shown) == 10
        for line, row in zip(shown, rows, strict=True):
            assert line.startswith(row["contact_name"])
            assert line.endswith(row["description"])


async def test_app_home_keeps_within_slack_s_limits_with_the_longest_texts(stage: Stage) -> None:
    benjamin = stage.person("Benjamin Chiu")
    await stage.execute("UPDATE contacts SET name = :name", name="N" * 100)
    await stage.execute("UPDATE interactions SET contact_name = :n, description = :n", n="é" * 100)
    for number in range(12):
        modal = await begin(benjamin)
        await modal.type("Description", f"{number:03}" + "W" * 97)
        await modal.enter("Description")
        await modal.cancel()
    home = await benjamin.open_home()
    await home.until(lambda h: "1 to 10 of 12" in h.texts)
    assert len(home.blocks) <= 100
