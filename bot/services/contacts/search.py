"""Finds contacts while somebody types.

Case and accents don't matter (see `bot.domain.folding`). Every typed word must begin a word of the
contact's name or, for a person, of the company's, or a part of the e-mail address before its @;
`fine meag` finds Meagan of the School of Fine Art. Names that begin as typed come first, then those
with such a word further on, then persons of companies with such a word, then e-mail addresses; each
by alphabet. Contacts that may not be offered never are.
"""

from operator import itemgetter
from typing import Any

from sqlalchemy import or_, select

from bot.domain.contacts.contact import ContactHit, Found
from bot.domain.contacts.search_words import address_part
from bot.domain.folding import after_prefix, fold, spellings, words
from bot.models import Contact, Interaction
from bot.services.contacts import phones
from bot.services.contacts.index import EMAIL, FIRST, WORD_LENGTH, offered
from bot.services.contacts.near import NearContacts
from bot.services.contacts.search_sql import (
    BY_ID,
    NEXT_PAGE,
    PAGE,
    by_address,
    candidate_of,
    candidates,
    frequencies,
    hit_of,
    hits,
    more_candidates,
)
from bot.storage.database import Database

LIMIT = 100
"""Options that Slack takes in one answer (slack-platform.md)."""

WORDS = 6
"""Further typed words are ignored."""

MOST_PAGES = 10
LATEST = 300
"""Interactions looked through for recent contacts."""

Ranked = dict[int, tuple[tuple[int, str], ContactHit]]


