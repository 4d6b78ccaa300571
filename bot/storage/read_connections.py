"""Connections that stay open for reading: taking one from SQLAlchemy's pool and giving it back
costs more than a row found by its key.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.storage.prepared_statements import ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from bot.storage.prepared_statements import Prepared

READERS = 16


class Readers:
    """At most :data:`READERS` of them, connected as they are needed; more who read wait in their
    order, ``wait_s`` seconds at most."""

    def __init__(self, engine: AsyncEngine, wait_s: float) -> None:
        self._engine = engine
        self._wait_s = wait_s
        self._places = asyncio.Semaphore(READERS)
        self._free: list[tuple[AsyncConnection, Any]] = []

    async def fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        """Raises what SQLAlchemy and the driver raise."""
        async with self._place():
            try:
                return await self._fetch(prepared, parameters)
            except psycopg.OperationalError:
                # A server that was started again lost our connections; there are others to be had.
                await self.close()
                return await self._fetch(prepared, parameters)

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._places.acquire()
        except TimeoutError as error:
            raise PoolTimeoutError("no connection came free for reading") from error
        try:
            yield
        finally:
            self._places.release()

    async def _fetch(self, prepared: Prepared, parameters: Mapping[str, Any]) -> list[Any]:
        connection, driver = self._free.pop() if self._free else await self._connect()
        try:
            rows = (await ask(driver, prepared, parameters)).rows
        except BaseException:
            # It may still be in the midst of an answer.
            await _end(connection)
            raise
        self._free.append((connection, driver))
        return rows

    async def _connect(self) -> tuple[AsyncConnection, Any]:
        connection = await self._engine.connect()
        driver: Any = (await connection.get_raw_connection()).driver_connection
        if isinstance(driver, psycopg.AsyncConnection):
            # To plan a search of many ranges anew takes longer than to run it. These connections
            # are thrown away, so nothing else runs with this setting.
            try:
                await driver.execute("SET plan_cache_mode = force_generic_plan")
            except BaseException:
                await _end(connection)
                raise
        return connection, driver

    async def close(self) -> None:
        """Ends those that nobody reads with."""
        free, self._free = self._free, []
        for connection, _ in free:
            await _end(connection)


async def _end(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.invalidate()
    await connection.close()
