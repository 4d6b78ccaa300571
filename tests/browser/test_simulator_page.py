"""The simulator's page in a real browser, with a small app behind it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from simulator.manifest import Manifest
from simulator.running import Options, Running
from simulator.server import Server
from tests.browser.conftest import PATIENCE_MS
from tests.browser.form_app import MANIFEST, FormApp

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
async def app() -> AsyncIterator[FormApp]:
    """The app, connected to a simulator of its own at `app.api_url`."""
    app = FormApp()
    server = Server(app.asgi, "127.0.0.1", 0)
    options = Options(app_url=f"{server.url}/slack/events")
    running = Running(Manifest.parse(MANIFEST), options)
    app.api_url, app.token = running.api_url, options.credentials.bot
    await server.start()
    await running.start()
    await running.slack.transport.ready_for_events()
    yield app
    await running.stop()
    await server.stop()


@pytest.fixture
async def workspace(page: Page, app: FormApp) -> Page:
    """The page of Benjamin Chiu, who writes English."""
    await page.goto(address(app, "U000000BC1"))
    await expect(composer(page)).to_be_visible()
    return page


def address(app: FormApp, user: str) -> str:
    parts = urlsplit(app.api_url)
    return f"{parts.scheme}://{parts.netloc}/?user={user}"


def composer(page: Page) -> Locator:
    return page.get_by_test_id("composer")


def modal(page: Page) -> Locator:
    return page.get_by_test_id("modal")


async def open_form(page: Page, words: str = "") -> Locator:
    """Send the command and wait for the form."""
    await composer(page).fill(f"/form {words}")
    await composer(page).press("Enter")
    await expect(modal(page)).to_be_visible()
    return modal(page)


async def eventually(check: Callable[[], bool]) -> None:
    """Wait until the app has seen something."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while not check():
            await asyncio.sleep(0.01)


async def test_a_form_is_opened_filled_in_and_saved_with_the_keyboard_alone(
    workspace: Page, app: FormApp
) -> None:
    keys = workspace.keyboard
    await composer(workspace).focus()
    await keys.type("/fo")
    await expect(workspace.get_by_role("option")).to_have_count(2)
    await keys.press("Enter")
    await expect(composer(workspace)).to_have_value("/form ")
    await keys.press("Enter")
    form = modal(workspace)
    await expect(form.get_by_label("Person")).to_be_focused()
    await keys.type("bond")
    await expect(workspace.get_by_role("option", name="Meagan Bond")).to_be_visible()
    await keys.press("Enter")
    await expect(form.get_by_label("Person")).to_have_value("Meagan Bond")
    await keys.press("Tab")
    await expect(form.get_by_label("Kind")).to_be_focused()
    await keys.press("Tab")
    await keys.type("New chairs")
    await keys.press("Tab")
    await keys.type("2026-03-17")
    await keys.press("Tab")
    await expect(form.get_by_label("Day")).to_have_value("Tue, March 17, 2026")
    await form.get_by_label("Hour").focus()
    await keys.type("14h15")
    await keys.press("Tab")
    await expect(form.get_by_label("Hour")).to_have_value("2:15 PM")
    await form.get_by_label("Subject").focus()
    await keys.press("Enter")
    await expect(form).to_have_count(0)
    await expect(composer(workspace)).to_be_focused()
    values = app.of_type("view_submission")[0]["view"]["state"]["values"]
    assert values["person"]["person"]["selected_option"]["value"] == "Meagan Bond"
    assert values["subject"]["subject"]["value"] == "New chairs"
    assert values["day"]["day"]["selected_date"] == "2026-03-17"
    assert values["hour"]["hour"]["selected_time"] == "14:15"


