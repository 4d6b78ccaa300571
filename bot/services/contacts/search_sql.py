"""The statements of contact search, written once and compiled once.

A prefix of one word is a range of the primary key of `contact_words`, read in its order until
enough candidates were seen: neither a sort nor the size of the table matters. Further words are
tested on the search text that the same key holds. The contacts themselves are fetched for the
candidates only, which the LIMIT in the inner query makes sure of on both databases.
"""

from collections.abc import Sequence
from functools import cache, reduce
from operator import add
from typing import Any

from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.contacts.contact import ContactHit, is_blocked
from bot.models import Contact, ContactWord
from bot.services.contacts.index import EMAIL, KINDS, OWN, company, offered

HIT_COLUMNS = (
    Contact.id,
    Contact.no,
    Contact.type,
    Contact.name,
    Contact.company_id,
    company.name.label("company_name"),
    Contact.city,
    Contact.email,
    Contact.language_code,
    Contact.salesperson_code,
    Contact.correspondence_type,
    Contact.privacy_blocked,
    Contact.minor,
    Contact.parental_consent_received,
)


PAGE = 150
"""Rows of the first answer: 100 contacts, and some that a word matches twice."""

NEXT_PAGE = 2_000

SCAN = 20_000
"""Rows of each kind that a search of several frequent words may read."""

FEW = 50
"""Rows that are read to see whether a surname alone means few enough contacts."""

RARE = 2_000
"""Rows of a kind that are counted before a word passes as frequent."""

addressed = aliased(Contact, name="addressed")

KEY = (ContactWord.word, ContactWord.search_text, ContactWord.contact_id)


def hits() -> Select[*tuple[Any, ...]]:
    """Contacts with the name of their company; the caller adds the conditions."""
    return select(*HIT_COLUMNS).outerjoin(company, company.id == Contact.company_id)


BY_ID = (
    hits()
    .add_columns(Contact.merged_into_id, Contact.deleted_at)
    .where(Contact.id == bindparam("wanted"))
)
"""A contact whatever its state, and what tells of that."""


def identified() -> Select[*tuple[Any, ...]]:
    """Contacts that may be offered, with what they are recognised by in running text."""
    keys = (Contact.email_folded, Contact.phone_e164, Contact.mobile_phone_e164)
    return hits().add_columns(*keys, Contact.search_name).where(offered())


def of_names(dialect: str, names: Sequence[str], limit: int) -> Select[*tuple[Any, ...]]:
    """The `identified` contacts with one of the folded `names`, at most `limit`."""
    if dialect != "postgresql":
        return identified().where(Contact.search_name.in_(names)).limit(limit)
    # One look into the index each: of many names and few rows wanted, the planner concludes that
    # it soon meets enough of them when it reads the table from end to end.
    wanted = func.unnest(cast(names, ARRAY(Text))).table_valued("name").render_derived()
    named = identified().where(Contact.search_name == wanted.c.name).limit(literally(limit))
    hit = named.lateral()
    return select(hit).join_from(wanted, hit, true()).limit(literally(limit))


def hit_of(row: Row[Any]) -> ContactHit:
    """A row that has `HIT_COLUMNS`, as the rest of Touchpoint sees it."""
    return ContactHit(
        id=row.id,
        no=row.no,
        type=row.type.value,
        name=row.name,
        company_id=row.company_id,
        company_name=row.company_name,
        city=row.city,
        email=row.email,
        language_code=row.language_code,
        salesperson_code=row.salesperson_code,
        correspondence_type=row.correspondence_type and row.correspondence_type.value,
        blocked=is_blocked(row.privacy_blocked, row.minor, row.parental_consent_received),
    )


@cache
def candidates(dialect: str, other_words: int) -> Select[*tuple[Any, ...]]:
    """The first contacts that have a word in `low <= word < high` and all the other words.

    Parameters: `low`, `high`; `other_0` … with a space before each. At most `PAGE` rows; see
    `candidate_of`. Kinds come in their order and each in the order of its key.
    """
    kinds = [select(_scan(dialect, literal(kind), other_words, PAGE).subquery()) for kind in KINDS]
    # Reading stops at the limit: what follows the first full page costs nothing.
    return with_contacts(dialect, union_all(*kinds).limit(literally(PAGE)))


@cache
def more_candidates(dialect: str, other_words: int) -> Select[*tuple[Any, ...]]:
    """The next contacts of one `kind`, after the key `after_word`, `after_text`, `after_id`.

    At most `NEXT_PAGE` rows.
    """
    after = tuple_(bindparam("after_word"), bindparam("after_text"), bindparam("after_id"))
    condition = tuple_(*KEY) > after
    scan = _scan(dialect, bindparam("kind"), other_words, NEXT_PAGE, condition)
    return with_contacts(dialect, scan)


