"""Contacts that may be one: by e-mail address, by mobile number, or of one name.

Pairs are found by the indexes of contacts, without comparing each with each. Colleagues share
their company's number, so a telephone number counts for companies only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from bot.domain.contacts.merging import Twins
from bot.domain.enums import ContactType
from bot.domain.messages import N_
from bot.domain.pages import Page
from bot.domain.people.rights import Right, check
from bot.models import Contact, DistinctContacts
from bot.services.contacts.search_sql import hit_of, hits

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

    from bot.domain.people.person import Person
    from bot.storage.database import Database

SAME_EMAIL = N_("the same e-mail address")
SAME_MOBILE = N_("the same mobile number")
SAME_PHONE = N_("the same phone number")
SAME_NAME = N_("the same name")
_BECAUSE = (SAME_EMAIL, SAME_MOBILE, SAME_PHONE, SAME_NAME)

_first, _second = aliased(Contact, name="first"), aliased(Contact, name="second")


class LikelyTwins:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def page(self, by: Person, offset: int, count: int) -> Page[Twins]:
        """Pairs, those with the strongest reason first. Raises
        :class:`bot.domain.errors.people.NotAllowed`."""
        check(by, Right.DELETE_CONTACTS)
        found = union_all(*_ways()).subquery()
        pairs = select(
            found.c.first_id, found.c.second_id, func.min(found.c.reason).label("reason")
        ).group_by(found.c.first_id, found.c.second_id)
        each = pairs.subquery()
        shown = (
            pairs.order_by("reason", found.c.first_id, found.c.second_id)
            .offset(offset)
            .limit(count)
        )
        async with self._db.read() as session:
            total = await session.scalar(select(func.count()).select_from(each)) or 0
            rows = (await session.execute(shown)).all()
            ids = {key for row in rows for key in (row.first_id, row.second_id)}
            known = {
                hit.id: hit
                for hit in map(hit_of, await session.execute(hits().where(Contact.id.in_(ids))))
            }
        twins = [Twins(known[r.first_id], known[r.second_id], _BECAUSE[r.reason]) for r in rows]
        return Page(tuple(twins), offset, total)


def _ways() -> list[Select[int, int, int]]:
    companies = and_(_first.type == ContactType.COMPANY, _second.type == ContactType.COMPANY)
    persons = and_(_first.type == ContactType.PERSON, _second.type == ContactType.PERSON)
    # Namesakes at two companies are two people.
    one_house = or_(
        _first.company_id == _second.company_id,
        _first.company_id.is_(None),
        _second.company_id.is_(None),
    )
    same_name = and_(_first.search_name == _second.search_name, _first.search_name != "")
    return [
        _pairs(0, _first.email_folded == _second.email_folded),
        _pairs(1, _first.mobile_phone_e164 == _second.mobile_phone_e164),
        _pairs(2, companies, _first.phone_e164 == _second.phone_e164),
        _pairs(3, same_name, or_(companies, and_(persons, one_house))),
    ]


def _pairs(reason: int, *alike: ColumnElement[bool]) -> Select[int, int, int]:
    apart = exists().where(
        DistinctContacts.first_id == _first.id, DistinctContacts.second_id == _second.id
    )
    return (
        select(
            _first.id.label("first_id"),
            _second.id.label("second_id"),
            literal(reason).label("reason"),
        )
        .join(_second, and_(_first.id < _second.id, _first.type == _second.type, *alike))
        .where(
            ~apart,
            *(
                condition
                for side in (_first, _second)
                for condition in (
                    side.deleted_at.is_(None),
                    side.merged_into_id.is_(None),
                    side.privacy_blocked.is_(False),
                )
            ),
        )
    )