async def test_a_day_is_picked_from_the_calendar_with_the_arrows(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace, "x")
    day = form.get_by_label("Day")
    await day.fill("2026-03-31")
    await day.press("ArrowDown")
    calendar = workspace.get_by_role("dialog", name="March 2026")
    await expect(calendar.get_by_role("button", name="Tue, March 31, 2026")).to_be_focused()
    await workspace.keyboard.press("ArrowRight")
    await workspace.keyboard.press("PageDown")
    await workspace.keyboard.press("Enter")
    await expect(calendar).to_have_count(0)
    await expect(day).to_be_focused()
    await workspace.keyboard.press("Tab")
    await expect(day).to_have_value("Fri, May 1, 2026")
    await form.get_by_label("Person").fill("otto")
    await workspace.get_by_role("option", name="Otto Groß").click()
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    values = app.of_type("view_submission")[0]["view"]["state"]["values"]
    assert values["day"]["day"]["selected_date"] == "2026-05-01"


async def test_up_and_down_go_through_the_messages(workspace: Page) -> None:
    messages = workspace.get_by_test_id("message")
    await workspace.get_by_test_id("messages").focus()
    await workspace.keyboard.press("ArrowUp")
    await expect(messages.last).to_be_focused()
    await workspace.keyboard.press("ArrowUp")
    await workspace.keyboard.press("Tab")
    tools = messages.nth(-2).get_by_role("button")
    await expect(tools.first).to_be_focused()
    await workspace.keyboard.press("Tab")
    await workspace.keyboard.press("Enter")
    await expect(workspace.get_by_role("menuitem", name="Take over")).to_be_focused()


async def test_tab_goes_round_inside_the_modal(workspace: Page) -> None:
    form = await open_form(workspace)
    await expect(form.get_by_label("Person")).to_be_focused()
    for _ in range(2):  # before the first field stands the X, before the X the end of the form
        await workspace.keyboard.press("Shift+Tab")
    await expect(form.get_by_role("button", name="Save")).to_be_focused()
    await workspace.keyboard.press("Tab")
    await expect(form.get_by_test_id("modal-x")).to_be_focused()


async def test_a_typeahead_is_used_with_arrows_and_enter(workspace: Page, app: FormApp) -> None:
    form = await open_form(workspace)
    person = form.get_by_label("Person")
    await person.press("ArrowDown")
    options = workspace.get_by_role("option")
    await expect(options).to_have_count(4)
    await person.press("ArrowDown")
    await person.press("ArrowDown")
    await expect(person).to_have_attribute(
        "aria-activedescendant", await options.nth(2).get_attribute("id") or ""
    )
    await person.press("Enter")
    await expect(person).to_have_value("Mårten Ørsted")
    await person.press("ArrowDown")
    await expect(options).to_have_count(4)
    await person.press("Escape")
    await expect(options).to_have_count(0)
    await expect(form).to_be_visible()
    assert [ask["value"] for ask in app.of_type("block_suggestion")] == ["", ""]


async def test_a_static_select_is_filtered_without_asking_the_app(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace)
    kind = form.get_by_label("Kind")
    await kind.fill("mee")
    await workspace.get_by_role("option", name="Meeting").click()
    await expect(kind).to_have_value("Meeting")
    await form.get_by_role("button", name="Clear").click()
    await expect(kind).to_have_value("")
    assert app.of_type("block_suggestion") == []


async def test_an_error_stands_under_its_field_which_gets_the_focus(workspace: Page) -> None:
    form = await open_form(workspace, "wrong")
    await form.get_by_role("button", name="Save").click()
    person = form.get_by_label("Person")
    await expect(person).to_have_attribute("aria-invalid", "true")
    await expect(person).to_be_focused()
    await person.fill("otto")
    await workspace.get_by_role("option", name="Otto Groß").click()
    await form.get_by_role("button", name="Save").click()
    error = form.locator("[data-block-id=subject]").get_by_role("alert")
    await expect(error).to_have_text("This subject is wrong.")
    await expect(form.get_by_label("Subject")).to_be_focused()
    await expect(form.get_by_label("Subject")).to_have_accessible_description(
        "This subject is wrong."
    )


