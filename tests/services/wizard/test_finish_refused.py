"""What stands between choosing and finishing: nothing wrong is logged, nothing typed is lost."""

import pytest
from sqlalchemy import delete, update

from bot.domain.errors.drafts import (
    DraftAlreadyLogged,
    DraftDiscarded,
    DraftOfSomebodyElse,
    DraftUnknown,
)
from bot.domain.forms import Value
from bot.models import (
    Campaign,
    Contact,
    Interaction,
    InteractionTemplate,
    InteractionTemplateLanguage,
    Opportunity,
    Salesperson,
)
from bot.models.base import Base
from tests.making import NOW, person
from tests.services.company import CLOSED_DEAL, MEAGAN, MEGAN, OPEN_DEAL, OTHER_DEAL
from tests.services.desk import Desk, Window, call, fields_of
from tests.services.log_rows import rows


async def _called(desk: Desk, **values: Value) -> Window:
    window = await desk.open()
    await window.change(**call(MEAGAN, **values))
    return window


async def _nothing_logged(desk: Desk) -> bool:
    return await rows(desk.database, Interaction) == []


async def _alter(desk: Desk, table: type[Base], key: object, **values: object) -> None:
    (column,) = table.__table__.primary_key
    async with desk.database.begin() as session:
        await session.execute(update(table).where(column == key).values(**values))


async def test_an_incomplete_draft_is_not_logged_and_tells_every_problem(desk: Desk) -> None:
    window = await desk.open()
    outcome = await window.type(description="").finish()
    assert list(fields_of(outcome)) == ["contact", "template", "description"]
    assert await _nothing_logged(desk)


async def test_a_problem_on_an_earlier_step_leads_there(desk: Desk) -> None:
    window = await _called(desk)
    await window.next()
    await window.next()
    await window.change(cost="a lot")
    await window.back()
    outcome = await window.finish()
    assert (outcome.draft.step, list(fields_of(outcome))) == ("result", ["cost"])
    assert window.shows("cost") == "a lot"
    assert await _nothing_logged(desk)


async def test_a_problem_behind_more_fields_opens_them(desk: Desk) -> None:
    window = await _called(desk)
    await window.more()
    await window.change(date="1999-01-01")
    await window.more(wanted=False)
    await window.next()
    assert window.draft.step == "who"
    await window.more(wanted=False)
    outcome = await window.finish()
    assert list(fields_of(outcome)) == ["date"]
    assert outcome.draft.more
    assert window.shows("date") == "1999-01-01"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"privacy_blocked": True}, "{contact} is blocked for privacy reasons."),
        ({"minor": True}, "{contact} is a minor without parental consent."),
        ({"deleted_at": NOW}, "This contact no longer exists."),
    ],
)
async def test_a_contact_that_changed_meanwhile_is_refused_with_a_sentence(
    desk: Desk, change: dict[str, object], sentence: str
) -> None:
    window = await _called(desk, description="Lunch")
    await window.next()
    await _alter(desk, Contact, MEAGAN, **change)
    outcome = await window.finish()
    assert fields_of(outcome) == {"contact": sentence}
    assert outcome.draft.step == "who"
    assert window.shows("description") == "Lunch"
    assert await _nothing_logged(desk)
    await window.change(contact=str(MEGAN))
    assert (await window.finish()).wrote


async def test_a_minors_consent_lifts_the_block_of_the_minor_only(desk: Desk) -> None:
    window = await _called(desk)
    consent = {"minor": True, "parental_consent_received": True}
    await _alter(desk, Contact, MEAGAN, privacy_blocked=True, **consent)
    assert list(fields_of(await window.finish())) == ["contact"]
    await _alter(desk, Contact, MEAGAN, privacy_blocked=False)
    assert (await window.finish()).wrote


async def test_a_contact_merged_meanwhile_is_logged_with_its_survivor(desk: Desk) -> None:
    window = await _called(desk)
    await _alter(desk, Contact, MEAGAN, merged_into_id=MEGAN)
    assert (await window.finish()).wrote
    (logged,) = await rows(desk.database, Interaction)
    assert (logged.contact_id, logged.contact_name) == (MEGAN, "Megan Sherman")


async def test_a_contact_merged_into_a_blocked_one_is_refused(desk: Desk) -> None:
    window = await _called(desk)
    await _alter(desk, Contact, MEAGAN, merged_into_id=MEGAN)
    await _alter(desk, Contact, MEGAN, privacy_blocked=True)
    assert list(fields_of(await window.finish())) == ["contact"]
    assert await _nothing_logged(desk)


async def test_a_template_archived_meanwhile_is_refused(desk: Desk) -> None:
    window = await _called(desk)
    await _alter(desk, InteractionTemplate, "OUTGOING", archived_at=NOW)
    assert list(fields_of(await window.finish())) == ["template"]
    assert await _nothing_logged(desk)


