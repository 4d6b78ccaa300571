"""Sends deliveries, waits three seconds for the acknowledgement, keeps the record."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from simulator.clock import Clock
from simulator.delivery.delivery import Answer, Delivery, Retry, Transport, Unreachable
from simulator.faults import Fault, Faults
from simulator.traffic import Entry, Traffic

ACKNOWLEDGE_WITHIN_S = 3.0
# Seconds before each redelivery of an event: at once, after a minute, after five.
RETRY_SCHEDULE = (0.0, 60.0, 300.0)


class Dispatcher:
    """The way from the workspace to the app."""

    def __init__(
        self,
        transport: Transport,
        clock: Clock,
        traffic: Traffic,
        faults: Faults,
        retry_schedule: tuple[float, ...] = RETRY_SCHEDULE,
    ) -> None:
        self.transport = transport
        self._clock = clock
        self._traffic = traffic
        self._faults = faults
        self._retry_schedule = retry_schedule
        self._tasks: set[asyncio.Task[Any]] = set()

    async def deliver(self, delivery: Delivery) -> Answer:
        """Send once; the answer, or a failure after three seconds."""
        entry = self._traffic.start("to_app", delivery.kind, delivery.summary, delivery.payload)
        entry.package = self.transport.pack(delivery)
        faults = self._faults.for_delivery(delivery.kind.removeprefix("event:"))
        sending = self.background(self._send(entry.package, faults))
        if any(fault.kind == "duplicate" for fault in faults):
            self.background(self._copy(delivery, entry.package))
        deadline = asyncio.ensure_future(self._clock.sleep(ACKNOWLEDGE_WITHIN_S))
        try:
            await asyncio.wait({sending, deadline}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            deadline.cancel()
            await asyncio.gather(deadline, return_exceptions=True)
        answer = sending.result() if sending.done() else Answer(failure="timeout")
        self._end(entry, answer, dropped=any(fault.kind == "drop" for fault in faults))
        return answer

    def event(self, delivery: Delivery) -> "asyncio.Future[Answer]":
        """Deliver an event, again when it isn't acknowledged, without making anybody wait.

        What is returned is done when the first attempt has ended.
        """
        first: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.background(self._deliver_event(delivery, first))
        return first

    async def replay(self, entry: Entry) -> None:
        """Send the very bytes of an earlier delivery once more; nothing in Slack changes."""
        again = self._traffic.start("to_app", entry.kind, f"replay of {entry.id}", entry.body)
        again.package = entry.package
        self._end(again, await self._send(entry.package, []))

    def background(self, work: Coroutine[Any, Any, Answer]) -> "asyncio.Task[Answer]":
        """Run `work` beside everything else, until `close`."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """Drop what is under way and close the transport."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.transport.close()

    async def _send(self, package: Any, faults: list[Fault]) -> Answer:
        for fault in faults:
            if fault.kind == "delay":
                await self._clock.sleep(fault.seconds)
            elif fault.kind == "drop":
                await asyncio.Event().wait()
        try:
            return await self.transport.send(package)
        except Unreachable:
            return Answer(failure="unreachable")

    async def _copy(self, delivery: Delivery, package: Any) -> Answer:
        entry = self._traffic.start(
            "to_app", delivery.kind, f"duplicate: {delivery.summary}", delivery.payload
        )
        answer = await self._send(package, [])
        self._end(entry, answer)
        return answer

    def _end(self, entry: Entry, answer: Answer, *, dropped: bool = False) -> None:
        status = "dropped" if dropped else answer.failure or answer.status or "unreachable"
        self._traffic.end(entry, status, answer.body)

    async def _deliver_event(self, delivery: Delivery, first: "asyncio.Future[Answer]") -> Answer:
        answer = Answer(failure="unreachable")
        try:
            if not await self.transport.ready_for_events():
                return answer
            answer = await self.deliver(delivery)
        finally:
            if not first.done():
                first.set_result(answer)
        for number, wait_s in enumerate(self._retry_schedule, start=1):
            if answer.acknowledged or "x-slack-no-retry" in answer.headers:
                break
            reason = _reason(answer)
            await self._clock.sleep(wait_s)
            answer = await self.deliver(replace(delivery, retry=Retry(number, reason)))
        return answer


def _reason(answer: Answer) -> str:
    if answer.failure == "timeout":
        return "http_timeout"
    return "connection_failed" if answer.failure is not None else "http_error"