@cache
def by_address(dialect: str) -> Select[*tuple[Any, ...]]:
    """The first contacts whose e-mail address begins as typed, `low <= address < high`.

    At most `PAGE` rows; see `candidate_of`.
    """
    begins_so = (
        select(
            literal(EMAIL).label("kind"),
            addressed.email_folded,
            addressed.search_name,
            addressed.id.label("contact_id"),
        )
        .where(
            addressed.email_folded >= bindparam("low"), addressed.email_folded < bindparam("high")
        )
        .order_by(addressed.email_folded)
        .limit(literally(PAGE))
    )
    return with_contacts(dialect, begins_so)


@cache
def with_further_word(dialect: str) -> Select[*tuple[Any, ...]]:
    """Contacts whose name has `word`, not as its first one: `FEW` rows, see `candidate_of`."""
    keys = (
        select(ContactWord.kind, *KEY)
        .where(ContactWord.kind == literal(OWN), ContactWord.word == bindparam("word"))
        .order_by(*KEY)
        .limit(literally(FEW))
    )
    return with_contacts(dialect, keys)


def candidate_of(row: tuple[Any, ...]) -> tuple[tuple[int, str, str, int], ContactHit | None]:
    """The key of a row of `candidates` (kind, word, search text, contact) and the contact.

    The contact is None when it may not be offered any more.
    """
    key = (row[0], row[1], row[2], row[3])
    if not row[4]:
        return key, None
    return key, ContactHit(
        row[5], row[6], row[7], row[8], row[9], row[10], row[11], row[12], row[13], row[14],
        row[15], False,
    )  # fmt: skip


def with_contacts(
    dialect: str, keys: Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
) -> Select[*tuple[Any, ...]]:
    found = keys.subquery("found")
    columns = select(offered().label("offered"), *HIT_COLUMNS).outerjoin(
        company, company.id == Contact.company_id
    )
    if dialect == "postgresql":
        # One look by primary key each: left to itself, the planner reads tables of up to some
        # 30,000 contacts from end to end instead.
        contact = columns.where(Contact.id == found.c.contact_id).limit(literal_column("1"))
        contact_of = contact.lateral("contact")
        return select(found, contact_of).join_from(found, contact_of, true(), isouter=True)
    return (
        select(found, *columns.selected_columns)
        .join_from(found, Contact, Contact.id == found.c.contact_id, isouter=True)
        .outerjoin(company, company.id == Contact.company_id)
    )


def _scan(
    dialect: str,
    kind: ColumnElement[int],
    other_words: int,
    page: int,
    *conditions: ColumnElement[bool],
) -> Select[*tuple[Any, ...]]:
    scan = (
        select(ContactWord.kind, *KEY)
        .where(prefix("", kind), *conditions)
        .order_by(*KEY)
        .limit(literally(SCAN if other_words else page))
    )
    if not other_words:
        return scan
    scanned = scan.subquery()
    tests = (
        contains(dialect, scanned.c.search_text, bindparam(f"other_{n}"))
        for n in range(other_words)
    )
    return select(scanned).where(*tests).limit(literally(page))


def contains(
    dialect: str, text: ColumnElement[str], part: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Condition: `part` stands somewhere in `text`."""
    where = func.strpos if dialect == "postgresql" else func.instr
    found: ColumnElement[bool] = where(text, part) > 0
    return found


@cache
def frequencies(words: int) -> Select[*tuple[Any, ...]]:
    """How many rows each word has (`low_0`, `high_0` …), counted up to `RARE` per kind."""
    counts = [[counted(f"_{n}", kind, RARE) for kind in KINDS] for n in range(words)]
    return select(*(reduce(add, of_word) for of_word in counts))


def counted(name: str, kind: int, most: int) -> ColumnElement[int]:
    """How many rows of a kind a range of words has, counted up to `most`; see `prefix`."""
    rows = (
        select(ContactWord.word)
        .where(prefix(name, literal(kind)))
        .order_by(*KEY)  # or else PostgreSQL may read the whole range before it counts
        .limit(literally(most))
        .subquery()
    )
    return select(func.count()).select_from(rows).scalar_subquery()


def literally(rows: int) -> ColumnElement[int]:
    # As text, not as a parameter: a generic plan of PostgreSQL would guess the limit, and badly.
    return literal_column(str(rows), Integer)


def prefix(suffix: str, kind: ColumnElement[int]) -> ColumnElement[bool]:
    # A range, not LIKE: PostgreSQL loses the index for LIKE once it prepares a generic plan.
    return and_(
        ContactWord.kind == kind,
        ContactWord.word >= bindparam(f"low{suffix}"),
        ContactWord.word < bindparam(f"high{suffix}"),
    )
