"""The French catalogue says everything the code says, and nothing else."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from bot.i18n import LOCALES, closest, translator
from tests.locales.catalogue import catalogue, in_code, messages

TRANSLATED = [locale for locale in LOCALES if locale != "en"]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _said(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else list(string or ())


def _asked(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_the_code_marks_messages_where_it_makes_sentences() -> None:
    marked = in_code()
    assert "Create interaction" in marked
    assert "Please choose the contact." in marked
    assert len(marked) > 100


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_message_is_missing_and_none_is_stale(locale: str) -> None:
    marked = set(in_code())
    known = {
        tuple(message.id) if not isinstance(message.id, str) else message.id
        for message in messages(locale)
    }
    assert marked - known == set(), "not translated"
    assert known - marked == set(), "no longer said"


@pytest.mark.parametrize("locale", TRANSLATED)
def test_no_translation_is_empty_or_doubtful(locale: str) -> None:
    for message in messages(locale):
        assert all(text.strip() for text in _said(message)), message.id
        assert not message.fuzzy, message.id
    assert not catalogue(locale).obsolete


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_translation_names_the_same_values(locale: str) -> None:
    for message in messages(locale):
        for asked in _asked(message):
            for said in _said(message):
                literal = "{{" in asked and "{{" in said
                if not literal:
                    assert _placeholders(said) == _placeholders(asked), message.id


@pytest.mark.parametrize("locale", TRANSLATED)
def test_literal_braces_stay_as_they_are(locale: str) -> None:
    fields = re.compile(r"\{\{[^}]*\}\}")
    for message in messages(locale):
        for asked in _asked(message):
            for said in _said(message):
                assert fields.findall(said) == fields.findall(asked), message.id


@pytest.mark.parametrize("locale", TRANSLATED)
def test_blanks_at_the_ends_and_line_breaks_are_kept(locale: str) -> None:
    for message in messages(locale):
        for asked, said in zip(_asked(message), _said(message), strict=True):
            assert said == said.strip(), message.id
            assert asked == asked.strip(), message.id
            assert said.count("\n") == asked.count("\n"), message.id


def test_french_is_typeset_as_french() -> None:
    """No typewriter apostrophes or quotes; commands and code stay in their marks."""
    for message in messages("fr"):
        for said in _said(message):
            plain = re.sub(r"`[^`]*`", "", said)
            assert "'" not in plain, said
            assert '"' not in plain, said


def test_the_words_of_business_centrals_french_screens_are_used() -> None:
    t = translator("fr")
    assert t("Create interaction") == "Créer une interaction"
    assert t("Postponed interactions") == "Interactions reportées"
    assert t("Interaction template") == "Modèle interaction"
    assert t("Resume") == "Reprendre"
    assert t("Evaluation") == "Évaluation"
    assert t("Postpone") == "Reporter"


@pytest.mark.parametrize(
    ("slack", "default", "expected"),
    [
        ("fr-FR", "en", "fr"),
        ("fr-CA", "en", "fr"),
        ("en-US", "fr", "en"),
        ("en_GB", "fr", "en"),
        ("de-DE", "en", "en"),
        ("de-DE", "fr", "fr"),
        (None, "fr", "fr"),
        ("", "fr", "fr"),
        ("nonsense!", "fr", "fr"),
        ("xx-XX", "en", "en"),
    ],
)
def test_a_slack_locale_leads_to_the_closest_catalogue(
    slack: str | None, default: str, expected: str
) -> None:
    assert closest(slack, default) == expected
