"""One line says a whole interaction, in English and in French; no word of it is lost."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enums import Evaluation
from bot.domain.wizard.one_line import Template, read
from bot.services.wizard.one_line import moment

NOW = datetime(2026, 3, 16, 11, 0)  # noqa: DTZ001 - a Monday, as its user's clock says
TEMPLATES = [
    Template("OUTGOING", ("Outgoing phone call", "Appel téléphonique sortant"), outbound=True),
    Template("INCOME", ("Incoming phone call", "Appel téléphonique entrant"), outbound=False),
    Template("MEETCUST", ("Meeting at the customers site",), outbound=True),
    Template("GOLF", ("Golf event", "Tournoi de golf"), outbound=True),
]


def said(line: str, locale: str = "en") -> dict[str, object]:
    found = read(line, TEMPLATES, lambda words: moment(words, NOW, locale))
    answer: dict[str, object] = {"who": " ".join(found.who)}
    if found.template:
        answer["template"] = found.template
    if found.moment:
        answer["date"] = found.moment.strftime("%Y-%m-%d %H:%M" if found.timed else "%Y-%m-%d")
    if found.duration_min is not None:
        answer["min"] = found.duration_min
    if found.evaluation:
        answer["evaluation"] = found.evaluation
    if found.comment:
        answer["comment"] = found.comment
    return answer


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "call Meagan Bond yesterday 15 min positive: wants a quote",
            {
                "who": "Meagan Bond",
                "template": "OUTGOING",
                "date": "2026-03-15",
                "min": 15,
                "evaluation": Evaluation.POSITIVE,
                "comment": "wants a quote",
            },
        ),
        (
            "appel Éloïse Forêt hier 15 min",
            {"who": "Éloïse Forêt", "template": "OUTGOING", "date": "2026-03-15", "min": 15},
        ),
        (
            "incoming call Jesse Homer today at 9:30",
            {"who": "Jesse Homer", "template": "INCOME", "date": "2026-03-16 09:30"},
        ),
        (
            "meeting Jesse Homer last friday 1h30 very negative",
            {
                "who": "Jesse Homer",
                "template": "MEETCUST",
                "date": "2026-03-13",
                "min": 90,
                "evaluation": Evaluation.VERY_NEGATIVE,
            },
        ),
        (
            "tournoi de golf Jesse Homer le 12 mars très positif : a gagné",
            {
                "who": "Jesse Homer",
                "template": "GOLF",
                "date": "2026-03-12",
                "evaluation": Evaluation.VERY_POSITIVE,
                "comment": "a gagné",
            },
        ),
        ("Meagan Bond il y a 3 jours", {"who": "Meagan Bond", "date": "2026-03-13"}),
        ("Meagan Bond hier à 10h30", {"who": "Meagan Bond", "date": "2026-03-15 10:30"}),
        # What only looks like a date or a template is somebody's name.
        ("April May", {"who": "April May"}),
        ("May 3rd Street Ltd call back", {"who": "Street Ltd call back", "date": "2025-05-03"}),
        ("call", {"who": "call"}),
        ("positive Ltd", {"who": "positive Ltd"}),
    ],
)
def test_a_line_says(line: str, expected: dict[str, object]) -> None:
    assert said(line) == expected


def test_a_day_in_figures_is_read_as_its_user_writes_it() -> None:
    assert said("Meagan 02/03/2026")["date"] == "2026-02-03"
    assert said("Meagan 02/03/2026", "fr")["date"] == "2026-03-02"


_READ = ["call", "golf", "yesterday", "hier", "15", "min", "12", "march", "at", "9:30", "positive"]
_WORDS = st.sampled_from([*_READ, "Meagan", "Bond", "quote:", "{braces}", "é", ":", "-", "it's"])


@given(st.lists(st.one_of(_WORDS, st.text("abc :,;{", max_size=9)), max_size=12).map(" ".join))
def test_it_takes_any_line_and_loses_no_word(line: str) -> None:
    found = read(line, TEMPLATES, lambda words: moment(words, NOW))
    kept = _words_of(" ".join([*found.who, found.comment]))
    assert _words_of(line) - kept <= set(_READ)


def _words_of(text: str) -> set[str]:
    return set(re.split(r"[\s,;:]+", text.replace("9:30", "9.30"))) - {"", "9.30"}
