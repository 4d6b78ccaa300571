"""What is found when everything is quiet, held against what was promised."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis

from bot.domain.amounts import Refused, read_cost, read_duration
from bot.storage.drafts import DraftStore

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.domain.wizard.draft import Draft
    from tests.faults.company import Company
    from tests.faults.ledger import Ledger

CLEANED_WITHIN_S = 20.0
LOGGED = """
select i.*, c.comment from interactions i
left join interaction_comments c on c.interaction_id = i.id
where i.draft_id is not null and i.draft_id not like 'sample-%'
"""
COLUMNS = {
    "contact": "contact_id",
    "template": "template_code",
    "description": "description",
    "comment": "comment",
    "evaluation": "evaluation",
    "salesperson": "salesperson_code",
    "language": "language_code",
    "correspondence_type": "correspondence_type",
    "information_flow": "information_flow",
    "initiated_by": "initiated_by",
    "campaign": "campaign_no",
    "date": "date",
}


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Drafts, discarded drafts and interactions, by the ids of drafts."""

    kept: dict[str, Draft]
    put_aside: dict[str, Draft]
    logged: dict[str, Row]
    duplicates: int

    def value(self, draft_id: str, key: str) -> str | None:
        """What is there for a field; None where it can't be compared."""
        if draft_id in self.logged:
            return _logged_value(self.logged[draft_id], key)
        draft = self.kept.get(draft_id) or self.put_aside.get(draft_id)
        if draft is None:
            return "no such draft"
        return "yes" if draft.values.get(key) is True else draft.text(key)

    def as_kept(self, draft_id: str, key: str, typed: str) -> str:
        """What somebody typed, in the form of :meth:`value`."""
        return _as_logged(key, typed) if draft_id in self.logged else typed

    def owners(self) -> dict[str, str]:
        """Whose a draft is, or was: user ids."""
        drafts = (*self.kept.values(), *self.put_aside.values())
        return {draft.id: draft.owner for draft in drafts} | {
            draft_id: str(row["logged_by"]) for draft_id, row in self.logged.items()
        }


@dataclass
class Verdict:
    """The counts that a run prints, and every broken promise in a sentence."""

    counts: dict[str, int]
    broken: list[str] = field(default_factory=list)
    stories: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [", ".join(f"{name} {count}" for name, count in self.counts.items())]
        lines += [f"  BROKEN: {sentence}" for sentence in self.broken[:40]]
        return "\n".join(lines + self.stories[:5])


async def judge(company: Company, ledger: Ledger, counts: dict[str, int]) -> Verdict:
    """The bot has been started a last time; nobody does anything any more."""
    redis = Redis.from_url(company.environment["REDIS_URL"])
    try:
        found = await _when_clean(company, DraftStore(redis), redis)
    finally:
        await redis.aclose()
    lost, late = _lost(ledger, found)
    lost += _never_begun(ledger, found)
    broken = lost + _misplaced(ledger, found) + _told_twice(ledger, found)
    if found.duplicates:
        broken.append(f"{found.duplicates} interactions too many")
    stories = [
        f"  {draft_id}\n{ledger.story(draft_id)}"
        for draft_id in sorted({sentence.partition(" ")[0] for sentence in lost})
    ]
    counts = {
        **counts,
        "kills": company.kills,
        "starts": company.lives,
        "acts": len(ledger.acts),
        "first acts": len(ledger.begun),
        "submits": ledger.submits,
        "logged": len(found.logged),
        "drafts left": len(found.kept),
        "discarded drafts": len(found.put_aside),
        "confirmations": ledger.confirmations.total(),
        "failures told": ledger.failures_told,
        "changed too late": len(late),
        "duplicates": found.duplicates,
        "lost": len(lost),
    }
    return Verdict(counts, broken, stories)


