"""The entrance put together: everything between Slack and the handlers."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from redis.asyncio import Redis
from slack_sdk.web.async_client import AsyncWebClient

from bot.background import TaskSet, short_reference
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.duplicates import Deliveries, DoneMarks
from bot.slack.health import Check
from bot.slack.identity import Identity, build_bolt
from bot.slack.ingress import Ingress
from bot.slack.registration import FailurePolicy, Gate, Listeners

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Entrance:
    """What ``bot.slack.serving.serve`` runs."""

    settings: Settings
    client: AsyncWebClient
    identity: Identity
    ingress: Ingress
    tasks: TaskSet
    metrics: Metrics
    checks: Mapping[str, Check]
    now: Callable[[], float]


def build_entrance(
    settings: Settings,
    listeners: Listeners[C],
    *,
    client: AsyncWebClient,
    identity: Identity,
    gate: Gate[C],
    redis: Redis,
    tasks: TaskSet,
    metrics: Metrics,
    failure_policy: FailurePolicy,
    expected: Iterable[type[Exception]],
    checks: Mapping[str, Check],
    now: Callable[[], float] = time.time,
    new_reference: Callable[[], str] = short_reference,
) -> Entrance:
    """Attaches ``listeners`` to a Bolt app behind an ingress. Opens nothing.

    ``identity`` asks ``client`` who the bot is.
    ``checks`` are what ``/readyz`` asks besides the socket; ``now`` gives seconds since the epoch,
    for the age of signatures. The other arguments are as ``Listeners.attach`` takes them.
    """
    bolt = build_bolt(client, identity)
    listeners.attach(
        bolt,
        client,
        gate=gate,
        failure_policy=failure_policy,
        expected=expected,
        new_reference=new_reference,
        outcome=metrics.count_outcome,
    )
    metrics.watch_tasks(tasks)
    return Entrance(
        settings=settings,
        client=client,
        identity=identity,
        ingress=Ingress(bolt, Deliveries(DoneMarks(redis, tasks)), metrics, tasks.turns),
        tasks=tasks,
        metrics=metrics,
        checks=checks,
        now=now,
    )
