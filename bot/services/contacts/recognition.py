"""Which contacts a message mentions.

By e-mail address, by telephone number, by the full name of a person or a company, and by the e-mail
addresses of the Slack users that are mentioned. The text is Slack's, with its escapes. Names that
are written otherwise than a contact's (`bot.domain.contacts.loose_names`) are near it and only
offered: a wrong contact costs more than a search.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_

from bot.domain.contacts.contact import ContactHit, Mentions
from bot.domain.contacts.loose_names import LooseNames, Titled, loose_names
from bot.domain.folding import searchable_words, words
from bot.domain.slack_messages.running_words import LONGEST_NAME, SENTENCE_END
from bot.models import Contact
from bot.services.contacts.index import NAME_LENGTH, WORD_LENGTH
from bot.services.contacts.phones import Region, always, mentioned, regions_from
from bot.services.contacts.search_sql import (
    FEW,
    candidate_of,
    hit_of,
    identified,
    of_names,
    with_further_word,
)
from bot.storage.database import Database

LONGEST_TEXT = 12_000
"""Characters searched for addresses and numbers; Slack takes up to 40,000."""

LONGEST_FOR_NAMES = 4_000
"""Characters searched for names, of which every few words in a row may be one."""

MOST_KEYS = 5_000
"""Names looked up per question, well within the parameters that the databases take."""

MOST_HITS = 100

MOST_OF_ONE_SURNAME = 10
"""Persons that a surname alone may mean; one that means more says too little to offer them."""

MOST_NEAR_HITS = 500

_LINK = re.compile(r"<([^<>|\s]+)(?:\|([^<>]*))?>")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_NO_NAME = re.compile(r"https?://\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:/\S*)?")
_BREAK = "\n"
_WORD = re.compile(r"[^\W_]+|[^\w\s]+")


Found = dict[int, tuple[int, ContactHit]]
"""Contacts by id, each with its place in the text."""


@dataclass(slots=True)
class Places:
    """Where in the text each key stands first."""

    emails: dict[str, int] = field(default_factory=dict)
    phones: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)


class Recognition:
    """Recognises contacts. `region` says where bare phone numbers are from."""

    def __init__(self, db: Database, region: Region | None = None) -> None:
        self._db = db
        self._region = region or always("US")

    async def recognise(self, text: str, emails_of_mentioned_users: Sequence[str] = ()) -> Mentions:
        """The contacts mentioned, each once, in the order of the text; blocked ones left out.

        `text` is a message as Slack gives it. `emails_of_mentioned_users` are the addresses of
        the users in `<@U…>`, in their order; they come after what the text itself names.
        """
        plain = plain_text(text)
        regions = regions_from(await self._region())
        places = find_places(plain, emails_of_mentioned_users, regions)
        exact: Found = {}
        known: set[str] = set()
        for row in await self._look_up(places):
            keys = (
                (places.emails, row.email_folded),
                (places.phones, row.phone_e164),
                (places.phones, row.mobile_phone_e164),
                (places.names, row.search_name),
            )
            exact[row.id] = (min(at[key] for at, key in keys if key in at), hit_of(row))
            if row.search_name in places.names:
                known.add(row.search_name)
        near: Found = {}
        for at, meant in await self._near(loose_names(without_addresses(plain), known)):
            # One that means a contact who is named in full anyway, such as a repeated `Mrs Bond`,
            # means nobody else.
            if not exact.keys() & {hit.id for hit in meant}:
                for hit in meant:
                    near[hit.id] = min((at, hit), near.get(hit.id, (at, hit)), key=_place)
        return Mentions(_in_order(exact), _in_order(near))

    async def _near(self, names: LooseNames) -> list[tuple[int, list[ContactHit]]]:
        """What each loose name means that means anybody, with its place."""
        found: dict[str, tuple[int, list[ContactHit]]] = {}
        async with self._db.read() as session:
            for statement in self._of_names(names.spelled | names.persons, MOST_NEAR_HITS):
                for row in await session.execute(statement):
                    hit, name = hit_of(row), row.search_name
                    at = names.spelled.get(name)
                    if at is None and hit.type == "person":
                        at = names.persons.get(name)
                    if at is not None:
                        found.setdefault(name, (at, []))[1].append(hit)
        titled = [(surname.at, await self._of_surname(surname)) for surname in names.titled]
        return [*found.values(), *titled]

    async def _of_surname(self, surname: Titled) -> list[ContactHit]:
        """The persons of a surname; nobody where too many have it."""
        statement = with_further_word(self._db.dialect)
        found: dict[int, ContactHit] = {}
        for word in surname.words[0]:
            rows = await self._db.fetch(statement, {"word": word[:WORD_LENGTH]})
            if len(rows) == FEW:
                return []
            for hit in (hit for _, hit in map(candidate_of, rows) if hit is not None):
                names = set(searchable_words(hit.name))
                fits = all(not names.isdisjoint(spelled) for spelled in surname.words)
                if hit.type == "person" and fits:
                    found[hit.id] = hit
        return list(found.values()) if len(found) <= MOST_OF_ONE_SURNAME else []

    async def _look_up(self, places: Places) -> list[Row[*tuple[Any, ...]]]:
        statements = list(self._of_names(places.names, MOST_HITS))
        others: list[ColumnElement[bool]] = []
        if places.emails:
            others.append(Contact.email_folded.in_(places.emails))
        if places.phones:
            others.append(
                or_(
                    Contact.phone_e164.in_(places.phones),
                    Contact.mobile_phone_e164.in_(places.phones),
                )
            )
        statements += [identified().where(other).limit(MOST_HITS) for other in others]
        found: list[Row[*tuple[Any, ...]]] = []
        async with self._db.read() as session:
            for statement in statements:
                found += await session.execute(statement)
        return found

    def _of_names(self, names: Iterable[str], limit: int) -> Iterator[Select[*tuple[Any, ...]]]:
        sought = list(names)
        for start in range(0, len(sought), MOST_KEYS):
            yield of_names(self._db.dialect, sought[start : start + MOST_KEYS], limit)


def _place(found: tuple[int, ContactHit]) -> tuple[int, str, int]:
    at, hit = found
    return at, hit.name, hit.id


def _in_order(found: Found) -> list[ContactHit]:
    return [hit for _, hit in sorted(found.values(), key=_place)]


def find_places(plain: str, emails: Sequence[str], regions: Sequence[str]) -> Places:
    """Every e-mail address, phone number and possible name in a plain text, with its place."""
    places = Places()
    for match in _EMAIL.finditer(plain):
        places.emails.setdefault(match[0].strip(".'").lower(), match.start())
    for position, address in enumerate(emails):
        places.emails.setdefault(address.strip().lower(), len(plain) + position)
    for at, number in mentioned(plain, regions):
        places.phones[number] = min(at, places.phones.get(number, at))
    _add_names(plain, places)
    return places


def plain_text(text: str) -> str:
    """A message without Slack's markup: what a link shows, else where it leads; mentions gone."""

    def link(match: re.Match[str]) -> str:
        target, shown = match[1], match[2]
        if target[0] in "@#!":
            return _BREAK  # a user, a channel, a command: names of Slack, not of contacts
        scheme, _, address = target.partition(":")
        if scheme in {"mailto", "tel"}:
            # The number behind a link may be complete where the one on show is not.
            return address if shown in {None, address} else f"{shown}{_BREAK}{address}{_BREAK}"
        return shown if shown else _BREAK

    shown = html.unescape(_LINK.sub(link, text[:LONGEST_TEXT]))
    return unicodedata.normalize("NFC", shown)


def without_addresses(plain: str) -> str:
    """As much as is searched for names, without addresses: the name inside one is its owner's,
    not another contact's. Places stay the same."""
    return _NO_NAME.sub(_same_length, _EMAIL.sub(_same_length, plain[:LONGEST_FOR_NAMES]))


def _add_names(plain: str, places: Places) -> None:
    blank = without_addresses(plain)
    start = 0
    for end in [*SENTENCE_END.finditer(blank), None]:
        stop = end.end() if end else len(blank)
        _add_names_of_sentence(blank[start:stop], start, places)
        start = stop


def _add_names_of_sentence(sentence: str, offset: int, places: Places) -> None:
    pieces = [
        (offset + match.start(), word)
        for match in _WORD.finditer(sentence)
        for word in words(match[0])
    ]
    for start, (at, _) in enumerate(pieces):
        name = ""
        for _, word in pieces[start : start + LONGEST_NAME]:
            name = f"{name} {word}" if name else word
            places.names.setdefault(name[:NAME_LENGTH], at)


def _same_length(match: re.Match[str]) -> str:
    return _BREAK * len(match[0])