class ContactSearch:
    """All ways to find a contact. `region` says where bare numbers are from."""

    def __init__(self, db: Database, region: phones.Region | None = None) -> None:
        self._db = db
        self._near = NearContacts(db)
        self._region = region or phones.always("US")

    async def find(self, text: str, limit: int = LIMIT) -> Found:
        """What `search` finds or, if that is nothing, the contacts whose names are near."""
        if hits := await self.search(text, limit):
            return Found(hits)
        # Before an @ stands a name, after it a domain, of which there is none that is near.
        typed = dict.fromkeys(word[:WORD_LENGTH] for word in words(text.partition("@")[0])[:WORDS])
        return Found(await self._near.find(list(typed), limit), near=True)

    async def search(self, text: str, limit: int = LIMIT) -> list[ContactHit]:
        """The contacts that `text` may mean, best first, at most `limit`.

        An e-mail address, phone number or contact number typed whole finds its contact too.
        """
        found = {hit.id: hit for hit in await self._by_key(text)}
        ranked: Ranked = {}
        for spelling in spellings(text):
            if spelling and len(ranked) < limit:
                typed = [word[:WORD_LENGTH] for word in spelling[:WORDS]]
                await self._add_matches(typed, limit, ranked)
        if len(ranked) < limit and (part := address_part(text)):
            await self._add_matches([part[:WORD_LENGTH]], limit, ranked)
            asked = {"low": part, "high": after_prefix(part)}
            _collect(await self._db.fetch(by_address(self._db.dialect), asked), limit, ranked)
        for _, hit in sorted(ranked.values(), key=lambda entry: entry[0]):
            found.setdefault(hit.id, hit)
        return list(found.values())[:limit]

    async def exact(self, text: str) -> list[ContactHit]:
        """The contacts whose e-mail, phone, number or full name `text` is, by alphabet."""
        found = {hit.id: hit for hit in await self._by_key(text)}
        if name := fold(text):
            async with self._db.read() as session:
                rows = await session.execute(
                    hits().where(Contact.search_name == name, offered()).limit(LIMIT)
                )
            found |= {hit.id: hit for hit in map(hit_of, rows)}
        return sorted(found.values(), key=lambda hit: (fold(hit.name), hit.id))

    async def recent(self, salesperson_code: str, limit: int = 20) -> list[ContactHit]:
        """The contacts that a salesperson logged last, latest first."""
        latest = (
            select(Interaction.contact_id)
            .where(
                Interaction.salesperson_code == salesperson_code, Interaction.canceled.is_(False)
            )
            .order_by(Interaction.logged_at.desc(), Interaction.id.desc())
            .limit(LATEST)
        )
        async with self._db.read() as session:
            order = list(dict.fromkeys(await session.scalars(latest)))
            rows = await session.execute(hits().where(Contact.id.in_(order), offered()))
        known = {row.id: row for row in rows}
        return [hit_of(known[contact]) for contact in order if contact in known][:limit]

    async def first(self, limit: int = 20) -> list[ContactHit]:
        """Those that may be offered, by alphabet: where nobody knows yet whom one looks for."""
        statement = hits().where(offered()).order_by(Contact.search_name, Contact.id).limit(limit)
        async with self._db.read() as session:
            return [hit_of(row) for row in await session.execute(statement)]

    async def get(self, contact_id: int) -> ContactHit | None:
        """One contact, blocked or not; a merged one leads to its survivor, a deleted to None."""
        seen: set[int] = set()
        wanted: int | None = contact_id
        while wanted is not None and wanted not in seen:
            seen.add(wanted)
            rows = await self._db.fetch(BY_ID, {"wanted": wanted})
            if not rows:
                return None
            [row] = rows
            if row.merged_into_id is None:
                return hit_of(row) if row.deleted_at is None else None
            wanted = row.merged_into_id
        return None

    async def _by_key(self, text: str) -> list[ContactHit]:
        """By e-mail address, phone number or contact number, each typed whole."""
        typed = text.strip()
        if "@" in typed:
            condition = Contact.email_folded == typed.lower()
        elif any(map(str.isdigit, typed)):
            condition = Contact.no.in_({typed, typed.upper()})
            regions = phones.regions_from(await self._region())
            if numbers := sorted(phones.readings(typed, regions)):
                condition = or_(
                    condition,
                    Contact.phone_e164.in_(numbers),
                    Contact.mobile_phone_e164.in_(numbers),
                )
        else:
            return []
        async with self._db.read() as session:
            rows = await session.execute(hits().where(condition, offered()).limit(LIMIT))
        return [hit_of(row) for row in rows]

    async def _add_matches(self, words: list[str], limit: int, ranked: Ranked) -> None:
        first, *others = await self._rarest_first(words)
        if not first:
            return
        fetch, dialect = self._db.fetch, self._db.dialect
        asked = {"low": first, "high": after_prefix(first)}
        asked |= {f"other_{n}": f" {word}" for n, word in enumerate(others)}
        rows = await fetch(candidates(dialect, len(others)), asked)
        if len(rows) < PAGE:
            _collect(rows, limit, ranked)
            return
        # The list can only be short now if a word matched contacts more than once, or if many
        # were blocked behind the back of the index.
        begin, *after = _collect(rows, limit, ranked)
        for kind in range(begin, EMAIL + 1):
            for _ in range(MOST_PAGES):
                if len(ranked) >= limit:
                    return
                where = dict(zip(("after_word", "after_text", "after_id"), after, strict=True))
                rows = await fetch(
                    more_candidates(dialect, len(others)),
                    asked | where | {"kind": kind},
                )
                after = list(_collect(rows, limit, ranked)[1:])
                if len(rows) < NEXT_PAGE:
                    break
            after = ["", "", 0]

    async def _rarest_first(self, words: list[str]) -> list[str]:
        """The words with the one to look up in front; it is empty if some word matches nothing."""
        longest_first = sorted(dict.fromkeys(words), key=len, reverse=True)
        if len(longest_first) == 1:
            return longest_first
        parameters: dict[str, str] = {}
        for n, word in enumerate(longest_first):
            parameters |= {f"low_{n}": word, f"high_{n}": after_prefix(word)}
        (counts,) = await self._db.fetch(frequencies(len(longest_first)), parameters)
        if 0 in counts:
            return [""]
        rarest = min(range(len(counts)), key=counts.__getitem__)
        return [longest_first.pop(rarest), *longest_first]


def _collect(rows: list[tuple[Any, ...]], limit: int, ranked: Ranked) -> tuple[int, str, str, int]:
    """Add what the rows offer to `ranked`, up to `limit`; the answer is the last key seen."""
    key = (FIRST, "", "", 0)
    for row in sorted(rows, key=itemgetter(0, 1, 2, 3)):
        key, hit = candidate_of(row)
        if hit is not None and len(ranked) < limit:
            ranked.setdefault(hit.id, ((key[0], key[2]), hit))
    return key
