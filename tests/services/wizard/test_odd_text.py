"""Text that people really type, or paste, reaches the log on both databases."""

import pytest

from bot.models import Interaction, InteractionComment
from tests.services.company import MEAGAN
from tests.services.desk import Desk, call, fields_of
from tests.services.log_rows import rows


@pytest.mark.parametrize(
    "text",
    [
        "<@U123> &lt;b&gt; *x* _y_ `z` <!channel>",
        "{contact} {} {0} %s %(name)s {{contact.name}} {{no.such}}",
        "'; DROP TABLE interactions; --",
        "back\\slash \"quotes\" 'single' `ticks`",
        "👨‍👩‍👧‍👦 🇫🇷 é e\u0301 ﬁ Ǆ İ ı",
        "\u202bمرحبا שלום\u202c",
        "line\nbreak\r\nand\ttab",
        "\u0001 \u007f \ufeff \ufffd \U0010ffff",
    ],
)
async def test_text_is_logged_as_it_was_typed(desk: Desk, text: str) -> None:
    window = await desk.open("meagan")
    await window.change(**call(MEAGAN, description=text))
    await window.next()
    await window.next()
    assert fields_of(await window.type(comment=text).finish()) == {}
    (logged,) = await rows(desk.database, Interaction)
    (comment,) = await rows(desk.database, InteractionComment)
    assert logged.description == text.strip()
    assert comment.comment == text.strip()
    resumed = await desk.log.of_draft("d1")
    assert resumed is not None
    assert resumed.comment == comment.comment
