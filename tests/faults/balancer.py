"""One address for several bots, as a balancer gives them: it hands each request to any of them."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp

from simulator.delivery.delivery import Unreachable

if TYPE_CHECKING:
    from simulator.delivery.delivery import Answer, Delivery
    from simulator.delivery.http import HttpTransport, Request


class Balancer:
    """Stands in for the simulator's transport, as which it may be used.

    A bot that refuses the connection is passed over. A request that was broken off is not sent
    again: nobody knows how much of it was done.
    """

    name = "http"

    def __init__(self, transport: HttpTransport, addresses: list[str]) -> None:
        self._transport = transport
        self._addresses = addresses

    @property
    def connected(self) -> bool:
        return self._transport.connected

    def pack(self, delivery: Delivery) -> Request:
        return self._transport.pack(delivery)

    async def ready_for_events(self) -> bool:
        return await self._transport.ready_for_events()

    async def close(self) -> None:
        await self._transport.close()

    async def send(self, package: Request) -> Answer:
        for address in random.sample(self._addresses, len(self._addresses)):
            try:
                return await self._transport.send(replace(package, url=address))
            except Unreachable as error:
                if not isinstance(error.__cause__, aiohttp.ClientConnectorError):
                    raise
        raise Unreachable("no bot takes the connection")
