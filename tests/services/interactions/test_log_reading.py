"""Reading back what was logged: a user's own last interactions, drafts in the log."""

from datetime import timedelta

from tests.making import person
from tests.services.company import MEAGAN, ROBERT
from tests.services.desk import Desk, call


async def _log(desk: Desk, contact: int, **by: str | None) -> None:
    desk.now += timedelta(minutes=1)
    window = await desk.open(by=person(**by))
    await window.change(**call(contact))
    assert (await window.finish()).wrote


async def test_a_users_last_interactions_are_their_salespersons_newest_first(desk: Desk) -> None:
    for contact in (MEAGAN, ROBERT, MEAGAN):
        await _log(desk, contact)
    await _log(desk, ROBERT, user_id="U2", salesperson_code="JO", salesperson_name="Jim Olive")
    own = await desk.log.latest_of("OF")
    assert [one.contact_name for one in own] == ["Meagan Bond", "Robert Townes", "Meagan Bond"]
    assert [one.contact_name for one in await desk.log.latest_of("JO")] == ["Robert Townes"]
    assert len(await desk.log.latest_of("OF", limit=2)) == 2


async def test_what_a_colleague_logged_for_a_salesperson_is_among_them(desk: Desk) -> None:
    window = await desk.open()
    await window.change(**call(MEAGAN))
    await window.more()
    await window.change(salesperson="JO")
    await window.finish()
    (one,) = await desk.log.latest_of("JO")
    assert (one.salesperson, one.logged_by) == ("Jim Olive", "U1")


async def test_which_drafts_are_in_the_log_is_told_for_many_at_once(desk: Desk) -> None:
    await _log(desk, MEAGAN)
    wanted = [f"d{number}" for number in range(600)]
    assert await desk.log.logged_drafts(wanted) == {"d1"}
    assert await desk.log.logged_drafts([]) == set()
    assert await desk.log.of_draft("d9") is None
    assert await desk.log.of_draft("") is None