async def _when_clean(company: Company, store: DraftStore, redis: Redis) -> Found:
    """What there is, as soon as no logged draft is left over."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + CLEANED_WITHIN_S
    while True:
        rows = await company.rows(LOGGED)
        kept = await _drafts(redis, "touchpoint:draft:", store.load)
        if not kept.keys() & {row["draft_id"] for row in rows} or loop.time() > deadline:
            break
        await asyncio.sleep(0.2)
    put_aside = await _drafts(redis, "touchpoint:discarded:", store.discarded)
    logged = {row["draft_id"]: row for row in rows}
    return Found(kept, put_aside, logged, len(rows) - len(logged))


async def _drafts(
    redis: Redis, prefix: str, load: Callable[[str], Awaitable[Draft | None]]
) -> dict[str, Draft]:
    keys = [key.decode() async for key in redis.scan_iter(match=f"{prefix}*", count=500)]
    drafts = [await load(key.removeprefix(prefix)) for key in keys]
    return {draft.id: draft for draft in drafts if draft is not None}


def _lost(ledger: Ledger, found: Found) -> tuple[list[str], list[str]]:
    """What is neither in a draft nor in an interaction: lost, and changed too late.

    Too late is what somebody changed after a *Finish* that had logged the draft, although the bot
    died before it could say so.
    """
    lost: list[str] = []
    late: list[str] = []
    for draft_id, fields in ledger.owed().items():
        logged_since = ledger.may_be_logged_since(draft_id)
        for key, owed in fields.items():
            there = found.value(draft_id, key)
            if there is None or there in {found.as_kept(draft_id, key, v) for v in owed.values}:
                continue
            sentence = f"{draft_id} {key}: {sorted(owed.values)} owed, there is {there!r}"
            too_late = draft_id in found.logged and owed.promised_by > logged_since > 0
            (late if too_late else lost).append(sentence)
    return lost, late


def _never_begun(ledger: Ledger, found: Found) -> list[str]:
    """Words and messages that were acknowledged, whose form was never seen and that nobody has."""
    there = found.kept.keys() | found.put_aside.keys() | found.logged.keys() | ledger.seen
    return [f"{draft_id} words: begun, and nowhere" for draft_id in ledger.begun - there]


def _logged_value(row: Row, key: str) -> str | None:
    """The interaction's value as typed; None where it can't be compared."""
    if key in COLUMNS:
        return str(row[COLUMNS[key]] or "")
    if key == "duration":
        return str(row["duration_min"])
    if key == "cost":
        return f"{row['cost']:.2f}"
    if key == "time":
        return str(row["time"] or "")[: len("10:15")]
    if key == "successful":
        return "" if row["attempt_failed"] else "yes"
    return None


def _as_logged(key: str, typed: str) -> str:
    try:
        if key == "duration":
            return str(read_duration(typed))
        if key == "cost":
            return f"{read_cost(typed):.2f}"
    except Refused:
        return f"unreadable {typed}"
    return typed.strip()


def _misplaced(ledger: Ledger, found: Found) -> list[str]:
    kept, logged, owners = found.kept.keys(), found.logged.keys(), found.owners()
    wrong = [f"{draft} is logged, and still a draft" for draft in kept & logged]
    wrong += [f"{draft} is kept and discarded" for draft in kept & found.put_aside.keys()]
    wrong += [f"{draft} was said to be logged" for draft in ledger.told_logged - logged]
    wrong += [f"{draft} is logged unasked" for draft in logged - ledger.finished()]
    wrong += [
        f"{act.user} had {act.draft} of {owners[act.draft]}"
        for act in ledger.acts.values()
        if owners.get(act.draft, act.user) != act.user
    ]
    return wrong


def _told_twice(ledger: Ledger, found: Found) -> list[str]:
    described = Counter(row["description"] for row in found.logged.values())
    wrong = [
        f"{times} confirmations for {described[text]} interactions {text!r}"
        for text, times in ledger.confirmations.items()
        if times > described[text]
    ]
    return wrong + [f"{n} notices of {draft}" for draft, n in ledger.notices.items() if n > 1]
