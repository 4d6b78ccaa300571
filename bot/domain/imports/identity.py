"""Which contact a row is about: by number, external id, e-mail and phone, in this order.

A number or an external id is one contact's. Several may share an e-mail address or a phone, so a
phone counts only beside the same name, and where an address is several contacts' the name decides.
A row with none of these, and a company, is known by its name. What stays open is refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.messages import N_, Text


class State(StrEnum):
    """What has become of a contact."""

    OFFERED = "offered"
    BLOCKED = "blocked"
    MERGED = "merged"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a row or a contact is known by. Names are folded, the address is in lower case, phones
    are international. `company` is the company's name, before which a row may have its number (see
    :func:`numbered`). `type` is None where a row leaves it open, then `likely` is what it would
    be created as."""

    no: str | None
    external_id: str | None
    email: str | None
    phones: frozenset[str]
    name: str
    company: str
    type: str | None
    likely: str

    @property
    def company_name(self) -> str:
        """The folded name of the company."""
        return split(self.company)[1]

    @property
    def by_name(self) -> bool:
        """Whether the name may tell who it is."""
        return (self.type or self.likely) == "company" or self.only_a_name

    @property
    def only_a_name(self) -> bool:
        return not (self.no or self.external_id or self.email or self.phones)


def numbered(no: str, name: str) -> str:
    """What a row knows a company by whose number it says; folded names have no such sign."""
    return f"#{no}|{name}"


def split(company: str) -> tuple[str | None, str]:
    """The number, if there is one, and the folded name."""
    if not company.startswith("#"):
        return None, company
    no, _, name = company[1:].rpartition("|")
    return no, name


@dataclass(frozen=True, slots=True)
class Known:
    """A contact, or an earlier row of the same file, that a row may be about. `shown` is what a
    sentence calls it."""

    id: int
    keys: Keys
    shown: str | Text
    state: State = State.OFFERED


_GONE = {
    State.BLOCKED: N_("{who} is blocked for privacy."),
    State.MERGED: N_("{who} was merged with another contact."),
    State.DELETED: N_("{who} was deleted."),
}
_SEVERAL = N_("The row may be about several contacts: {who}.")
_OTHER_KEY = N_("The row is like {who}, which has another number or external id.")
_OTHER_TYPE = N_("{who} is a company, and the row says a person, or the other way round.")
_TWO_CONTACTS = N_("The number and the external id are those of different contacts: {who}.")
ROW = N_("row {number}")
"""What a sentence calls an earlier row of the file."""
_SAME_ADDRESS = N_("The e-mail address is also that of {who}, which has another name.")


def same_no(row: Keys, known: Keys) -> bool:
    return row.no is not None and row.no == known.no


def same_external_id(row: Keys, known: Keys) -> bool:
    return row.external_id is not None and row.external_id == known.external_id


def _same_email(row: Keys, known: Keys) -> bool:
    return row.email is not None and row.email == known.email


def _same_phone(row: Keys, known: Keys) -> bool:
    return bool(row.phones & known.phones) and (not row.name or row.name == known.name)


def _same_name(row: Keys, known: Keys) -> bool:
    if not row.name or row.name != known.name or not row.by_name:
        return False
    if known.type == "company":
        return not _contradict(row, known)
    return row.only_a_name and row.company_name == known.company_name


def _contradict(row: Keys, known: Keys) -> bool:
    return bool(
        (row.no and known.no and row.no != known.no)
        or (row.external_id and known.external_id and row.external_id != known.external_id)
    )


def which(row: Keys, candidates: Iterable[Known]) -> Known | Text | None:
    """The contact that a row is about, why that can't be told, or None for a new one. It may be
    blocked for privacy; merged and deleted ones are refused."""
    everybody = list(candidates)
    steps: tuple[Callable[[Keys, Keys], bool], ...] = (
        same_no, same_external_id, _same_email, _same_phone, _same_name,
    )  # fmt: skip
    for step in steps:
        found = [known for known in everybody if step(row, known.keys)]
        if step not in {same_no, same_external_id}:
            found = [known for known in found if row.type in {None, known.keys.type}]
        if found:
            answer = _one_of(row, found, unique=step in {same_no, same_external_id})
            if answer is not None:
                return _checked(row, answer, everybody)
    return None


def _one_of(row: Keys, found: list[Known], *, unique: bool) -> Known | Text | None:
    offered = [known for known in found if known.state is State.OFFERED]
    if not offered:
        return _set_aside(row, found)
    if not unique:
        other = [known for known in offered if _contradict(row, known.keys)]
        offered = [known for known in offered if known not in other]
        if not offered:
            twins = [known for known in other if known.keys.name == row.name]
            return _text(_OTHER_KEY, twins[:1]) if twins else None
    if len(offered) > 1:
        named = [known for known in offered if known.keys.name == row.name]
        if len(named) != 1:
            return _text(_SEVERAL, named or offered)
        offered = named
    return offered[0]


def _set_aside(row: Keys, found: list[Known]) -> Known | Text:
    """The blocked contact that the row is about: nothing in it may change, and nothing need."""
    blocked = [
        known
        for known in found
        if known.state is State.BLOCKED and not _contradict(row, known.keys)
    ]
    if len(blocked) > 1:
        blocked = [known for known in blocked if known.keys.name == row.name]
    return blocked[0] if len(blocked) == 1 else gone(found[0])


def gone(known: Known) -> Text:
    """Why a contact that isn't offered can't be changed."""
    return _text(_GONE[known.state], [known])


def _checked(row: Keys, answer: Known | Text, everybody: list[Known]) -> Known | Text:
    if isinstance(answer, Text):
        return answer
    if row.type and answer.keys.type and row.type != answer.keys.type:
        return _text(_OTHER_TYPE, [answer])
    other = [
        known for known in everybody if same_external_id(row, known.keys) and known.id != answer.id
    ]
    return _text(_TWO_CONTACTS, [answer, *other]) if other else answer


def which_row(row: Keys, earlier: Iterable[Known]) -> Known | Text | None:
    """The earlier row of the file that is about the same contact; as :func:`which`.

    Two rows of one address and different names may be two people, or one with a new name.
    """
    answer = which(row, earlier)
    if (
        isinstance(answer, Known)
        and not (same_no(row, answer.keys) or same_external_id(row, answer.keys))
        and row.name
        and answer.keys.name
        and row.name != answer.keys.name
    ):
        return _text(_SAME_ADDRESS, [answer])
    return answer


def _text(problem: str, who: list[Known]) -> Text:
    numbers = [known.shown for known in who[:5] if isinstance(known.shown, str)]
    return Text(problem, {"who": ", ".join(numbers) if numbers else who[0].shown})