async def test_a_language_that_the_template_lost_is_refused(desk: Desk) -> None:
    window = await _called(desk)
    async with desk.database.begin() as session:
        await session.execute(
            delete(InteractionTemplateLanguage).where(
                InteractionTemplateLanguage.template_code == "OUTGOING"
            )
        )
    outcome = await window.finish()
    assert list(fields_of(outcome)) == ["language"]
    assert outcome.draft.more


async def test_a_salesperson_blocked_meanwhile_is_refused(desk: Desk) -> None:
    window = await _called(desk)
    await _alter(desk, Salesperson, "OF", blocked=True)
    outcome = await window.finish()
    assert list(fields_of(outcome)) == ["salesperson"]
    assert outcome.draft.more


@pytest.mark.parametrize("deal", [CLOSED_DEAL, OTHER_DEAL, 999])
async def test_an_opportunity_that_is_closed_unknown_or_anothers_is_refused(
    desk: Desk, deal: int
) -> None:
    window = await _called(desk)
    await window.next()
    outcome = await window.type(opportunity=str(deal)).finish()
    assert (outcome.draft.step, list(fields_of(outcome))) == ("relation", ["opportunity"])
    assert await _nothing_logged(desk)


@pytest.mark.parametrize("forged", ["OP7", "9" * 30, "-7"])
async def test_a_forged_opportunity_is_refused(desk: Desk, forged: str) -> None:
    window = await _called(desk)
    await window.next()
    assert list(fields_of(await window.type(opportunity=forged).finish())) == ["opportunity"]


async def test_an_opportunity_closed_meanwhile_is_refused(desk: Desk) -> None:
    window = await _called(desk)
    await window.next()
    await window.change(opportunity=str(OPEN_DEAL))
    await _alter(desk, Opportunity, OPEN_DEAL, closed=True)
    assert list(fields_of(await window.finish())) == ["opportunity"]


async def test_a_campaign_that_is_gone_is_refused(desk: Desk) -> None:
    window = await _called(desk)
    await window.next()
    await window.change(campaign="CP2")
    async with desk.database.begin() as session:
        await session.execute(delete(Campaign).where(Campaign.no == "CP2"))
    assert list(fields_of(await window.finish())) == ["campaign"]


async def test_several_changes_are_told_together_on_the_first_step(desk: Desk) -> None:
    window = await _called(desk)
    await window.next()
    await window.change(opportunity=str(OPEN_DEAL))
    await _alter(desk, Opportunity, OPEN_DEAL, closed=True)
    await _alter(desk, Contact, MEAGAN, privacy_blocked=True)
    outcome = await window.finish()
    assert list(fields_of(outcome)) == ["contact", "opportunity"]
    assert outcome.draft.step == "who"


async def test_a_finish_from_a_step_that_was_left_logs_nothing(desk: Desk) -> None:
    window = await _called(desk)
    edit = window.edit()
    await window.next()
    outcome = await desk.wizard.finish(edit, window.by, "who")
    assert outcome.logged is None
    assert outcome.draft.step == "relation"
    assert await _nothing_logged(desk)


async def test_another_user_cannot_finish_or_change_a_draft(desk: Desk) -> None:
    window = await _called(desk)
    thief = person(user_id="U2")
    for act in (desk.wizard.finish, desk.wizard.go_on, desk.wizard.go_back):
        with pytest.raises(DraftOfSomebodyElse):
            await act(window.edit(), thief, "who")
    with pytest.raises(DraftOfSomebodyElse):
        await desk.wizard.change(window.type(description="mine").edit(), thief)
    assert (await desk.stored()).text("description") == "Outgoing phone call"
    assert await _nothing_logged(desk)


async def test_a_forged_owner_in_the_form_opens_nothing(desk: Desk) -> None:
    await _called(desk)
    thief = await desk.open(by=person(user_id="U2"))
    thief.draft = await desk.stored("d1")
    with pytest.raises(DraftOfSomebodyElse):
        await thief.finish()


async def test_a_discarded_draft_is_not_finished(desk: Desk) -> None:
    window = await _called(desk)
    await desk.waiting.discard(person(), "d1")
    with pytest.raises(DraftDiscarded):
        await window.finish()
    assert await _nothing_logged(desk)


async def test_a_vanished_draft_is_said_to_be_gone(desk: Desk) -> None:
    window = await _called(desk)
    await desk.store.remove(window.draft)
    with pytest.raises(DraftUnknown):
        await window.finish()


async def test_a_logged_draft_answers_with_its_interaction(desk: Desk) -> None:
    window = await _called(desk)
    logged = (await window.finish()).logged
    with pytest.raises(DraftAlreadyLogged) as before_clean_up:
        await desk.resume("d1")
    await desk.store.remove(window.draft)
    with pytest.raises(DraftAlreadyLogged) as after_clean_up:
        await window.finish()
    assert before_clean_up.value.logged == after_clean_up.value.logged == logged
    with pytest.raises(DraftUnknown):
        await desk.resume("d1", by=person(user_id="U2"))
