"""The floor: a stock Bolt app, as its documentation shows it, whose listeners do nothing.

python -m bench.stock_bolt aiohttp|asgi LISTENERS
"""

import os
import sys
from collections.abc import Awaitable, Callable

import uvicorn
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bench.person import SECRET


def main() -> None:
    adapter, listeners = sys.argv[1], int(sys.argv[2])
    port = int(os.environ["PORT"])
    app = AsyncApp(
        client=AsyncWebClient("xoxb-bench", base_url=os.environ["API_URL"]),
        signing_secret=SECRET,
    )

    async def nothing(ack: Callable[[], Awaitable[None]]) -> None:
        await ack()

    # The one that is meant stands in the middle: half of the others are asked before it.
    for number in range(listeners):
        middle = number == listeners // 2
        app.view("wizard:who" if middle else f"other-{number}")(nothing)
    if adapter == "aiohttp":
        app.start(port=port, host="127.0.0.1")
    else:
        handler = AsyncSlackRequestHandler(app)
        uvicorn.run(handler, port=port, access_log=False, log_level="warning", loop="uvloop")


if __name__ == "__main__":
    main()
