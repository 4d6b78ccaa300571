"""The longest previews, logged segments and results that a screen may have to show."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from bot.domain.criteria.criteria import LoggedMembers
from bot.domain.enums import Evaluation
from bot.domain.errors.segment_log import NothingToLog, PreviewOutdated
from bot.domain.pages import Page
from bot.domain.segment_log.rules import (
    FollowedUp,
    Logged,
    LoggedSegmentCard,
    LoggedSegmentRow,
    Member,
    Part,
    Preview,
    PreviewLine,
    Reason,
    Switched,
    TakenBack,
)
from bot.i18n import Translator
from bot.services.jobs import JobKind
from bot.views import blocks
from bot.views import jobs as jobs_view
from bot.views.segment_log import logged as logged_segments
from bot.views.segment_log import members as logged_members
from bot.views.segment_log import outcomes as log_outcomes
from bot.views.segment_log import preview as log_preview
from tests.making import NOW
from tests.views.longest import ODD, long

MANY = 9_999_999
NO = "S" * 20
KEY = 2**31 - 1
ZONE = "America/Argentina/ComodRivadavia"
PLACE = log_preview.Place(NO, follow_up=True, template=True, once=True)


def preview(text: str = long(100), **changes: Any) -> Preview:
    """A preview with every reason and millions of lines."""
    given: dict[str, Any] = {
        "no": NO,
        "description": text,
        "lines": MANY,
        "to_log": MANY,
        "left_out": dict.fromkeys(Reason, MANY),
        "repeated": MANY,
        "rest": True,
    }
    return Preview(**given | changes)


def preview_lines(text: str = long(100), offset: int = 50) -> Page[PreviewLine]:
    lines = [
        PreviewLine(2**62, KEY, "C" * 20, text, text, text[:30], Reason.LANGUAGE_UNKNOWN)
        for _ in range(log_preview.PAGE_SIZE - 1)
    ]
    nobody = PreviewLine(2**62, None, None, None, None, None, Reason.NO_CONTACT)
    return Page((*lines, nobody), offset, MANY)


def row(text: str = long(100), **changes: Any) -> LoggedSegmentRow:
    given: dict[str, Any] = {
        "id": KEY,
        "segment_no": NO,
        "part": 999,
        "description": text,
        "logged_at": NOW.replace(month=9, day=30, hour=23, minute=59),
        "logged_by": "U" * 20,
        "interactions": MANY,
        "canceled": True,
    }
    return LoggedSegmentRow(**given | changes)


def card(text: str = long(100), **changes: Any) -> LoggedSegmentCard:
    given: dict[str, Any] = {
        "row": row(text),
        "evaluations": {None: MANY} | dict.fromkeys(Evaluation, MANY),
        "reached": MANY,
        "not_reached": MANY,
        "responses": MANY,
        "canceled_interactions": MANY,
        "cost": Decimal("999999999999.99"),
        "duration_min": MANY,
        "campaign_entries": MANY,
        "left_out": dict.fromkeys(Reason, MANY),
        "kept": MANY,
        "segment_open": True,
        "takeable_until": NOW,
        "made_from": (NO,) * 12,
        "file": long(255),
    }
    return LoggedSegmentCard(**given | changes)


def members(text: str = long(100), offset: int = 50) -> Page[Member]:
    one = Member(
        interaction_id=KEY,
        contact_id=KEY,
        contact_name=text,
        company_name=f"{text[:-1]}y",
        date=date(2026, 9, 30),
        time=time(23, 59),
        salesperson_name="S" * 50,
        evaluation=Evaluation.VERY_NEGATIVE,
        attempt_failed=True,
        campaign_response=True,
        canceled=True,
    )
    return Page((one,) * logged_segments.PAGE_SIZE, offset, MANY)


def logged(text: str = long(100), **changes: Any) -> Logged:
    given: dict[str, Any] = {
        "logged_segment_id": KEY,
        "segment_no": NO,
        "description": text,
        "logged": MANY,
        "left_out": {str(reason): MANY for reason in Reason},
        "kept": MANY,
        "campaign_entries": MANY,
        "follow_up_no": "F" * 20,
        "follow_up_lines": MANY,
    }
    return Logged(**given | changes)


def views(t: Translator, text: str = long(100), sentence: str = long(500)) -> Iterator[Any]:
    """Every window of preview, log and logged segments, as full and as bare as it can be."""
    reasons = NothingToLog(no=NO).text
    yield log_preview.preview(preview(text), PLACE, t, sentence)
    yield log_preview.preview(preview(text, obstacle=reasons), PLACE, t)
    bare = preview(None, left_out={}, repeated=0, rest=False, to_log=0, lines=0)  # type: ignore[arg-type]
    yield log_preview.preview(bare, log_preview.Place(NO, keep=False), t)
    for part in (*Part, *Reason):
        for offset in (0, 50, MANY // 10 * 10):
            yield log_preview.lines(preview_lines(text, offset), PLACE, part, t)
    yield log_preview.lines(Page((), 0, 0), PLACE, Part.LEFT_OUT, t)
    yield log_preview.working(t, text[:24])
    place = logged_segments.Place(KEY, words=text[:100] + text[:50], own=True)
    rows = Page((row(text),), 50, MANY)
    yield logged_segments.listing(rows, place, ZONE, t, sentence=sentence)
    many = tuple(row(text, id=number) for number in range(logged_segments.PAGE_SIZE))
    yield logged_segments.listing(Page(many, 50, MANY), place, ZONE, t)
    yield logged_segments.listing(Page((), 0, 0), logged_segments.Place(), ZONE, t)
    problem = PreviewOutdated(no=NO, now=MANY, expected=MANY).text
    yield logged_segments.card(card(text), ZONE, t, sentence)
    yield logged_segments.card(card(text, not_takeable=problem), ZONE, t)
    standing = card(text, row=row(text, canceled=False, logged_by=None, part=1), file=None)
    yield logged_segments.card(standing, ZONE, t)
    for which in LoggedMembers:
        there = logged_segments.Place(KEY, words=text[:150], which=which.value)
        yield logged_members.members(members(text), row(text), there, t, sentence=sentence)
        yield logged_members.follow_up(row(text), text, which.value, t)
    yield logged_members.members(Page((), 0, 0), row(text), place, t)
    yield log_outcomes.logged_window(logged(text), t)
    for kind in JobKind:
        yield jobs_view.under_way(kind, NO, t, sentence)


def messages(t: Translator, text: str = long(100)) -> Iterator[jobs_view.Message]:
    """Every message about a job or a log."""
    for kind in JobKind:
        for done, total in ((0, 0), (0, MANY), (MANY, MANY), (MANY + 5, MANY)):
            yield jobs_view.progress(kind, NO, done, total, t)
        yield jobs_view.waiting(kind, NO, t)
        problem = PreviewOutdated(no=NO, now=MANY, expected=MANY).text
        yield jobs_view.failed(kind, NO, problem, blocks.button(t("Open"), "open"), t)
    yield log_outcomes.logged(logged(text), t)
    yield log_outcomes.logged(
        logged("", left_out={}, kept=0, campaign_entries=0, follow_up_no=None), t
    )
    yield log_outcomes.taken_back(TakenBack(NO, MANY, MANY, True), t)
    yield log_outcomes.switched(Switched(KEY, True, MANY, MANY), ODD, t)
    yield log_outcomes.switched(Switched(KEY, False, MANY, 0), NO, t)
    yield log_outcomes.followed_up(FollowedUp(NO, MANY, MANY), t)
