"""What is found when everything is quiet, held against what was promised."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redis.asyncio import Redis

from bot.domain.amounts import Refused, read_cost, read_duration
from bot.drafts import DraftStore

if TYPE_CHECKING:
    from bot.domain.draft import Draft
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
        store = DraftStore(redis)
        kept, put_aside, logged = await _when_clean(company, store, redis)
    finally:
        await redis.aclose()
    verdict = Verdict({})
    rows = {row["draft_id"]: row for row in logged}
    duplicates = len(logged) - len(rows)
    lost = _lost(ledger, kept, put_aside, rows)
    verdict.broken += lost
    if duplicates:
        verdict.broken.append(f"{duplicates} interactions too many")
    verdict.broken += _misplaced(ledger, kept, put_aside, rows)
    verdict.broken += _told_twice(ledger, rows)
    for draft_id in sorted({sentence.partition(" ")[0] for sentence in lost}):
        verdict.stories.append(f"  {draft_id}\n{ledger.story(draft_id)}")
    verdict.counts = {
        **counts,
        "kills": company.kills,
        "starts": company.lives,
        "submits": ledger.submits,
        "acts": len(ledger.acts),
        "logged": len(logged),
        "drafts left": len(kept),
        "discarded": len(put_aside),
        "confirmations": ledger.confirmations.total(),
        "duplicates": duplicates,
        "lost": len(lost),
    }
    return verdict


async def _when_clean(
    company: Company, store: DraftStore, redis: Redis
) -> tuple[dict[str, Draft], dict[str, Draft], list[dict[str, Any]]]:
    """Drafts, discarded drafts and interactions, as soon as no logged draft is left over."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + CLEANED_WITHIN_S
    while True:
        logged = await company.rows(LOGGED)
        drafts = {draft_id: await store.load(draft_id) for draft_id in await store.all_ids()}
        kept = {draft_id: draft for draft_id, draft in drafts.items() if draft is not None}
        left_behind = kept.keys() & {row["draft_id"] for row in logged}
        if not left_behind or loop.time() > deadline:
            break
        await asyncio.sleep(0.2)
    put_aside = {}
    prefix = "touchpoint:discarded:"
    for key in [key async for key in redis.scan_iter(match=f"{prefix}*", count=500)]:
        draft_id = key.decode().removeprefix(prefix)
        draft = await store.discarded(draft_id)
        if draft is not None:
            put_aside[draft_id] = draft
    return kept, put_aside, logged


def _lost(
    ledger: Ledger,
    kept: dict[str, Draft],
    put_aside: dict[str, Draft],
    rows: dict[str, dict[str, Any]],
) -> list[str]:
    lost = []
    for draft_id, fields in ledger.owed().items():
        draft = kept.get(draft_id) or (put_aside.get(draft_id))
        row = rows.get(draft_id)
        for key, allowed in fields.items():
            if row is not None:
                found = _logged_value(row, key)
                right = found is None or found in {_as_logged(key, value) for value in allowed}
                right = right or (found == "" and not allowed)
            elif draft is not None:
                found = "yes" if draft.values.get(key) is True else draft.text(key)
                right = found in allowed
            else:
                found, right = "no such draft", False
            if not right:
                place = "interaction" if row is not None else "draft"
                lost.append(f"{draft_id} {key}: {sorted(allowed)} owed, {place} has {found!r}")
    return lost


def _logged_value(row: dict[str, Any], key: str) -> str | None:
    """The interaction's value as typed; None where it can't be compared."""
    if key in COLUMNS:
        return str(row[COLUMNS[key]] or "")
    if key == "duration":
        return str(row["duration_min"])
    if key == "cost":
        return f"{row['cost']:.2f}"
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


def _misplaced(
    ledger: Ledger,
    kept: dict[str, Draft],
    put_aside: dict[str, Draft],
    rows: dict[str, dict[str, Any]],
) -> list[str]:
    found = [f"{draft} is logged, and still a draft" for draft in kept.keys() & rows.keys()]
    found += [f"{draft} is kept and discarded" for draft in kept.keys() & put_aside.keys()]
    found += [f"{draft} was said to be logged" for draft in ledger.told_logged - rows.keys()]
    found += [f"{draft} is logged unasked" for draft in rows.keys() - ledger.finished()]
    owners = {
        draft.id: draft.owner.partition(":")[2] for draft in (*kept.values(), *put_aside.values())
    }
    owners |= {draft_id: str(row["logged_by"]) for draft_id, row in rows.items()}
    for act in ledger.acts.values():
        if owners.get(act.draft, act.user) != act.user:
            found.append(f"{act.user} had {act.draft} of {owners[act.draft]}")
    return found


def _told_twice(ledger: Ledger, rows: dict[str, dict[str, Any]]) -> list[str]:
    described: dict[str, int] = {}
    for row in rows.values():
        described[row["description"]] = described.get(row["description"], 0) + 1
    found = [
        f"{times} confirmations for {described.get(text, 0)} interactions {text!r}"
        for text, times in ledger.confirmations.items()
        if times > described.get(text, 0)
    ]
    found += [f"{n} notices of {draft}" for draft, n in ledger.notices.items() if n > 1]
    return found
