"""The statements of contact search, written once and compiled once.

A prefix of one word is a range of the primary key of `contact_words`, read in its order until
enough candidates were seen: neither a sort nor the size of the table matters. Further words are
tested on the search text that the same key holds. The contacts themselves are fetched for the
candidates only, which the LIMIT in the inner query makes sure of on both databases.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Row,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.contacts import ContactHit, is_blocked
from bot.models import Contact, ContactWord
from bot.services.contact_index import COMPANY, FIRST, OWN, company, offered

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


_KEY = (ContactWord.word, ContactWord.search_text, ContactWord.contact_id)


def hits() -> Select[*tuple[Any, ...]]:
    """Contacts with the name of their company; the caller adds the conditions."""
    return select(*HIT_COLUMNS).outerjoin(company, company.id == Contact.company_id)


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

    Parameters: `low`, `high`; `other_0` … with a space before each; `scan`, how many rows of each
    kind may be read (with other words only), and `page`, how many rows are wanted. Rows: see
    `candidate_of`. Kinds come in their order and each in the order of its key.
    """
    kinds = [
        select(_scan(dialect, literal(kind), other_words).subquery())
        for kind in (FIRST, OWN, COMPANY)
    ]
    # Reading stops at the limit: what follows the first full page costs nothing.
    return _with_contacts(union_all(*kinds).limit(bindparam("page")))


@cache
def more_candidates(dialect: str, other_words: int) -> Select[*tuple[Any, ...]]:
    """The next contacts of one `kind`, after the key `after_word`, `after_text`, `after_id`."""
    after = tuple_(bindparam("after_word"), bindparam("after_text"), bindparam("after_id"))
    return _with_contacts(_scan(dialect, bindparam("kind"), other_words, tuple_(*_KEY) > after))


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


def _with_contacts(keys: Select[*tuple[Any, ...]] | CompoundSelect[Any]) -> Select[Any]:
    found = keys.subquery("found")
    return (
        select(found, offered().label("offered"), *HIT_COLUMNS)
        .join_from(found, Contact, Contact.id == found.c.contact_id, isouter=True)
        .outerjoin(company, company.id == Contact.company_id)
    )


def _scan(
    dialect: str,
    kind: ColumnElement[int],
    other_words: int,
    *conditions: ColumnElement[bool],
) -> Select[*tuple[Any, ...]]:
    rows_read: BindParameter[int] = bindparam("scan" if other_words else "page")
    scan = (
        select(ContactWord.kind, *_KEY)
        .where(_prefix("", kind), *conditions)
        .order_by(*_KEY)
        .limit(rows_read)
    )
    if not other_words:
        return scan
    scanned = scan.subquery()
    contains = func.strpos if dialect == "postgresql" else func.instr
    return (
        select(scanned)
        .where(
            *(
                contains(scanned.c.search_text, bindparam(f"other_{n}")) > 0
                for n in range(other_words)
            )
        )
        .limit(bindparam("page"))
    )


@cache
def frequencies(words: int) -> Select[*tuple[Any, ...]]:
    """How many rows each word has (`low_0`, `high_0` …), counted up to `most` per kind."""
    counts = [_counted(n, FIRST) + _counted(n, OWN) + _counted(n, COMPANY) for n in range(words)]
    return select(*counts)


def _counted(n: int, kind: int) -> ColumnElement[int]:
    rows = (
        select(ContactWord.word)
        .where(_prefix(f"_{n}", literal(kind)))
        .order_by(*_KEY)  # or else PostgreSQL may read the whole range before it counts
        .limit(bindparam("most"))
        .subquery()
    )
    return select(func.count()).select_from(rows).scalar_subquery()


def _prefix(suffix: str, kind: ColumnElement[int]) -> ColumnElement[bool]:
    # A range, not LIKE: PostgreSQL loses the index for LIKE once it prepares a generic plan.
    return and_(
        ContactWord.kind == kind,
        ContactWord.word >= bindparam(f"low{suffix}"),
        ContactWord.word < bindparam(f"high{suffix}"),
    )
