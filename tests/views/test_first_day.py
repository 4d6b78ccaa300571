"""What an empty company is shown, in both languages."""

import pytest

from bot.domain.first_day import SetUp
from bot.i18n import Translator, translator
from bot.views import blocks, first_day, home, options
from bot.views.wizard.postponed import DraftPage
from simulator.blockkit import validate_options, validate_view
from tests.making import NOW, person
from tests.views.longest import translators

NOTHING = SetUp(contacts=False, templates=False, linked=False)
NO_DRAFT = DraftPage([], 0, 0)


@pytest.fixture(params=translators(), ids=lambda t: t.locale)
def t(request: pytest.FixtureRequest) -> Translator:
    found: Translator = request.param
    return found


@pytest.mark.parametrize(
    ("locale", "nothing", "first"),
    [
        (
            "en",
            "No contacts yet",
            "Managers drop a file into their conversation with Touchpoint",
        ),
        (
            "fr",
            "Aucun contact pour l’instant",
            "Les responsables déposent un fichier chez Touchpoint",
        ),
    ],
)
def test_an_empty_list_says_what_comes_first_and_choosing_it_chooses_nothing(
    locale: str, nothing: str, first: str
) -> None:
    answer = options.nothing("contact", translator(locale))
    assert answer == {
        "options": [
            {
                "text": {"type": "plain_text", "text": nothing, "emoji": False},
                "description": {"type": "plain_text", "text": first, "emoji": False},
                "value": blocks.BLANK,
            }
        ]
    }
    assert options.is_empty(answer)


@pytest.mark.parametrize("what", options.HINTS)
def test_slack_takes_every_hint(what: str, t: Translator) -> None:
    assert validate_options(options.nothing(what, t)) == []


def test_a_list_with_anything_to_choose_is_not_empty(t: Translator) -> None:
    choice = blocks.option("C", "x")
    blank = blocks.option(blocks.BLANK, "—")
    assert options.is_empty({"options": []})
    assert options.is_empty({"options": [blank]})
    assert not options.is_empty({"options": [blank, choice]})
    assert not options.is_empty({"option_groups": [{"label": "x", "options": [choice]}]})


def test_slack_takes_home_with_however_many_administrators(t: Translator) -> None:
    crowd = [f"U{number:09}" for number in range(500)]
    for to_do in (
        first_day.checklist(NOTHING, person(linked=False), t),
        first_day.under_way(crowd, "U1", t),
        first_day.under_way([], "U1", t),
    ):
        view = home.home(person(), NO_DRAFT, [], t, NOW, to_do=to_do, ready=False)
        assert validate_view(view) == []
        assert view["blocks"][: len(to_do)] == to_do
    *_, asked = first_day.under_way(crowd, "U1", t)
    assert asked["text"]["text"].count("<@U") == first_day.NAMED_AT_MOST


def test_nothing_but_mentions_is_read_as_marks(t: Translator) -> None:
    """A user id in the database is whatever somebody has put there."""
    *_, asked = first_day.under_way(["U1> <!channel"], "U2", t)
    assert asked["text"]["text"].endswith("<@U1&gt; &lt;!channel>")
