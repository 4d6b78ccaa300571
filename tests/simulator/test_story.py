"""One story from end to end, over both transports."""

from tests.simulator import blocks
from tests.simulator.conftest import World


async def test_a_person_opens_fills_and_submits_a_modal(everywhere: World) -> None:
    app, helena = everywhere.app, everywhere.helena
    contact = {
        "type": "external_select",
        "min_query_length": 0,
        "placeholder": blocks.plain("Search"),
    }
    app.opens(
        "/todo",
        blocks.modal(
            blocks.text_field("What"),
            blocks.field("Who", "who", contact),
            callback_id="new_task",
            notify_on_close=True,
        ),
    )
    app.on("block_suggestion", {"options": [blocks.option("Meagan Bond", "7")]})

    await helena.command("/todo buy milk")
    modal = await helena.modal("Task")
    await modal.type("What", "Buy milk")
    await modal.choose("Who", "meag")
    await modal.submit()
    await helena.no_modal()

    (submission,) = app.of("view_submission")
    values = submission["view"]["state"]["values"]
    assert values["what"]["value"] == {"type": "plain_text_input", "value": "Buy milk"}
    assert values["who"]["value"]["selected_option"]["value"] == "7"
    assert all(received.signed for received in app.received)
    assert helena.failure is None
