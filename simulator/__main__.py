"""`python -m simulator`: Slack on this machine, with a page to use it."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path

from simulator.delivery.http import HttpTransport
from simulator.manifest import Manifest, ManifestError
from simulator.running import Options, Running
from simulator.slack import Credentials
from simulator.workspace.description import CONTOSO

LOOK_EVERY_S = 1.0


def main() -> int:
    """Serve until SIGTERM or SIGINT; exit status 2 for a manifest that Slack would refuse."""
    arguments = _parser().parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        manifest = Manifest.read(arguments.manifest)
    except (OSError, ValueError, KeyError, ManifestError) as error:
        sys.stderr.write(f"{arguments.manifest}: {error}\n")
        return 2
    options = Options(
        app_url=arguments.app_url,
        host=arguments.host,
        port=arguments.port,
        state=arguments.state,
        workspace=arguments.workspace,
        credentials=Credentials(
            bot=arguments.bot_token,
            app=arguments.app_token,
            signing=arguments.signing_secret,
        ),
    )
    asyncio.run(_serve(Running(manifest, options)))
    return 0


async def _serve(running: Running) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await running.start()
    sys.stdout.write(f"Slack simulator: {running.url}\n")
    sys.stdout.flush()
    watching = asyncio.create_task(_watch(running))
    await stop.wait()
    watching.cancel()
    await running.stop()


async def _watch(running: Running) -> None:
    """Verify the request URL as soon as the app is up, and show on the page whether it is."""
    slack = running.slack
    if not isinstance(slack.transport, HttpTransport):
        return
    while True:
        if await slack.transport.probe():
            slack.changes.ring()
        if slack.transport.connected:
            await slack.transport.ready_for_events()
        await slack.clock.sleep(LOOK_EVERY_S)


def _parser() -> argparse.ArgumentParser:
    defaults, known = Options(), Credentials()
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest, JSON")
    parser.add_argument("--host", default=defaults.host)
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--state", type=Path, help="file that keeps the workspace over restarts")
    parser.add_argument("--workspace", type=Path, default=CONTOSO, help="workspace to begin with")
    parser.add_argument("--app-url", default=defaults.app_url, help="the app's request URL")
    parser.add_argument("--signing-secret", default=known.signing)
    parser.add_argument("--bot-token", default=known.bot)
    parser.add_argument("--app-token", default=known.app)
    return parser


if __name__ == "__main__":
    sys.exit(main())