async def test_a_confirm_dialog_is_asked_before_the_app_is_told(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace, "keep me")
    await form.get_by_role("button", name="Empty").click()
    question = workspace.get_by_role("alertdialog", name="Empty the form?")
    await expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    await workspace.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(form.get_by_role("button", name="Empty")).to_be_focused()
    assert app.of_type("block_actions") == []
    await workspace.keyboard.press("Enter")
    await question.get_by_role("button", name="Empty it").click()
    await eventually(lambda: len(app.of_type("block_actions")) == 1)
    # Same block_id and action_id: what was there stays, as in Slack.
    await expect(form.get_by_label("Subject")).to_have_value("keep me")


async def test_typing_goes_on_undisturbed_while_the_view_is_updated(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace)
    note = form.get_by_label("Note")
    sentence = "The quick brown fox, with accents: été, Ærø, straße."
    typing = asyncio.create_task(note.press_sequentially(sentence))
    for count in range(5):
        await app.announce(f"Update {count}")
    await typing
    await expect(form.get_by_text("Update 4")).to_be_visible()
    await expect(note).to_have_value(sentence)
    await expect(note).to_be_focused()


async def test_leaving_a_form_with_something_typed_in_it_is_asked_about(
    workspace: Page, app: FormApp
) -> None:
    form = await open_form(workspace)
    await form.get_by_label("Subject").fill("half")
    await workspace.keyboard.press("Escape")
    question = workspace.get_by_role("alertdialog")
    await question.get_by_role("button", name="Keep editing").click()
    await expect(form.get_by_label("Subject")).to_be_focused()
    await form.get_by_test_id("modal-x").click()
    await question.get_by_role("button", name="Leave").click()
    await expect(form).to_have_count(0)
    await eventually(lambda: len(app.of_type("view_closed")) == 1)
    assert app.of_type("view_closed")[0]["is_cleared"] is True


async def test_acting_as_somebody_else_changes_language_and_sender(
    workspace: Page, app: FormApp
) -> None:
    await workspace.get_by_test_id("act-as").click()
    await workspace.get_by_role("menuitem", name="Helena Ray").click()
    await expect(workspace.get_by_test_id("shortcuts")).to_have_accessible_name("Raccourcis")
    form = await open_form(workspace)
    await expect(form.get_by_text("(facultatif)")).to_have_count(4)
    await expect(form.get_by_test_id("modal-x")).to_have_accessible_name("Fermer")
    assert app.received[-1]["user_id"] == "U000000HR1"
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert").first).to_have_text(
        "Veuillez remplir ce champ obligatoire."
    )


async def test_a_delivery_is_shown_and_sent_again_from_the_traffic_panel(
    workspace: Page, app: FormApp
) -> None:
    await workspace.get_by_test_id("traffic-toggle").click()
    await open_form(workspace)
    traffic = workspace.get_by_test_id("traffic")
    delivery = traffic.locator("[data-kind=slash_command]")
    await expect(delivery).to_have_count(1)
    await delivery.get_by_role("button").first.click()
    await expect(delivery.get_by_text('"/form"')).to_be_visible()
    await delivery.get_by_role("button", name="Replay").click()
    await eventually(lambda: sum(p.get("command") == "/form" for p in app.received) == 2)
    await expect(traffic.locator("[data-kind=slash_command]")).to_have_count(2)


async def test_a_dropped_delivery_shows_what_slack_would_show(workspace: Page) -> None:
    form = await open_form(workspace, "hello")
    await form.get_by_label("Person").fill("otto")
    await workspace.get_by_role("option", name="Otto Groß").click()
    await workspace.get_by_test_id("traffic-toggle").click()
    trouble = workspace.get_by_test_id("faults")
    await trouble.get_by_text("Make trouble").click()
    await trouble.get_by_label("Fault").select_option("drop")
    await trouble.get_by_label("Delivery").select_option("view_submission")
    await trouble.get_by_role("button", name="Add").click()
    await expect(trouble.get_by_text("Drop: view_submission × 1")).to_be_visible()
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_test_id("modal-notice")).to_be_visible()
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)


async def test_a_message_is_handed_to_the_app_from_its_menu(workspace: Page, app: FormApp) -> None:
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="sales").click()
    message = workspace.get_by_test_id("message").filter(has_text="Relecloud")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await workspace.get_by_role("menuitem", name="Take over").press("Enter")
    await expect(modal(workspace).get_by_label("Subject")).to_have_value(
        "Relecloud souhaite une démonstration la "
    )
    assert app.of_type("message_action")[0]["callback_id"] == "take"


async def test_the_home_tab_is_published_when_it_is_looked_at(workspace: Page) -> None:
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="Form").click()
    await expect(workspace.get_by_test_id("home")).to_have_text("Hello U000000BC1")
    await workspace.get_by_role("tab", name="Messages").click()
    await expect(composer(workspace)).to_be_visible()


async def test_a_shortcut_runs_and_the_saved_message_arrives_formatted(workspace: Page) -> None:
    await workspace.get_by_test_id("shortcuts").press("Enter")
    await workspace.keyboard.press("Enter")
    form = modal(workspace)
    await form.get_by_label("Person").fill("meag")
    await workspace.get_by_role("option", name="Meagan Bond").click()
    await form.get_by_label("Subject").fill("a < b & c")
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="Form").click()
    await workspace.get_by_role("tab", name="Messages").click()
    message = workspace.get_by_test_id("message").last
    await expect(message).to_contain_text("Saved Meagan Bond: a < b & c")
    await expect(message.locator("strong", has_text="Meagan Bond")).to_be_visible()


async def test_a_command_that_nobody_declared_is_refused_and_stays_in_the_box(
    workspace: Page,
) -> None:
    await composer(workspace).fill("/nonsense please")
    await composer(workspace).press("Enter")
    await expect(workspace.get_by_test_id("toast")).to_contain_text("/nonsense")
    await expect(composer(workspace)).to_have_value("/nonsense please")


async def test_a_reply_is_written_in_a_thread(workspace: Page) -> None:
    await workspace.get_by_test_id("sidebar").get_by_role("button", name="sales").click()
    await workspace.get_by_role("button", name="2 replies").click()
    thread = workspace.get_by_test_id("thread")
    await workspace.keyboard.type("Done.")
    await workspace.keyboard.press("Enter")
    await expect(thread.get_by_test_id("message").last).to_contain_text("Done.")
    await expect(workspace.get_by_role("button", name="3 replies")).to_be_visible()


async def test_on_a_phone_the_form_fills_the_screen_and_the_sidebar_is_behind_a_button(
    browser: Browser, app: FormApp
) -> None:
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    page = await context.new_page()
    await page.goto(address(app, "U000000BC1"))
    await expect(page.get_by_test_id("sidebar")).to_be_hidden()
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_test_id("sidebar").get_by_role("button", name="sales").click()
    await expect(page.get_by_test_id("sidebar")).to_be_hidden()
    box = await (await open_form(page)).bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (390, 844)
    await context.close()


async def test_an_address_of_somebody_unknown_shows_the_first_user(
    page: Page, app: FormApp
) -> None:
    await page.goto(address(app, "U0NOBODY"))
    await expect(page.get_by_test_id("act-as")).to_have_accessible_name("Act as Benjamin Chiu")
    assert urlsplit(page.url).query == ""


async def test_nothing_is_fetched_from_anywhere_else(page: Page, app: FormApp) -> None:
    hosts: set[str | None] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    await page.goto(address(app, "U000000BC1"))
    await open_form(page)
    assert hosts == {"127.0.0.1"}
